package org.paramscope.estimators.laplace;

import java.util.Arrays;

/** Whether chains agree, and how many independent draws they are worth. Series are [chains][draws] of one parameter. */
final class Convergence {

    private Convergence() { }

    /**
     * The potential scale reduction of the halves of all chains, split R-hat (Gelman, Carlin, Stern, Dunson, Vehtari, Rubin 2013, equation
     * 11.4): 1 where they agree. Chains that stand still give 1 when they are all at one place, otherwise infinity.
     */
    static double splitRatio(double[][] chains) {
        double[][] halves = halves(chains);
        int n = halves[0].length;
        double within = within(halves);
        double between = variance(Arrays.stream(halves).mapToDouble(Convergence::mean).toArray());
        if (within == 0) {
            return between == 0 ? 1 : Double.POSITIVE_INFINITY;
        }
        return Math.sqrt((n - 1.0) / n + between / within);
    }

    /**
     * The effective number of draws of the halves of all chains: m n / (1 + 2 sum of autocorrelations), summed as long as neighbouring pairs
     * are positive and fall (Geyer 1992; Gelman and others 2013, equation 11.8; Vehtari and others 2021). 0 where nothing moves.
     */
    static double effectiveSize(double[][] chains) {
        double[][] halves = halves(chains);
        int m = halves.length;
        int n = halves[0].length;
        double within = within(halves);
        double total = within * (n - 1) / n + variance(Arrays.stream(halves).mapToDouble(Convergence::mean).toArray());
        if (total == 0) {
            return 0;
        }
        double sum = 0;
        double last = Double.POSITIVE_INFINITY;
        for (int lag = 0; lag + 1 < n; lag += 2) {
            double pair = correlation(halves, lag, within, total) + correlation(halves, lag + 1, within, total);
            if (pair <= 0) {
                break;
            }
            last = Math.min(last, pair);
            sum += last;
        }
        // antithetic chains are worth more than independent draws, but not without bound
        return m * n / Math.max(2 * sum - 1, 1 / Math.log10(m * n));
    }

    private static double correlation(double[][] halves, int lag, double within, double total) {
        double sum = 0;
        for (double[] half : halves) {
            double mean = mean(half);
            for (int t = lag; t < half.length; t++) {
                sum += (half[t] - mean) * (half[t - lag] - mean) / half.length;
            }
        }
        int n = halves[0].length;
        return 1 - (within - sum / halves.length * n / (n - 1)) / total;
    }

    private static double[][] halves(double[][] chains) {
        int n = chains[0].length / 2;
        double[][] halves = new double[2 * chains.length][];
        for (int c = 0; c < chains.length; c++) {
            halves[2 * c] = Arrays.copyOfRange(chains[c], 0, n);
            halves[2 * c + 1] = Arrays.copyOfRange(chains[c], chains[c].length - n, chains[c].length);
        }
        return halves;
    }

    private static double within(double[][] halves) {
        return Arrays.stream(halves).mapToDouble(Convergence::variance).average().orElse(0);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
    }
}

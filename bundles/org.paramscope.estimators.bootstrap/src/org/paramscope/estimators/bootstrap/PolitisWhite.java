package org.paramscope.estimators.bootstrap;

/**
 * The block length of Politis and White (2004) with the correction of Patton, Politis and White (2009): the one that asymptotically
 * minimises the mean squared error of the bootstrap's variance of the mean of a series whose autocorrelation fades,
 * (2 G^2 / D)^(1/3) n^(1/3), with G the sum of |k| R(k) and D = 2 g^2 for stationary, 4/3 g^2 for circular or moving blocks, g the sum
 * of the autocovariances R(k). Both sums are taken under a flat-top window (Politis, Romano 1995) up to twice the lag from which on
 * autocorrelations are insignificant.
 */
final class PolitisWhite {

    /** Autocorrelations are insignificant below 2 sqrt(log10(n) / n), as the authors advise. */
    private static final double SIGNIFICANT = 2;

    private PolitisWhite() {
    }

    /**
     * The block length in samples, from 1 to min(3 sqrt(n), n / 3), not rounded.
     *
     * @param series     at least 2 values
     * @param stationary whether lengths are random; otherwise fixed
     */
    static double of(double[] series, boolean stationary) {
        int n = series.length;
        int needed = Math.max(5, (int) Math.ceil(Math.sqrt(Math.log10(n))));
        int most = Math.min(n - 1, (int) Math.ceil(Math.sqrt(n)) + needed);
        double[] covariances = covariances(series, most);
        if (!(covariances[0] > 0)) {
            return 1;
        }
        int bandwidth = Math.min(most, 2 * Math.max(1, lastSignificant(covariances, needed, n)));
        double spectrum = covariances[0];
        double slope = 0;
        for (int k = 1; k <= bandwidth; k++) {
            double share = (double) k / bandwidth;
            double window = share <= 0.5 ? 1 : 2 * (1 - share);
            spectrum += 2 * window * covariances[k];
            slope += 2 * window * k * covariances[k];
        }
        double variance = (stationary ? 2 : 4.0 / 3) * spectrum * spectrum;
        double length = Math.cbrt(2 * slope * slope / variance * n);
        return Math.max(1, Math.min(length, Math.min(3 * Math.sqrt(n), n / 3.0)));
    }

    /** The last lag before the first run of so many insignificant ones; if there is no such run, the last significant lag. */
    private static int lastSignificant(double[] covariances, int needed, int n) {
        double bound = SIGNIFICANT * Math.sqrt(Math.log10(n) / n) * covariances[0];
        int last = 0;
        for (int k = 1; k < covariances.length && k - last <= needed; k++) {
            last = Math.abs(covariances[k]) >= bound ? k : last;
        }
        return last;
    }

    /** Sums of products of the centred series over n, at lags 0 to most. */
    private static double[] covariances(double[] series, int most) {
        int n = series.length;
        double mean = 0;
        for (double value : series) {
            mean += value / n;
        }
        double[] covariances = new double[most + 1];
        for (int k = 0; k <= most; k++) {
            for (int t = k; t < n; t++) {
                covariances[k] += (series[t] - mean) * (series[t - k] - mean) / n;
            }
        }
        return covariances;
    }
}

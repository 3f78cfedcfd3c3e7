package org.paramscope.models.linear;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.paramscope.data.NumericalException;
import org.paramscope.data.Samples;
import org.paramscope.models.internal.Overlap;

/** Fits autoregressions to weighted windows; the candidates for the order are compared on the same values. */
final class AutoregressionFit {

    /** Below this share of the variance a residual is rounding: a higher order cannot be better. */
    private static final double ROUNDING = 1e-12;

    private final Autoregression.Settings settings;
    private final Samples samples;
    private final double[] weights;
    private final int channels;

    AutoregressionFit(Autoregression.Settings settings, Samples samples, double[] weights) {
        this.settings = settings;
        this.samples = samples;
        this.weights = weights;
        this.channels = samples.shape().channels();
    }

    /** Coefficients, the oldest first and 0 beyond the order, then the intercept; for each channel or once. */
    double[] parameters() {
        Stream<int[]> pools = settings.pooled() ? Stream.of(IntStream.range(0, channels).toArray())
                : IntStream.range(0, channels).mapToObj(c -> new int[] {c});
        if (settings.method() == Autoregression.Method.YULE_WALKER) {
            return pools.flatMapToDouble(pool -> Arrays.stream(yuleWalker(pool))).toArray();
        }
        WeightedStretches stretches = WeightedStretches.of(samples, weights);
        return pools.flatMapToDouble(pool -> Arrays.stream(leastSquares(pool, stretches))).toArray();
    }

    private double[] leastSquares(int[] pool, WeightedStretches stretches) {
        int taps = settings.taps();
        LagMoments moments = LagMoments.mean(Arrays.stream(pool).mapToObj(c -> LagMoments.of(stretches.of(c), taps))
                .toArray(LagMoments[]::new));
        double penalty = settings.method() == Autoregression.Method.RIDGE ? settings.penalty() : 0;
        int order = settings.order();
        if (order == 0) {
            double[] residuals = IntStream.rangeClosed(0, taps)
                    .mapToDouble(q -> moments.residuals(q, moments.solve(q, penalty))[0]).toArray();
            order = best(residuals, moments.variance(0), pool.length);
        }
        double[] solution = moments.solve(order, penalty).toArray();
        return arranged(Arrays.copyOfRange(solution, 1, solution.length), solution[0]);
    }

    private double[] yuleWalker(int[] pool) {
        Overlap overlap = new Overlap(samples);
        double[] series = overlap.average(samples.input());
        double[] instants = instantWeights(overlap);
        int[] stretches = overlap.stretches(samples.groups());
        double total = Arrays.stream(instants).sum();
        if (!(total > 0)) {
            throw new NumericalException("Yule-Walker", "no window has weight");
        }
        double mean = 0;
        for (int c : pool) {
            for (int t = 0; t < instants.length; t++) {
                mean += instants[t] * series[t * channels + c] / (total * pool.length);
            }
        }
        double[] covariances = new double[settings.taps() + 1];
        for (int c : pool) {
            double[] products = YuleWalker.products(channel(series, c), mean, instants, stretches, settings.taps());
            for (int k = 0; k < covariances.length; k++) {
                covariances[k] += products[k] / (total * pool.length);
            }
        }
        YuleWalker solved = YuleWalker.of(covariances);
        int order = settings.order() == 0 ? best(solved.variances(), covariances[0], pool.length) : settings.order();
        double[] byLag = solved.coefficients()[order];
        double[] coefficients = new double[order];
        for (int k = 0; k < order; k++) {
            coefficients[order - 1 - k] = byLag[k];
        }
        return arranged(coefficients, mean * (1 - Arrays.stream(byLag).sum()));
    }

    /** The mean over the windows in which an instant lies of their resampling weights: 1 throughout for samples as they are. */
    private double[] instantWeights(Overlap overlap) {
        double[] drawn = overlap.cover(weights);
        double[] once = overlap.cover(samples.weights().toArray());
        for (int t = 0; t < drawn.length; t++) {
            drawn[t] = once[t] > 0 ? drawn[t] / once[t] : 0;
        }
        return drawn;
    }

    private double[] channel(double[] series, int c) {
        return IntStream.range(0, series.length / channels).mapToDouble(t -> series[t * channels + c]).toArray();
    }

    private int best(double[] residuals, double variance, int pooled) {
        int best = 0;
        double lowest = Double.POSITIVE_INFINITY;
        for (int q = 0; q < residuals.length; q++) {
            double value = settings.criterion().value((double) samples.distinct() * pooled,
                    Math.max(residuals[q], Math.max(ROUNDING * variance, Double.MIN_NORMAL)), q + 1);
            if (value < lowest) {
                lowest = value;
                best = q;
            }
        }
        return best;
    }

    private double[] arranged(double[] coefficients, double intercept) {
        double[] parameters = new double[settings.taps() + 1];
        System.arraycopy(coefficients, 0, parameters, settings.taps() - coefficients.length, coefficients.length);
        parameters[settings.taps()] = intercept;
        return parameters;
    }
}

package org.paramscope.estimators.diffusion;

/**
 * How a diffusion mixes a vector x_0 with noise: x_t = signal(t) x_0 + noise(t) e for the levels t = 0 ... T, signal^2 + noise^2 = 1,
 * with the cosine schedule of Nichol and Dhariwal (2021, equation 17).
 */
final class NoiseSchedule {

    private static final double OFFSET = 0.008;
    private static final double MOST = 0.999;

    private final double[] kept;

    /** @param levels T, at least 2 */
    NoiseSchedule(int levels) {
        kept = new double[levels + 1];
        kept[0] = 1;
        for (int t = 1; t <= levels; t++) {
            double ratio = squaredCosine(t, levels) / squaredCosine(t - 1, levels);
            kept[t] = kept[t - 1] * Math.max(ratio, 1 - MOST);
        }
    }

    private static double squaredCosine(int t, int levels) {
        double cosine = StrictMath.cos(((double) t / levels + OFFSET) / (1 + OFFSET) * Math.PI / 2);
        return cosine * cosine;
    }

    /** T. */
    int levels() {
        return kept.length - 1;
    }

    /** The share of the variance that is still the signal's, alpha-bar. */
    double kept(int t) {
        return kept[t];
    }

    double signal(int t) {
        return Math.sqrt(kept[t]);
    }

    double noise(int t) {
        return Math.sqrt(1 - kept[t]);
    }

    /** beta_t, the variance that the step from t - 1 to t adds; t at least 1. */
    double added(int t) {
        return 1 - kept[t] / kept[t - 1];
    }

    /** The variance of x_{t-1} given x_t and x_0 (Ho, Jain, Abbeel 2020, equation 7). */
    double posteriorVariance(int t) {
        return (1 - kept[t - 1]) / (1 - kept[t]) * added(t);
    }
}

package org.paramscope.estimators.bootstrap;

/** The standard normal distribution function and its inverse, to about 1e-14. */
final class NormalDistribution {

    /** Beyond, the function is 0 or 1 in double precision's neighbourhood. */
    private static final double FAR = 8.3;

    private NormalDistribution() {
    }

    /** Phi(x), by the series 1/2 + phi(x) (x + x^3 / 3 + x^5 / 15 + ...) (Marsaglia 2004). */
    static double cumulative(double x) {
        if (Math.abs(x) > FAR) {
            return x > 0 ? 1 : 0;
        }
        double sum = x;
        double term = x;
        for (int i = 3; sum + term != sum; i += 2) {
            term *= x * x / i;
            sum += term;
        }
        return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    /** The x with Phi(x) = probability, by bisection; infinite at 0 and 1. */
    static double quantile(double probability) {
        if (!(probability > 0) || !(probability < 1)) {
            return probability > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        }
        double low = -FAR;
        double high = FAR;
        while (true) {
            double middle = (low + high) / 2;
            if (middle <= low || middle >= high) {
                return middle;
            }
            if (cumulative(middle) < probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
    }
}

package org.paramscope.models.linear;

/** How an order is chosen: the smallest n log(variance) + penalty x parameters wins. */
public enum Criterion {
    /** Akaike 1974: penalty 2. */
    AIC {
        @Override
        double value(double n, double variance, int parameters) {
            return n * Math.log(variance) + 2 * parameters;
        }
    },
    /** Schwarz 1978: penalty log n. */
    BIC {
        @Override
        double value(double n, double variance, int parameters) {
            return n * Math.log(variance) + Math.log(n) * parameters;
        }
    };

    /**
     * The criterion up to a constant.
     *
     * @param n number of distinct values predicted
     * @param variance of the residuals, above 0, on the same values for all candidates
     */
    abstract double value(double n, double variance, int parameters);
}

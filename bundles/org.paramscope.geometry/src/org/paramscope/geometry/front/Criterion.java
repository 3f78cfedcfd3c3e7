package org.paramscope.geometry.front;

/**
 * Contract of a number by which fitted models are compared; smaller is better.
 *
 * @param <S> its settings: a record with a no-argument constructor that gives the defaults
 */
public interface Criterion<S extends Record> {

    /**
     * What a criterion may look at.
     *
     * @param meanSquaredError of the training samples, above 0, in their squared unit
     * @param distinct         number n of distinct samples of the signal: overlapping windows are not independent
     * @param complexity       number of parameters
     */
    record Fit(double meanSquaredError, int distinct, int complexity) {
    }

    /** The value, smaller is better. */
    double value(Fit fit, S settings);

    /** What it assumes, and which n it uses: shown beside the value. */
    String assumption();
}

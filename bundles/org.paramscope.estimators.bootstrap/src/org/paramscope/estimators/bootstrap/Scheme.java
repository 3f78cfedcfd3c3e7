package org.paramscope.estimators.bootstrap;

/** What a bootstrap draws. */
public enum Scheme {
    /** Single rows with replacement (Efron 1979): for rows that are independent, such as those of a regression table. */
    PAIRS,
    /** Stretches of consecutive windows with replacement (Kuensch 1989): for a series. */
    MOVING_BLOCKS,
    /** The same on a circle, the end followed by the beginning, so that all windows count alike (Politis, Romano 1992). */
    CIRCULAR_BLOCKS,
    /** The same with lengths from a geometric distribution, so that the resampled series is stationary (Politis, Romano 1994). */
    STATIONARY_BLOCKS,
    /** Signs: the residuals of the fit, turned round or not block by block, are put back on its predictions (Wu 1986, Mammen 1993). */
    WILD;

    /** Whether blocks have a length at all. */
    boolean blocks() {
        return this != PAIRS;
    }
}

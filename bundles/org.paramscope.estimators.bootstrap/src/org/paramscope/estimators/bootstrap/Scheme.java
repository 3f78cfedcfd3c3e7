package org.paramscope.estimators.bootstrap;

/** What a bootstrap draws with replacement. */
public enum Scheme {
    /** Single rows (Efron 1979): for rows that are independent, such as those of a regression table. */
    PAIRS,
    /** Stretches of consecutive windows (Kuensch 1989): for a series. */
    MOVING_BLOCKS
}

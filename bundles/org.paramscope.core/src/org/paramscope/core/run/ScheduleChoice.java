package org.paramscope.core.run;

/** How a study's learning rate may change over the steps. */
public enum ScheduleChoice {
    /** It does not. */
    CONSTANT,
    /** It falls by the same factor after each quarter of the steps. */
    QUARTERS,
    /** It falls by the same factor each step. */
    EXPONENTIAL,
    /** It falls along half a cosine. */
    COSINE
}

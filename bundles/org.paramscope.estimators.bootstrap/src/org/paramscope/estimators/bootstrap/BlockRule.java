package org.paramscope.estimators.bootstrap;

/** How long a block is when its length is left open. */
public enum BlockRule {
    /** The dominant period of the series: for quasi-periodic signals, whose autocorrelation does not fade. */
    PERIOD,
    /** What minimises the error of the variance of a mean (Politis, White 2004): for noise whose autocorrelation fades. */
    POLITIS_WHITE
}

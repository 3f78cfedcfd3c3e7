package org.paramscope.core.run;

/**
 * A value with its interval; the ends are NaN where too little is independent for one.
 *
 * @param value the value
 * @param low   lower end of the 95 % interval
 * @param high  upper end of the 95 % interval
 */
public record Score(double value, double low, double high) {

    /** No value at all. */
    public static final Score NONE = new Score(Double.NaN, Double.NaN, Double.NaN);
}

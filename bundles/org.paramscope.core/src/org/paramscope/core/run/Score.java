package org.paramscope.core.run;

/**
 * A value with its interval.
 *
 * @param value the value
 * @param low   lower end of the 95 % interval
 * @param high  upper end of the 95 % interval
 */
public record Score(double value, double low, double high) {
}

package org.paramscope.core.run;

/**
 * How few neurons suffice: the fewest of which, and of all numbers above, the test NRMSE exceeds that of the whole
 * network by no more than the tolerance.
 *
 * @param path  name of the way of merging, or of the control
 * @param refit whether merged networks were trained again
 * @param units that suffice
 * @param low   lower end of the 95 % interval, by paired block bootstrap over test windows (over draws for random merges)
 * @param high  upper end
 */
public record SufficientUnits(String path, boolean refit, int units, int low, int high) {
}

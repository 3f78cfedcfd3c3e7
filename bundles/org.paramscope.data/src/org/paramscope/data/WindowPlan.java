package org.paramscope.data;

/**
 * How a signal is cut into windows.
 *
 * @param length samples in a window, at least 1
 * @param stride samples from one window's start to the next, at least 1
 * @param past samples before each window that forecasters see, at least 0
 * @param gaps whether windows may hold missing values: at least half of the values of a window, and of its past, are observed.
 *     It changes nothing where no value is missing
 */
public record WindowPlan(int length, int stride, int past, boolean gaps) {

    public WindowPlan {
        require("window", length, 1);
        require("stride", stride, 1);
        require("past", past, 0);
    }

    /** Windows without missing values. */
    public WindowPlan(int length, int stride, int past) {
        this(length, stride, past, false);
    }

    /** The same windows, but they may hold missing values. */
    public WindowPlan withGaps() {
        return new WindowPlan(length, stride, past, true);
    }

    private static void require(String setting, int value, int least) {
        if (value < least) {
            throw new SettingException(setting, Integer.toString(value), "an integer of at least " + least + " is allowed");
        }
    }
}

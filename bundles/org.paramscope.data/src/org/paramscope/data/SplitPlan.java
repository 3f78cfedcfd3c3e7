package org.paramscope.data;

/**
 * The shares of a signal, in order of time, that train, validate and test. They add up to at most 1;
 * validation and test may be 0, which leaves that part empty.
 *
 * @param train above 0
 * @param validation at least 0
 * @param test at least 0
 */
public record SplitPlan(double train, double validation, double test) {

    public SplitPlan {
        require("train", train, train > 0);
        require("validation", validation, validation >= 0);
        require("test", test, test >= 0);
        if (train + validation + test > 1 + 1e-9) {
            throw new SettingException("shares", train + " + " + validation + " + " + test, "shares that add up to at most 1 are allowed");
        }
    }

    /** Two thirds for training, a sixth for validation, a sixth for the test. */
    public static SplitPlan standard() {
        return new SplitPlan(2.0 / 3, 1.0 / 6, 1.0 / 6);
    }

    /** Everything for training. */
    public static SplitPlan trainOnly() {
        return new SplitPlan(1, 0, 0);
    }

    private static void require(String setting, double value, boolean good) {
        if (!good || !(value <= 1)) {
            throw new SettingException(setting, Double.toString(value), "a share from 0 to 1 is allowed");
        }
    }
}

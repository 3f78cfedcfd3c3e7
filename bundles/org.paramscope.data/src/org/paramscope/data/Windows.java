package org.paramscope.data;

import java.util.List;
import java.util.Optional;

/**
 * Cuts signals into windows: the rows of the transposed trajectory (Hankel) matrix. A window never
 * crosses a seam, never lies in two parts of a split, and holds missing values only where its plan lets it.
 * Windows at irregular times come with their times.
 */
public final class Windows {

    private Windows() {
    }

    /**
     * All windows of a signal, as it is.
     *
     * @param values [T, channels]
     * @param seams ascending indices of samples that do not follow on the sample before
     * @throws SettingException when no window fits between two seams
     */
    public static Samples of(NumericArray values, List<Integer> seams, WindowPlan plan) {
        WindowCut cut = new WindowCut(Signal.of("", "", Clock.regular(1, RateUnit.PER_SAMPLE), values), seams, plan);
        int[] starts = cut.starts(0, values.size(0));
        if (starts.length == 0) {
            int stretch = cut.longestStretch();
            throw tooLong(plan, "the longest stretch of the series", stretch, stretch - plan.past());
        }
        requireMemory(starts.length, plan, values);
        return cut.cut(values, Optional.empty(), starts);
    }

    /** Splits by time and standardises each channel by its training part. */
    public static Split split(Signal signal, List<Integer> seams, WindowPlan plan, SplitPlan shares) {
        return split(signal, seams, plan, shares, new Standardize(), new Standardize.Settings());
    }

    /**
     * Splits by time. The shares mark where parts end; validation and test begin one window length
     * after the end of the part before. The values before a window (its past) may reach back into the
     * gap and the part before, as they are known when a forecast is made, but not across a seam.
     *
     * <p>Samples have the input {@link Samples#TIMES} where the steps of the signal's clock differ between seams, more than one in a
     * hundred by more than a tenth; and {@link Samples#OBSERVED} where the plan allows gaps and values are missing, which then
     * stand as 0.
     *
     * @throws SettingException when the window is longer than the series, a stretch or a part; with both numbers
     */
    public static <S extends Record> Split split(Signal signal, List<Integer> seams, WindowPlan plan, SplitPlan shares,
            Transform<S> transform, S settings) {
        int length = signal.length();
        if (plan.length() + plan.past() > length) {
            throw tooLong(plan, "the series", length, length - plan.past());
        }
        Split.Ranges r = ranges(length, plan, shares);
        WindowCut cut = new WindowCut(signal, seams, plan);
        int[] train = cut.starts(r.trainFrom(), r.trainTo());
        int[] validation = cut.starts(r.validationFrom(), r.validationTo());
        int[] test = cut.starts(r.testFrom(), r.testTo());
        requireWindow(train, plan, "the training part", r.trainTo(), r.trainTo() - plan.past(), cut.longestStretch());
        if (shares.validation() > 0) {
            int samples = r.validationTo() - r.trainTo();
            requireWindow(validation, plan, "the validation part with its gap", samples, samples / 2, cut.longestStretch());
        }
        if (shares.test() > 0) {
            int samples = r.testTo() - r.validationTo();
            requireWindow(test, plan, "the test part with its gap", samples, samples / 2, cut.longestStretch());
        }
        Transform.Fitted fitted = transform.fit(settings, cut.values().rows(r.trainFrom(), r.trainTo()));
        NumericArray values = fitted.apply(cut.values());
        requireMemory((long) train.length + validation.length + test.length, plan, values);
        Optional<NumericArray> residual = fitted.residual(cut.values());
        return new Split(cut.cut(values, residual, train), cut.cut(values, residual, validation), cut.cut(values, residual, test), r, fitted);
    }

    /** The longest window, in samples, for which each part of a split has room beside its gap; 0 when none has. */
    public static int longest(int length, SplitPlan shares) {
        Split.Ranges r = ranges(length, new WindowPlan(1, 1, 0), shares);
        int longest = r.trainTo();
        if (shares.validation() > 0) {
            longest = Math.min(longest, (r.validationTo() - r.trainTo()) / 2);
        }
        return shares.test() > 0 ? Math.min(longest, (r.testTo() - r.validationTo()) / 2) : longest;
    }

    private static Split.Ranges ranges(int length, WindowPlan plan, SplitPlan shares) {
        int gap = plan.length();
        int trainTo = (int) Math.round(shares.train() * length);
        int validationTo = (int) Math.round(Math.min(1, shares.train() + shares.validation()) * length);
        int testTo = (int) Math.round(Math.min(1, shares.train() + shares.validation() + shares.test()) * length);
        int validationFrom = shares.validation() > 0 ? trainTo + gap : validationTo;
        int testFrom = shares.test() > 0 ? validationTo + gap : testTo;
        return new Split.Ranges(0, trainTo, Math.min(validationFrom, validationTo), validationTo,
                Math.min(testFrom, testTo), testTo);
    }

    private static void requireMemory(long windows, WindowPlan plan, NumericArray values) {
        long numbers = windows * (plan.length() + plan.past()) * values.size(1) + 2L * values.length();
        requireMemory(windows, numbers, Memory.available(numbers * Double.BYTES));
    }

    /** Refuses, with the figures, windows that would not fit. */
    static void requireMemory(long windows, long numbers, long available) {
        if (numbers > Integer.MAX_VALUE - 8 || numbers * Double.BYTES > available) {
            throw new SettingException("stride", "too small for this series", windows + " windows need "
                    + Memory.megabytes(numbers * Double.BYTES) + " MB and " + Memory.megabytes(available)
                    + " MB are available: a larger stride or a shorter window is allowed");
        }
    }

    private static void requireWindow(int[] starts, WindowPlan plan, String where, int samples, int largest, int stretch) {
        if (starts.length == 0 && stretch - plan.past() < plan.length()) {
            throw tooLong(plan, "the longest stretch of the series", stretch, stretch - plan.past());
        }
        if (starts.length == 0) {
            throw tooLong(plan, where, samples, largest);
        }
    }

    private static SettingException tooLong(WindowPlan plan, String where, int samples, int largest) {
        String past = plan.past() == 0 ? "" : " and " + plan.past() + " samples are needed before a window";
        String allowed = largest < 1 ? "no window fits" : largest < plan.length() ? "an integer from 1 to " + largest + " is allowed"
                : "no window fits without a seam or " + (plan.gaps() ? "with half of its values observed" : "a missing value");
        return new SettingException("window", Integer.toString(plan.length()), where + " has " + samples + " samples" + past + ": " + allowed);
    }
}

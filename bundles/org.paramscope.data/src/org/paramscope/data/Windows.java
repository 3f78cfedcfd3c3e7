package org.paramscope.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Cuts signals into windows: the rows of the transposed trajectory (Hankel) matrix. A window never
 * crosses a seam, never holds a missing value, and never lies in two parts of a split.
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
        int[] starts = starts(values.size(0), seams, plan, null, 0, values.size(0));
        if (starts.length == 0) {
            int stretch = longestStretch(values.size(0), seams);
            throw tooLong(plan, "the longest stretch of the series", stretch, stretch - plan.past());
        }
        requireMemory(starts.length, plan, values);
        return cut(values, seams, plan, starts);
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
     * @throws SettingException when the window is longer than the series, a stretch or a part; with both numbers
     */
    public static <S extends Record> Split split(Signal signal, List<Integer> seams, WindowPlan plan, SplitPlan shares,
            Transform<S> transform, S settings) {
        int length = signal.length();
        if (plan.length() + plan.past() > length) {
            throw tooLong(plan, "the series", length, length - plan.past());
        }
        Split.Ranges r = ranges(length, plan, shares);
        boolean[] missing = missing(signal);
        int[] train = starts(length, seams, plan, missing, r.trainFrom(), r.trainTo());
        int[] validation = starts(length, seams, plan, missing, r.validationFrom(), r.validationTo());
        int[] test = starts(length, seams, plan, missing, r.testFrom(), r.testTo());
        requireWindow(train, plan, "the training part", r.trainTo(), r.trainTo() - plan.past(), longestStretch(length, seams));
        if (shares.validation() > 0) {
            int samples = r.validationTo() - r.trainTo();
            requireWindow(validation, plan, "the validation part with its gap", samples, samples / 2, longestStretch(length, seams));
        }
        if (shares.test() > 0) {
            int samples = r.testTo() - r.validationTo();
            requireWindow(test, plan, "the test part with its gap", samples, samples / 2, longestStretch(length, seams));
        }
        requireMemory((long) train.length + validation.length + test.length, plan, signal.values());
        Transform.Fitted fitted = transform.fit(settings, observed(signal.values(), missing, r.trainFrom(), r.trainTo()));
        NumericArray values = fitted.apply(signal.values());
        return new Split(cut(values, seams, plan, train), cut(values, seams, plan, validation), cut(values, seams, plan, test), r, fitted);
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

    private static int[] starts(int length, List<Integer> seams, WindowPlan plan, boolean[] missing, int from, int to) {
        List<Integer> starts = new ArrayList<>();
        int[] edges = edges(length, seams);
        for (int g = 0; g + 1 < edges.length; g++) {
            int first = Math.max(from, edges[g] + plan.past());
            int last = Math.min(to, edges[g + 1]) - plan.length();
            for (int start = first; start <= last; start += plan.stride()) {
                if (complete(missing, start - plan.past(), start + plan.length())) {
                    starts.add(start);
                }
            }
        }
        return starts.stream().mapToInt(Integer::intValue).toArray();
    }

    private static boolean complete(boolean[] missing, int from, int to) {
        for (int i = from; missing != null && i < to; i++) {
            if (missing[i]) {
                return false;
            }
        }
        return true;
    }

    private static Samples cut(NumericArray values, List<Integer> seams, WindowPlan plan, int[] starts) {
        int channels = values.size(1);
        int width = plan.length() * channels;
        int before = plan.past() * channels;
        double[] windows = new double[starts.length * width];
        double[] past = new double[starts.length * before];
        int[] cover = new int[values.size(0)];
        for (int i = 0; i < starts.length; i++) {
            values.copyTo(starts[i] * channels, windows, i * width, width);
            values.copyTo((starts[i] - plan.past()) * channels, past, i * before, before);
            for (int t = starts[i]; t < starts[i] + plan.length(); t++) {
                cover[t]++;
            }
        }
        NumericArray input = NumericArray.owned(windows, starts.length, width);
        SampleShape shape = SampleShape.window(plan.length(), channels).withPast(plan.past());
        int distinct = 0;
        for (int count : cover) {
            distinct += count > 0 ? 1 : 0;
        }
        return new Samples(shape, Map.of(Samples.WINDOW, input, Samples.PAST, NumericArray.owned(past, starts.length, before)),
                Map.of(Samples.TARGET, input), weights(starts, cover, plan.length()), starts,
                groups(starts, edges(values.size(0), seams)), distinct);
    }

    private static NumericArray weights(int[] starts, int[] cover, int length) {
        double[] weights = new double[starts.length];
        for (int i = 0; i < starts.length; i++) {
            double sum = 0;
            for (int t = starts[i]; t < starts[i] + length; t++) {
                sum += 1.0 / cover[t];
            }
            weights[i] = sum / length;
        }
        return NumericArray.owned(weights);
    }

    private static int[] groups(int[] starts, int[] edges) {
        int[] groups = new int[starts.length];
        int g = 0;
        for (int i = 0; i < starts.length; i++) {
            while (starts[i] >= edges[g + 1]) {
                g++;
            }
            groups[i] = g;
        }
        return groups;
    }

    private static int[] edges(int length, List<Integer> seams) {
        int[] edges = new int[seams.size() + 2];
        for (int i = 0; i < seams.size(); i++) {
            edges[i + 1] = seams.get(i);
        }
        edges[edges.length - 1] = length;
        return edges;
    }

    private static int longestStretch(int length, List<Integer> seams) {
        int[] edges = edges(length, seams);
        int longest = 0;
        for (int g = 0; g + 1 < edges.length; g++) {
            longest = Math.max(longest, edges[g + 1] - edges[g]);
        }
        return longest;
    }

    private static boolean[] missing(Signal signal) {
        if (signal.mask().isEmpty()) {
            return null;
        }
        NumericArray mask = signal.mask().get();
        boolean[] missing = new boolean[signal.length()];
        for (int i = 0; i < mask.length(); i++) {
            missing[i / signal.channelCount()] |= mask.at(i) == 0;
        }
        return missing;
    }

    private static NumericArray observed(NumericArray values, boolean[] missing, int from, int to) {
        if (missing == null) {
            return values.rows(from, to);
        }
        return values.select(java.util.stream.IntStream.range(from, to).filter(i -> !missing[i]).toArray());
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
        String allowed = largest < 1 ? "no window fits" : largest >= plan.length() ? "no window fits without a seam or a missing value"
                : "an integer from 1 to " + largest + " is allowed";
        return new SettingException("window", Integer.toString(plan.length()), where + " has " + samples + " samples" + past + ": " + allowed);
    }
}

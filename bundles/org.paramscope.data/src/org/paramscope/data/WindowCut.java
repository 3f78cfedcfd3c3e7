package org.paramscope.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Cuts windows out of one signal: where they may start, and the samples that they are. */
final class WindowCut {

    private final Signal signal;
    private final WindowPlan plan;
    private final int[] edges;
    private final Sampling sampling;
    /** Number of missing values before each sample; null when none is missing. */
    private final int[] missing;

    WindowCut(Signal signal, List<Integer> seams, WindowPlan plan) {
        this.signal = signal;
        this.plan = plan;
        this.edges = edges(signal.length(), seams);
        this.sampling = Sampling.of(signal.clock(), signal.length(), seams);
        this.missing = signal.missing() == 0 ? null : missing(signal);
    }

    private static int[] missing(Signal signal) {
        int[] before = new int[signal.length() + 1];
        for (int t = 0; t < signal.length(); t++) {
            before[t + 1] = before[t];
            for (int c = 0; c < signal.channelCount(); c++) {
                before[t + 1] += signal.observed(t, c) ? 0 : 1;
            }
        }
        return before;
    }

    private static int[] edges(int length, List<Integer> seams) {
        int[] edges = new int[seams.size() + 2];
        for (int i = 0; i < seams.size(); i++) {
            edges[i + 1] = seams.get(i);
        }
        edges[edges.length - 1] = length;
        return edges;
    }

    /** The most samples between two seams. */
    int longestStretch() {
        int longest = 0;
        for (int g = 0; g + 1 < edges.length; g++) {
            longest = Math.max(longest, edges[g + 1] - edges[g]);
        }
        return longest;
    }

    /** Whether windows hold missing values. */
    private boolean gaps() {
        return plan.gaps() && missing != null;
    }

    /** The values, NaN where they are missing. */
    NumericArray values() {
        if (missing == null) {
            return signal.values();
        }
        double[] values = signal.values().toArray();
        NumericArray mask = signal.mask().orElseThrow();
        for (int i = 0; i < values.length; i++) {
            values[i] = mask.at(i) == 0 ? Double.NaN : values[i];
        }
        return NumericArray.owned(values, signal.values().shape());
    }

    /** First samples of the windows between two samples of the signal. */
    int[] starts(int from, int to) {
        List<Integer> starts = new ArrayList<>();
        for (int g = 0; g + 1 < edges.length; g++) {
            int first = Math.max(from, edges[g] + plan.past());
            int last = Math.min(to, edges[g + 1]) - plan.length();
            for (int start = first; start <= last; start += plan.stride()) {
                if (allowed(start)) {
                    starts.add(start);
                }
            }
        }
        return starts.stream().mapToInt(Integer::intValue).toArray();
    }

    private boolean allowed(int start) {
        if (missing == null) {
            return true;
        }
        int channels = signal.channelCount();
        int before = missing[start] - missing[start - plan.past()];
        int within = missing[start + plan.length()] - missing[start];
        return plan.gaps() ? 2 * before <= plan.past() * channels && 2 * within <= plan.length() * channels : before + within == 0;
    }

    /**
     * The windows that start at some samples.
     *
     * @param values of the whole signal, transformed, [T, components]; NaN where they are missing
     * @param residual what the transform left out of each sample, [T]
     */
    Samples cut(NumericArray values, Optional<NumericArray> residual, int[] starts) {
        int n = starts.length;
        int channels = values.size(1);
        int size = plan.length() * channels;
        int before = plan.past() * channels;
        double[] rows = new double[n * (before + size)];
        for (int i = 0; i < n; i++) {
            values.copyTo((starts[i] - plan.past()) * channels, rows, i * (before + size), before + size);
        }
        NumericArray all = NumericArray.owned(rows, n, before + size);
        NumericArray input = columns(all, before, before + size);
        Map<String, NumericArray> inputs = new HashMap<>(Map.of(Samples.WINDOW, input, Samples.PAST, columns(all, 0, before)));
        if (gaps()) {
            inputs.put(Samples.OBSERVED, observed(all));
        }
        if (sampling.irregular()) {
            inputs.put(Samples.TIMES, times(starts));
        }
        Map<String, NumericArray> targets = new HashMap<>(Map.of(Samples.TARGET, input));
        residual.ifPresent(left -> targets.put(Samples.RESIDUAL, sums(left, starts)));
        SampleShape shape = SampleShape.window(plan.length(), channels).withPast(plan.past()).withSampling(sampling.irregular(), gaps());
        int[] cover = cover(starts);
        NumericArray weights = weights(starts, cover);
        return new Samples(shape, inputs, targets, weights, starts, groups(starts), distinct(cover));
    }

    private static NumericArray columns(NumericArray rows, int from, int to) {
        int n = rows.size(0);
        int width = rows.size(1);
        double[] chosen = new double[n * (to - from)];
        for (int i = 0; i < n; i++) {
            for (int j = from; j < to; j++) {
                double value = rows.at(i * width + j);
                // what is missing stands as 0, the mean
                chosen[i * (to - from) + j - from] = Double.isNaN(value) ? 0 : value;
            }
        }
        return NumericArray.owned(chosen, n, to - from);
    }

    private static NumericArray observed(NumericArray rows) {
        double[] observed = rows.toArray();
        for (int i = 0; i < observed.length; i++) {
            observed[i] = Double.isNaN(observed[i]) ? 0 : 1;
        }
        return NumericArray.owned(observed, rows.shape());
    }

    private NumericArray times(int[] starts) {
        int steps = plan.past() + plan.length();
        double[] times = new double[starts.length * steps];
        for (int i = 0; i < starts.length; i++) {
            double first = signal.clock().time(starts[i]);
            for (int j = 0; j < steps; j++) {
                times[i * steps + j] = (signal.clock().time(starts[i] - plan.past() + j) - first) / sampling.interval();
            }
        }
        return NumericArray.owned(times, starts.length, steps);
    }

    private NumericArray sums(NumericArray residual, int[] starts) {
        double[] sums = new double[starts.length];
        for (int i = 0; i < starts.length; i++) {
            for (int t = starts[i]; t < starts[i] + plan.length(); t++) {
                sums[i] += residual.at(t);
            }
        }
        return NumericArray.owned(sums, starts.length, 1);
    }

    /** In how many windows each sample lies. */
    private int[] cover(int[] starts) {
        int[] cover = new int[signal.length()];
        for (int start : starts) {
            for (int t = start; t < start + plan.length(); t++) {
                cover[t]++;
            }
        }
        return cover;
    }

    /** The share of the values of a sample that were observed. */
    private double share(int t) {
        return gaps() ? 1 - (double) (missing[t + 1] - missing[t]) / signal.channelCount() : 1;
    }

    private NumericArray weights(int[] starts, int[] cover) {
        double[] weights = new double[starts.length];
        for (int i = 0; i < starts.length; i++) {
            double sum = 0;
            for (int t = starts[i]; t < starts[i] + plan.length(); t++) {
                sum += share(t) / cover[t];
            }
            weights[i] = sum / plan.length();
        }
        return NumericArray.owned(weights);
    }

    private int distinct(int[] cover) {
        double distinct = 0;
        for (int t = 0; t < cover.length; t++) {
            distinct += cover[t] > 0 ? share(t) : 0;
        }
        return (int) Math.round(distinct);
    }

    private int[] groups(int[] starts) {
        return Arrays.stream(starts).map(start -> {
            int g = Arrays.binarySearch(edges, start);
            return g >= 0 ? g : -g - 2;
        }).toArray();
    }
}

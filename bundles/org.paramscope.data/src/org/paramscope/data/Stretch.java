package org.paramscope.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A stretch of a signal without a seam, as series to be judged together.
 *
 * @param signal of which it is a part
 * @param from its first sample
 * @param to the sample after its last
 * @param sampling of the whole signal
 */
record Stretch(Signal signal, int from, int to, Sampling sampling) {

    /** The longest stretch between two seams. */
    static Stretch longest(Signal signal, List<Integer> seams) {
        int from = 0;
        int to = 0;
        int last = 0;
        List<Integer> edges = new ArrayList<>(seams);
        edges.add(signal.length());
        for (int edge : edges) {
            if (edge - last > to - from) {
                from = last;
                to = edge;
            }
            last = edge;
        }
        return new Stretch(signal, from, to, Sampling.of(signal.clock(), signal.length(), seams));
    }

    /** Whether values are missing or times are irregular. */
    boolean scattered() {
        if (sampling.irregular()) {
            return true;
        }
        for (int t = from; t < to; t++) {
            for (int c = 0; c < signal.channelCount(); c++) {
                if (!signal.observed(t, c)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The values of a channel. */
    double[] channel(int c) {
        double[] values = new double[to - from];
        for (int t = from; t < to; t++) {
            values[t - from] = signal.values().at(t * signal.channelCount() + c);
        }
        return values;
    }

    /**
     * Channels without their trends, at most so many, evenly chosen, and so many samples of each. Those that do not vary are left out;
     * of a signal without a layout in space each is divided by its standard deviation.
     */
    double[][] series(int most, int longest) {
        List<double[]> series = new ArrayList<>();
        for (int c : chosen(most)) {
            double[] values = channel(c);
            values = values.length > longest ? Arrays.copyOf(values, longest) : values;
            double[] x = Trend.removed(values);
            if (x.length > 0 && !Trend.isAll(x, values)) {
                series.add(scaled(x));
            }
        }
        return series.toArray(double[][]::new);
    }

    /** The observed values of channels, as {@link #series}, and their times in mean sampling intervals: [times, values][channel]. */
    double[][][] scatteredSeries(int most) {
        List<double[]> times = new ArrayList<>();
        List<double[]> series = new ArrayList<>();
        int end = from + scatteredLength(most);
        double start = signal.clock().time(from);
        for (int c : chosen(most)) {
            int[] observed = IntStream.range(from, end).filter(t -> signal.observed(t, c)).toArray();
            double[] at = Arrays.stream(observed).mapToDouble(t -> (signal.clock().time(t) - start) / sampling.interval()).toArray();
            double[] values = Arrays.stream(observed).mapToDouble(t -> signal.values().at(t * signal.channelCount() + c)).toArray();
            double[] x = Trend.removed(at, values);
            if (x.length >= 12 && !Trend.isAll(x, values)) {
                times.add(at);
                series.add(scaled(x));
            }
        }
        return new double[][][] {times.toArray(double[][]::new), series.toArray(double[][]::new)};
    }

    /** The samples of which scattered series are judged. */
    int scatteredLength(int most) {
        double channels = Math.min(most, signal.channelCount());
        return Math.min(to - from, (int) (Correlogram.LONGEST_SCATTERED / Math.sqrt(channels)));
    }

    private int[] chosen(int most) {
        int all = signal.channelCount();
        int count = Math.min(all, most);
        return IntStream.range(0, count).map(i -> (int) ((long) i * all / count)).toArray();
    }

    private double[] scaled(double[] x) {
        if (signal.layout() != SignalLayout.CHANNELS) {
            return x;
        }
        double deviation = Math.sqrt(Arrays.stream(x).map(v -> v * v).sum() / x.length);
        return Arrays.stream(x).map(v -> v / deviation).toArray();
    }
}

package org.paramscope.models.internal;

import java.util.Arrays;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;

/** Overlapping windows laid back where they were cut: the instants of the signal from the first window to the end of the last. */
public final class Overlap {

    private final int[] starts;
    private final int length;
    private final int channels;
    private final int first;
    private final int span;

    /** Where the windows of samples lie. */
    public Overlap(Samples samples) {
        SampleShape shape = samples.shape();
        starts = samples.starts();
        length = shape.length();
        channels = shape.channels();
        first = Arrays.stream(starts).min().orElse(0);
        span = starts.length == 0 ? 0 : Arrays.stream(starts).max().getAsInt() + length - first;
    }

    /** Number of instants T. */
    public int span() {
        return span;
    }

    /** The sum over the windows in which each instant lies of their weights, [T]. */
    public double[] cover(double[] weights) {
        double[] cover = new double[span];
        for (int n = 0; n < starts.length; n++) {
            for (int j = 0; j < length; j++) {
                cover[starts[n] - first + j] += weights[n];
            }
        }
        return cover;
    }

    /**
     * The average over the windows in which each instant lies.
     *
     * @param windows [n, length x channels]
     * @return [T x channels]; 0 where there is no window
     */
    public double[] average(NumericArray windows) {
        double[] sums = new double[span * channels];
        int size = length * channels;
        for (int n = 0; n < starts.length; n++) {
            int at = (starts[n] - first) * channels;
            for (int i = 0; i < size; i++) {
                sums[at + i] += windows.at(n * size + i);
            }
        }
        double[] ones = new double[starts.length];
        Arrays.fill(ones, 1);
        double[] cover = cover(ones);
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= Math.max(1, cover[i / channels]);
        }
        return sums;
    }

    /** The number of the stretch without a seam in which each instant lies, [T]; -1 where there is no window. */
    public int[] stretches(int[] groups) {
        int[] stretches = new int[span];
        Arrays.fill(stretches, -1);
        for (int n = 0; n < starts.length; n++) {
            Arrays.fill(stretches, starts[n] - first, starts[n] - first + length, groups[n]);
        }
        return stretches;
    }
}

package org.paramscope.models.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;

/**
 * The values of samples and of their past as stretches in time, with the weight with which each time step is to be predicted.
 * Overlapping windows of one signal are one stretch, in which a time step has the weights of all windows that hold it; so each
 * of its rows is met once. Windows that contradict each other are a stretch each.
 *
 * @param channels values a time step
 */
record WeightedStretches(List<Stretch> stretches, int channels) {

    /**
     * Time steps that follow on each other.
     *
     * @param values [steps x channels], not a number where there is none
     * @param weights [steps]; a step of weight above 0 has all values of the past before it
     */
    record Stretch(double[] values, double[] weights) { }

    /** Of samples whose windows have weights [n]. */
    static WeightedStretches of(Samples samples, double[] weights) {
        Stretch[] separate = new Stretch[samples.count()];
        for (int n = 0; n < separate.length; n++) {
            separate[n] = window(samples, n, weights[n]);
        }
        List<Stretch> stretches = merged(separate, samples).map(List::of).orElseGet(() -> List.of(separate));
        return new WeightedStretches(stretches, samples.shape().channels());
    }

    /** The same, of some channels. */
    WeightedStretches of(int... chosen) {
        List<Stretch> parts = new ArrayList<>();
        for (Stretch stretch : stretches) {
            double[] values = new double[stretch.weights().length * chosen.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = stretch.values()[i / chosen.length * channels + chosen[i % chosen.length]];
            }
            parts.add(new Stretch(values, stretch.weights()));
        }
        return new WeightedStretches(parts, chosen.length);
    }

    private static Stretch window(Samples samples, int n, double weight) {
        SampleShape shape = samples.shape();
        double[] values = new double[shape.before() + shape.size()];
        samples.past().copyTo(n * shape.before(), values, 0, shape.before());
        samples.input().copyTo(n * shape.size(), values, shape.before(), shape.size());
        double[] weights = new double[shape.past() + shape.length()];
        Arrays.fill(weights, shape.past(), weights.length, weight);
        return new Stretch(values, weights);
    }

    private static Optional<Stretch> merged(Stretch[] windows, Samples samples) {
        int[] starts = samples.starts();
        int channels = samples.shape().channels();
        int first = Arrays.stream(starts).min().orElse(0);
        int steps = samples.shape().past() + samples.shape().length();
        long span = Arrays.stream(starts).max().orElse(0) + (long) steps - first;
        if (span > (long) steps * windows.length) {
            // windows that lie far apart: one stretch would be mostly empty
            return Optional.empty();
        }
        double[] values = new double[Math.toIntExact(span * channels)];
        double[] weights = new double[(int) span];
        Arrays.fill(values, Double.NaN);
        for (int n = 0; n < windows.length; n++) {
            int at = starts[n] - first;
            for (int i = 0; i < steps * channels; i++) {
                double value = windows[n].values()[i];
                double known = values[at * channels + i];
                if (!Double.isNaN(known) && known != value) {
                    return Optional.empty();
                }
                values[at * channels + i] = value;
            }
            for (int t = 0; t < steps; t++) {
                weights[at + t] += windows[n].weights()[t];
            }
        }
        return Optional.of(new Stretch(values, weights));
    }
}

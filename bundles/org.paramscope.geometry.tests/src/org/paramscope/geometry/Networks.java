package org.paramscope.geometry;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.Model;
import org.paramscope.engine.Replicas;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Node;
import org.paramscope.engine.graph.Recurrence.Cell;
import org.paramscope.engine.graph.Recurrent;
import org.paramscope.engine.random.RandomStream;

/** Small networks, samples and replicas for the tests of this bundle. */
public final class Networks {

    private Networks() {
    }

    /** Dense network of layers h0, h1, ...; a negative width is a linear code of that size. */
    public static Model autoencoder(int inputs, Activation activation, int... widths) {
        Graph graph = new Graph(SampleShape.window(inputs, 1));
        Node node = graph.input();
        for (int i = 0; i < widths.length; i++) {
            node = widths[i] < 0 ? graph.dense("h" + i, node, -widths[i], Activation.IDENTITY)
                    : graph.dense("h" + i, node, widths[i], activation);
        }
        graph.head("reconstruction", graph.dense("output", node, inputs, Activation.IDENTITY));
        return graph.model(Loss.SQUARED_ERROR);
    }

    /** A recurrent layer, a linear code, and a second layer that starts from it and reads it; windows of one channel. */
    public static Model recurrent(int steps, Cell cell, int hidden, int code) {
        Graph graph = new Graph(SampleShape.window(steps, 1));
        Node z = graph.dense("code", graph.recurrent("encoder", cell, graph.sequence(), hidden).last(), code, Activation.IDENTITY);
        Node start = graph.dense("start", z, hidden * cell.states(), Activation.TANH);
        Node states = graph.recurrent("decoder", cell, z, hidden).from(start).repeated(steps).states();
        graph.head("reconstruction", graph.reshape("flat", graph.pointwise("output", states, 1, Activation.IDENTITY), steps));
        return graph.model(Loss.SQUARED_ERROR);
    }

    /** A recurrent layer and a second one that goes on from its state: their units are the same; windows of one channel. */
    public static Model continued(int steps, Cell cell, int hidden) {
        Graph graph = new Graph(SampleShape.window(steps, 1));
        Recurrent encoder = graph.recurrent("encoder", cell, graph.sequence(), hidden);
        Node states = graph.recurrent("decoder", cell, encoder.last(), hidden).from(encoder.lastState()).repeated(steps).states();
        graph.head("reconstruction", graph.reshape("flat", graph.pointwise("output", states, 1, Activation.IDENTITY), steps));
        return graph.model(Loss.SQUARED_ERROR);
    }

    /** Three convolutions of several taps with different activations, between a window of one channel and itself. */
    public static Model convolutions(int steps, int channels) {
        Graph graph = new Graph(SampleShape.window(steps, 1));
        Node a = graph.convolveSame("a", graph.sequence(), channels, true, Activation.TANH, 5);
        Node b = graph.convolveSame("b", a, channels, true, Activation.RELU, 3);
        Node c = graph.convolveSame("c", b, channels, true, Activation.SIGMOID, 3);
        graph.head("reconstruction", graph.reshape("flat", graph.convolveSame("output", c, 1, true, Activation.IDENTITY, 5), steps));
        return graph.model(Loss.SQUARED_ERROR);
    }

    /** n overlapping windows of two sines with a little noise. */
    public static Samples windows(int length, int n, long seed) {
        RandomStream stream = RandomStream.of(seed, 0, "test windows");
        double[] series = new double[n + length - 1];
        for (int t = 0; t < series.length; t++) {
            series[t] = Math.sin(2 * Math.PI * t / 9.0) + 0.6 * Math.sin(2 * Math.PI * t / 5.3) + 0.05 * stream.gaussian();
        }
        double[] rows = new double[n * length];
        int[] starts = new int[n];
        double[] weights = new double[n];
        Arrays.fill(weights, 1.0 / length);
        for (int i = 0; i < n; i++) {
            starts[i] = i;
            System.arraycopy(series, i, rows, i * length, length);
        }
        NumericArray input = NumericArray.owned(rows, n, length);
        return new Samples(SampleShape.window(length, 1), Map.of(Samples.WINDOW, input), Map.of(Samples.TARGET, input),
                NumericArray.owned(weights), starts, new int[n], series.length);
    }

    /** Untrained replicas with starts of their own. */
    public static Replicas untrained(Model model, Samples samples, int count, long seed) {
        double[][] rows = new double[count][];
        for (int b = 0; b < count; b++) {
            rows[b] = model.initial(RandomStream.of(seed, b, "start"));
        }
        return replicas(model, samples, rows, rows);
    }

    /** Replicas from given parameters and starts (one row = common). */
    public static Replicas replicas(Model model, Samples samples, double[][] parameters, double[][] starts) {
        NumericArray none = NumericArray.zeros(parameters.length);
        return new Replicas(model, NumericArray.ofRows(parameters), NumericArray.ofRows(starts), none, none, List.of(), "none", 1,
                samples);
    }

    /** Normal numbers of a standard deviation. */
    public static double[] gaussian(int count, double deviation, RandomStream stream) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = deviation * stream.gaussian();
        }
        return values;
    }

    /** The largest absolute difference of two arrays. */
    public static double distance(NumericArray a, NumericArray b) {
        double largest = 0;
        for (int i = 0; i < a.length(); i++) {
            largest = Math.max(largest, Math.abs(a.at(i) - b.at(i)));
        }
        return largest;
    }
}

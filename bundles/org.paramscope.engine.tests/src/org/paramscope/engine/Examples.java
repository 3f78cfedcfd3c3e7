package org.paramscope.engine;

import static org.paramscope.engine.graph.Activation.IDENTITY;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Node;
import org.paramscope.engine.random.RandomStream;

/** Models and samples that the tests share. */
final class Examples {

    private Examples() { }

    /** Normal numbers. */
    static NumericArray gaussian(String purpose, int... shape) {
        RandomStream stream = RandomStream.of(7, 0, purpose);
        double[] values = new double[NumericArray.zeros(shape).length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = stream.gaussian();
        }
        return NumericArray.owned(values, shape);
    }

    /** Windows of a noisy sine: inputs are targets. */
    static Samples windows(int count, int length) {
        double[] noise = gaussian("noise", count + length).toArray();
        double[] rows = new double[count * length];
        for (int n = 0; n < count; n++) {
            for (int j = 0; j < length; j++) {
                rows[n * length + j] = Math.sin(0.4 * (n + j)) + 0.1 * noise[n + j];
            }
        }
        NumericArray windows = NumericArray.owned(rows, count, length);
        return samples(SampleShape.window(length, 1), windows, windows, null);
    }

    /** Samples with uneven weights. */
    static Samples samples(SampleShape shape, NumericArray input, NumericArray target, NumericArray past) {
        int n = input.size(0);
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            weights[i] = 0.5 + (i * 7 % 11) / 10.0;
        }
        Map<String, NumericArray> inputs = new LinkedHashMap<>(Map.of(Samples.WINDOW, input));
        if (past != null) {
            inputs.put(Samples.PAST, past);
        }
        return new Samples(shape, inputs, Map.of(Samples.TARGET, target), NumericArray.owned(weights),
                IntStream.range(0, n).toArray(), new int[n], n);
    }

    /** Rows of class probabilities, not only corners. */
    static NumericArray probabilities(int n, int classes) {
        double[] values = new double[n * classes];
        for (int i = 0; i < n; i++) {
            values[i * classes + i % classes] = 0.75;
            values[i * classes + (i + 1) % classes] += 0.25;
        }
        return NumericArray.owned(values, n, classes);
    }

    /** A dense autoencoder. */
    static Model autoencoder(int length, int hidden, int code, Activation activation) {
        Graph g = new Graph(SampleShape.window(length, 1));
        Node h = g.dense("encoder", g.input(), hidden, activation);
        Node z = g.head("latent", g.dense("bottleneck", h, code, IDENTITY));
        Node d = g.dense("decoder", z, hidden, activation);
        g.head("reconstruction", g.dense("output", d, length, IDENTITY));
        return g.model(Loss.SQUARED_ERROR);
    }

    /** Parameters that are neither small nor zero anywhere. */
    static double[] parameters(Model model) {
        double[] values = gaussian("parameters", model.parameters()).toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] *= 0.5;
        }
        return values;
    }
}

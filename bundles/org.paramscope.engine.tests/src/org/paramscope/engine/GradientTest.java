package org.paramscope.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Activation.SIGMOID;
import static org.paramscope.engine.graph.Activation.TANH;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Node;

/** Loss and gradient of every block, activation and loss against SameDiff and finite differences. */
class GradientTest {

    /** More than one chunk, and not a multiple of anything. */
    private static final int COUNT = 301;

    static Stream<Arguments> models() {
        Stream<Arguments> activations = Stream.of(Activation.values()).map(a -> Arguments.of("autoencoder " + a,
                Examples.autoencoder(9, 7, 3, a), Examples.windows(COUNT, 9)));
        Stream<Arguments> classifiers = Stream.of(Activation.values()).map(a -> Arguments.of("classifier " + a,
                classifier(a), table(Examples.probabilities(COUNT, 5))));
        return Stream.concat(Stream.concat(activations, classifiers), Stream.of(
                Arguments.of("tied", tied(), Examples.windows(COUNT, 9)),
                Arguments.of("tied, of a constant", tiedConstant(), Examples.windows(COUNT, 9)),
                Arguments.of("several readers", readers(), table(Examples.gaussian("target", COUNT, 5))),
                Arguments.of("past", past(), pastSamples()),
                Arguments.of("selection of a selection", selected(), table(Examples.gaussian("target", COUNT, 5)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void agreesWithSameDiff(String name, Model model, Samples samples) {
        double[] w = Examples.parameters(model);
        SameDiffOracle oracle = new SameDiffOracle(model, w, samples);
        assertEquals(1, model.objective().loss(w, samples) / oracle.loss(), 1e-12);
        double[] expected = oracle.gradient();
        double[] gradient = model.objective().gradient(w, samples);
        double scale = largest(expected);
        assertTrue(scale > 1e-3);
        for (int i = 0; i < w.length; i++) {
            assertEquals(expected[i], gradient[i], 1e-12 * scale, model.layout().label(i));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void agreesWithFiniteDifferences(String name, Model model, Samples samples) {
        double[] w = Examples.parameters(model);
        Objective objective = model.objective();
        double[] gradient = objective.gradient(w, samples);
        double step = 1e-6;
        for (int i = 0; i < w.length; i += 3) {
            double kept = w[i];
            w[i] = kept + step;
            double above = objective.loss(w, samples);
            w[i] = kept - step;
            double below = objective.loss(w, samples);
            w[i] = kept;
            // a kink of relu within the step moves the difference by its share of the samples
            assertEquals((above - below) / (2 * step), gradient[i], 2e-8 * Math.max(1, largest(gradient)), model.layout().label(i));
        }
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static Samples table(NumericArray target) {
        return Examples.samples(SampleShape.table(6, 5), Examples.gaussian("input", COUNT, 6), target, null);
    }

    private static Model classifier(Activation activation) {
        Graph g = new Graph(SampleShape.table(6, 5));
        g.linear("logits", g.dense("hidden", g.input(), 7, activation), 5);
        return g.model(Loss.SOFTMAX_CROSS_ENTROPY);
    }

    private static Model tied() {
        Graph g = new Graph(SampleShape.window(9, 1));
        Node h = g.dense("first", g.input(), 5, TANH);
        Node z = g.linear("second", h, 2);
        Node back = g.transposed("third", z, "second", true, TANH);
        g.transposed("fourth", back, "first", false, IDENTITY);
        return g.model(Loss.SQUARED_ERROR);
    }

    /** The transposed weight of a block reads what has no derivative of its own. */
    private static Model tiedConstant() {
        Graph g = new Graph(SampleShape.window(9, 1));
        g.linear("first", g.input(), 9);
        g.transposed("second", g.input(), "first", false, IDENTITY);
        return g.model(Loss.SQUARED_ERROR);
    }

    private static Model readers() {
        Graph g = new Graph(SampleShape.table(6, 5));
        Node h = g.dense("shared", g.input(), 5, SIGMOID);
        Node a = g.dense("left", h, 4, TANH);
        Node b = g.dense("right", h, 3, SIGMOID);
        Node joined = g.select("joined", new int[] {0, 3, 4, 6, 6, 7, 11}, a, b, h);
        g.head("unused", g.dense("aside", joined, 2, TANH));
        g.head("reconstruction", g.dense("output", joined, 5, TANH));
        return g.model(Loss.SQUARED_ERROR);
    }

    private static Model past() {
        Graph g = new Graph(new SampleShape(3, 2, 2, 5));
        Node joined = g.select("joined", new int[] {9, 0, 5, 6, 2}, g.input(), g.past());
        Node h = g.dense("hidden", joined, 4, TANH);
        g.select("output", new int[] {0, 1, 2, 3, 4}, h, g.dense("level", g.past(), 1, IDENTITY));
        return g.model(Loss.SQUARED_ERROR);
    }

    private static Samples pastSamples() {
        return Examples.samples(new SampleShape(3, 2, 2, 5), Examples.gaussian("input", COUNT, 6),
                Examples.gaussian("target", COUNT, 5), Examples.gaussian("past", COUNT, 4));
    }

    private static Model selected() {
        Graph g = new Graph(SampleShape.table(6, 5));
        Node h = g.dense("hidden", g.input(), 6, TANH);
        Node first = g.select("first", new int[] {5, 1, 1, 0}, h);
        g.select("second", new int[] {0, 3, 2, 2, 5}, first, h);
        return g.model(Loss.SQUARED_ERROR);
    }
}

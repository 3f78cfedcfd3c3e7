package org.paramscope.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Activation.TANH;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Arithmetic.Operator;
import org.paramscope.engine.graph.Elementwise.Function;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.KernelAxis;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Node;
import org.paramscope.engine.graph.Recurrence.Cell;
import org.paramscope.engine.graph.Recurrent;
import org.paramscope.engine.graph.Shape;
import org.paramscope.engine.graph.Solver;
import org.paramscope.engine.graph.Solver.Gradient;
import org.paramscope.engine.random.RandomStream;

/** The gradient through every block against central differences in float64, for sizes around those of vectors. */
class BlockGradientTest {

    private static final int[] SIZES = {1, 2, 3, 7, 17};

    /** A graph between a sequence [steps, features] and the output, of some size. */
    @FunctionalInterface
    interface Build {
        Node add(Graph g, Node sequence, int size);
    }

    /** A model, samples for it, and parameters. */
    record Case(Model model, Samples samples, double[] w) { }

    static Stream<Arguments> blocks() {
        Map<String, Build> builds = new HashMap<>();
        for (Activation f : Activation.values()) {
            builds.put("dense " + f, (g, x, k) -> g.dense("block", x, k, f));
            builds.put("pointwise " + f, (g, x, k) -> g.pointwise("block", x, k, f));
        }
        for (Function f : Function.values()) {
            builds.put("elementwise " + f, (g, x, k) -> g.apply("block", f, f == Function.LOG || f == Function.SQUARE_ROOT
                    || f == Function.RECIPROCAL ? g.rescale("positive", g.pointwise("inner", x, k, Activation.SIGMOID), 1, 0.5)
                    : g.pointwise("inner", x, k, TANH)));
        }
        for (Operator operator : Operator.values()) {
            builds.put("arithmetic " + operator, (g, x, k) -> g.arithmetic("block", g.pointwise("left", x, k, TANH), operator,
                    g.rescale("shifted", g.pointwise("right", x, k, TANH), 1, 2)));
            builds.put("arithmetic with a vector " + operator, (g, x, k) -> g.arithmetic("block", g.pointwise("left", x, k, TANH), operator,
                    g.rescale("shifted", g.dense("right", x, k, TANH), 1, 2)));
            builds.put("arithmetic with a number " + operator, (g, x, k) -> g.arithmetic("block", g.pointwise("left", x, k, TANH), operator,
                    g.rescale("shifted", g.dense("right", x, 1, TANH), 1, 2)));
            builds.put("arithmetic with itself " + operator, (g, x, k) -> {
                Node inner = g.rescale("shifted", g.pointwise("inner", x, k, TANH), 1, 2);
                return g.arithmetic("block", inner, operator, inner);
            });
        }
        builds.put("sum over time", (g, x, k) -> g.sum("block", g.pointwise("inner", x, k, TANH), 0));
        builds.put("mean over features", (g, x, k) -> g.mean("block", g.pointwise("inner", x, k, TANH), 1));
        builds.put("mean of a vector", (g, x, k) -> g.mean("block", g.dense("inner", x, k, TANH), 0));
        builds.put("softmax", (g, x, k) -> g.softmax("block", g.pointwise("inner", x, k, TANH)));
        builds.put("layer normalisation", (g, x, k) -> g.layerNormalization("block", g.rescale("wide",
                g.pointwise("inner", x, k + 1, TANH), 3, 0.2)));
        builds.put("slices and concatenation", (g, x, k) -> {
            Node inner = g.pointwise("inner", x, k, TANH);
            Node both = g.concatenate("both", inner, g.pointwise("other", x, 2, TANH), inner);
            return g.concatenate("block", g.last("last", both), g.features("features", g.last("again", both), 0, k));
        });
        builds.put("reshape", (g, x, k) -> {
            Node inner = g.dense("inner", x, 2 * k, TANH);
            return g.arithmetic("block", g.pointwise("after", g.reshape("shaped", inner, 2, k), 3, TANH), Operator.ADD,
                    g.pointwise("too", g.reshape("turned", inner, 2, k), 3, TANH));
        });
        convolutions(builds);
        for (Cell cell : Cell.values()) {
            builds.put(cell + " states", (g, x, k) -> g.recurrent("block", cell, x, k).states());
            builds.put(cell + " last, from a state", (g, x, k) -> g.recurrent("block", cell, x, k)
                    .from(g.dense("initial", x, k * cell.states(), TANH)).last());
            builds.put(cell + " with a mask", (g, x, k) -> g.recurrent("block", cell, g.pointwise("inner", x, 2, TANH), k)
                    .where(g.input("mask", Shape.of(5))).lastState());
            builds.put(cell + " backwards with a mask", (g, x, k) -> g.recurrent("block", cell, x, k).where(g.input("mask", Shape.of(5)))
                    .from(g.dense("initial", x, k * cell.states(), TANH)).reversed().states());
            builds.put(cell + " over " + cell, (g, x, k) -> g.recurrent("block", cell, g.recurrent("inner", cell, x, 3).states(), k).last());
            builds.put(cell + " repeated", (g, x, k) -> g.recurrent("block", cell, g.dense("inner", x, 2, TANH), k).repeated(4).states());
        }
        builds.put("scan", (g, x, k) -> g.scan("block", g.pointwise("inner", x, 2, TANH), g.dense("initial", x, k, TANH),
                (body, in, state, contexts) -> body.dense("next", body.concatenate("both", in, state, contexts.getFirst()), k, TANH),
                g.dense("context", x, 2, TANH)));
        builds.put("scan from data", (g, x, k) -> g.scan("block", x, g.input("start", Shape.of(2)),
                (body, in, state, contexts) -> body.arithmetic("next", state, Operator.ADD, body.dense("change", in, 2, TANH))));
        // with a loose tolerance each step goes from point to point, whatever the parameters are
        Map<String, Solver> solvers = Map.of("Dormand-Prince, long steps", new Solver.DormandPrince(1e6, 1e6, 10), "Euler", new Solver.Euler(1), "Euler, three steps between", new Solver.Euler(3), "Runge-Kutta 4",
                new Solver.RungeKutta4(1), "Runge-Kutta 4, two steps between", new Solver.RungeKutta4(2));
        solvers.forEach((name, solver) -> builds.put(name, (g, x, k) -> g.integrate("block", g.dense("initial", x, k, TANH), solver,
                Gradient.BACKPROPAGATION, 0.3, 0.2, 4, (body, z, t, contexts) -> body.dense("out", body.concatenate("all", body.dense("hidden", z, 3, TANH),
                        t, contexts.getFirst()), k, IDENTITY), g.dense("context", x, 2, TANH))));
        return builds.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    private static void convolutions(Map<String, Build> builds) {
        KernelAxis strided = KernelAxis.of(3).withStride(2).withPadding(2, 1);
        KernelAxis dilated = KernelAxis.of(2).withDilation(2).withPadding(1);
        for (Activation f : Activation.values()) {
            builds.put("convolution " + f, (g, x, k) -> g.convolveSame("block", g.pointwise("inner", x, 2, TANH), k, true, f, 4));
            builds.put("transposed convolution " + f, (g, x, k) -> g.convolveTransposed("block", g.pointwise("inner", x, 2, TANH), k, true, f,
                    strided));
        }
        builds.put("convolution from data", (g, x, k) -> g.convolve("block", x, k, true, TANH, strided));
        builds.put("transposed convolution from data", (g, x, k) -> g.convolveTransposed("block", x, k, true, TANH, new int[] {1}, strided));
        builds.put("convolution, dilated, beside another reader", (g, x, k) -> {
            Node inner = g.pointwise("inner", x, k, TANH);
            return g.concatenate("both", g.convolve("block", inner, k, false, IDENTITY, dilated), g.slice("part", inner, 0, 5));
        });
        builds.put("transposed convolution, dilated, beside another reader", (g, x, k) -> {
            Node inner = g.pointwise("inner", x, k, TANH);
            return g.concatenate("both", g.convolveTransposed("block", inner, k, false, IDENTITY, dilated), g.slice("part", inner, 0, 5));
        });
        builds.put("convolution of nothing but padding", (g, x, k) -> g.convolve("block", g.pointwise("inner", g.slice("first", x, 0, 1), 2,
                TANH), k, true, TANH, KernelAxis.of(2).withDilation(3).withPadding(2)));
        builds.put("convolution of images", (g, x, k) -> g.convolve("block", g.reshape("image", g.dense("inner", x, 24, TANH), 4, 3, 2), k,
                true, TANH, strided, dilated));
        builds.put("transposed convolution of images", (g, x, k) -> g.convolveTransposed("block", g.reshape("image",
                g.dense("inner", x, 24, TANH), 4, 3, 2), k, true, TANH, new int[] {1, 0}, strided, dilated));
    }

    /** Lanes beyond the last sample are computed, too: they must not divide by zero. */
    @Test
    void unusedLanesStayFinite() {
        for (Function f : List.of(Function.LOG, Function.RECIPROCAL, Function.SQUARE_ROOT)) {
            Graph g = new Graph(SampleShape.table(2, 1));
            g.apply("output", f, g.linear("positive", g.input(), 1));
            Model model = g.model(Loss.SQUARED_ERROR);
            Samples samples = Samples.table(NumericArray.of(new double[] {1, 2, 3, 1, 2, 2, 1, 1, 5, 4}, 5, 2), NumericArray.zeros(5, 1));
            assertAgreement(f.name(), model, samples, new double[] {0.7, 0.4});
            Replicas replicas = Problem.of(model, samples, null, Budget.steps(2).withBatch(3), 1)
                    .train(Resampling.none(samples, 1), Start.at(NumericArray.of(new double[] {0.7, 0.4})), Progress.none());
            assertEquals(List.of(), replicas.failures());
        }
    }

    /** The weights of a loss are no way for its gradient, even where they depend on parameters that others read. */
    @Test
    void weightsOfALossAreNotDifferentiated() {
        Graph g = new Graph(SampleShape.table(3, 2));
        Node shared = g.dense("shared", g.input(), 2, Activation.SIGMOID);
        g.head("weights", shared);
        g.head("reconstruction", g.dense("output", shared, 2, TANH));
        Model weighted = g.model(Loss.weightedSquaredError("reconstruction", "weights", Loss.TARGET));
        RandomStream stream = RandomStream.of(3, 0, "weights");
        Samples samples = Samples.table(gaussian(stream, 7, 3), gaussian(stream, 7, 2));
        double[] w = gaussian(stream, 1, weighted.parameters()).toArray();
        double[] first = weighted.objective().gradient(w, samples);
        // what an earlier pass left must not show
        Objective again = weighted.objective();
        again.gradient(w, samples);
        assertArrayEquals(first, again.gradient(w, samples));
        NumericArray weights = weighted.head("weights", w, samples);
        double step = 1e-6;
        for (int i = weighted.layout().entry("output.weight").offset(); i < w.length; i++) {
            double kept = w[i];
            w[i] = kept + step;
            double above = weighted.objective().loss(w, samples);
            w[i] = kept - step;
            double below = weighted.objective().loss(w, samples);
            w[i] = kept;
            assertEquals((above - below) / (2 * step), first[i], 1e-8, weights + " " + weighted.layout().label(i));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("blocks")
    void agreesWithCentralDifferences(String name, Build build) {
        for (int i = 0; i < SIZES.length; i++) {
            String sized = name + " of size " + SIZES[i];
            Case made = make(sized, build, SIZES[i], SIZES[(i + 2) % SIZES.length], i);
            assertAgreement(sized, made.model, made.samples, made.w);
        }
    }

    /** A linear output of 3 values behind a graph of some size, its squared error, and so many samples. */
    static Case make(String name, Build build, int size, int count, int seed) {
        int steps = 5;
        int channels = 2;
        SampleShape shape = new SampleShape(steps, channels, 0, 3);
        Graph g = new Graph(shape);
        g.dense("output", build.add(g, g.sequence(), size), 3, IDENTITY);
        Model model = g.model(Loss.SQUARED_ERROR);
        RandomStream stream = RandomStream.of(seed, 0, name);
        Map<String, NumericArray> inputs = new HashMap<>();
        inputs.put(Samples.WINDOW, gaussian(stream, count, steps * channels));
        inputs.put("start", gaussian(stream, count, 2));
        inputs.put("mask", NumericArray.owned(IntStream.range(0, count * steps).mapToDouble(n -> stream.below(3) > 0 ? 1 : 0).toArray(),
                count, steps));
        double[] weights = IntStream.range(0, count).mapToDouble(n -> 0.5 + stream.uniform()).toArray();
        Samples samples = new Samples(shape, inputs, Map.of(Samples.TARGET, gaussian(stream, count, 3)), NumericArray.owned(weights),
                new int[count], new int[count], count);
        double[] w = new double[model.parameters()];
        for (int i = 0; i < w.length; i++) {
            w[i] = 0.5 * stream.gaussian();
        }
        return new Case(model, samples, w);
    }

    static void assertAgreement(String name, Model model, Samples samples, double[] w) {
        Objective objective = model.objective();
        double[] gradient = objective.gradient(w, samples);
        double largest = 0;
        for (double d : gradient) {
            largest = Math.max(largest, Math.abs(d));
        }
        assertTrue(largest > 1e-6, name);
        double step = 2e-6;
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < w.length; i += 1 + w.length / 60) {
            double kept = w[i];
            double[] at = new double[4];
            for (int k = 0; k < 4; k++) {
                w[i] = kept + step * new double[] {-2, -1, 1, 2}[k];
                at[k] = objective.loss(w, samples);
            }
            w[i] = kept;
            // fourth order
            double difference = (at[0] - 8 * at[1] + 8 * at[2] - at[3]) / (12 * step);
            if (!(Math.abs(difference - gradient[i]) <= 1e-7 * Math.max(1, largest))) {
                wrong.add(model.layout().label(i) + ": " + gradient[i] + " for " + difference);
            }
        }
        assertEquals(List.of(), wrong, name);
    }

    private static NumericArray gaussian(RandomStream stream, int rows, int columns) {
        double[] values = new double[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = stream.gaussian();
        }
        return NumericArray.owned(values, rows, columns);
    }
}

package org.paramscope.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.paramscope.engine.graph.Activation.GELU;
import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Activation.RELU;
import static org.paramscope.engine.graph.Activation.SIGMOID;
import static org.paramscope.engine.graph.Activation.SOFTMAX;
import static org.paramscope.engine.graph.Activation.TANH;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.graph.Arithmetic;
import org.paramscope.engine.graph.Elementwise;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.KernelAxis;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Node;
import org.paramscope.engine.graph.Recurrence;
import org.paramscope.engine.graph.Recurrence.Cell;
import org.paramscope.engine.graph.Recurrent;
import org.paramscope.engine.graph.Solver;

/** The units of layers that are read at several positions: what their symmetry allows leaves the function unchanged. */
class UnitsTest {

    /** A graph between a sequence [6, 2] and the output. */
    @FunctionalInterface
    private interface Build {
        Node add(Graph g, Node sequence);
    }

    static Stream<Arguments> graphs() {
        KernelAxis strided = KernelAxis.of(3).withStride(2).withPadding(1);
        Map<String, Build> builds = new LinkedHashMap<>();
        builds.put("a SCALED_PERMUTATION, b SIGNED_PERMUTATION, c PERMUTATION, d GENERAL_LINEAR", (g, x) -> {
            Node a = g.convolveSame("a", x, 3, true, RELU, 4);
            Node b = g.convolve("b", a, 4, true, TANH, strided);
            Node c = g.convolveTransposed("c", b, 3, true, GELU, new int[] {1}, strided);
            return g.convolveTransposed("d", c, 2, true, IDENTITY, KernelAxis.of(2).withDilation(2));
        });
        builds.put("a SIGNED_PERMUTATION, b SCALED_PERMUTATION, c GENERAL_LINEAR", (g, x) -> {
            Node a = g.convolveSame("a", g.reshape("image", x, 2, 3, 2), 3, true, TANH, 2, 3);
            Node b = g.convolveTransposed("b", a, 2, false, RELU, strided, KernelAxis.of(2));
            return g.convolve("c", b, 2, true, IDENTITY, KernelAxis.of(2), strided);
        });
        builds.put("a SIGNED_PERMUTATION, b SCALED_PERMUTATION, c GENERAL_LINEAR ", (g, x) -> {
            Node b = g.pointwise("b", g.convolveSame("a", x, 2, true, TANH, 3), 3, RELU);
            return g.reshape("flat", g.convolve("c", b, 2, true, IDENTITY, KernelAxis.of(2)), 10);
        });
        builds.put("a SIGNED_PERMUTATION, b PERMUTATION", (g, x) -> {
            Node a = g.convolveSame("a", x, 2, true, TANH, 3);
            Node b = g.convolveSame("b", x, 3, true, SIGMOID, 2);
            return g.concatenate("both", g.last("last", a), g.reshape("flat", g.slice("middle", b, 2, 4), 6),
                    g.reshape("shaped", g.slice("first", a, 0, 1), 2), g.last("end", b));
        });
        builds.put("a SIGNED_PERMUTATION, b SIGNED_PERMUTATION",
                (g, x) -> g.recurrent("b", Cell.GRU, g.convolveSame("a", x, 3, true, TANH, 3), 3).last());
        recurrent(builds);
        // the places of unit 0 come last to first, those of unit 1 first to last: what belongs together is not what comes k-th
        builds.put("a SIGNED_PERMUTATION ", (g, x) -> g.select("mixed", new int[] {4, 1, 2, 3, 0, 5}, g.pointwise("a",
                g.slice("part", x, 0, 3), 2, TANH)));
        builds.put("none: unit 0 is read at other places than unit 1", (g, x) -> g.select("some", new int[] {0, 3},
                g.pointwise("a", x, 2, TANH)));
        builds.put("none: unit 0 is read more often", (g, x) -> g.select("some", new int[] {0, 1, 0}, g.dense("a", x, 2, TANH)));
        builds.put("a PERMUTATION", (g, x) -> g.apply("f", Elementwise.Function.EXP, g.convolveSame("a", x, 2, true, TANH, 3)));
        builds.put("a PERMUTATION, c SIGNED_PERMUTATION", (g, x) -> {
            Node a = g.dense("a", x, 3, RELU);
            Node slope = g.arithmetic("slope", a, Arithmetic.Operator.SUBTRACT, g.apply("square", Elementwise.Function.SQUARE, a));
            Node back = g.transposed("back", g.rescale("scaled", slope, 2, 1), "a", false, IDENTITY);
            Node penalty = g.sum("penalty", g.apply("squares", Elementwise.Function.SQUARE, back), 0);
            return g.concatenate("all", g.dense("c", a, 2, TANH), g.sum("sum", a, 0), penalty);
        });
        builds.put("none: a sum over places", (g, x) -> g.sum("sum", g.pointwise("a", x, 2, TANH), 0));
        builds.put("none: units meet values that are not theirs", (g, x) -> g.arithmetic("both", g.pointwise("a", x, 2, TANH),
                Arithmetic.Operator.ADD, x));
        builds.put("none: softmax among the channels", (g, x) -> g.convolveSame("a", x, 2, true, SOFTMAX, 3));
        builds.put("none: a channel of the reader mixes units", (g, x) -> g.softmax("f", g.convolve("b",
                g.reshape("grid", g.dense("a", x, 6, TANH), 3, 2), 2, true, TANH, KernelAxis.of(2))));
        builds.put("b SIGNED_PERMUTATION, c SIGNED_PERMUTATION", (g, x) -> {
            // a column of b belongs to one of the 2 units of a, but also to one of the 12 of "back"
            Node b = g.dense("b", g.pointwise("a", x, 2, TANH), 3, TANH);
            return g.dense("c", g.transposed("back", b, "b", true, TANH), 2, TANH);
        });
        builds.put("a SIGNED_PERMUTATION, flow.hidden SIGNED_PERMUTATION, steps.gate PERMUTATION", (g, x) -> {
            Node flow = g.integrate("flow", g.dense("start", g.dense("a", x, 3, TANH), 2, IDENTITY), new Solver.RungeKutta4(1),
                    Solver.Gradient.BACKPROPAGATION, 0, 0.5, 3, (body, z, t, contexts) -> body.dense("slope",
                    body.dense("hidden", body.concatenate("all", z, t), 4, TANH), 2, IDENTITY));
            return g.scan("steps", x, g.last("end", flow), (body, in, state, contexts) -> body.dense("next",
                    body.dense("gate", body.concatenate("both", in, state), 3, SIGMOID), 2, TANH));
        });
        return builds.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    private static void recurrent(Map<String, Build> builds) {
        builds.put("b SIGNED_PERMUTATION", (g, x) -> g.recurrent("b", Cell.RNN, x, 3).reversed().last());
        builds.put("b SIGNED_PERMUTATION, all SIGNED_PERMUTATION", (g, x) -> g.pointwise("all", g.recurrent("b", Cell.LSTM, x, 3).states(), 2, TANH));
        for (Cell cell : Cell.values()) {
            // an autoencoder: the start is a part of the decoder's units, and the code is read by both
            builds.put("encoder SIGNED_PERMUTATION, code GENERAL_LINEAR, decoder SIGNED_PERMUTATION" + " ".repeat(cell.ordinal()), (g, x) -> {
                Node code = g.dense("code", g.recurrent("encoder", cell, x, 3).last(), 2, IDENTITY);
                Node start = g.dense("start", code, 3 * cell.states(), TANH);
                return g.recurrent("decoder", cell, code, 3).from(start).repeated(4).states();
            });
            // the decoder goes on from the encoder's state and reads its output: their units are the same
            builds.put("encoder SIGNED_PERMUTATION" + " ".repeat(cell.ordinal()), (g, x) -> {
                Recurrent encoder = g.recurrent("encoder", cell, x, 3);
                return g.recurrent("decoder", cell, encoder.last(), 3).from(encoder.lastState()).repeated(4).states();
            });
        }
        builds.put("decoder PERMUTATION", (g, x) -> g.recurrent("decoder", Cell.GRU, x, 3).from(g.dense("start", x, 3, SIGMOID)).last());
        builds.put("b PERMUTATION", (g, x) -> g.apply("squares", Elementwise.Function.SQUARE, g.recurrent("b", Cell.GRU, x, 3).states()));
        builds.put("none: the start comes from the samples", (g, x) -> g.recurrent("b", Cell.RNN, x, 2)
                .from(g.reshape("first", g.slice("begin", x, 0, 1), 2)).last());
        builds.put("none: units start from the states of others", (g, x) -> {
            Node turned = g.select("turned", new int[] {1, 2, 0}, g.recurrent("a", Cell.RNN, x, 3).last());
            return g.recurrent("b", Cell.RNN, x, 3).from(turned).last();
        });
        builds.put("none: the states are normalised", (g, x) -> g.layerNormalization("n", g.recurrent("b", Cell.GRU, x, 3).states()));
    }

    private static Model model(Build build) {
        Graph g = new Graph(new SampleShape(6, 2, 0, 2));
        g.dense("output", build.add(g, g.sequence()), 2, IDENTITY);
        return g.model(Loss.SQUARED_ERROR);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("graphs")
    void areThoseThatCanBeExchanged(String expected, Build build) {
        Model model = model(build);
        assertEquals(model.units().stream().map(l -> l.recurrent()).toList(), model.units().stream().map(l -> model.blocks().stream()
                .anyMatch(b -> b instanceof Recurrence && b.name().equals(l.name()))).toList());
        List<String> found = model.units().stream().map(l -> l.name() + " " + l.symmetry()).toList();
        assertEquals(expected.startsWith("none") ? List.of() : List.of(expected.strip().split(", ")), found);
        double[] w = Examples.parameters(model);
        Samples samples = Examples.samples(model.shape(), Examples.gaussian("x", 3, 12), Examples.gaussian("y", 3, 2), null);
        double[] value = model.predict(w, samples).toArray();
        for (UnitLayer layer : model.units()) {
            for (int a = 0; a < layer.count(); a++) {
                for (int b = a; b < layer.count(); b++) {
                    double[][] map = new double[layer.count()][layer.count()];
                    double[][] inverse = new double[layer.count()][layer.count()];
                    fill(map, inverse, layer.symmetry(), a, b);
                    double[] moved = mixed(layer, w, map, inverse);
                    assertFalse(a != b && Arrays.equals(w, moved), layer.toString());
                    assertArrayEquals(value, model.predict(moved, samples).toArray(), 1e-13, layer + ", " + a + " and " + b);
                }
            }
        }
    }

    /** A map of the units that exchanges two and does to the first what the symmetry allows besides. */
    private static void fill(double[][] map, double[][] inverse, Symmetry symmetry, int a, int b) {
        double factor = switch (symmetry) {
            case SIGNED_PERMUTATION, ORTHOGONAL -> -1;
            case SCALED_PERMUTATION -> 2.5;
            case GENERAL_LINEAR -> -1.7;
            case PERMUTATION -> 1;
        };
        for (int i = 0; i < map.length; i++) {
            int to = i == a ? b : i == b ? a : i;
            map[i][to] = i == a ? factor : 1;
            inverse[to][i] = 1 / map[i][to];
        }
        if (symmetry == Symmetry.GENERAL_LINEAR && a != b) {
            // [[0.6, factor], [1, 0]] for the two
            map[a][a] = 0.6;
            inverse[b][b] = -0.6 / factor;
        }
    }

    private static double[] mixed(UnitLayer layer, double[] w, double[][] map, double[][] inverse) {
        double[] rows = w.clone();
        for (int i = 0; i < layer.count(); i++) {
            for (int k = 0; k < layer.incoming()[i].length; k++) {
                rows[layer.incoming()[i][k]] = 0;
                for (int j = 0; j < layer.count(); j++) {
                    double factor = layer.gates().contains(k) ? Math.abs(map[i][j]) : map[i][j];
                    rows[layer.incoming()[i][k]] += factor * w[layer.incoming()[j][k]];
                }
            }
        }
        double[] moved = rows.clone();
        for (int i = 0; i < layer.count(); i++) {
            for (int k = 0; k < layer.outgoing()[i].length; k++) {
                moved[layer.outgoing()[i][k]] = 0;
                for (int j = 0; j < layer.count(); j++) {
                    moved[layer.outgoing()[i][k]] += inverse[j][i] * rows[layer.outgoing()[j][k]];
                }
            }
        }
        return moved;
    }
}

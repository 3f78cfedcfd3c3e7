package org.paramscope.engine.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.Model;
import org.paramscope.engine.Symmetry;
import org.paramscope.engine.UnitLayer;
import org.paramscope.engine.random.RandomStream;

/** Graphs, their layout, units, symmetries and text forms. */
class GraphTest {

    private static Model autoencoder(Activation activation) {
        Graph g = new Graph(SampleShape.window(4, 1));
        Node h = g.dense("encoder", g.input(), 3, activation);
        Node z = g.head("latent", g.dense("bottleneck", h, 2, Activation.IDENTITY));
        g.head("reconstruction", g.dense("output", g.dense("decoder", z, 3, activation), 4, Activation.IDENTITY));
        return g.model(Loss.SQUARED_ERROR);
    }

    private static Model tied() {
        Graph g = new Graph(SampleShape.window(4, 1));
        Node h = g.dense("first", g.input(), 3, Activation.TANH);
        Node z = g.linear("second", h, 2);
        g.transposed("fourth", g.transposed("third", z, "second", true, Activation.TANH), "first", true, Activation.IDENTITY);
        return g.model(Loss.SQUARED_ERROR);
    }

    @Test
    void layoutHasWeightsThenBias() {
        Model model = autoencoder(Activation.TANH);
        assertEquals(4 * 3 + 3 + 3 * 2 + 2 + 2 * 3 + 3 + 3 * 4 + 4, model.parameters());
        assertEquals("encoder.weight[2,1]", model.layout().label(9));
        assertEquals("encoder.bias[0]", model.layout().label(12));
        assertEquals(15, model.layout().entry("bottleneck.weight").offset());
    }

    @Test
    void unitsAreRowsWithBiasAndColumns() {
        List<UnitLayer> units = autoencoder(Activation.TANH).units();
        assertEquals(List.of("encoder", "bottleneck", "decoder"), units.stream().map(UnitLayer::name).toList());
        assertArrayEquals(new int[] {4, 5, 6, 7, 13}, units.getFirst().incoming()[1]);
        assertArrayEquals(new int[] {16, 19}, units.getFirst().outgoing()[1]);
        assertEquals(List.of(Symmetry.SIGNED_PERMUTATION, Symmetry.GENERAL_LINEAR, Symmetry.SIGNED_PERMUTATION),
                units.stream().map(UnitLayer::symmetry).toList());
        assertEquals(Symmetry.SCALED_PERMUTATION, autoencoder(Activation.RELU).units().getFirst().symmetry());
        assertEquals(Symmetry.PERMUTATION, autoencoder(Activation.SIGMOID).units().getFirst().symmetry());
    }

    @Test
    void tiedLayersMoveTogether() {
        List<UnitLayer> units = tied().units();
        assertEquals(List.of("first", "second"), units.stream().map(UnitLayer::name).toList());
        assertEquals(Symmetry.SIGNED_PERMUTATION, units.get(0).symmetry());
        assertEquals(Symmetry.ORTHOGONAL, units.get(1).symmetry());
        assertEquals(0, units.get(1).outgoing()[0].length);
    }

    /** The defining property of a symmetry: the function of the network stays the same. */
    @Test
    void symmetriesLeaveTheFunctionUnchanged() {
        for (Model model : List.of(autoencoder(Activation.TANH), autoencoder(Activation.RELU), autoencoder(Activation.SIGMOID), tied())) {
            double[] w = new double[model.parameters()];
            RandomStream stream = RandomStream.of(1, 0, "test");
            for (int i = 0; i < w.length; i++) {
                w[i] = stream.gaussian();
            }
            NumericArray x = NumericArray.of(new double[] {.1, -.7, 1.2, .4, 2, -1, .3, .9}, 2, 4);
            Samples samples = Samples.table(x, x);
            double[] expected = predict(model, w, samples);
            for (UnitLayer layer : model.units()) {
                double[] moved = w.clone();
                double factor = switch (layer.symmetry()) {
                    case SIGNED_PERMUTATION, ORTHOGONAL -> -1;
                    case SCALED_PERMUTATION -> 2.5;
                    case GENERAL_LINEAR -> -1.7;
                    case PERMUTATION -> 1;
                };
                int last = layer.count() - 1;
                for (int k = 0; k < layer.incoming()[0].length; k++) {
                    moved[layer.incoming()[0][k]] = factor * w[layer.incoming()[last][k]];
                    moved[layer.incoming()[last][k]] = w[layer.incoming()[0][k]];
                }
                for (int k = 0; k < layer.outgoing()[0].length; k++) {
                    moved[layer.outgoing()[0][k]] = w[layer.outgoing()[last][k]] / factor;
                    moved[layer.outgoing()[last][k]] = w[layer.outgoing()[0][k]];
                }
                assertArrayEquals(expected, predict(model, moved, samples), 1e-13, layer.toString());
            }
        }
    }

    private static double[] predict(Model model, double[] w, Samples samples) {
        return model.head("reconstruction", w, new Samples(model.shape(), samples.inputs(), samples.targets(),
                samples.weights(), samples.starts(), samples.groups(), 2)).toArray();
    }

    @Test
    void headsAreForwardPasses() {
        Graph g = new Graph(SampleShape.table(2, 1));
        Node h = g.head("latent", g.dense("hidden", g.input(), 1, Activation.RELU));
        g.dense("output", h, 1, Activation.IDENTITY);
        Model model = g.model(Loss.SQUARED_ERROR);
        Samples samples = Samples.table(NumericArray.of(new double[] {1, 2, -3, 1}, 2, 2), NumericArray.zeros(2, 1));
        double[] w = {2, -0.5, 0.25, 3, -1};
        assertArrayEquals(new double[] {1.25, 0}, model.head("latent", w, samples).toArray());
        assertArrayEquals(new double[] {2.75, -1}, model.predict(w, samples).toArray());
        ShapeException e = assertThrows(ShapeException.class, () -> model.head("forecast", w, samples));
        assertTrue(e.getMessage().contains("forecast") && e.getMessage().contains("latent"), e.getMessage());
    }

    @Test
    void jsonComesBackEqual() {
        for (Model model : List.of(autoencoder(Activation.RELU), tied().withComplexity(5))) {
            assertEquals(model, Model.fromJson(model.toJson()));
        }
        Graph g = new Graph(new SampleShape(3, 1, 2, 2));
        g.select("output", new int[] {4, 0}, g.input(), g.past());
        Model select = g.model(Loss.SQUARED_ERROR);
        assertEquals(select, Model.fromJson(select.toJson()));
        for (String broken : List.of("", "{", "[]", "{\"version\":9}", select.toJson().replace("Select", "Convolve"),
                select.toJson().replace("\"indices\":[4", "\"indices\":[7"))) {
            assertThrows(ShapeException.class, () -> Model.fromJson(broken), broken);
        }
    }

    @Test
    void widthsCanBeChanged() {
        Model narrow = autoencoder(Activation.TANH).withWidths(Map.of("encoder", 2, "decoder", 1));
        assertEquals(4 * 2 + 2 + 2 * 2 + 2 + 2 + 1 + 4 + 4, narrow.parameters());
        assertEquals(4 * 2 + 2 + 2 * 2 + 2 + 4, tied().withWidths(Map.of("first", 2)).parameters());
        assertThrows(ShapeException.class, () -> autoencoder(Activation.TANH).withWidths(Map.of("output", 3)));
        assertThrows(ShapeException.class, () -> autoencoder(Activation.TANH).withWidths(Map.of("hidden", 3)));
        assertThrows(ShapeException.class, () -> autoencoder(Activation.TANH).withWidths(Map.of("encoder", 0)));
    }

    @Test
    void errorsNameTheBlockAndTheShapes() {
        Graph g = new Graph(SampleShape.table(4, 2));
        Node h = g.dense("hidden", g.input(), 3, Activation.TANH);
        message("hidden", () -> g.dense("hidden", h, 2, Activation.TANH));
        message("'back': the transposed weight of 'hidden' is [4, 3], its input 'input' is [4]",
                () -> g.transposed("back", g.input(), "hidden", true, Activation.TANH));
        message("index 3 of sources [3]", () -> g.select("few", new int[] {0, 3}, h));
        message("past of 0", g::past);
        message("'wide': its width is 0", () -> g.linear("wide", h, 0));
        message("another graph", () -> new Graph(SampleShape.table(4, 2)).linear("other", h, 1));
        message("'hidden': its output is [3], the target is [2]", () -> g.model(Loss.SQUARED_ERROR));
    }

    private static void message(String part, Runnable action) {
        ShapeException e = assertThrows(ShapeException.class, action::run);
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }

    @Test
    void initialWeightsAreUniformWithinTheGlorotBound() {
        Graph g = new Graph(SampleShape.window(200, 1));
        g.dense("output", g.dense("hidden", g.input(), 100, Activation.TANH), 200, Activation.IDENTITY);
        Model model = g.model(Loss.SQUARED_ERROR);
        double[] w = model.initial(RandomStream.of(4, 2, "start"));
        double bound = Math.sqrt(6.0 / 300);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 20_000; i++) {
            assertTrue(Math.abs(w[i]) <= bound);
            sum += w[i];
            squares += w[i] * w[i];
        }
        assertEquals(0, sum / 20_000, 4 * bound / Math.sqrt(3 * 20_000));
        assertEquals(bound * bound / 3, squares / 20_000, 0.02 * bound * bound);
        assertEquals(0, w[20_000]);
    }
}

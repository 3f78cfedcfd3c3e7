package org.paramscope.geometry.alignment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.Model;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.Replicas;
import org.paramscope.engine.Symmetry;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Recurrence.Cell;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.geometry.Networks;

class AlignmentTest {

    private static final Samples SAMPLES = Networks.windows(11, 60, 1);

    static Stream<Model> models() {
        return Stream.of(Networks.autoencoder(11, Activation.TANH, 7), Networks.autoencoder(11, Activation.RELU, 7),
                Networks.autoencoder(11, Activation.SIGMOID, 6, 4), Networks.autoencoder(11, Activation.TANH, 6, -3, 6),
                Networks.autoencoder(11, Activation.RELU, 6, -2, 5, 4), Networks.autoencoder(11, Activation.TANH, 8, 5, 8),
                Networks.autoencoder(11, Activation.TANH, -3), Networks.autoencoder(11, Activation.TANH, 5, -4, -3, 5), tied(),
                Networks.convolutions(11, 5), Networks.recurrent(11, Cell.RNN, 5, 2), Networks.recurrent(11, Cell.GRU, 5, 2),
                Networks.recurrent(11, Cell.LSTM, 5, 2), Networks.continued(11, Cell.GRU, 6), Networks.continued(11, Cell.LSTM, 6));
    }

    /** Linear code with tied weights: only rotations leave the function unchanged. */
    private static Model tied() {
        Graph graph = new Graph(SampleShape.window(11, 1));
        graph.head("reconstruction", graph.transposed("decoder", graph.linear("code", graph.input(), 3), "code", true,
                Activation.IDENTITY));
        return graph.model(Loss.SQUARED_ERROR);
    }

    @ParameterizedTest
    @MethodSource("models")
    void leavesTheFunctionOfEveryReplicaUnchanged(Model model) {
        double[][] rows = random(model, 6, 11);
        double[][] starts = random(model, 6, 12);
        Alignment alignment = Alignment.of(Networks.replicas(model, SAMPLES, rows, starts));
        for (int b = 0; b < rows.length; b++) {
            NumericArray before = model.predict(rows[b], SAMPLES);
            NumericArray after = model.predict(alignment.aligned().slice(b).toArray(), SAMPLES);
            assertTrue(Networks.distance(before, after) < 1e-9, () -> model.describe());
            NumericArray start = model.predict(starts[b], SAMPLES);
            NumericArray moved = model.predict(alignment.alignedStarts().slice(b).toArray(), SAMPLES);
            assertTrue(Networks.distance(start, moved) < 1e-9, "the start's function changed");
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void bringsReplicasNearerAndIsDeterministic(Model model) {
        Replicas replicas = Networks.replicas(model, SAMPLES, random(model, 8, 21), random(model, 8, 22));
        Alignment first = Alignment.of(replicas);
        assertEquals(first.aligned(), Alignment.of(replicas).aligned());
        Alignment again = Alignment.of(replicas.withParameters(first.aligned(), first.alignedStarts()));
        assertTrue(spread(again.aligned()) <= spread(first.aligned()) * 1.1, "aligning aligned replicas must not tear them apart");
    }

    static Stream<Model> layered() {
        return Stream.of(Networks.autoencoder(11, Activation.TANH, 9, 6, 9), Networks.autoencoder(11, Activation.RELU, 9, 6),
                Networks.convolutions(11, 7), Networks.recurrent(11, Cell.RNN, 9, 3), Networks.recurrent(11, Cell.GRU, 9, 3),
                Networks.recurrent(11, Cell.LSTM, 9, 3), Networks.continued(11, Cell.RNN, 9), Networks.continued(11, Cell.GRU, 9),
                Networks.continued(11, Cell.LSTM, 9));
    }

    @ParameterizedTest
    @MethodSource("layered")
    void undoesPlantedChangesOfAllLayersExactly(Model model) {
        double[] original = random(model, 1, 31)[0];
        double[][] rows = planted(model, original, 6, 0);
        for (double[] row : rows) {
            assertTrue(Networks.distance(model.predict(original, SAMPLES), model.predict(row, SAMPLES)) < 1e-9, "the function changed");
        }
        NumericArray aligned = Alignment.of(Networks.replicas(model, SAMPLES, rows, rows)).aligned();
        for (int b = 1; b < rows.length; b++) {
            assertTrue(Networks.distance(NumericArray.of(rows[0]), NumericArray.of(rows[b])) > 0.1, "nothing was planted");
            assertTrue(Networks.distance(aligned.slice(0), aligned.slice(b)) < 1e-6, model.describe());
        }
    }

    @ParameterizedTest
    @MethodSource("layered")
    void undoesPlantedChangesOfAllLayersUnderNoise(Model model) {
        double[] original = random(model, 1, 31)[0];
        double[][] rows = planted(model, original, 5, 0.03);
        NumericArray noisy = Alignment.of(Networks.replicas(model, SAMPLES, rows, rows)).aligned();
        // two units in each other's places would be off by about the weights' deviation, 0.7, in nearly all of their entries
        int off = 0;
        for (int b = 1; b < rows.length; b++) {
            for (int j = 0; j < original.length; j++) {
                off += Math.abs(noisy.get(0, j) - noisy.get(b, j)) > 0.5 ? 1 : 0;
            }
        }
        assertTrue(off <= 0.01 * noisy.length(), off + " of " + noisy.length() + " entries are off: " + model.describe());
    }

    /** Copies, whose units are reordered and change their signs, scales and axes in all layers, and noise besides. */
    private static double[][] planted(Model model, double[] original, int count, double noise) {
        List<LayerEntries> layers = LayerEntries.of(model.units(), model.parameters());
        RandomStream stream = RandomStream.of(4, 0, "test");
        double[][] rows = new double[count][];
        for (int b = 0; b < rows.length; b++) {
            rows[b] = original.clone();
            for (int j = 0; j < original.length; j++) {
                rows[b][j] += noise * stream.gaussian();
            }
            for (LayerEntries layer : layers) {
                double[] sign = new double[layer.units()];
                double[] scale = new double[layer.units()];
                for (int i = 0; i < sign.length; i++) {
                    sign[i] = layer.signed() ? stream.below(2) * 2 - 1 : 1;
                    scale[i] = layer.symmetry() == Symmetry.SCALED_PERMUTATION ? Math.exp(stream.gaussian()) : 1;
                }
                layer.scale(rows[b], scale);
                if (!layer.continuous()) {
                    layer.reorder(rows[b], stream.permutation(layer.units()), sign);
                }
            }
        }
        return rows;
    }

    @Test
    void findsTheCodeOfABottleneckAgain() {
        Model model = Networks.autoencoder(11, Activation.TANH, 6, -3, 6);
        double[] original = random(model, 1, 41)[0];
        LayerEntries code = LayerEntries.of(model.units(), model.parameters()).get(1);
        double[] changed = original.clone();
        double[] matrix = {2, 1, 0, 0, 1, -1, 0.5, 0, 3};
        double[] inverse = org.paramscope.engine.linalg.Lapack.inverse(NumericArray.of(matrix, 3, 3)).toArray();
        code.multiply(changed, matrix, inverse);
        NumericArray aligned = Alignment.of(Networks.replicas(model, SAMPLES, new double[][] {original, changed},
                new double[][] {original, changed})).aligned();
        assertArrayEquals(aligned.slice(0).toArray(), aligned.slice(1).toArray(), 1e-6);
    }

    @Test
    void balancesRectifiedUnits() {
        Model model = Networks.autoencoder(11, Activation.RELU, 5, 4);
        double[][] rows = random(model, 2, 51);
        double[] aligned = Alignment.of(Networks.replicas(model, SAMPLES, rows, rows)).aligned().slice(0).toArray();
        for (LayerEntries layer : LayerEntries.of(model.units(), model.parameters())) {
            for (int i = 0; i < layer.units(); i++) {
                double in = 0;
                double out = 0;
                for (int k = 0; k < layer.width(); k++) {
                    double square = Math.pow(aligned[layer.entry(i, k)], 2);
                    in += k < layer.incoming() ? square : 0;
                    out += k < layer.incoming() ? 0 : square;
                }
                assertEquals(1, in / out, 1e-6);
            }
        }
    }

    @Test
    void aCommonStartKeepsTheNumbersOfUnits() {
        Model model = Networks.autoencoder(11, Activation.TANH, 9);
        double[][] start = random(model, 1, 61);
        double[][] rows = random(model, 4, 62);
        Alignment alignment = Alignment.of(Networks.replicas(model, SAMPLES, rows, start));
        assertEquals(NumericArray.ofRows(rows), alignment.aligned());
        assertEquals(NumericArray.ofRows(start), alignment.alignedStarts());
        assertTrue(alignment.byIndex() && alignment.moved() > 0.3, "unrelated units are mostly nearer to others");
        ParameterDistribution distribution = alignment.distribution();
        assertTrue(distribution.commonStart() && distribution.replicas().isPresent());
        assertEquals((rows[0][5] + rows[1][5] + rows[2][5] + rows[3][5]) / 4, distribution.mean().at(5), 1e-12);
    }

    private static double[][] random(Model model, int count, long seed) {
        double[][] rows = new double[count][];
        for (int b = 0; b < count; b++) {
            rows[b] = Networks.gaussian(model.parameters(), 0.7, RandomStream.of(seed, b, "test"));
        }
        return rows;
    }

    private static double spread(NumericArray rows) {
        double sum = 0;
        for (int j = 0; j < rows.size(1); j++) {
            double mean = 0;
            for (int b = 0; b < rows.size(0); b++) {
                mean += rows.get(b, j) / rows.size(0);
            }
            for (int b = 0; b < rows.size(0); b++) {
                sum += Math.pow(rows.get(b, j) - mean, 2);
            }
        }
        return sum;
    }
}

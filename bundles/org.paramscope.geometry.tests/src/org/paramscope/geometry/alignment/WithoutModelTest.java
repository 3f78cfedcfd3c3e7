package org.paramscope.geometry.alignment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.Covariance;
import org.paramscope.engine.Model;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.Replicas;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.geometry.Networks;

/** Networks of an archive, of which layers and symmetries are known and no model: aligned and tested as replicas are. */
class WithoutModelTest {

    private static final Samples SAMPLES = Networks.windows(11, 60, 1);

    static Stream<Model> models() {
        return Stream.of(Networks.autoencoder(11, Activation.TANH, 7), Networks.autoencoder(11, Activation.RELU, 7, 5),
                Networks.autoencoder(11, Activation.SIGMOID, 6, 4));
    }

    private static Replicas replicas(Model model) {
        double[][] rows = new double[9][];
        double[] original = model.initial(RandomStream.of(3, 0, "test"));
        for (int b = 0; b < rows.length; b++) {
            RandomStream stream = RandomStream.of(4, b, "test");
            rows[b] = original.clone();
            for (int j = 0; j < original.length; j++) {
                rows[b][j] += 0.02 * stream.gaussian();
            }
            for (LayerEntries layer : LayerEntries.of(model.units(), model.parameters())) {
                double[] sign = new double[layer.units()];
                java.util.Arrays.setAll(sign, i -> layer.signed() ? stream.below(2) * 2 - 1 : 1);
                layer.reorder(rows[b], stream.permutation(layer.units()), sign);
            }
        }
        return Networks.replicas(model, SAMPLES, rows, rows);
    }

    private static ParameterDistribution archive(Replicas replicas) {
        int p = replicas.model().parameters();
        NumericArray mean = NumericArray.zeros(p);
        return ParameterDistribution.of(replicas.model().layout(), replicas.model().units(), mean, new Covariance.Diagonal(mean))
                .withSamples(replicas.parameters(), NumericArray.zeros(0, p), false);
    }

    @ParameterizedTest
    @MethodSource("models")
    void theSameAlignmentAndTheSameIdentity(Model model) {
        Replicas replicas = replicas(model);
        Alignment known = Alignment.of(replicas);
        Alignment unknown = Alignment.of(archive(replicas), Progress.none());
        assertEquals(known.aligned(), unknown.aligned());
        assertEquals(known.reference(), unknown.reference());
        assertTrue(unknown.replicas().isEmpty() && !unknown.byIndex());
        assertEquals(0, unknown.alignedStarts().size(0));
        IdentityReport report = IdentityTest.of(unknown, 40, 1, Progress.none());
        assertEquals(IdentityTest.of(known, 40, 1, Progress.none()).layers().toString(), report.layers().toString());
        assertTrue(report.barrier().isEmpty());
        report.layers().forEach(identity -> assertTrue(identity.accepted(), identity.verdict()));
        ParameterDistribution distribution = unknown.distribution();
        assertEquals(known.distribution().mean(), distribution.mean());
        assertTrue(distribution.model().isEmpty() && distribution.replicas().isEmpty());
        assertFalse(distribution.commonStart());
    }

    @Test
    void whatNeedsTheModelIsRefused() {
        Replicas replicas = replicas(Networks.autoencoder(11, Activation.TANH, 6, -3, 6));
        ShapeException refusal = assertThrows(ShapeException.class, () -> Alignment.of(archive(replicas), Progress.none()));
        assertTrue(refusal.getMessage().contains("the model is needed"), refusal.getMessage());
    }
}

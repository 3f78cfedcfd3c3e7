package org.paramscope.geometry.alignment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Model;
import org.paramscope.engine.Problem;
import org.paramscope.engine.Replicas;
import org.paramscope.engine.Symmetry;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Recurrence.Cell;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.geometry.Networks;

class IdentityTestTest {

    private static final Samples SAMPLES = Networks.windows(24, 150, 1);

    static Stream<Model> models() {
        return Stream.of(Networks.autoencoder(24, Activation.TANH, 24), Networks.autoencoder(24, Activation.RELU, 24),
                Networks.autoencoder(24, Activation.TANH, 24, 24), Networks.autoencoder(24, Activation.SIGMOID, 16, 12, 16),
                Networks.autoencoder(24, Activation.TANH, 24, -8, 24), Networks.convolutions(24, 12), Networks.recurrent(24, Cell.GRU, 5, 2),
                Networks.recurrent(24, Cell.LSTM, 6, 2), Networks.continued(24, Cell.RNN, 8));
    }

    @ParameterizedTest
    @MethodSource("models")
    void untrainedNetworksHaveNone(Model model) {
        IdentityReport report = IdentityTest.of(Alignment.of(Networks.untrained(model, SAMPLES, 80, 3)), 60, 5, Progress.none());
        assertEquals(model.units().stream().filter(l -> l.symmetry() != Symmetry.GENERAL_LINEAR).count(), report.layers().size());
        for (Identity identity : report.layers()) {
            assertEquals(0, identity.excess(), 0.02, identity.layer() + " of " + model.units());
            assertFalse(identity.accepted());
            assertTrue(identity.verdict().startsWith("refused"), identity.verdict());
        }
    }

    /** The gauge of a narrow code is common to all units that read it; surrogates must share it, or it passes for identity. */
    @ParameterizedTest
    @ValueSource(ints = {8, 16})
    void untrainedNetworksHaveNoneBehindALinearCode(int width) {
        Model model = Networks.autoencoder(24, Activation.TANH, width, -2, width);
        for (int seed = 1; seed <= 6; seed++) {
            IdentityReport report = IdentityTest.of(Alignment.of(Networks.untrained(model, SAMPLES, 100, seed)), 200, seed, Progress.none());
            assertEquals(2, report.layers().size());
            for (Identity identity : report.layers()) {
                assertEquals(0, identity.excess(), 0.02, identity.layer() + ", width " + width + ", seed " + seed);
                assertFalse(identity.accepted());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void noisyCopiesHaveOne(Model model) {
        IdentityReport report = IdentityTest.of(Alignment.of(copies(model, 24, 0.1)), 40, 5, Progress.none());
        for (Identity identity : report.layers()) {
            assertTrue(identity.accepted(), identity.layer() + ": " + identity.verdict());
            assertTrue(identity.excess() > 0.5, identity.layer() + ": " + identity.verdict());
        }
    }

    @Test
    void aCommonStartAloneIsNoIdentity() {
        Model model = Networks.autoencoder(24, Activation.TANH, 12);
        double[] start = model.initial(RandomStream.of(1, 0, "start"));
        double[][] rows = new double[20][];
        java.util.Arrays.setAll(rows, b -> start.clone());
        IdentityReport report = IdentityTest.of(Alignment.of(Networks.replicas(model, SAMPLES, rows, new double[][] {start})), 20, 1,
                Progress.none());
        assertEquals(2, report.layers().size());
        assertTrue(report.layers().getFirst().excess() > 0.99, "the weights share the start");
        assertFalse(report.accepted("h0"));
        assertTrue(report.of("h0").verdict().contains("nothing was learned"), report.of("h0").verdict());
        assertEquals(0, report.of("h0").relativeDisplacement(), 1e-15);
    }

    @Test
    void displacementsCountOnlyWhereUnitsMoveAlike() {
        Model model = Networks.autoencoder(24, Activation.TANH, 12);
        double[] start = model.initial(RandomStream.of(1, 0, "start"));
        double[] learned = Networks.gaussian(start.length, 0.1, RandomStream.of(2, 0, "test"));
        double[][] alike = new double[20][];
        double[][] noise = new double[20][];
        for (int b = 0; b < 20; b++) {
            double[] own = Networks.gaussian(start.length, 0.03, RandomStream.of(3, b, "test"));
            alike[b] = start.clone();
            noise[b] = start.clone();
            for (int j = 0; j < start.length; j++) {
                alike[b][j] += learned[j] + own[j];
                noise[b][j] += 3 * own[j];
            }
        }
        Identity moved = IdentityTest.of(Alignment.of(Networks.replicas(model, SAMPLES, alike, new double[][] {start})), 60, 1,
                Progress.none()).of("h0");
        // variance 0.01 between units, 0.0009 within
        assertEquals(0.01 / 0.0109, moved.rho(), 0.03);
        assertEquals(0, moved.rho0(), 0.01);
        assertTrue(moved.accepted());
        IdentityReport refused = IdentityTest.of(Alignment.of(Networks.replicas(model, SAMPLES, noise, new double[][] {start})), 60, 1,
                Progress.none());
        assertFalse(refused.accepted("h0"), refused.of("h0").verdict());
        assertEquals(0, refused.of("h0").excess(), 0.03);
    }

    @Test
    void alignmentRemovesTheBarrierBetweenReorderedCopies() {
        Model model = Networks.autoencoder(24, Activation.TANH, 16);
        double[] trained = Problem.of(model, SAMPLES, null, Budget.steps(150), 1).fit(Progress.none());
        LossBarrier barrier = IdentityTest.of(Alignment.of(copies(model, trained, 6, 0)), 20, 5, Progress.none()).barrier().orElseThrow();
        assertEquals(LossBarrier.POINTS, barrier.before().length());
        assertTrue(barrier.barrierBefore() > 1e-3, "between a network and its reordered copy lies a barrier");
        assertEquals(0, barrier.barrierAfter(), 1e-12);
        assertEquals(barrier.before().at(0), barrier.after().at(0), 1e-12);
    }

    @Test
    void theVerdictFollowsFromTheShares() {
        double[] surrogates = new double[100];
        java.util.Arrays.setAll(surrogates, i -> 0.3 + 0.001 * i);
        Identity weak = Identity.judge("h", 0.41, surrogates, Identity.WEIGHTS, Double.NaN);
        assertEquals(0.394, weak.quantile95(), 1e-12);
        assertEquals((0.41 - 0.3495) / (1 - 0.3495), weak.excess(), 1e-12);
        assertFalse(weak.accepted(), "above all surrogates but negligible");
        assertTrue(Identity.judge("h", 0.7, surrogates, Identity.WEIGHTS, Double.NaN).accepted());
        assertFalse(Identity.judge("h", 0.39, surrogates, Identity.WEIGHTS, Double.NaN).accepted());
    }

    @Test
    void refusesTooFew() {
        Model model = Networks.autoencoder(24, Activation.TANH, 6);
        assertThrows(ShapeException.class, () -> IdentityTest.of(Alignment.of(Networks.untrained(model, SAMPLES, 3, 1)), 200, 1,
                Progress.none()));
        assertThrows(SettingException.class, () -> IdentityTest.of(Alignment.of(Networks.untrained(model, SAMPLES, 8, 1)), 5, 1,
                Progress.none()));
    }

    @Test
    void structurelessPointsHaveTheKnownChanceLevel() {
        // N = 100 replicas of 128 points: 0.787 (d = 4), simulated elsewhere; here fewer replicas, unbiased in their number
        RandomStream stream = RandomStream.of(9, 0, "test");
        double mean = 0;
        for (int trial = 0; trial < 4; trial++) {
            mean += PointMatching.alignedShare(
                    org.paramscope.data.NumericArray.of(Networks.gaussian(25 * 128 * 4, 1, stream), 25, 128, 4), trial) / 4;
        }
        assertEquals(0.787, mean, 0.02);
    }

    /** Reordered, sign-flipped copies of one random network with noise of a share of the weights' deviation. */
    private static Replicas copies(Model model, int count, double noise) {
        return copies(model, Networks.gaussian(model.parameters(), 0.4, RandomStream.of(7, 0, "test")), count, noise);
    }

    private static Replicas copies(Model model, double[] original, int count, double noise) {
        double[][] rows = new double[count][];
        for (int b = 0; b < count; b++) {
            RandomStream stream = RandomStream.of(8, b, "test");
            rows[b] = original.clone();
            for (int j = 0; j < original.length; j++) {
                rows[b][j] += 0.4 * noise * stream.gaussian();
            }
            for (LayerEntries layer : LayerEntries.of(model.units(), model.parameters())) {
                double[] sign = new double[layer.units()];
                for (int i = 0; i < sign.length; i++) {
                    sign[i] = layer.signed() ? stream.below(2) * 2 - 1 : 1;
                }
                layer.reorder(rows[b], stream.permutation(layer.units()), sign);
            }
        }
        return Networks.replicas(model, SAMPLES, rows, rows);
    }

    @Test
    void ofTwoAcceptedOutcomesTheSmallerExcessDecides() {
        double[] chance = {0.1, 0.1, 0.1};
        Identity weights = Identity.judge("h0", 0.91, chance, Identity.WEIGHTS, 0.5);
        Identity moved = Identity.judge("h0", 0.82, chance, Identity.DISPLACEMENTS, 0.5);
        Identity refused = Identity.judge("h0", 0.05, chance, Identity.WEIGHTS, 0.5);
        assertEquals("0.80 (displacements)", new IdentityReport(List.of(weights, moved), Optional.empty()).summary());
        assertEquals(moved, new IdentityReport(List.of(moved, weights), Optional.empty()).of("h0"));
        assertEquals("\u22120.06 (weights) refused", new IdentityReport(List.of(moved, refused), Optional.empty()).summary());
    }

    @Test
    void ofManyLayersTheRangeIsSaid() {
        double[] chance = {0.1, 0.1, 0.1};
        Identity low = Identity.judge("a", 0.55, chance, Identity.WEIGHTS, 0.5);
        Identity high = Identity.judge("b", 0.82, chance, Identity.DISPLACEMENTS, 0.5);
        Identity refused = Identity.judge("c", 0.05, chance, Identity.WEIGHTS, 0.5);
        assertEquals("\u22120.06 (weights) to 0.80 (displacements) in 3 layers, 1 refused",
                new IdentityReport(List.of(low, high, refused), Optional.empty()).summary());
    }
}

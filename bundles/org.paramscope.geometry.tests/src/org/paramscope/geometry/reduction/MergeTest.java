package org.paramscope.geometry.reduction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Model;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.Problem;
import org.paramscope.engine.UnitLayer;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Recurrence.Cell;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.geometry.Networks;
import org.paramscope.geometry.alignment.Alignment;
import org.paramscope.geometry.front.Errors;

class MergeTest {

    private static final Samples TRAIN = Networks.windows(10, 120, 1);
    private static final Samples VALIDATION = Networks.windows(10, 60, 2);
    private static final Samples TEST = Networks.windows(10, 80, 3);

    /** A network in whose first layer the units 4 to 7 are copies of 0 to 3, flipped where the activation is odd. */
    private static double[] twins(Model model, boolean odd) {
        double[] w = Networks.gaussian(model.parameters(), 0.5, RandomStream.of(4, 0, "test"));
        UnitLayer layer = model.units().getFirst();
        for (int i = 0; i < 4; i++) {
            for (int k = 0; k < layer.incoming()[i].length; k++) {
                w[layer.incoming()[i + 4][k]] = (odd ? -1 : 1) * w[layer.incoming()[i][k]];
            }
        }
        return w;
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SOFTMAX")
    void unitsThatAgreeAreJoinedWithoutAChangeOfTheFunction(Activation activation) {
        Model model = Networks.autoencoder(10, activation, 8, 5);
        double[] w = twins(model, activation == Activation.TANH);
        if (model.units().getFirst().count() != 8 || !new Merge().applies(model.units().getFirst())) {
            assertEquals(Activation.IDENTITY, activation, "only linear codes cannot be merged");
            return;
        }
        MergedNetwork merged = MergedNetwork.of(model, w, "h0", new int[] {0, 1, 2, 3, 0, 1, 2, 3});
        assertEquals(model.parameters() - 4 * (10 + 1 + 5), merged.model().parameters());
        assertEquals(merged.model().parameters(), merged.model().complexity());
        assertTrue(Networks.distance(model.predict(w, TEST), merged.model().predict(merged.parameters(), TEST)) < 1e-12);
    }

    @Test
    void oneGroupAUnitIsTheNetworkItself() {
        Model model = Networks.autoencoder(10, Activation.TANH, 6, 5, 4);
        double[] w = Networks.gaussian(model.parameters(), 0.5, RandomStream.of(4, 0, "test"));
        for (UnitLayer layer : model.units()) {
            int[] own = java.util.stream.IntStream.range(0, layer.count()).toArray();
            assertArrayEquals(w, MergedNetwork.of(model, w, layer.name(), own).parameters(), 1e-15);
        }
        assertThrows(ShapeException.class, () -> MergedNetwork.of(model, w, "h0", new int[] {0, 2, 0, 2, 0, 2}));
    }

    @Test
    void averagesIncomingAndSumsOutgoing() {
        Model model = Networks.autoencoder(10, Activation.SIGMOID, 3);
        double[] w = Networks.gaussian(model.parameters(), 0.5, RandomStream.of(4, 0, "test"));
        MergedNetwork merged = MergedNetwork.of(model, w, "h0", new int[] {0, 1, 0});
        UnitLayer old = model.units().getFirst();
        UnitLayer now = merged.model().units().getFirst();
        for (int k = 0; k < 11; k++) {
            assertEquals((w[old.incoming()[0][k]] + w[old.incoming()[2][k]]) / 2, merged.parameters()[now.incoming()[0][k]], 1e-15);
        }
        for (int k = 0; k < 10; k++) {
            assertEquals(w[old.outgoing()[0][k]] + w[old.outgoing()[2][k]], merged.parameters()[now.outgoing()[0][k]], 1e-15);
            assertEquals(w[old.outgoing()[1][k]], merged.parameters()[now.outgoing()[1][k]]);
        }
    }

    @Test
    void findsPlantedTwinsAndBeatsRandomMerging() {
        Model model = Networks.autoencoder(10, Activation.TANH, 8);
        Problem problem = Problem.of(model, TRAIN, VALIDATION, Budget.steps(400), 1);
        double[] trained = problem.fit(Progress.none());
        double[] network = halved(model, trained);
        ParameterDistribution distribution = around(model, network);
        Merge.Settings settings = new Merge.Settings(Linkage.AVERAGE, List.of(6, 5, 4), 5, 100, 0.01);
        Reduction reduction = new Merge().reduce(new ReductionProblem(problem, network, distribution, "h0", TEST), settings,
                Progress.none());
        assertEquals(6, reduction.paths().size());
        assertEquals(2, reduction.bands().size());
        Reduction.Path path = reduction.path(Reduction.COVARIANCE, false).orElseThrow();
        double full = Errors.of(model.predict(network, TEST), TEST).normalized();
        assertEquals(List.of(8, 6, 5, 4), path.steps().stream().map(Reduction.Step::units).toList());
        assertEquals(full, path.steps().getFirst().testError(), 1e-9);
        assertEquals(full, path.step(4).orElseThrow().testError(), 1e-6, "twins are merged without loss");
        assertArrayEquals(new int[] {0, 1, 2, 3, 0, 1, 2, 3}, path.step(4).orElseThrow().groups());
        for (Reduction.Step step : path.steps()) {
            assertTrue(step.low() <= step.testError() + 1e-9 && step.testError() <= step.high() + 1e-9);
            Errors again = Errors.of(step.model().orElseThrow().predict(step.parameters().toArray(), TEST), TEST);
            assertEquals(step.testError(), again.normalized(), 1e-12);
            assertEquals(step.model().orElseThrow().complexity(), step.complexity());
        }
        Sufficiency found = reduction.sufficiency().getFirst();
        assertEquals(4, found.sufficient());
        assertTrue(found.low() == 4 && found.high() == 4 && found.random() > 4, found.toString());
        assertTrue(found.beatsControl() && found.pathChance() <= 0.025, found.toString());
        assertEquals(0, found.gain(), "means alone find the twins, too");
        assertTrue(found.caption(reduction.sufficiency().get(2)).startsWith("4 of 8 neurons suffice"), found.caption(found));
        assertEquals(reduction.named().arrays(), Reduction.of(reduction.named()).named().arrays());
        assertEquals(reduction.named().texts(), Reduction.of(reduction.named()).named().texts());
    }

    @Test
    void aNullResultIsPrintedAsOne() {
        Model model = Networks.autoencoder(10, Activation.TANH, 6);
        Problem problem = Problem.of(model, TRAIN, null, Budget.steps(5), 1);
        // structureless neurons: no grouping can be better than chance by more than luck
        double[] network = model.initial(RandomStream.of(3, 0, "start"));
        Reduction reduction = new Merge().reduce(new ReductionProblem(problem, network, around(model, model.initial(RandomStream.of(9, 0, "start"))),
                "h0", TEST), new Merge.Settings(Linkage.AVERAGE, List.of(3), 0, 100, 0.01), Progress.none());
        assertEquals(3, reduction.paths().size());
        Sufficiency means = reduction.sufficiency().get(1);
        assertEquals(means.spared() && means.chance() <= 0.025, means.beatsControl());
        String words = means.caption(reduction.sufficiency().get(2));
        assertEquals(means.spared() && !means.beatsControl(), words.contains("did not beat its control"), words);
        assertEquals(!means.spared(), words.contains("no neuron could be spared"), words);
    }

    /** By the definition: every size down to k is within the tolerance at the upper end of its interval, the next is not. */
    @Test
    void whatSufficesPassesTheTestAndWhatIsSmallerFailsIt() {
        Model model = Networks.autoencoder(10, Activation.TANH, 8);
        Problem problem = Problem.of(model, TRAIN, VALIDATION, Budget.steps(300), 1);
        double[] network = problem.fit(Progress.none());
        Reduction reduction = new Merge().reduce(new ReductionProblem(problem, network, around(model, network), "h0", TEST),
                new Merge.Settings(Linkage.AVERAGE, List.of(), 20, 100, 0.05), Progress.none());
        for (Sufficiency found : reduction.sufficiency()) {
            List<Reduction.Step> steps = reduction.path(found.path(), found.refit()).orElseThrow().steps();
            assertEquals(steps.getFirst().testError(), found.error(), 1e-12);
            boolean passed = true;
            for (Reduction.Step step : steps) {
                passed &= errors(step).difference(errors(steps.getFirst()), 1).high() <= 0.05;
                assertEquals(step.units() >= found.sufficient(), passed, found + " at " + step.units());
            }
            assertTrue(found.low() <= found.sufficient() && found.sufficient() <= found.high(), found.toString());
            assertTrue(found.gainLow() <= found.gain() && found.gain() <= found.gainHigh(), found.toString());
        }
    }

    private static Errors errors(Reduction.Step step) {
        return Errors.of(step.model().orElseThrow().predict(step.parameters().toArray(), TEST), TEST);
    }

    @Test
    void fewTestWindowsLeaveTheQuestionOpen() {
        Model model = Networks.autoencoder(10, Activation.TANH, 4);
        Problem problem = Problem.of(model, TRAIN, VALIDATION, Budget.steps(5), 1);
        double[] network = problem.fit(Progress.none());
        Reduction reduction = new Merge().reduce(new ReductionProblem(problem, network, around(model, network), "h0",
                Networks.windows(10, 15, 3)), new Merge.Settings(Linkage.AVERAGE, List.of(), 0, 100, 0.01), Progress.none());
        for (Sufficiency found : reduction.sufficiency()) {
            assertFalse(found.judged() || found.spared() || found.beatsControl());
            assertEquals("how few neurons suffice is not judged: 2 separate test windows, too few for an interval (5 are needed).",
                    found.caption(found));
        }
        assertTrue(reduction.paths().stream().flatMap(p -> p.steps().stream()).allMatch(s -> Double.isNaN(s.low())), "no error bars");
    }

    @ParameterizedTest
    @EnumSource(Cell.class)
    void refusesUnitsThatReadOneAnother(Cell cell) {
        Model model = Networks.recurrent(10, cell, 4, 2);
        assertEquals(List.of("encoder", "code", "decoder"), model.units().stream().map(UnitLayer::name).toList());
        assertTrue(model.units().stream().noneMatch(new Merge()::applies));
        ParameterDistribution distribution = around(model, model.initial(RandomStream.of(3, 0, "start")));
        Problem problem = Problem.of(model, TRAIN, VALIDATION, Budget.steps(5), 1);
        SettingException refused = assertThrows(SettingException.class, () -> new Merge().reduce(new ReductionProblem(problem,
                distribution.mean().toArray(), distribution, "decoder", TEST), new Merge.Settings(), Progress.none()));
        assertTrue(refused.getMessage().contains("recurrent"), refused.getMessage());
    }

    @Test
    void refusesLinearCodesAndImpossibleSizes() {
        Model model = Networks.autoencoder(10, Activation.TANH, 4, -2, 4);
        ParameterDistribution distribution = around(model, model.initial(RandomStream.of(3, 0, "start")));
        Problem problem = Problem.of(model, TRAIN, VALIDATION, Budget.steps(5), 1);
        double[] network = distribution.mean().toArray();
        SettingException code = assertThrows(SettingException.class, () -> new Merge().reduce(
                new ReductionProblem(problem, network, distribution, "h1", TEST), new Merge.Settings(), Progress.none()));
        assertTrue(code.getMessage().contains("GENERAL_LINEAR"));
        assertThrows(SettingException.class, () -> new Merge().reduce(new ReductionProblem(problem, network, distribution, "h0", TEST),
                new Merge.Settings(Linkage.AVERAGE, List.of(9), 0, 100, 0.01), Progress.none()));
        assertThrows(SettingException.class, () -> new Merge.Settings(Linkage.AVERAGE, List.of(), 0, 99, 0.01));
    }

    /** The first four units twice, the twins flipped and each with half of the outgoing weights. */
    private static double[] halved(Model model, double[] trained) {
        double[] w = trained.clone();
        UnitLayer layer = model.units().getFirst();
        for (int i = 0; i < 4; i++) {
            for (int k = 0; k < layer.incoming()[i].length; k++) {
                w[layer.incoming()[i + 4][k]] = -w[layer.incoming()[i][k]];
            }
            for (int k = 0; k < layer.outgoing()[i].length; k++) {
                w[layer.outgoing()[i][k]] /= 2;
                w[layer.outgoing()[i + 4][k]] = -w[layer.outgoing()[i][k]];
            }
        }
        return w;
    }

    private static ParameterDistribution around(Model model, double[] center) {
        double[][] rows = new double[30][];
        for (int b = 0; b < rows.length; b++) {
            rows[b] = Networks.gaussian(center.length, 0.001, RandomStream.of(6, b, "test"));
            for (int j = 0; j < center.length; j++) {
                rows[b][j] += center[j];
            }
        }
        return Alignment.of(Networks.replicas(model, TRAIN, rows, new double[][] {center})).distribution();
    }
}

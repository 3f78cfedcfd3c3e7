package org.paramscope.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.paramscope.engine.graph.Activation.TANH;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paramscope.data.CancelledException;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Npz;
import org.paramscope.data.Progress;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.internal.plan.Descent;
import org.paramscope.engine.internal.plan.DescentState;

/** What holds for every optimiser: resuming, early stopping, break-downs, cancelling, independence of threads. */
class DescentTest {

    private static final int STEPS = 33;
    private final Model model = Examples.autoencoder(9, 5, 2, TANH);
    private final Samples samples = Examples.windows(300, 9);

    @TempDir
    private Path folder;

    static Stream<Budget> budgets() {
        Budget plain = new Budget(STEPS, 0.02, Precision.FLOAT64, 0, 1);
        Budget single = new Budget(STEPS, 0.02, Precision.FLOAT32, 0, 1);
        Optimiser bfgs = new Optimiser.LimitedMemoryBfgs(3, 1e-12, 0);
        return Stream.of(plain, single, plain.withOptimiser(bfgs), single.withOptimiser(bfgs),
                plain.withOptimiser(new Optimiser.GradientDescent(0.9, true)).withBatch(70).withClipping(new Clipping.Norm(0.1)),
                single.withOptimiser(new Optimiser.AdamW(0.05)).withBatch(41).withSchedule(new Schedule.Cosine(0)));
    }

    private Descent descent(Budget budget) {
        return Descent.of(model.plan(), samples, budget.patience() > 0 ? validation() : null, budget, 12);
    }

    private static Samples validation() {
        NumericArray windows = Examples.gaussian("validation", 60, 9);
        return Examples.samples(SampleShape.window(9, 1), windows, windows, null);
    }

    @ParameterizedTest
    @MethodSource("budgets")
    void twoHalvesThroughAFileAreOneWhole(Budget budget) throws Exception {
        double[] start = Examples.parameters(model);
        double[] weights = Resampling.pairs(samples, 1, 6).weights(0);
        for (Budget each : List.of(budget, budget.withPatience(STEPS))) {
            double[] trace = new double[STEPS];
            DescentState whole = descent(each).advance(4, DescentState.start(start), STEPS, weights, trace, Progress.none());
            for (int half : new int[] {1, 10, 17}) {
                double[] halves = new double[STEPS];
                DescentState first = descent(each).advance(4, DescentState.start(start), half, weights, halves, Progress.none());
                assertEquals(half, first.step());
                Path file = folder.resolve("state.npz");
                Npz.write(file, first.arrays());
                DescentState read = new DescentState(first.step(), Npz.read(file));
                DescentState second = descent(each).advance(4, read, STEPS, weights, halves, Progress.none());
                assertEquals(whole, second);
                assertArrayEquals(trace, halves);
            }
            assertArrayEquals(whole.result(), descent(each).fit(4, start, weights, null, Progress.none()));
        }
    }

    /** The best parameters lie before the pause, the end of patience after it. */
    @ParameterizedTest
    @MethodSource("budgets")
    void patienceOutlastsAPause(Budget budget) {
        Budget patient = budget.withSchedule(new Schedule.Constant()).withSteps(400).withPatience(10);
        double[] weights = samples.weights().toArray();
        DescentState start = DescentState.start(Examples.parameters(model));
        DescentState whole = descent(patient).advance(4, start, 400, weights, null, Progress.none());
        assertTrue(whole.step() < 400);
        DescentState first = descent(patient).advance(4, start, whole.step() - 3, weights, null, Progress.none());
        assertEquals(whole, descent(patient).advance(4, first, 400, weights, null, Progress.none()));
        assertEquals(whole, descent(patient).advance(4, whole, 400, weights, null, Progress.none()));
    }

    @Test
    void statesOfAnotherOptimiserAreRefused() {
        double[] weights = samples.weights().toArray();
        Budget adam = new Budget(STEPS, 0.02, Precision.FLOAT64, 0, 1);
        DescentState state = descent(adam.withOptimiser(new Optimiser.GradientDescent(0.9, false)))
                .advance(0, DescentState.start(Examples.parameters(model)), 5, weights, null, Progress.none());
        ShapeException e = assertThrows(ShapeException.class,
                () -> descent(adam).advance(0, state, 10, weights, null, Progress.none()));
        assertTrue(e.getMessage().contains("square"), e.getMessage());
        assertThrows(ShapeException.class, () -> descent(adam)
                .advance(0, DescentState.start(new double[3]), 10, weights, null, Progress.none()));
    }

    /** The rule by hand: networks trained for 0, 5, 10, ... steps, until 10 steps bring nothing. */
    @ParameterizedTest
    @MethodSource("budgets")
    void earlyStoppingKeepsTheBestOfItsLooks(Budget budget) {
        Budget free = budget.withSchedule(new Schedule.Constant()).withSteps(400);
        double[] weights = samples.weights().toArray();
        double[] start = Examples.parameters(model);
        double[] best = start;
        double lowest = model.objective().loss(start, validation());
        int bestStep = 0;
        for (int steps = 5; steps - bestStep <= 10 && steps <= 400; steps += 5) {
            double[] fitted = descent(free.withSteps(steps)).fit(4, start, weights, null, Progress.none());
            double loss = model.objective().loss(fitted, validation());
            if (loss < lowest) {
                lowest = loss;
                best = fitted;
                bestStep = steps;
            }
        }
        assertTrue(bestStep > 0 && bestStep < 400, "step " + bestStep);
        assertArrayEquals(best, descent(free.withPatience(10)).fit(4, start, weights, null, Progress.none()));
    }

    @ParameterizedTest
    @MethodSource("budgets")
    void doesNotDependOnThreads(Budget budget) {
        Resampling pairs = Resampling.pairs(samples, 9, 5);
        Problem problem = Problem.of(model, samples, null, budget, 3);
        Replicas one = problem.train(pairs, Start.independent(), Progress.none());
        for (int threads : new int[] {2, 7}) {
            assertEquals(one, problem.withExecutor(ReplicaExecutor.threads(threads))
                    .train(pairs, Start.independent(), Progress.none()));
        }
    }

    @ParameterizedTest
    @MethodSource("budgets")
    void aReplicaThatBreaksDownStopsAlone(Budget budget) {
        double[] good = Examples.parameters(model);
        double[] bad = good.clone();
        Arrays.fill(bad, model.layout().entry("output.weight").offset(), bad.length, 1e200);
        Problem problem = Problem.of(model, samples, null, budget, 3);
        Replicas whole = problem.train(Resampling.none(samples, 3), Start.at(NumericArray.of(good)), Progress.none());
        Replicas broken = problem.train(Resampling.none(samples, 3),
                Start.at(NumericArray.ofRows(new double[][] {good, bad, good})), Progress.none());
        assertEquals(List.of(1), broken.failures().stream().map(Replicas.Failure::replica).toList());
        assertEquals("output", broken.failures().getFirst().block());
        assertEquals(0, broken.failures().getFirst().step());
        assertEquals(whole.parameters().slice(0), broken.parameters().slice(0));
        assertEquals(whole.parameters().slice(2), broken.parameters().slice(1));
    }

    /** Only a learning rate that is too high: it takes some steps to break down, and the step is told. */
    @Test
    void theStepOfABreakDownIsTold() {
        Budget wild = new Budget(500, 100, Precision.FLOAT64, 0, 1).withOptimiser(new Optimiser.GradientDescent(0, false));
        double[] trace = new double[500];
        Arrays.fill(trace, Double.NaN);
        var e = assertThrows(org.paramscope.data.NumericalException.class, () -> descent(wild)
                .fit(7, Examples.parameters(model), samples.weights().toArray(), trace, Progress.none()));
        assertEquals(7, e.replica());
        assertTrue(e.step() > 1);
        assertTrue(Double.isFinite(trace[e.step() - 1]));
        assertTrue(Double.isNaN(trace[e.step()]));
    }

    /** A step over many rows asks between chunks of them, so that one long step can be cancelled. */
    @Test
    void cancelTakesEffectWithinAStep() {
        Samples many = Examples.windows(20 * 256, 9);
        AtomicInteger asked = new AtomicInteger();
        Progress progress = new Progress() {
            @Override
            public void report(double fraction, String message) {
                assertTrue(fraction < 1, "nothing is finished");
            }

            @Override
            public boolean cancelled() {
                return asked.incrementAndGet() > 10;
            }
        };
        Problem problem = Problem.of(model, many, null, new Budget(1, 0.01, Precision.FLOAT64, 0, 1), 3);
        assertThrows(CancelledException.class, () -> problem.train(Resampling.none(many, 1), progress));
        assertEquals(11, asked.get());
    }
}

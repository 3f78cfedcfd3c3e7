package org.paramscope.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.paramscope.engine.graph.Activation.TANH;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.paramscope.data.CancelledException;
import org.paramscope.data.NumericArray;
import org.paramscope.data.NumericalException;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.data.ShapeException;

/** Training of replicas. */
class TrainingTest {

    private final Model model = Examples.autoencoder(9, 5, 2, TANH);
    private final Samples samples = Examples.windows(150, 9);

    private Problem problem(int steps, Precision precision, int patience, int threads) {
        return Problem.of(model, samples, null, new Budget(steps, 0.01, precision, patience, threads), 3);
    }

    /** Adam written out as in Kingma and Ba (2015), algorithm 1, on gradients of the objective. */
    @Test
    void stepsAreThoseOfAdam() {
        int steps = 30;
        double[] w = Training.commonStart(problem(steps, Precision.FLOAT64, 0, 1));
        double[] fitted = problem(steps, Precision.FLOAT64, 0, 1).fit(Progress.none());
        double[] m = new double[w.length];
        double[] v = new double[w.length];
        for (int t = 1; t <= steps; t++) {
            double[] g = model.objective().gradient(w, samples);
            for (int i = 0; i < w.length; i++) {
                m[i] = 0.9 * m[i] + 0.1 * g[i];
                v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i];
                double mean = m[i] / (1 - Math.pow(0.9, t));
                double square = v[i] / (1 - Math.pow(0.999, t));
                w[i] -= 0.01 * mean / (Math.sqrt(square) + 1e-8);
            }
        }
        assertArrayEquals(w, fitted, 1e-11);
    }

    @Test
    void firstStepIsTheLearningRateAgainstTheSignOfTheGradient() {
        double[] start = Training.commonStart(problem(1, Precision.FLOAT64, 0, 1));
        double[] g = model.objective().gradient(start, samples);
        double[] fitted = problem(1, Precision.FLOAT64, 0, 1).fit(Progress.none());
        for (int i = 0; i < g.length; i++) {
            assertEquals(start[i] - 0.01 * g[i] / (Math.abs(g[i]) + 1e-8), fitted[i], 1e-14);
        }
    }

    @Test
    void weightsOfZeroEqualMissingRows() {
        int[] half = java.util.stream.IntStream.range(0, 75).toArray();
        Resampling blocks = Resampling.withoutEachBlock(samples, 2);
        double[] without = problem(40, Precision.FLOAT64, 0, 1).train(blocks, Progress.none()).parameters().slice(1).toArray();
        Problem small = Problem.of(model, samples.select(half), null, new Budget(40, 0.01, Precision.FLOAT64, 0, 1), 3);
        assertArrayEquals(small.fit(Progress.none()), without, 1e-10);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void doesNotDependOnThreadsOrOrder(Precision precision) {
        Resampling pairs = Resampling.pairs(samples, 9, 5);
        Replicas one = problem(25, precision, 0, 1).train(pairs, Start.independent(), Progress.none());
        Replicas three = problem(25, precision, 0, 3).train(pairs, Start.independent(), Progress.none());
        ReplicaExecutor backwards = (tasks, task, progress) -> {
            for (int i = tasks - 1; i >= 0; i--) {
                task.accept(i);
            }
        };
        Replicas turned = problem(25, precision, 0, 1).withExecutor(backwards).train(pairs, Start.independent(), Progress.none());
        assertEquals(one, three);
        assertEquals(one, turned);
        assertEquals(9, one.starts().size(0));
        assertFalse(one.commonStart());
    }

    @Test
    void singlePrecisionFollowsDouble() {
        double[] one = problem(50, Precision.FLOAT64, 0, 1).fit(Progress.none());
        double[] other = problem(50, Precision.FLOAT32, 0, 1).fit(Progress.none());
        assertArrayEquals(one, other, 2e-3);
        assertFalse(Arrays.equals(one, other));
    }

    @Test
    void replicaThatBreaksDownStopsAlone() {
        Problem problem = problem(20, Precision.FLOAT64, 0, 2);
        double[] good = Training.commonStart(problem);
        double[] bad = good.clone();
        int decoder = model.layout().entry("output.weight").offset();
        Arrays.fill(bad, decoder, decoder + 10, 1e200);
        NumericArray starts = NumericArray.ofRows(new double[][] {good, bad, good});
        Replicas replicas = problem.train(Resampling.none(samples, 3), Start.at(starts), Progress.none());
        assertEquals(2, replicas.count());
        assertEquals(1, replicas.failures().size());
        Replicas.Failure failure = replicas.failures().getFirst();
        assertEquals(1, failure.replica());
        assertEquals(0, failure.step());
        assertEquals("output", failure.block());
        double[] alone = problem.fit(Progress.none());
        assertArrayEquals(alone, replicas.parameters().slice(0).toArray());
        assertArrayEquals(alone, replicas.parameters().slice(1).toArray());
    }

    @Test
    void allReplicasBreakingDownIsAnError() {
        double[] bad = new double[model.parameters()];
        Arrays.fill(bad, 1e200);
        NumericalException e = assertThrows(NumericalException.class, () -> problem(5, Precision.FLOAT64, 0, 1)
                .train(Resampling.none(samples, 2), Start.at(NumericArray.of(bad)), Progress.none()));
        assertTrue(e.getMessage().contains("all 2 replicas"), e.getMessage());
    }

    @Test
    void cancelStopsBetweenSteps() {
        AtomicInteger asked = new AtomicInteger();
        Progress progress = new Progress() {
            @Override
            public void report(double fraction, String message) {
                assertTrue(fraction >= 0 && fraction <= 1);
            }

            @Override
            public boolean cancelled() {
                return asked.incrementAndGet() > 100;
            }
        };
        assertThrows(CancelledException.class, () -> problem(1_000_000, Precision.FLOAT64, 0, 2)
                .train(Resampling.none(samples, 4), progress));
        assertTrue(asked.get() < 110);
    }

    @Test
    void earlyStoppingKeepsTheBestParameters() {
        Samples train = noise("train", 8);
        Samples validation = noise("validation", 60);
        Replicas stopped = noisy(train, validation, 2000, 40).train(Resampling.none(train, 1), Progress.none());
        Replicas whole = noisy(train, validation, 2000, 0).train(Resampling.none(train, 1), Progress.none());
        assertTrue(stopped.validationLosses().at(0) < 0.9 * whole.validationLosses().at(0));
        // the rule by hand: networks trained for 0, 5, 10, ... steps, until 40 steps bring nothing
        double best = model.objective().loss(Training.commonStart(noisy(train, null, 1, 0)), validation);
        int bestStep = 0;
        for (int steps = 5; steps - bestStep <= 40; steps += 5) {
            double loss = model.objective().loss(noisy(train, null, steps, 0).fit(Progress.none()), validation);
            bestStep = loss < best ? steps : bestStep;
            best = Math.min(best, loss);
        }
        assertTrue(bestStep > 0);
        assertEquals(best, stopped.validationLosses().at(0), 1e-12);
    }

    private Problem noisy(Samples train, Samples validation, int steps, int patience) {
        return Problem.of(model, train, validation, new Budget(steps, 0.02, Precision.FLOAT64, patience, 1), 1);
    }

    /** Windows of noise: there is nothing to learn that would hold elsewhere. */
    private static Samples noise(String purpose, int count) {
        NumericArray windows = Examples.gaussian(purpose, count, 9);
        return Examples.samples(org.paramscope.data.SampleShape.window(9, 1), windows, windows, null);
    }

    @Test
    void reportsLossesOfTheReplicasOwnWeights() {
        Resampling pairs = Resampling.pairs(samples, 3, 5);
        Replicas replicas = problem(10, Precision.FLOAT64, 0, 1).train(pairs, Progress.none());
        for (int b = 0; b < 3; b++) {
            NumericArray y = model.predict(replicas.parameters().slice(b).toArray(), samples);
            double sum = 0;
            double total = 0;
            double[] weights = pairs.weights(b);
            for (int n = 0; n < samples.count(); n++) {
                double squares = 0;
                for (int j = 0; j < 9; j++) {
                    squares += Math.pow(y.get(n, j) - samples.target().get(n, j), 2) / 9;
                }
                sum += weights[n] * samples.weights().at(n) * squares;
                total += weights[n] * samples.weights().at(n);
            }
            assertEquals(sum / total, replicas.losses().at(b), 1e-13);
            assertTrue(Double.isNaN(replicas.validationLosses().at(b)));
        }
    }

    @Test
    void closedFormsRunOnTheSameExecutor() {
        Model closed = model.withFitter((m, s, weights, start, budget) -> {
            if (weights[0] == 0) {
                throw new NumericalException("closed form", "row 0 is missing");
            }
            double[] w = new double[m.parameters()];
            Arrays.fill(w, weights[0]);
            return w;
        });
        Replicas replicas = problem(1, Precision.FLOAT64, 0, 2).withModel(closed)
                .train(Resampling.withoutEachBlock(samples, 3), Progress.none());
        assertEquals(2, replicas.count());
        assertEquals(0, replicas.failures().getFirst().replica());
        assertEquals(1.5 * samples.weights().at(0), replicas.parameters().get(0, 0), 1e-15);
    }

    @Test
    void refusesStartsAndSamplesThatDoNotFit() {
        assertThrows(ShapeException.class, () -> problem(1, Precision.FLOAT64, 0, 1)
                .train(Resampling.none(samples, 2), Start.at(NumericArray.zeros(3, model.parameters())), Progress.none()));
        assertThrows(ShapeException.class, () -> problem(1, Precision.FLOAT64, 0, 1).withSamples(Examples.windows(20, 8), null));
    }
}

package org.paramscope.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Activation.TANH;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.NumericalException;
import org.paramscope.data.Progress;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.internal.plan.Descent;
import org.paramscope.engine.linalg.Lapack;

/** Limited-memory BFGS on problems whose minimum is known. */
class LimitedMemoryBfgsTest {

    private static final int INPUTS = 6;
    private static final int OUTPUTS = 2;
    private static final Optimiser BFGS = new Optimiser.LimitedMemoryBfgs(10, 1e-12, 0);
    private final Samples samples = regression();

    private static Budget budget(int steps) {
        return new Budget(steps, 0.01, Precision.FLOAT64, 0, 1).withOptimiser(BFGS);
    }

    private static Model affine() {
        Graph g = new Graph(SampleShape.table(INPUTS, OUTPUTS));
        g.dense("affine", g.input(), OUTPUTS, IDENTITY);
        return g.model(Loss.SQUARED_ERROR);
    }

    private static Samples regression() {
        NumericArray x = Examples.gaussian("bfgs x", 300, INPUTS);
        return Examples.samples(SampleShape.table(INPUTS, OUTPUTS), x, Examples.gaussian("bfgs y", 300, OUTPUTS), null);
    }

    /** The weighted normal equations: rows of the weight, then the bias. */
    private double[] leastSquares(double[] weights) {
        int k = INPUTS + 1;
        double[] gram = new double[k * k];
        double[] right = new double[k * OUTPUTS];
        for (int n = 0; n < samples.count(); n++) {
            double[] row = Arrays.copyOf(samples.input().slice(n).toArray(), k);
            row[INPUTS] = 1;
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    gram[i * k + j] += weights[n] * row[i] * row[j];
                }
                for (int o = 0; o < OUTPUTS; o++) {
                    right[i * OUTPUTS + o] += weights[n] * row[i] * samples.target().get(n, o);
                }
            }
        }
        NumericArray solved = Lapack.solve(NumericArray.of(gram, k, k), NumericArray.of(right, k, OUTPUTS));
        double[] parameters = new double[k * OUTPUTS];
        for (int o = 0; o < OUTPUTS; o++) {
            for (int i = 0; i < INPUTS; i++) {
                parameters[o * INPUTS + i] = solved.get(i, o);
            }
            parameters[OUTPUTS * INPUTS + o] = solved.get(INPUTS, o);
        }
        return parameters;
    }

    @Test
    void findsTheLeastSquaresOfEachReplica() {
        Resampling pairs = Resampling.pairs(samples, 5, 9);
        Replicas replicas = Problem.of(affine(), samples, null, budget(200), 1).train(pairs, Start.independent(), Progress.none());
        for (int b = 0; b < 5; b++) {
            double[] weights = pairs.weights(b);
            for (int n = 0; n < weights.length; n++) {
                weights[n] *= samples.weights().at(n);
            }
            assertArrayEquals(leastSquares(weights), replicas.parameters().slice(b).toArray(), 1e-10);
        }
    }

    /** A logistic regression is convex: any point of gradient 0 is its minimum. */
    @Test
    void theGradientVanishesAtItsEnd() {
        Graph g = new Graph(SampleShape.table(INPUTS, 3));
        g.dense("affine", g.input(), 3, IDENTITY);
        Model logistic = g.model(Loss.SOFTMAX_CROSS_ENTROPY);
        Samples classes = Examples.samples(SampleShape.table(INPUTS, 3), samples.input(), Examples.probabilities(300, 3), null);
        double[] fitted = Problem.of(logistic, classes, null, budget(200), 1).fit(Progress.none());
        for (double slope : logistic.objective().gradient(fitted, classes)) {
            assertEquals(0, slope, 1e-10);
        }
    }

    @Test
    void eachStepIsLowerAndTheEndIsKept() {
        Model model = Examples.autoencoder(9, 5, 2, TANH);
        Samples windows = Examples.windows(150, 9);
        double[] start = Training.commonStart(Problem.of(model, windows, null, budget(1), 3));
        double[] trace = new double[60];
        Descent descent = Descent.of(model.plan(), windows, null, budget(60));
        double[] fitted = descent.fit(0, start, windows.weights().toArray(), trace, Progress.none());
        for (int step = 1; step < trace.length; step++) {
            assertTrue(trace[step] < trace[step - 1], "step " + step);
        }
        assertTrue(model.objective().loss(fitted, windows) < trace[59]);
        double[] adam = Problem.of(model, windows, null, new Budget(60, 0.01, Precision.FLOAT64, 0, 1), 3).fit(Progress.none());
        assertTrue(trace[59] < 0.5 * model.objective().loss(adam, windows));
    }

    @Test
    void convergedReplicasStayWhereTheyAre() {
        double[] weights = samples.weights().toArray();
        double[] trace = new double[1000];
        int[] asked = {0};
        Progress counting = new Progress() {
            @Override
            public void report(double fraction, String message) {
                assertTrue(fraction >= 0 && fraction < 1);
            }

            @Override
            public boolean cancelled() {
                asked[0]++;
                return false;
            }
        };
        Descent descent = Descent.of(affine().plan(), samples, null, budget(1000));
        double[] fitted = descent.fit(0, new double[affine().parameters()], weights, trace, counting);
        assertArrayEquals(leastSquares(weights), fitted, 1e-10);
        assertEquals(affine().objective().loss(fitted, samples), trace[999], 1e-14);
        assertTrue(asked[0] < 1000, asked[0] + " chunks");
    }

    @Test
    void singlePrecisionComesClose() {
        Budget single = new Budget(200, 0.01, Precision.FLOAT32, 0, 1).withOptimiser(BFGS);
        double[] fitted = Problem.of(affine(), samples, null, single, 1).fit(Progress.none());
        assertArrayEquals(leastSquares(samples.weights().toArray()), fitted, 1e-4);
    }

    /** In float32 the first trial of this slope overflows; shorter trials do not. */
    @Test
    void backsOffFromTrialsThatAreNotFinite() {
        Graph g = new Graph(SampleShape.table(1, 1));
        g.linear("slope", g.input(), 1);
        Model model = g.model(Loss.SQUARED_ERROR);
        double x = 2e19;
        Samples steep = Samples.table(NumericArray.of(new double[] {x}, 1, 1), NumericArray.of(new double[] {x}, 1, 1));
        assertThrows(NumericalException.class, () -> fitSlope(model, steep, 3));
        assertEquals(1, fitSlope(model, steep, 1 + 0x1p-10), 1e-6);
    }

    private static double fitSlope(Model model, Samples steep, double start) {
        Budget single = new Budget(50, 0.01, Precision.FLOAT32, 0, 1)
                .withOptimiser(new Optimiser.LimitedMemoryBfgs(10, 1e-3, 0));
        return Problem.of(model, steep, null, single, 1).train(Resampling.none(steep, 1),
                Start.at(NumericArray.of(new double[] {start})), Progress.none()).parameters().at(0);
    }
}

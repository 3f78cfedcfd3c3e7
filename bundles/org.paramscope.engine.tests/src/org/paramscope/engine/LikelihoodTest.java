package org.paramscope.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.NumericalException;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.random.RandomStream;

/** Log-likelihoods against their sums over single values. */
class LikelihoodTest {

    private static Problem table(Loss loss, NumericArray x, NumericArray y) {
        Samples samples = Samples.table(x, y);
        Graph graph = new Graph(samples.shape());
        graph.head("reconstruction", graph.dense("output", graph.input(), y.size(1), Activation.IDENTITY));
        return Problem.of(graph.model(loss), samples, null, Budget.steps(1), 1);
    }

    private static void assertGradient(Likelihood likelihood, double[] w) {
        double[] gradient = likelihood.gradient(w);
        for (int i = 0; i < w.length; i++) {
            double[] up = w.clone();
            double[] down = w.clone();
            up[i] += 1e-5;
            down[i] -= 1e-5;
            assertEquals((likelihood.log(up) - likelihood.log(down)) / 2e-5, gradient[i], 1e-6 * (1 + Math.abs(gradient[i])));
        }
    }

    @Test
    void squaredErrorIsTheNormalLikelihoodOfEachValue() {
        NumericArray y = Examples.gaussian("y", 20, 3);
        Problem problem = table(Loss.SQUARED_ERROR.times(5), Examples.gaussian("x", 20, 2), y);
        double[] w = Examples.parameters(problem.model());
        Likelihood likelihood = Likelihood.of(problem, 0.7);
        NumericArray output = problem.model().predict(w, problem.samples());
        double expected = 0;
        double squares = 0;
        for (int i = 0; i < 60; i++) {
            double error = y.at(i) - output.at(i);
            squares += error * error;
            expected -= 0.5 * error * error / 0.49 + 0.5 * Math.log(2 * Math.PI * 0.49);
        }
        assertEquals(60, likelihood.count());
        assertEquals(expected, likelihood.log(w), 1e-11);
        assertGradient(likelihood, w);
        assertEquals(Math.sqrt(squares / 60), Likelihood.noiseAt(problem, w), 1e-13);
        assertEquals(Likelihood.noiseAt(problem, w), Likelihood.at(problem, 0, w).noise());
    }

    @Test
    void crossEntropyIsTheCategoricalLikelihoodOfEachRow() {
        NumericArray y = Examples.probabilities(20, 3);
        Problem problem = table(Loss.SOFTMAX_CROSS_ENTROPY, Examples.gaussian("x", 20, 2), y);
        double[] w = Examples.parameters(problem.model());
        Likelihood likelihood = Likelihood.at(problem, 0, w);
        double[][] logits = problem.model().predict(w, problem.samples()).toRows();
        double expected = 0;
        for (int i = 0; i < 20; i++) {
            double sum = Arrays.stream(logits[i]).map(Math::exp).sum();
            for (int j = 0; j < 3; j++) {
                expected += y.get(i, j) * (logits[i][j] - Math.log(sum));
            }
        }
        assertEquals(expected, likelihood.log(w), 1e-11);
        assertTrue(Double.isNaN(likelihood.noise()) && !Likelihood.hasNoise(problem.model()));
        assertGradient(likelihood, w);
    }

    /** Five windows of four out of eight samples: the eight count, not the twenty entries of the windows. */
    @Test
    void aSampleInManyWindowsCountsOnce() {
        double[] series = Examples.gaussian("series", 8).toArray();
        NumericArray rows = NumericArray.ofRows(IntStream.range(0, 5).mapToObj(i -> Arrays.copyOfRange(series, i, i + 4))
                .toArray(double[][]::new));
        NumericArray weights = NumericArray.of(new double[] {13 / 24.0, 8 / 24.0, 6 / 24.0, 8 / 24.0, 13 / 24.0});
        Samples samples = new Samples(SampleShape.window(4, 1), Map.of(Samples.WINDOW, rows), Map.of(Samples.TARGET, rows), weights,
                IntStream.range(0, 5).toArray(), new int[5], 8);
        Problem problem = new Problem(Examples.autoencoder(4, 2, 1, Activation.TANH), samples, null, Budget.steps(1), 1,
                ReplicaExecutor.threads(1));
        double[] zero = new double[problem.model().parameters()];
        // at 0 the output is 0: the weighted windows sum up to the squares of the series, each once, where its weights do
        double squares = 0;
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 4; j++) {
                squares += weights.at(i) * rows.get(i, j) * rows.get(i, j);
            }
        }
        assertEquals(8, Likelihood.count(samples));
        assertEquals(-squares / 2 - 4 * Math.log(2 * Math.PI), Likelihood.of(problem, 1).log(zero), 1e-12);
    }

    @Test
    void refusesWhatIsNoLikelihood() {
        NumericArray x = Examples.gaussian("x", 4, 2);
        Problem none = table(Loss.value("reconstruction"), x, x);
        SettingException refused = assertThrows(SettingException.class, () -> Likelihood.of(none, 1));
        assertTrue(refused.getMessage().contains("value(reconstruction)"), refused.getMessage());
        Problem exact = table(Loss.SQUARED_ERROR, x, NumericArray.zeros(4, 1));
        assertThrows(NumericalException.class, () -> Likelihood.at(exact, 0, new double[3]));
        for (double noise : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(SettingException.class, () -> Likelihood.of(exact, noise));
        }
    }

    @Test
    void densitiesTravelWithTheirDistribution() {
        Model model = Examples.autoencoder(3, 2, 1, Activation.TANH);
        NumericArray mean = NumericArray.zeros(model.parameters());
        Covariance covariance = new Covariance.Diagonal(Examples.gaussian("v", model.parameters()));
        ParameterDistribution distribution = ParameterDistribution.of(model, mean, covariance);
        assertTrue(distribution.density().isEmpty());
        ParameterDensity density = new ParameterDensity() {
            @Override
            public double logDensity(double[] parameters) {
                return -parameters[0];
            }

            @Override
            public double[] draw(RandomStream random) {
                return new double[] {random.gaussian()};
            }
        };
        ParameterDistribution with = distribution.withDensity(density).withDiagnostic("a", 1)
                .withSamples(NumericArray.zeros(1, model.parameters()), NumericArray.zeros(0, model.parameters()), false);
        assertEquals(-3, with.density().orElseThrow().logDensity(new double[] {3}));
        assertArrayEquals(distribution.arrays().get("mean").toArray(), with.arrays().get("mean").toArray());
    }
}

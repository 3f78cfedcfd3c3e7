package org.paramscope.estimators.laplace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.SettingException;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.Problem;
import org.paramscope.engine.ReplicaExecutor;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.random.RandomStream;

class StochasticWeightAveragingTest {

    private static ParameterDistribution average(Problem problem, StochasticWeightAveraging.Settings settings) {
        return new StochasticWeightAveraging().estimate(problem, settings, Progress.none());
    }

    private static Problem regression(int n, double noise, double... deviations) {
        RandomStream random = RandomStream.of(6, 0, "regression");
        int d = deviations.length;
        double[] x = new double[n * d];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < d; j++) {
                x[i * d + j] = deviations[j] * random.gaussian();
                y[i] += x[i * d + j];
            }
            y[i] += noise * random.gaussian();
        }
        return Problems.leastSquares(NumericArray.owned(x, n, d), NumericArray.owned(y, n, 1), 1);
    }

    /** Maddox and others 2019, algorithm 1, on the iterates, each moment in a pass of its own. */
    @Test
    void isTheDefinitionOnTheIterates() {
        Problem problem = Problems.network(50, 3, Loss.SQUARED_ERROR, 1, Math::sin);
        StochasticWeightAveraging.Settings settings = new StochasticWeightAveraging.Settings(12, 3, 5, 0.05, 8, 4);
        double[] fit = problem.fit(Progress.none());
        List<double[]> iterates = StochasticWeightAveraging.iterates(problem, settings, fit, Progress.none());
        ParameterDistribution distribution = average(problem, settings);
        int p = fit.length;
        double[] expected = new double[p * p];
        for (int i = 0; i < p; i++) {
            int own = i;
            double mean = iterates.stream().mapToDouble(w -> w[own]).sum() / 12;
            assertEquals(mean, distribution.mean().at(i), 1e-14);
            expected[i * p + i] = iterates.stream().mapToDouble(w -> (w[own] - mean) * (w[own] - mean)).sum() / 12 / 2;
        }
        for (int t = 7; t < 12; t++) {
            double[] deviation = new double[p];
            for (int i = 0; i < p; i++) {
                int own = i;
                deviation[i] = iterates.get(t)[i] - iterates.subList(0, t + 1).stream().mapToDouble(w -> w[own]).sum() / (t + 1);
            }
            for (int k = 0; k < p * p; k++) {
                expected[k] += deviation[k / p] * deviation[k % p] / (2 * 4);
            }
        }
        assertArrayEquals(expected, distribution.covariance().dense().toArray(), 1e-14);
        assertEquals(4, distribution.samples().size(0));
        assertTrue(Double.isFinite(distribution.density().orElseThrow().logDensity(distribution.mean().toArray())));
        for (int t = 1; t < 12; t++) {
            assertTrue(iterates.get(t)[0] != iterates.get(t - 1)[0], "the descent goes on");
        }
    }

    /**
     * Mandt, Hoffman, Blei 2017: of linear least squares the iterates spread by rate sigma^2 / batch in every direction, whatever the
     * variances of the inputs, and by 1 / (1 - rate a) more for a finite rate, a the variance of the input.
     */
    @Test
    void theSpreadIsThatOfConstantStepDescent() {
        double rate = 0.04;
        double[] deviations = {1.2, 0.8};
        Problem problem = regression(4000, 0.5, deviations);
        ParameterDistribution distribution = average(problem, new StochasticWeightAveraging.Settings(1500, 25, 1500, rate, 4, 0));
        for (int i = 0; i < 2; i++) {
            double a = deviations[i] * deviations[i];
            double expected = rate * 0.25 / 4 / (1 - rate * a);
            assertEquals(1, distribution.covariance().variance(i) / expected, 0.15, "direction " + i);
            assertEquals(1, distribution.mean().at(i), 0.05);
        }
        // twice the rate, twice the spread
        ParameterDistribution faster = average(problem, new StochasticWeightAveraging.Settings(1500, 25, 1500, 2 * rate, 4, 0));
        assertEquals(2, faster.covariance().variance(0) / distribution.covariance().variance(0), 0.3);
    }

    @Test
    void doesNotDependOnThreads() {
        Problem problem = Problems.network(50, 3, Loss.SQUARED_ERROR, 1, Math::sin);
        StochasticWeightAveraging.Settings settings = new StochasticWeightAveraging.Settings(6, 2, 3, 0.05, 8, 4);
        assertEquals(average(problem.withExecutor(ReplicaExecutor.threads(1)), settings).arrays(),
                average(problem.withExecutor(ReplicaExecutor.threads(3)), settings).arrays());
    }

    @Test
    void refusesADescentWithoutNoise() {
        Problem problem = regression(20, 1, 1);
        StochasticWeightAveraging.Settings all = new StochasticWeightAveraging.Settings(6, 2, 3, 0.05, 20, 0);
        SettingException refused = assertThrows(SettingException.class, () -> average(problem, all));
        assertTrue(refused.getMessage().contains("less than the 20 samples"), refused.getMessage());
        assertThrows(SettingException.class, () -> average(problem, new StochasticWeightAveraging.Settings(6, 2, 7, 0.05, 4, 0)));
    }
}

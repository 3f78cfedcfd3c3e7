package org.paramscope.estimators.laplace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.SettingException;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.Problem;
import org.paramscope.engine.ReplicaExecutor;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.random.RandomStream;

class NoUTurnSamplerTest {

    private static NoUTurnSampler.Settings settings(int draws, double priorPrecision, double noise) {
        return new NoUTurnSampler.Settings(4, 500, draws, 0.8, priorPrecision, noise);
    }

    /** The posterior of a linear model is normal; its five columns are correlated. */
    @Test
    void hasTheMomentsOfACorrelatedNormalPosterior() {
        int n = 40;
        double[] x = Problems.gaussian("x", n, 5).toArray();
        for (int i = 0; i < n; i++) {
            for (int j = 1; j < 5; j++) {
                x[5 * i + j] = 0.8 * x[5 * i + j - 1] + 0.6 * x[5 * i + j];
            }
        }
        NumericArray inputs = NumericArray.owned(x, n, 5);
        Problem problem = Problems.leastSquares(inputs, Problems.gaussian("y", n, 1), 1);
        double[] precision = Lapack.multiplyTransposed(inputs, inputs).toArray();
        for (int k = 0; k < 25; k++) {
            precision[k] = precision[k] / 0.25 + (k % 6 == 0 ? 2 : 0);
        }
        NumericArray covariance = Lapack.inverse(NumericArray.owned(precision, 5, 5));
        NumericArray mean = Lapack.multiply(covariance, Lapack.multiplyTransposed(inputs, problem.samples().target()));
        ParameterDistribution found = new NoUTurnSampler().estimate(problem, settings(600, 2, 0.5), Progress.none());
        double size = found.diagnostics().get("effective sample size");
        assertTrue(size > 600, found.diagnostics().toString());
        assertTrue(found.diagnostics().get("split R-hat") < 1.01, found.diagnostics().toString());
        assertEquals(0, found.diagnostics().get("divergences"));
        assertEquals(0.85, found.diagnostics().get("acceptance"), 0.1);
        for (int i = 0; i < 5; i++) {
            assertEquals(mean.at(i) / 0.25, found.mean().at(i), 4 * Math.sqrt(covariance.get(i, i) / size));
            for (int j = 0; j <= i; j++) {
                double spread = covariance.get(i, i) * covariance.get(j, j) + covariance.get(i, j) * covariance.get(i, j);
                // squares are correlated along a chain more than values are: half the effective size for them
                assertEquals(covariance.get(i, j), found.covariance().dense().get(i, j), 4 * Math.sqrt(2 * spread / size));
            }
        }
    }

    /** y = a sin(b t) with a normal prior of both: moments by summing the density over a grid. */
    @Test
    void hasTheMomentsOfTheSineModel() {
        int n = 12;
        RandomStream random = RandomStream.of(8, 0, "sine");
        double[] t = IntStream.range(0, n).mapToDouble(i -> 0.25 * i).toArray();
        double[] y = IntStream.range(0, n).mapToDouble(i -> 1.5 * Math.sin(1.3 * t[i]) + 0.8 * random.gaussian()).toArray();
        Potential sine = new Potential() {
            @Override
            public double energy(double[] q) {
                double sum = q[0] * q[0] / 8 + (q[1] - 1) * (q[1] - 1) / 0.5;
                for (int i = 0; i < n; i++) {
                    double residual = y[i] - q[0] * Math.sin(q[1] * t[i]);
                    sum += residual * residual / (2 * 0.64);
                }
                return sum;
            }

            @Override
            public double[] gradient(double[] q) {
                double[] gradient = {q[0] / 4, (q[1] - 1) / 0.25};
                for (int i = 0; i < n; i++) {
                    double residual = y[i] - q[0] * Math.sin(q[1] * t[i]);
                    gradient[0] -= residual / 0.64 * Math.sin(q[1] * t[i]);
                    gradient[1] -= residual / 0.64 * q[0] * t[i] * Math.cos(q[1] * t[i]);
                }
                return gradient;
            }
        };
        double[] grid = new double[6];
        int cells = 600;
        for (int i = 0; i < cells; i++) {
            for (int j = 0; j < cells; j++) {
                double a = -6 + 12 * (i + 0.5) / cells;
                double b = -2 + 6 * (j + 0.5) / cells;
                double density = Math.exp(-sine.energy(new double[] {a, b}));
                double[] terms = {1, a, b, a * a, b * b, a * b};
                for (int k = 0; k < 6; k++) {
                    grid[k] += density * terms[k];
                }
            }
        }
        int chains = 4;
        int draws = 2500;
        double[][][] series = new double[5][chains][draws];
        double[] sums = new double[5];
        for (int c = 0; c < chains; c++) {
            Chain chain = new Chain(sine, new double[] {1, 1}, new double[] {1, 1}, RandomStream.of(4, c, "chain"));
            chain.run(800, draws, 0.9, Progress.none());
            for (int k = 0; k < draws; k++) {
                double a = chain.draws()[k][0];
                double b = chain.draws()[k][1];
                double[] terms = {a, b, a * a, b * b, a * b};
                for (int m = 0; m < 5; m++) {
                    series[m][c][k] = terms[m];
                    sums[m] += terms[m] / (chains * draws);
                }
            }
        }
        for (int m = 0; m < 5; m++) {
            double variance = 0;
            for (double[] chain : series[m]) {
                for (double value : chain) {
                    variance += (value - sums[m]) * (value - sums[m]) / (chains * draws);
                }
            }
            double size = Convergence.effectiveSize(series[m]);
            assertTrue(size > 300 && Convergence.splitRatio(series[m]) < 1.02, "effective size " + size);
            assertEquals(grid[m + 1] / grid[0], sums[m], 4 * Math.sqrt(variance / size), "moment " + m);
        }
    }

    /** An autoregression of order 1 with coefficient c has (1 - c) / (1 + c) of its draws' worth; chains apart have a large ratio. */
    @Test
    void convergenceIsThatOfKnownSeries() {
        for (double c : new double[] {0, 0.5, 0.9, -0.4}) {
            double[][] chains = new double[4][10_000];
            for (int k = 0; k < 4; k++) {
                RandomStream random = RandomStream.of(12, k, "autoregression");
                double last = random.gaussian() / Math.sqrt(1 - c * c);
                for (int t = 0; t < 10_000; t++) {
                    last = c * last + random.gaussian();
                    chains[k][t] = last;
                }
            }
            assertEquals(1, Convergence.effectiveSize(chains) / (40_000 * (1 - c) / (1 + c)), 0.12, "coefficient " + c);
            assertEquals(1, Convergence.splitRatio(chains), 0.01);
            for (int t = 0; t < 10_000; t++) {
                chains[0][t] += 10 / (1 - Math.abs(c));
            }
            assertTrue(Convergence.splitRatio(chains) > 1.5);
        }
        // two chains of two halves each, written out: means 0, 0, 2, 2, variances 2
        double[][] apart = {{-1, 1, -1, 1}, {1, 3, 1, 3}};
        assertEquals(Math.sqrt(0.5 + 4.0 / 3 / 2), Convergence.splitRatio(apart), 1e-15);
        double[][] still = {{1, 1, 1, 1}, {1, 1, 1, 1}};
        assertEquals(1, Convergence.splitRatio(still));
        assertEquals(0, Convergence.effectiveSize(still));
    }

    /** A wall a thousand times steeper than the valley: no step size fits both, and the sampler says so. */
    @Test
    void countsDivergences() {
        Potential wall = new Potential() {
            @Override
            public double energy(double[] q) {
                double beyond = Math.max(0, q[0] - 1);
                return q[0] * q[0] / 2 + 1e6 * beyond * beyond / 2;
            }

            @Override
            public double[] gradient(double[] q) {
                return new double[] {q[0] + 1e6 * Math.max(0, q[0] - 1)};
            }
        };
        Chain chain = new Chain(wall, new double[1], new double[] {1}, RandomStream.of(1, 0, "wall"));
        chain.run(200, 500, 0.6, Progress.none());
        assertTrue(chain.divergences() > 0);
    }

    @Test
    void doesNotDependOnThreads() {
        Problem problem = Problems.leastSquares(Problems.gaussian("x", 20, 3), Problems.gaussian("y", 20, 1), 1);
        NoUTurnSampler.Settings few = new NoUTurnSampler.Settings(3, 100, 20, 0.8, 1, 0.1);
        assertEquals(new NoUTurnSampler().estimate(problem.withExecutor(ReplicaExecutor.threads(1)), few, Progress.none()).arrays(),
                new NoUTurnSampler().estimate(problem.withExecutor(ReplicaExecutor.threads(3)), few, Progress.none()).arrays());
    }

    @Test
    void refusesLargeModels() {
        Problem problem = Problems.network(30, 67, Loss.SQUARED_ERROR, 1, Math::sin);
        SettingException refused = assertThrows(SettingException.class, () -> new NoUTurnSampler().estimate(problem, settings(10, 1, 1),
                Progress.none()));
        assertTrue(refused.getMessage().contains("202 parameters") && refused.getMessage().contains("at most 200"), refused.getMessage());
    }
}

package org.paramscope.estimators.laplace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Covariance;
import org.paramscope.engine.Model;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.Problem;
import org.paramscope.engine.ReplicaExecutor;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.random.RandomStream;

class LaplaceTest {

    private static ParameterDistribution laplace(Problem problem, Structure structure, double priorPrecision, double noise) {
        return new Laplace().estimate(problem, new Laplace.Settings(structure, priorPrecision, noise, 50, 1000, 10), Progress.none());
    }

    /** The posterior of a linear model with normal noise is normal with the precision X'X / sigma^2 + alpha I. */
    @Test
    void isExactForALinearModel() {
        Problem problem = Problems.diabetes();
        NumericArray x = problem.samples().input();
        double[] precision = Lapack.multiplyTransposed(x, x).toArray();
        for (int i = 0; i < 100; i++) {
            precision[i] = precision[i] / 3000 + (i % 11 == 0 ? 1e-5 : 0);
        }
        NumericArray covariance = Lapack.inverse(NumericArray.owned(precision, 10, 10));
        NumericArray mean = Lapack.multiply(covariance, Lapack.multiplyTransposed(x, problem.samples().target()));
        ParameterDistribution distribution = laplace(problem, Structure.FULL, 1e-5, Math.sqrt(3000));
        for (int i = 0; i < 10; i++) {
            assertEquals(mean.at(i) / 3000, distribution.mean().at(i), 1e-9 * Math.abs(mean.at(i) / 3000) + 1e-9);
            for (int j = 0; j < 10; j++) {
                double scale = Math.sqrt(covariance.get(i, i) * covariance.get(j, j));
                assertEquals(covariance.get(i, j), distribution.covariance().dense().get(i, j), 1e-9 * scale);
            }
        }
        assertEquals(0, distribution.diagnostics().get("nats from the mode"), 1e-12);
        assertFalse(distribution.diagnostics().containsKey("not at an optimum"));
    }

    /** Values that a program of its own computed from the closed form: log evidence, gamma, and the gap of a mean field. */
    @Test
    void givesTheReferenceEvidence() {
        ParameterDistribution distribution = laplace(Problems.diabetes(), Structure.FULL, 1e-5, Math.sqrt(3000));
        assertEquals(-2405.8635991174, distribution.diagnostics().get("log evidence"), 1e-7 * 2405);
        assertEquals(8.654822285, distribution.diagnostics().get("gamma"), 1e-7 * 8.65);
        assertEquals(1e-5, distribution.diagnostics().get("prior precision"));
        assertEquals(Math.sqrt(3000), distribution.diagnostics().get("noise"));
        // the best mean field has the diagonal of the precision: the gap is half the difference of the log-determinants
        NumericArray precision = Lapack.inverse(distribution.covariance().dense());
        NumericArray lower = Lapack.cholesky(precision);
        double gap = IntStream.range(0, 10).mapToDouble(i -> 0.5 * Math.log(precision.get(i, i)) - Math.log(lower.get(i, i))).sum();
        assertEquals(2.959458783, gap, 1e-7);
    }

    /** MacKay 1992: at the maximum of the evidence alpha |w|^2 = gamma and sigma^2 (N - gamma) = sum of squares. */
    @Test
    void theEvidenceIsLargestAtItsOwnChoice() {
        Problem problem = Problems.diabetes();
        ParameterDistribution best = laplace(problem, Structure.FULL, 0, 0);
        double alpha = best.diagnostics().get("prior precision");
        double noise = best.diagnostics().get("noise");
        double gamma = best.diagnostics().get("gamma");
        double norm = IntStream.range(0, 10).mapToDouble(i -> best.mean().at(i) * best.mean().at(i)).sum();
        double squares = 442 * problem.objective().loss(best.mean().toArray(), problem.samples());
        assertEquals(gamma, alpha * norm, 1e-4 * gamma);
        assertEquals(442 - gamma, squares / (noise * noise), 1e-3);
        double evidence = best.diagnostics().get("log evidence");
        for (double factor : new double[] {0.8, 1.25}) {
            assertTrue(laplace(problem, Structure.FULL, factor * alpha, noise).diagnostics().get("log evidence") < evidence);
            assertTrue(laplace(problem, Structure.FULL, alpha, factor * noise).diagnostics().get("log evidence") < evidence);
        }
    }

    /** The evidence of polynomials about a cubic with noise is largest for the cubic: more terms fit better and count for less. */
    @Test
    void theEvidencePrefersTheSimplestModelThatFits() {
        int n = 60;
        RandomStream random = RandomStream.of(2, 0, "polynomial");
        double[] y = IntStream.range(0, n).mapToDouble(i -> {
            double t = -1 + 2.0 * i / (n - 1);
            return 0.5 - t + 2 * t * t * t + 0.2 * random.gaussian();
        }).toArray();
        double[] evidence = new double[9];
        double[] loss = new double[9];
        for (int degree = 0; degree < 9; degree++) {
            double[] x = new double[n * (degree + 1)];
            for (int i = 0; i < n; i++) {
                for (int k = 0; k <= degree; k++) {
                    x[i * (degree + 1) + k] = Math.pow(-1 + 2.0 * i / (n - 1), k);
                }
            }
            Problem problem = Problems.leastSquares(NumericArray.owned(x, n, degree + 1), NumericArray.of(y, n, 1), 1);
            evidence[degree] = laplace(problem, Structure.FULL, 0, 0).diagnostics().get("log evidence");
            loss[degree] = problem.objective().loss(problem.fit(Progress.none()), problem.samples());
        }
        assertTrue(IntStream.range(1, 9).allMatch(k -> loss[k] < loss[k - 1]));
        assertEquals(3, IntStream.range(0, 9).boxed().max(Comparator.comparingDouble(k -> evidence[k])).orElseThrow());
    }

    /** The kept entries of the summed Gauss-Newton matrix, from its products with the axes. */
    @ParameterizedTest
    @EnumSource(value = Structure.class, names = {"FULL", "UNITS", "DIAGONAL", "LAST_LAYER"})
    void keepsItsPartOfTheGaussNewtonMatrix(Structure structure) {
        for (Loss loss : new Loss[] {Loss.SQUARED_ERROR, Loss.SOFTMAX_CROSS_ENTROPY}) {
            Problem problem = Problems.network(40, 3, loss, 2, Math::sin);
            ParameterDistribution distribution = laplace(problem, structure, 0.5, 0.3);
            double[] w = distribution.mean().toArray();
            int p = w.length;
            double scale = loss == Loss.SQUARED_ERROR ? 40 * 2 / (2 * 0.09) : 40;
            double[] precision = new double[p * p];
            for (int i = 0; i < p; i++) {
                double[] axis = new double[p];
                axis[i] = 1;
                double[] column = problem.objective().gaussNewtonProduct(w, axis, problem.samples());
                for (int j = 0; j < p; j++) {
                    precision[i * p + j] = keeps(structure, i, j) ? scale * column[j] + (i == j ? 0.5 : 0) : 0;
                    precision[i * p + j] += structure == Structure.LAST_LAYER && i == j && i < 6 ? 1 : 0;
                }
            }
            double[] expected = Lapack.inverse(NumericArray.owned(precision, p, p)).toArray();
            for (int i = 0; i < 6 && structure == Structure.LAST_LAYER; i++) {
                expected[i * p + i] = 0;
            }
            assertArrayEquals(expected, distribution.covariance().dense().toArray(), 1e-9);
        }
    }

    /** Hidden weights 0 to 2, biases 3 to 5; output weights 6 to 8 and 9 to 11, biases 12 and 13. */
    private static boolean keeps(Structure structure, int i, int j) {
        int[] unit = {0, 1, 2, 0, 1, 2, 3, 3, 3, 4, 4, 4, 3, 4};
        return switch (structure) {
            case FULL, KRONECKER -> true;
            case UNITS -> unit[i] == unit[j];
            case DIAGONAL -> i == j;
            case LAST_LAYER -> i >= 6 && j >= 6;
        };
    }

    /** One affine layer with squared error: the derivatives are the same for all samples, and the Kronecker product is the matrix. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aKroneckerProductIsExactForOneLayer(boolean bias) {
        Samples samples = Samples.table(Problems.gaussian("x", 30, 4), Problems.gaussian("y", 30, 3));
        Graph graph = new Graph(samples.shape());
        graph.head(Model.OUTPUT, bias ? graph.dense("output", graph.input(), 3, Activation.IDENTITY)
                : graph.linear("output", graph.input(), 3));
        Problem problem = Problems.problem(graph.model(Loss.SQUARED_ERROR), samples, 1);
        ParameterDistribution product = laplace(problem, Structure.KRONECKER, 0.7, 0.5);
        ParameterDistribution full = laplace(problem, Structure.FULL, 0.7, 0.5);
        assertArrayEquals(full.covariance().dense().toArray(), product.covariance().dense().toArray(), 1e-12);
        assertEquals(full.diagnostics().get("log evidence"), product.diagnostics().get("log evidence"), 1e-9);
        assertEquals(0, product.diagnostics().get("layers without Kronecker factors"));
    }

    /** Martens, Grosse 2015, equation 1, from the inputs of each layer and the derivatives of the output, written out. */
    @Test
    void kroneckerFactorsOfAHiddenLayerAreThoseOfTheBook() {
        Problem problem = Problems.network(25, 3, Loss.SQUARED_ERROR, 2, Math::sin);
        ParameterDistribution distribution = laplace(problem, Structure.KRONECKER, 0.5, 0.3);
        double[] w = distribution.mean().toArray();
        double scale = 25 * 2 / (2 * 0.09);
        double[] a = new double[4];
        double[] g = new double[9];
        for (int i = 0; i < 25; i++) {
            double x = problem.samples().input().at(i);
            double[] in = {x, 1};
            for (int k = 0; k < 4; k++) {
                a[k] += in[k / 2] * in[k % 2] / 25;
            }
            for (int o = 0; o < 2; o++) {
                double[] d = new double[3];
                for (int u = 0; u < 3; u++) {
                    double h = Math.tanh(w[u] * x + w[3 + u]);
                    d[u] = w[6 + 3 * o + u] * (1 - h * h);
                }
                // the Hessian of the mean squared error over two outputs is the identity
                for (int k = 0; k < 9; k++) {
                    g[k] += d[k / 3] * d[k % 3] / 25;
                }
            }
        }
        int[] order = {0, 3, 1, 4, 2, 5};
        double[] precision = new double[36];
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                precision[i * 6 + j] = scale * g[i / 2 * 3 + j / 2] * a[i % 2 * 2 + j % 2] + (i == j ? 0.5 : 0);
            }
        }
        assertArrayEquals(Lapack.inverse(NumericArray.owned(precision, 6, 6)).toArray(), distribution.covariance().block(order).toArray(), 1e-9);
    }

    @Test
    void theModeHasNoGradientAndDrawsHaveItsCovariance() {
        Problem problem = Problems.network(60, 4, Loss.SQUARED_ERROR, 1, t -> Math.sin(2 * t));
        ParameterDistribution distribution = new Laplace().estimate(problem, new Laplace.Settings(Structure.FULL, 1, 0.1, 200, 1000, 20_000),
                Progress.none());
        assertTrue(distribution.diagnostics().get("nats from the mode") < 1e-6, distribution.diagnostics().toString());
        NumericArray drawn = Covariance.ofSamples(distribution.samples()).dense();
        NumericArray own = distribution.covariance().dense();
        for (int i = 0; i < own.size(0); i++) {
            assertEquals(1, drawn.get(i, i) / own.get(i, i), 5 * Math.sqrt(2.0 / 20_000));
        }
        double atMode = distribution.density().orElseThrow().logDensity(distribution.mean().toArray());
        double half = own.size(0) * Math.log(2 * Math.PI) / 2;
        double logDeterminant = 0;
        for (double value : Lapack.symmetricEigenvalues(own).toArray()) {
            logDeterminant += Math.log(value);
        }
        assertEquals(-half - logDeterminant / 2, atMode, 1e-8);
    }

    @Test
    void saysWhenItIsNotAtAnOptimum() {
        Problem problem = Problems.network(60, 4, Loss.SQUARED_ERROR, 1, t -> Math.sin(2 * t));
        Problem unfinished = problem.withBudget(Budget.steps(3));
        ParameterDistribution distribution = new Laplace().estimate(unfinished, new Laplace.Settings(Structure.FULL, 1, 0.1, 0, 1000, 0),
                Progress.none());
        assertEquals(1, distribution.diagnostics().get("not at an optimum"));
        assertTrue(distribution.diagnostics().get("gradient norm at the mode") > 1);
    }

    /** 121 parameters, 30 values: the residuals of so close a fit are no measure of the noise, which is said, and nothing runs away. */
    @Test
    void moreParametersThanValuesKeepAFiniteNoise() {
        Problem problem = Problems.network(30, 40, Loss.SQUARED_ERROR, 1, Math::sin);
        ParameterDistribution distribution = laplace(problem, Structure.UNITS, 1e-4, 0);
        assertEquals(1, distribution.diagnostics().get("gamma above half the values"), () -> distribution.diagnostics().toString());
        double residual = Math.sqrt(problem.objective().loss(distribution.mean().toArray(), problem.samples()));
        assertEquals(residual * Math.sqrt(2), distribution.diagnostics().get("noise"), 1e-3 * residual);
        assertFalse(laplace(Problems.diabetes(), Structure.FULL, 0, 0).diagnostics().containsKey("gamma above half the values"));
    }

    @Test
    void masksStandStill() {
        Problem problem = Problems.network(40, 3, Loss.SQUARED_ERROR, 1, Math::sin);
        boolean[] kept = new boolean[problem.model().parameters()];
        Arrays.fill(kept, true);
        kept[1] = false;
        for (Structure structure : Structure.values()) {
            ParameterDistribution distribution = laplace(problem.withModel(problem.model().withMask(kept)), structure, 0, 0);
            assertEquals(0, distribution.mean().at(1));
            assertEquals(0, distribution.covariance().variance(1));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Structure.class, names = {"FULL", "UNITS", "KRONECKER"})
    void doesNotDependOnThreads(Structure structure) {
        Problem problem = Problems.network(40, 3, Loss.SQUARED_ERROR, 2, Math::sin);
        ParameterDistribution one = laplace(problem.withExecutor(ReplicaExecutor.threads(1)), structure, 0, 0);
        ParameterDistribution three = laplace(problem.withExecutor(ReplicaExecutor.threads(3)), structure, 0, 0);
        assertEquals(one.arrays(), three.arrays());
    }

    @Test
    void refusesAMatrixThatIsTooLarge() {
        Problem problem = Problems.network(4, 1700, Loss.SQUARED_ERROR, 1, Math::sin);
        SettingException refused = assertThrows(SettingException.class, () -> Curvature.of(problem, Structure.FULL, 1000,
                new double[problem.model().parameters()], new Evaluations(), Progress.none()));
        assertTrue(refused.getMessage().contains("setting 'structure' is full: a matrix of 5101 x 5101"), refused.getMessage());
    }
}

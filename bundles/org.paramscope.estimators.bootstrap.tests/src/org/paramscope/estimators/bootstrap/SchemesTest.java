package org.paramscope.estimators.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Fitter;
import org.paramscope.engine.Model;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.Problem;
import org.paramscope.engine.ReplicaExecutor;
import org.paramscope.engine.Resampling;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.random.RandomStream;

/** Schemes against what they estimate in closed form. */
class SchemesTest {

    /** Weighted least squares by its normal equations, for many replicas. */
    private static final Fitter NORMAL_EQUATIONS = (model, samples, weights, start, budget) -> {
        int p = model.parameters();
        double[] moments = new double[p * p];
        double[] products = new double[p];
        NumericArray x = samples.input();
        for (int i = 0; i < weights.length; i++) {
            for (int a = 0; a < p; a++) {
                double weighted = weights[i] * x.at(i * p + a);
                products[a] += weighted * samples.target().at(i);
                for (int b = 0; b <= a; b++) {
                    moments[a * p + b] += weighted * x.at(i * p + b);
                }
            }
        }
        return solved(moments, products);
    };

    /** Cholesky from the lower triangle. */
    private static double[] solved(double[] a, double[] b) {
        int p = b.length;
        for (int i = 0; i < p; i++) {
            for (int j = 0; j <= i; j++) {
                for (int k = 0; k < j; k++) {
                    a[i * p + j] -= a[i * p + k] * a[j * p + k];
                }
                a[i * p + j] = i == j ? Math.sqrt(a[i * p + j]) : a[i * p + j] / a[j * p + j];
            }
            for (int k = 0; k < i; k++) {
                b[i] -= a[i * p + k] * b[k];
            }
            b[i] /= a[i * p + i];
        }
        for (int i = p - 1; i >= 0; i--) {
            for (int k = i + 1; k < p; k++) {
                b[i] -= a[k * p + i] * b[k];
            }
            b[i] /= a[i * p + i];
        }
        return b;
    }

    /** y = x'w with noise whose deviation grows with a regressor. */
    private static Problem heteroscedastic(int n, int p) {
        RandomStream random = RandomStream.of(31, 0, "regression");
        double[] x = new double[n * p];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            for (int a = 0; a < p; a++) {
                x[i * p + a] = a == 0 ? 1 : random.gaussian();
                y[i] += (a + 1) * x[i * p + a];
            }
            y[i] += (0.3 + Math.abs(x[i * p + 1])) * random.gaussian();
        }
        Samples samples = Samples.table(NumericArray.owned(x, n, p), NumericArray.owned(y, n, 1));
        Graph graph = new Graph(samples.shape());
        graph.head("reconstruction", graph.linear("output", graph.input(), 1));
        return new Problem(graph.model(Loss.SQUARED_ERROR).withFitter(NORMAL_EQUATIONS), samples, null, Budget.steps(1), 5,
                ReplicaExecutor.threads(2));
    }

    /** (X'X)^-1 sum over blocks g of (sum x r)(sum x r)' (X'X)^-1: White's (1980) HC0 when each row is a block. */
    private static double[][] sandwich(Problem problem, int block) {
        NumericArray x = problem.samples().input();
        int n = x.size(0);
        int p = x.size(1);
        double[] w = problem.fit(Progress.none());
        double[] moments = new double[p * p];
        double[][] scores = new double[Math.ceilDiv(n, block)][p];
        for (int i = 0; i < n; i++) {
            double residual = problem.samples().target().at(i);
            for (int a = 0; a < p; a++) {
                residual -= w[a] * x.get(i, a);
                for (int b = 0; b < p; b++) {
                    moments[a * p + b] += x.get(i, a) * x.get(i, b);
                }
            }
            for (int a = 0; a < p; a++) {
                scores[i / block][a] += residual * x.get(i, a);
            }
        }
        double[][] covariance = new double[p][p];
        for (double[] score : scores) {
            double[] influence = solved(moments.clone(), score);
            for (int a = 0; a < p; a++) {
                for (int b = 0; b < p; b++) {
                    covariance[a][b] += influence[a] * influence[b];
                }
            }
        }
        return covariance;
    }

    private static ParameterDistribution bootstrap(Problem problem, Scheme scheme, int replicas, int block) {
        return new Bootstrap().estimate(problem, new Bootstrap.Settings(scheme, replicas, block, BlockRule.PERIOD), Progress.none());
    }

    /** Trace within a share, and the Frobenius distance within three times what B draws leave: (|S|^2 + tr(S)^2) / B (Wishart). */
    private static void assertNear(double[][] expected, ParameterDistribution distribution, int replicas, double share) {
        int p = expected.length;
        NumericArray found = distribution.covariance().dense();
        double trace = 0;
        double wanted = 0;
        double distance = 0;
        double norm = 0;
        for (int a = 0; a < p; a++) {
            trace += found.get(a, a);
            wanted += expected[a][a];
            for (int b = 0; b < p; b++) {
                distance += Math.pow(found.get(a, b) - expected[a][b], 2);
                norm += expected[a][b] * expected[a][b];
            }
        }
        assertEquals(1, trace / wanted, share);
        double error = Math.sqrt((norm + wanted * wanted) / replicas);
        assertTrue(Math.sqrt(distance) < 3 * error, "distance " + Math.sqrt(distance) + ", Monte Carlo error " + error);
    }

    @Test
    void pairsGiveTheSandwich() {
        Problem problem = heteroscedastic(5000, 5);
        assertNear(sandwich(problem, 1), bootstrap(problem, Scheme.PAIRS, 20_000, 0), 20_000, 0.02);
    }

    /** With Rademacher's signs and fixed inputs the variance is HC0 exactly, by blocks that of sums over blocks. */
    @Test
    void wildSignsGiveTheSandwichOfRowsAndOfBlocks() {
        Problem problem = heteroscedastic(400, 4);
        ParameterDistribution rows = bootstrap(problem, Scheme.WILD, 20_000, 0);
        assertEquals(1, rows.diagnostics().get("block"));
        assertNear(sandwich(problem, 1), rows, 20_000, 0.02);
        ParameterDistribution blocks = bootstrap(problem, Scheme.WILD, 20_000, 40);
        assertNear(sandwich(problem, 40), blocks, 20_000, 0.02);
    }

    /** Politis, Romano 1994, lemma 1: 1/n (C(0) + 2 sum over k of (1 - k/n) (1 - 1/L)^k C(k)), C the autocovariance on the circle. */
    @Test
    void stationaryBlocksHaveGeometricLengths() {
        int n = 60;
        double[] series = BootstrapTest.autoregressive(n, 0.8, 3);
        for (int block : new int[] {1, 4, 15}) {
            double expected = onCircle(series, 0) / n;
            for (int k = 1; k < n; k++) {
                expected += 2.0 / n * (1 - (double) k / n) * Math.pow(1 - 1.0 / block, k) * onCircle(series, k);
            }
            double found = bootstrap(Problems.mean(series, 4), Scheme.STATIONARY_BLOCKS, 20_000, block).covariance().variance(0);
            assertEquals(1, found / expected, 0.03, "blocks of " + block);
        }
    }

    /** Blocks of a fixed length on the circle: 1/n (C(0) + 2 sum over k below b of (1 - k/b) C(k)) (Politis, Romano 1992). */
    @Test
    void circularBlocksHaveTheirVariance() {
        int n = 60;
        double[] series = BootstrapTest.autoregressive(n, 0.8, 3);
        for (int block : new int[] {1, 4, 15}) {
            double expected = onCircle(series, 0) / n;
            for (int k = 1; k < block; k++) {
                expected += 2.0 / n * (1 - (double) k / block) * onCircle(series, k);
            }
            double found = bootstrap(Problems.mean(series, 4), Scheme.CIRCULAR_BLOCKS, 20_000, block).covariance().variance(0);
            assertEquals(1, found / expected, 0.03, "blocks of " + block);
        }
    }

    private static double onCircle(double[] series, int lag) {
        int n = series.length;
        double mean = Arrays.stream(series).sum() / n;
        return IntStream.range(0, n).mapToDouble(t -> (series[t] - mean) * (series[(t + lag) % n] - mean) / n).sum();
    }

    /** AR(1) with coefficient f: G = 2 f / (1 - f)^2, g = (1 + f) / (1 - f), both times the variance. */
    @Test
    void theAutomaticBlockIsTheOptimalOneOfAnAutoregression() {
        int n = 20_000;
        double coefficient = 0.5;
        double optimal = Math.cbrt(Math.pow(2 * coefficient / (1 - coefficient * coefficient), 2) * n);
        double stationary = 0;
        double circular = 0;
        for (int seed = 0; seed < 20; seed++) {
            double[] series = BootstrapTest.autoregressive(n, coefficient, seed);
            stationary += PolitisWhite.of(series, true) / 20;
            circular += PolitisWhite.of(series, false) / 20;
        }
        assertEquals(32.9, optimal, 0.1);
        assertEquals(1, stationary / optimal, 0.08);
        assertEquals(Math.cbrt(1.5), circular / stationary, 1e-9);
        assertTrue(PolitisWhite.of(BootstrapTest.autoregressive(n, 0, 1), true) < 5, "white noise asks for short blocks");
        assertEquals(1, PolitisWhite.of(new double[50], true));
    }

    @Test
    void theRuleDecidesOnlyWhatIsLeftOpen() {
        double[] series = BootstrapTest.autoregressive(3000, 0.9, 2);
        Samples samples = Problems.windows(series, 5, 1, 3000);
        int expected = (int) Math.round(PolitisWhite.of(series, true));
        assertTrue(expected > 5);
        assertEquals(expected, BlockLength.wanted(samples, BlockRule.POLITIS_WHITE, true));
        assertTrue(BlockLength.wanted(samples, BlockRule.POLITIS_WHITE, false) > expected, "fixed lengths ask for longer blocks");
        Samples wide = Problems.windows(series, 400, 1, 3000);
        assertEquals(400, BlockLength.wanted(wide, BlockRule.POLITIS_WHITE, true), "at least a window");
    }

    private static Problem autoencoder(Samples samples, int threads) {
        Graph graph = new Graph(samples.shape());
        graph.head("reconstruction", graph.dense("output", graph.dense("hidden", graph.input(), 3, Activation.TANH), 6, Activation.IDENTITY));
        Model model = graph.model(Loss.SQUARED_ERROR);
        return new Problem(model, samples, null, Budget.steps(30), 7, ReplicaExecutor.threads(threads));
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void threadsDoNotMatter(Scheme scheme) {
        Samples samples = Problems.windows(BootstrapTest.autoregressive(120, 0.5, 1), 6, 1, 60);
        NumericArray one = bootstrap(autoencoder(samples, 1), scheme, 5, 12).samples();
        assertEquals(one, bootstrap(autoencoder(samples, 3), scheme, 5, 12).samples());
        assertNotEquals(one.slice(0), one.slice(1));
    }

    /** The perturbed window of a reconstruction is input and target; each value is that observed or its mirror image in the prediction. */
    @Test
    void wildSignsHoldForBlocksOfTimeInAllWindows() {
        int block = 15;
        Samples samples = Problems.windows(BootstrapTest.autoregressive(120, 0.5, 1), 6, 1, 60);
        Problem problem = autoencoder(samples, 1);
        NumericArray predicted = problem.model().predict(problem.fit(Progress.none()), samples);
        Resampling wild = WildResampling.of(problem, block, 3, Progress.none());
        int turned = 0;
        for (int b = 0; b < 3; b++) {
            Samples own = wild.samples(b).orElseThrow();
            assertSame(own.target(), own.input());
            assertEquals(own.target(), wild.samples(b).orElseThrow().target());
            double[] signs = new double[120];
            for (int i = 0; i < samples.count(); i++) {
                for (int j = 0; j < 6; j++) {
                    double residual = samples.target().get(i, j) - predicted.get(i, j);
                    double sign = Math.rint((own.target().get(i, j) - predicted.get(i, j)) / residual);
                    assertEquals(sign * residual, own.target().get(i, j) - predicted.get(i, j), 1e-12);
                    int t = samples.starts()[i] + j;
                    assertTrue(Math.abs(sign) == 1 && (signs[t] == 0 || signs[t] == sign), "time " + t);
                    signs[t] = sign;
                    turned += sign < 0 ? 1 : 0;
                }
            }
            for (int t = 0; t < 120; t++) {
                // the seam at 60 begins blocks anew
                assertTrue(t % block == 0 || signs[t] == signs[t - 1], "time " + t);
            }
        }
        assertTrue(turned > 0);
    }

    @Test
    void wildSignsNeedResiduals() {
        Samples samples = Problems.windows(BootstrapTest.autoregressive(60, 0.5, 1), 6, 1, 60);
        Graph graph = new Graph(samples.shape());
        graph.head("reconstruction", graph.linear("output", graph.input(), 6));
        double[] identity = new double[36];
        IntStream.range(0, 6).forEach(i -> identity[7 * i] = 1);
        Model exact = graph.model(Loss.SQUARED_ERROR).withFitter((m, s, weights, start, budget) -> identity.clone());
        SettingException refused = assertThrows(SettingException.class,
                () -> bootstrap(Problems.problem(exact, samples, 1), Scheme.WILD, 2, 12));
        assertTrue(refused.getMessage().contains("reproduces its samples"), refused.getMessage());
        SettingException predictor = assertThrows(SettingException.class,
                () -> bootstrap(Problems.problem(exact.asPredictor(), samples, 1), Scheme.WILD, 2, 12));
        assertTrue(predictor.getMessage().contains("predicts its own inputs"), predictor.getMessage());
    }

}

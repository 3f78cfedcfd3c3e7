package org.paramscope.estimators.bootstrap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.engine.Model;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.Problem;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.random.RandomStream;

class BootstrapTest {

    private static ParameterDistribution bootstrap(Problem problem, Scheme scheme, int replicas, int block) {
        return new Bootstrap().estimate(problem, new Bootstrap.Settings(scheme, replicas, block, BlockRule.PERIOD), Progress.none());
    }

    static double[] autoregressive(int length, double coefficient, long seed) {
        RandomStream noise = RandomStream.of(seed, 0, "autoregressive");
        double[] series = new double[length];
        series[0] = noise.gaussian() / Math.sqrt(1 - coefficient * coefficient);
        for (int t = 1; t < length; t++) {
            series[t] = coefficient * series[t - 1] + noise.gaussian();
        }
        return series;
    }

    @Test
    void pairsGiveTheSandwichOfLeastSquares() {
        // bootstrapping pairs estimates White's (1980) HC0, whatever the variance of the noise
        int n = 400;
        RandomStream random = RandomStream.of(11, 0, "regression");
        double[] x = new double[2 * n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            double at = 2 * random.uniform() - 1;
            x[2 * i] = 1;
            x[2 * i + 1] = at;
            y[i] = 0.5 + 2 * at + (0.2 + 2 * at * at) * random.gaussian();
        }
        NumericArray inputs = NumericArray.of(x, n, 2);
        Problem problem = Problems.leastSquares(inputs, NumericArray.of(y, n, 1), 5);
        ParameterDistribution distribution = bootstrap(problem, Scheme.PAIRS, 4000, 0);
        double[] w = problem.fit(Progress.none());
        double[] squares = IntStream.range(0, n)
                .mapToDouble(i -> Math.pow(y[i] - w[0] - w[1] * x[2 * i + 1], 2)).toArray();
        NumericArray bread = Lapack.inverse(Lapack.multiplyTransposed(inputs, inputs));
        NumericArray meat = Lapack.multiplyTransposed(Problems.scaledRows(inputs, squares), inputs);
        NumericArray sandwich = Lapack.multiply(Lapack.multiply(bread, meat), bread);
        NumericArray covariance = distribution.covariance().dense();
        double scale = Math.sqrt(sandwich.get(0, 0) * sandwich.get(1, 1));
        for (int i = 0; i < 2; i++) {
            assertEquals(w[i], distribution.mean().at(i), 0.1 * Math.sqrt(sandwich.get(i, i)));
            assertEquals(1, covariance.get(i, i) / sandwich.get(i, i), 0.1);
        }
        assertEquals(sandwich.get(0, 1) / scale, covariance.get(0, 1) / scale, 0.1);
        double homoscedastic = IntStream.range(0, n).mapToDouble(i -> squares[i]).sum() / n * bread.get(1, 1);
        assertTrue(covariance.get(1, 1) > 1.3 * homoscedastic, "the plain formula would be too small here");
    }

    @Test
    void movingBlocksGiveTheVarianceOfTheMeanOfACorrelatedSeries() {
        // Kuensch 1989: E = 1/T sum over |k| < b of (1 - |k|/b) gamma_k; here gamma_k = 0.5^|k| / 0.75
        int length = 2000;
        int block = 40;
        double expected = 0;
        for (int lag = 1 - block; lag < block; lag++) {
            expected += (1 - Math.abs(lag) / (double) block) * Math.pow(0.5, Math.abs(lag)) / 0.75 / length;
        }
        double blocks = 0;
        double pairs = 0;
        int series = 24;
        for (int seed = 0; seed < series; seed++) {
            Problem problem = Problems.mean(autoregressive(length, 0.5, seed), seed);
            blocks += bootstrap(problem, Scheme.MOVING_BLOCKS, 200, block).covariance().variance(0) / series;
            pairs += bootstrap(problem, Scheme.PAIRS, 200, 0).covariance().variance(0) / series;
        }
        assertEquals(1, blocks / expected, 0.12);
        assertEquals(1, pairs * length * 0.75, 0.08, "pairs see independent rows: gamma_0 / T");
    }

    @Test
    void theLeadingAxisSpreadsAsItsAsymptoticFormulaSays() {
        // Anderson 1963: cov u1 = 1/n sum over k > 1 of l1 lk / (l1 - lk)^2 uk uk'
        int n = 2000;
        double[] variances = {9, 4, 1};
        RandomStream random = RandomStream.of(21, 0, "axes");
        double[] rows = IntStream.range(0, 3 * n).mapToDouble(i -> Math.sqrt(variances[i % 3]) * random.gaussian())
                .toArray();
        NumericArray x = NumericArray.of(rows, n, 3);
        Samples samples = Samples.table(x, x);
        Graph graph = new Graph(samples.shape());
        graph.head("reconstruction", graph.transposed("decoder",
                graph.linear("encoder", graph.input(), 1), "encoder", false, Activation.IDENTITY));
        Model model = graph.model(Loss.SQUARED_ERROR).withFitter((m, s, weights, start, budget) -> {
            NumericArray moment = Lapack.multiplyTransposed(Problems.scaledRows(s.input(), weights), s.input());
            return Lapack.symmetricEigen(moment).vectors().column(0).toArray();
        });
        ParameterDistribution distribution = bootstrap(Problems.problem(model, samples, 3), Scheme.PAIRS, 1000, 0);
        for (int k = 1; k < 3; k++) {
            double expected = 9 * variances[k] / Math.pow(9 - variances[k], 2) / n;
            assertEquals(1, distribution.covariance().variance(k) / expected, 0.25);
        }
    }

    @Test
    void replicasRepeatWithTheSeed() {
        Problem problem = Problems.mean(autoregressive(100, 0.5, 1), 8);
        ParameterDistribution distribution = bootstrap(problem, Scheme.MOVING_BLOCKS, 20, 10);
        assertArrayEquals(new int[] {20, 1}, distribution.samples().shape());
        assertEquals(distribution.samples(), bootstrap(problem, Scheme.MOVING_BLOCKS, 20, 10).samples());
        Problem other = Problems.mean(autoregressive(100, 0.5, 1), 9);
        assertNotEquals(distribution.samples(), bootstrap(other, Scheme.MOVING_BLOCKS, 20, 10).samples());
        assertEquals(20, distribution.diagnostics().get("replicas"));
        assertEquals(10, distribution.diagnostics().get("block"));
    }

    private static Problem windows(int length, int window, int stride) {
        Samples samples = Problems.windows(autoregressive(length, 0.5, 1), window, stride, length);
        Graph graph = new Graph(samples.shape());
        graph.head("reconstruction", graph.linear("output", graph.input(), window));
        return Problems.problem(graph.model(Loss.SQUARED_ERROR), samples, 1);
    }

    @Test
    void refusesABlockShorterThanAWindowOrLongerThanTheSeries() {
        Problem problem = windows(200, 20, 1);
        for (int block : new int[] {19, 182, 201}) {
            SettingException refused = assertThrows(SettingException.class, () -> bootstrap(problem, Scheme.MOVING_BLOCKS, 2, block));
            assertEquals("setting 'block' is " + block + ": 0 (automatic) or an integer from 20 (a window) to 181 samples"
                    + " (the longest stretch to train on) is allowed", refused.getMessage());
        }
        assertEquals(181, bootstrap(problem, Scheme.MOVING_BLOCKS, 2, 181).diagnostics().get("block"));
        SettingException none = assertThrows(SettingException.class, () -> bootstrap(windows(40, 30, 1), Scheme.MOVING_BLOCKS, 2, 30));
        assertTrue(none.getMessage().contains("0 (automatic) is allowed") && none.getMessage().contains("11 samples"), none.getMessage());
    }

    /** Eleven windows of 30 samples: a block of five leaves something to draw, and the diagnostics say what was wanted. */
    @Test
    void anAutomaticBlockIsShortenedToWhatFitsTwice() {
        ParameterDistribution distribution = bootstrap(windows(40, 30, 1), Scheme.MOVING_BLOCKS, 4, 0);
        assertEquals(5, distribution.diagnostics().get("block"));
        assertEquals(30, distribution.diagnostics().get("block shortened from"));
        assertTrue(distribution.samples().slice(0).toArray()[0] != distribution.samples().slice(1).toArray()[0], "replicas differ");
        assertFalse(bootstrap(windows(200, 20, 1), Scheme.MOVING_BLOCKS, 4, 0).diagnostics().containsKey("block shortened from"));
    }

    @Test
    void byItselfABlockIsAWindowOrAPeriod() {
        double[] sine = IntStream.range(0, 1000).mapToDouble(t -> Math.sin(2 * Math.PI * t / 40)).toArray();
        assertEquals(40, period(Problems.windows(sine, 16, 1, 1000)));
        assertEquals(57, period(Problems.windows(sine, 57, 5, 1000)));
    }

    private static int period(Samples samples) {
        return BlockLength.fitting(samples, BlockLength.wanted(samples, BlockRule.PERIOD, false));
    }

    @Test
    void theLongestStretchIsReadFromOverlappingWindows() {
        double[] ramp = IntStream.range(0, 300).mapToDouble(t -> t).toArray();
        double[][] stretch = BlockLength.longestStretch(Problems.windows(ramp, 20, 7, 100));
        // windows start at multiples of 7: after the seam at 100 the first starts at 105, the last at 280
        assertArrayEquals(IntStream.range(105, 300).mapToDouble(t -> t).toArray(), stretch[0]);
    }
}

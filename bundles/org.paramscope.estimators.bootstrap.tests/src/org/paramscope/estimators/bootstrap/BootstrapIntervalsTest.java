package org.paramscope.estimators.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.Problem;
import org.paramscope.engine.Resampling;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.geometry.front.Interval;

/** Intervals against exact ones, published ones, and those of another implementation. */
class BootstrapIntervalsTest {

    /** Average LSAT and GPA of 15 law schools (Efron 1979, 1987). */
    private static final double[] LSAT = {576, 635, 558, 578, 666, 580, 555, 661, 651, 605, 653, 575, 545, 572, 594};
    private static final double[] GPA = {3.39, 3.30, 2.81, 3.03, 3.44, 3.07, 3.00, 3.43, 3.36, 3.13, 3.12, 2.74, 2.76, 2.88, 2.96};

    @Test
    void theNormalDistributionIsTheTabledOne() {
        assertEquals(0.5, NormalDistribution.cumulative(0), 1e-15);
        assertEquals(0.975, NormalDistribution.cumulative(1.959963984540054), 1e-13);
        assertEquals(-1.6448536269514722, NormalDistribution.quantile(0.05), 1e-12);
        assertEquals(2.326347874040841, NormalDistribution.quantile(0.99), 1e-12);
        // scipy.stats.norm.cdf(-6)
        assertEquals(9.865876450376946e-10, NormalDistribution.cumulative(-6), 1e-15);
        assertEquals(Double.NEGATIVE_INFINITY, NormalDistribution.quantile(0));
        assertEquals(1, NormalDistribution.cumulative(9));
    }

    /**
     * The scale of chi-square with 19 degrees of freedom: Efron's (1987) first example. The exact central 90 % interval for an estimate of
     * 1 is [19 / 30.14, 19 / 10.12] = [0.630, 1.878]; the acceleration of the family is sqrt(2 / 19) / 3.
     */
    @Test
    void acceleratedIntervalsOfAScaleAreExactToTwoDigits() {
        RandomStream random = RandomStream.of(5, 0, "scale");
        double[] draws = new double[100_000];
        for (int b = 0; b < draws.length; b++) {
            for (int k = 0; k < 19; k++) {
                draws[b] += Math.pow(random.gaussian(), 2) / 19;
            }
        }
        Interval exact = new Interval(0.6303, 1.8780);
        Interval accelerated = BootstrapIntervals.accelerated(draws, 1, Math.sqrt(2.0 / 19) / 3, 0.9);
        assertEquals(exact.low(), accelerated.low(), 0.006);
        assertEquals(exact.high(), accelerated.high(), 0.02);
        Interval plain = BootstrapIntervals.percentile(draws, 0.9);
        assertTrue(exact.high() - plain.high() > 0.2, "the percentile interval falls short: " + plain);
        // without acceleration or bias both are the same
        double middle = Interval.quantile(draws, 0.5);
        Interval neither = BootstrapIntervals.accelerated(draws, middle, 0, 0.9);
        assertEquals(plain.low(), neither.low(), 1e-4);
        assertEquals(plain.high(), neither.high(), 1e-4);
    }

    private static double correlation(double[] weights) {
        double sum = Arrays.stream(weights).sum();
        double x = IntStream.range(0, 15).mapToDouble(i -> weights[i] * LSAT[i]).sum() / sum;
        double y = IntStream.range(0, 15).mapToDouble(i -> weights[i] * GPA[i]).sum() / sum;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < 15; i++) {
            xx += weights[i] * (LSAT[i] - x) * (LSAT[i] - x);
            yy += weights[i] * (GPA[i] - y) * (GPA[i] - y);
            xy += weights[i] * (LSAT[i] - x) * (GPA[i] - y);
        }
        return xy / Math.sqrt(xx * yy);
    }

    /** The correlation of the law schools: scipy 1.17.1 has the 90 % BCa interval [0.429, 0.927] in 400,000 draws. */
    @Test
    void theLawSchoolsHaveTheKnownInterval() {
        Samples samples = Samples.table(NumericArray.of(LSAT, 15, 1), NumericArray.of(GPA, 15, 1));
        int count = 100_000;
        Resampling pairs = Resampling.pairs(samples, count, 3);
        double[] draws = IntStream.range(0, count).mapToDouble(b -> correlation(pairs.weights(b))).toArray();
        Resampling without = Resampling.withoutEachBlock(samples, 15);
        double[] jackknife = IntStream.range(0, 15).mapToDouble(b -> correlation(without.weights(b))).toArray();
        double[] ones = new double[15];
        Arrays.fill(ones, 1);
        assertEquals(0.776374491289407, correlation(ones), 1e-12);
        double acceleration = BootstrapIntervals.acceleration(jackknife);
        assertEquals(-0.07567156493787859, acceleration, 1e-10, "as numpy has it");
        Interval accelerated = BootstrapIntervals.accelerated(draws, correlation(ones), acceleration, 0.9);
        assertEquals(0.429, accelerated.low(), 0.006);
        assertEquals(0.9267, accelerated.high(), 0.002);
        Interval plain = BootstrapIntervals.percentile(draws, 0.9);
        assertEquals(0.523, plain.low(), 0.005);
        assertEquals(0.9475, plain.high(), 0.002);
    }

    /**
     * Means of 20 exponential values, replicas drawn from the fitted distribution: its acceleration is 1 / (3 sqrt(20)), and BCa intervals
     * miss as often on either side as they say, where percentile intervals fall short above.
     */
    @Test
    void acceleratedIntervalsCoverWhatTheySay() {
        int trials = 1500;
        int n = 20;
        double[] means = new double[trials + 1000];
        for (int trial = 0; trial < means.length; trial++) {
            RandomStream random = RandomStream.of(trial, 0, "coverage");
            means[trial] = IntStream.range(0, n).mapToDouble(i -> -Math.log(1 - random.uniform()) / n).sum();
        }
        double[] scales = Arrays.copyOfRange(means, trials, means.length);
        int[] plain = new int[2];
        int[] accelerated = new int[2];
        for (int trial = 0; trial < trials; trial++) {
            double mean = means[trial];
            double[] draws = Arrays.stream(scales).map(scale -> mean * scale).toArray();
            count(BootstrapIntervals.percentile(draws, 0.9), plain);
            count(BootstrapIntervals.accelerated(draws, mean, 1 / (3 * Math.sqrt(n)), 0.9), accelerated);
        }
        for (int side = 0; side < 2; side++) {
            // three standard errors of a share of 5 %
            assertEquals(0.05, accelerated[side] / (double) trials, 0.017, "side " + side);
        }
        assertTrue(plain[1] / (double) trials > 0.075, "percentile intervals lie too low: " + Arrays.toString(plain));
    }

    /** Misses of the true mean 1: the interval above it, and below it. */
    private static void count(Interval interval, int[] misses) {
        misses[0] += interval.low() > 1 ? 1 : 0;
        misses[1] += interval.high() < 1 ? 1 : 0;
    }

    @Test
    void allParametersOfARegressionHaveIntervals() {
        int n = 300;
        RandomStream random = RandomStream.of(12, 0, "regression");
        double[] x = IntStream.range(0, 2 * n).mapToDouble(i -> i % 2 == 0 ? 1 : random.gaussian()).toArray();
        double[] y = IntStream.range(0, n).mapToDouble(i -> 0.5 + 2 * x[2 * i + 1] + 0.7 * random.gaussian()).toArray();
        Problem problem = Problems.leastSquares(NumericArray.owned(x, n, 2), NumericArray.owned(y, n, 1), 5);
        ParameterDistribution distribution = new Bootstrap().estimate(problem,
                new Bootstrap.Settings(Scheme.PAIRS, 2000, 0, BlockRule.PERIOD), Progress.none());
        BootstrapIntervals intervals = BootstrapIntervals.of(problem, distribution, n, 0.95, Progress.none());
        Map<String, NumericArray> arrays = intervals.arrays();
        double[] w = problem.fit(Progress.none());
        for (int i = 0; i < 2; i++) {
            double deviation = Math.sqrt(distribution.covariance().variance(i));
            assertEquals(w[i], arrays.get("estimate").at(i), 1e-12);
            for (String kind : new String[] {"percentile", "accelerated"}) {
                // nearly normal here: 1.96 deviations to either side
                assertEquals(w[i] - 1.96 * deviation, arrays.get(kind).get(i, 0), 0.25 * deviation, kind);
                assertEquals(w[i] + 1.96 * deviation, arrays.get(kind).get(i, 1), 0.25 * deviation, kind);
            }
            assertTrue(Math.abs(arrays.get("acceleration").at(i)) < 0.05);
        }
        // monotone functions of a parameter have the interval's image
        Interval cubed = intervals.accelerated(parameters -> Math.pow(parameters[1], 3));
        assertEquals(Math.pow(arrays.get("accelerated").get(1, 0), 3), cubed.low(), 0.02);
        assertEquals(Math.pow(arrays.get("accelerated").get(1, 1), 3), cubed.high(), 0.02);
    }

    @Test
    void whatCannotBeIsRefused() {
        assertFalse(BootstrapIntervals.accelerated(new double[] {1, 2, 3}, 5, 0, 0.9).known(), "all draws on one side");
        assertEquals(0, BootstrapIntervals.acceleration(new double[] {2, 2, 2}));
        assertThrows(SettingException.class, () -> BootstrapIntervals.percentile(new double[] {1, 2}, 1));
        assertThrows(ShapeException.class, () -> BootstrapIntervals.accelerated(new double[] {1}, 1, 0, 0.9));
    }
}

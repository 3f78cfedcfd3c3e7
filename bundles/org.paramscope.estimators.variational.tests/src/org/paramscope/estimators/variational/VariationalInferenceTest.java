package org.paramscope.estimators.variational;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.paramscope.data.CancelledException;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.engine.Covariance;
import org.paramscope.engine.Fitter;
import org.paramscope.engine.Likelihood;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.Problem;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.estimators.variational.checks.DiabetesRegression;

class VariationalInferenceTest {

    /** Noise and prior of the reference: noise variance 3000, prior precision 1e-5. */
    private static final double NOISE = Math.sqrt(3000);
    private static final double PRIOR = Math.sqrt(1e5);
    private static final double EVIDENCE = -2405.8635991174;
    private static final double MEAN_FIELD_GAP = 2.959458783;

    private static VariationalInference.Settings settings(Family family, Gradient gradient, int steps, double rate) {
        return new VariationalInference.Settings(family, 10, gradient, steps, rate, 16, 0, 0, PRIOR, NOISE, false, 200);
    }

    private static ParameterDistribution estimate(Problem problem, VariationalInference.Settings settings) {
        return new VariationalInference().estimate(problem, settings, Progress.none());
    }

    private static double bound(ParameterDistribution distribution) {
        return distribution.diagnostics().get("evidence lower bound");
    }

    private static double largestDifference(NumericArray a, NumericArray b, double[] scale) {
        int p = scale.length;
        return IntStream.range(0, a.length()).mapToDouble(k -> Math.abs(a.at(k) - b.at(k))
                / (a.rank() == 1 ? scale[k] : scale[k / p] * scale[k % p])).max().orElseThrow();
    }

    private static double[] deviations(NumericArray covariance) {
        return IntStream.range(0, covariance.size(0)).mapToDouble(i -> Math.sqrt(covariance.get(i, i))).toArray();
    }

    @Test
    void theFullGaussianReachesThePosteriorByDraws() {
        Problem problem = Problems.diabetes();
        ParameterDistribution q = estimate(problem, settings(Family.FULL, Gradient.STICKING_THE_LANDING, 4000, 0.05));
        NumericArray covariance = Lapack.inverse(Problems.precision(problem.samples(), NOISE, PRIOR));
        double[] deviations = deviations(covariance);
        double mean = largestDifference(Problems.mean(problem.samples(), NOISE, PRIOR), q.mean(), deviations);
        double spread = largestDifference(covariance, q.covariance().dense(), deviations);
        assertEquals(0, mean, 1e-6);
        assertEquals(0, spread, 1e-6);
        assertEquals(0, q.diagnostics().get("rise over the second half"), 0.01);
        ParameterDistribution early = estimate(problem, settings(Family.FULL, Gradient.STICKING_THE_LANDING, 20, 0.05));
        assertTrue(early.diagnostics().get("rise over the second half") > 0.1, "an ascent that has not arrived says so");
    }

    @ParameterizedTest
    @EnumSource(value = Gradient.class, names = {"STICKING_THE_LANDING", "ANALYTIC_DIVERGENCE"})
    void theMeanFieldFallsShortOfTheEvidenceByTheKnownGap(Gradient gradient) {
        ParameterDistribution q = estimate(Problems.diabetes(), settings(Family.MEAN_FIELD, gradient, 4000, 0.02));
        assertEquals(MEAN_FIELD_GAP, gap(q, Problems.diabetes()), 1e-2);
    }

    /** KL(q || posterior) of the exact posterior. */
    private static double gap(ParameterDistribution q, Problem problem) {
        NumericArray precision = Problems.precision(problem.samples(), NOISE, PRIOR);
        NumericArray mean = Problems.mean(problem.samples(), NOISE, PRIOR);
        int p = mean.length();
        double[] difference = IntStream.range(0, p).mapToDouble(i -> q.mean().at(i) - mean.at(i)).toArray();
        double[] product = Lapack.multiply(precision, NumericArray.of(difference, p, 1)).toArray();
        NumericArray spread = Lapack.multiply(precision, q.covariance().dense());
        NumericArray precisionRoot = Lapack.cholesky(precision);
        NumericArray root = Lapack.cholesky(q.covariance().dense());
        double twice = -p;
        for (int i = 0; i < p; i++) {
            twice += difference[i] * product[i] + spread.get(i, i) - 2 * Math.log(precisionRoot.get(i, i)) - 2 * Math.log(root.get(i, i));
        }
        return twice / 2;
    }

    @Test
    void exactExpectationsReachTheOptimum() {
        ParameterDistribution meanField = estimate(Problems.diabetes(), settings(Family.MEAN_FIELD, Gradient.ANALYTIC, 500, 1));
        assertEquals(EVIDENCE - MEAN_FIELD_GAP, bound(meanField), 1e-7);
        assertEquals(MEAN_FIELD_GAP, gap(meanField, Problems.diabetes()), 1e-7);
        for (Family family : new Family[] {Family.FULL, Family.LOW_RANK}) {
            ParameterDistribution q = estimate(Problems.diabetes(), settings(family, Gradient.ANALYTIC, 5000, 1));
            assertEquals(EVIDENCE, bound(q), 1e-7);
        }
    }

    /** Of a block the best covariance is that given all other parameters, the inverse of the block of the precision. */
    @Test
    void blocksHaveTheirConditionalCovariances() {
        Problem problem = Problems.diabetes();
        int[][] blocks = {{0, 4, 5, 7}, {2, 8}};
        GaussianFamily family = new BlockGaussian(10, blocks);
        Coordinates coordinates = Beginning.of(problem, NOISE, PRIOR, Progress.none()).coordinates(10, family);
        Scales scales = new Scales(Likelihood.of(problem, NOISE), PRIOR * PRIOR);
        QuadraticLoss loss = QuadraticLoss.of(problem, coordinates, Progress.none());
        ExactAscent ascent = new ExactAscent(problem, loss, family, coordinates, settings(Family.UNIT_BLOCKS, Gradient.ANALYTIC, 1, 1));
        double[] theta = ascent.ascend(new double[family.parameters()], scales, 1000, Progress.none()).theta();
        Covariance found = family.covariance(theta, coordinates);
        Covariance precision = new Covariance.Dense(Problems.precision(problem.samples(), NOISE, PRIOR));
        for (int[] block : new int[][] {blocks[0], blocks[1], {1}, {9}}) {
            NumericArray expected = Lapack.inverse(precision.block(block));
            assertEquals(0, largestDifference(expected, found.block(block), deviations(expected)), 1e-7);
        }
        assertEquals(0, found.block(new int[] {0, 2}).get(0, 1));
    }

    @Test
    void batchesReachThePosteriorOfAllRows() {
        Problem problem = Problems.linear(Problems.table(60, 4, 1), 1);
        ParameterDistribution q = estimate(problem, new VariationalInference.Settings(Family.FULL, 1, Gradient.STICKING_THE_LANDING, 2400, 0.03,
                2, 20, 100, 2, 0.5, false, 100));
        NumericArray covariance = Lapack.inverse(Problems.precision(problem.samples(), 0.5, 2));
        double[] deviations = deviations(covariance);
        assertEquals(0, largestDifference(Problems.mean(problem.samples(), 0.5, 2), q.mean(), deviations), 0.1);
        assertEquals(0, largestDifference(covariance, q.covariance().dense(), deviations), 0.1);
        assertEquals(2 * 2400 / 3 + 8, q.diagnostics().get("gradient evaluations"), 1e-6);
    }

    /** The fixed point of MacKay (1992): s^2 = |m|^2 / gamma, sigma^2 = RSS / (N - gamma), gamma = p - tr Sigma / s^2. */
    @Test
    void learnedScalesAreTheFixedPointOfTheEvidence() {
        Problem problem = Problems.diabetes();
        VariationalInference.Settings learned = new VariationalInference.Settings(Family.FULL, 1, Gradient.ANALYTIC, 2000, 1, 1, 0, 0, 0, 0,
                true, 2);
        ParameterDistribution q = estimate(problem, learned);
        double noise = 50;
        double prior = 300;
        for (int i = 0; i < 500; i++) {
            NumericArray covariance = Lapack.inverse(Problems.precision(problem.samples(), noise, prior));
            double[] mean = Problems.mean(problem.samples(), noise, prior).toArray();
            double trace = IntStream.range(0, 10).mapToDouble(k -> covariance.get(k, k)).sum();
            double gamma = 10 - trace / (prior * prior);
            prior = Math.sqrt(Arrays.stream(mean).map(x -> x * x).sum() / gamma);
            double squares = DiabetesRegression.PATIENTS * problem.objective().loss(mean, problem.samples());
            noise = Math.sqrt(squares / (DiabetesRegression.PATIENTS - gamma));
        }
        assertEquals(1, q.diagnostics().get("noise") / noise, 1e-7);
        assertEquals(1, q.diagnostics().get("prior scale") / prior, 1e-6);
        VariationalInference.Settings drawn = new VariationalInference.Settings(Family.FULL, 1, Gradient.STICKING_THE_LANDING, 3000, 0.02, 4,
                0, 100, 0, 0, true, 1000);
        ParameterDistribution sampled = estimate(problem, drawn);
        assertEquals(1, sampled.diagnostics().get("noise") / noise, 0.01);
        assertEquals(1, sampled.diagnostics().get("prior scale") / prior, 0.02);
    }

    @Test
    void aNoiseThatIsNotLearnedIsThatOfTheFit() {
        Problem problem = Problems.diabetes();
        double residual = Math.sqrt(problem.objective().loss(problem.fit(Progress.none()), problem.samples()));
        ParameterDistribution q = estimate(problem, new VariationalInference.Settings(Family.FULL, 1, Gradient.ANALYTIC, 2000, 1, 1, 0, 0, PRIOR,
                0, false, 2));
        assertEquals(residual, q.diagnostics().get("noise"), 1e-9 * residual);
    }

    /** With inputs shared by all outputs the posterior is I (x) (X'X / sigma^2 + I / s^2)^-1, the bias a column of X. */
    @ParameterizedTest
    @EnumSource(value = Gradient.class, names = {"STICKING_THE_LANDING", "ANALYTIC"})
    void theMatrixNormalIsExactForSharedInputs(Gradient gradient) {
        Samples samples = Problems.table(60, 4, 3);
        Problem problem = Problems.affine(samples);
        double noise = 0.5;
        double prior = 2;
        double tolerance = gradient == Gradient.ANALYTIC ? 1e-7 : 1e-6;
        ParameterDistribution q = estimate(problem, new VariationalInference.Settings(Family.MATRIX_NORMAL, 1, gradient, 4000, 0.05, 4, 0, 0,
                prior, noise, false, 50));
        double[][] rows = new double[60][5];
        for (int i = 0; i < 60; i++) {
            samples.input().copyTo(4 * i, rows[i], 0, 4);
            rows[i][4] = 1;
        }
        NumericArray augmented = NumericArray.ofRows(rows);
        NumericArray covariance = Lapack.inverse(Problems.precision(Samples.table(augmented, samples.target().column(0).reshape(60, 1)),
                noise, prior));
        NumericArray found = q.covariance().dense();
        for (int output = 0; output < 3; output++) {
            double[] mean = Problems.mean(Samples.table(augmented, samples.target().column(output).reshape(60, 1)), noise, prior).toArray();
            int[] own = new int[5];
            for (int j = 0; j < 5; j++) {
                // weights [3, 4], then biases [3, 1]
                own[j] = j < 4 ? 4 * output + j : 12 + output;
            }
            for (int j = 0; j < 5; j++) {
                assertEquals(mean[j], q.mean().at(own[j]), tolerance);
                for (int k = 0; k < 5; k++) {
                    assertEquals(covariance.get(j, k), found.get(own[j], own[k]), tolerance / 10);
                    int other = k < 4 ? (own[k] + 4) % 12 : 12 + (output + 1) % 3;
                    assertEquals(0, found.get(own[j], other), tolerance / 10);
                }
            }
        }
    }

    @Test
    void theLocalReparameterisationReachesTheMeanField() {
        Samples samples = Problems.table(60, 4, 2);
        Problem problem = Problems.affine(samples);
        VariationalInference.Settings exact = new VariationalInference.Settings(Family.MEAN_FIELD, 1, Gradient.ANALYTIC, 500, 1, 1, 0, 0, 2,
                0.5, false, 2000);
        ParameterDistribution best = estimate(problem, exact);
        ParameterDistribution local = estimate(problem, new VariationalInference.Settings(Family.MEAN_FIELD, 1,
                Gradient.LOCAL_REPARAMETERISATION, 2500, 0.01, 1, 0, 0, 2, 0.5, false, 1000));
        for (int i = 0; i < 10; i++) {
            double deviation = Math.sqrt(best.covariance().variance(i));
            assertEquals(best.mean().at(i), local.mean().at(i), 0.2 * deviation);
            assertEquals(1, Math.sqrt(local.covariance().variance(i)) / deviation, 0.1);
        }
        assertEquals(bound(best), bound(local), 0.3);
    }

    @Test
    void resultsDoNotDependOnTheNumberOfThreads() {
        VariationalInference.Settings few = new VariationalInference.Settings(Family.UNIT_BLOCKS, 2, Gradient.STICKING_THE_LANDING, 60, 0.02,
                3, 16, 10, 0, 0, true, 10);
        ParameterDistribution one = estimate(Problems.network(1), few);
        ParameterDistribution three = estimate(Problems.network(3), few);
        assertEquals(one.arrays(), three.arrays());
        assertArrayEquals(new int[] {10, 16}, one.samples().shape());
    }

    @Test
    void blocksOfUnitsAreTheirIncomingWeights() {
        ParameterDistribution q = estimate(Problems.network(1), new VariationalInference.Settings(Family.UNIT_BLOCKS, 1,
                Gradient.STICKING_THE_LANDING, 1000, 0.05, 2, 0, 0, 1, 0.1, false, 400));
        Covariance.Blocks blocks = (Covariance.Blocks) q.covariance();
        int[][] incoming = q.units().getFirst().incoming();
        assertEquals(5, blocks.blocks().size());
        for (int unit = 0; unit < 5; unit++) {
            assertArrayEquals(incoming[unit], blocks.blocks().get(unit).indices());
            assertTrue(Math.abs(blocks.blocks().get(unit).matrix().get(0, 1)) > 1e-6);
        }
        ParameterDistribution meanField = estimate(Problems.network(1), new VariationalInference.Settings(Family.MEAN_FIELD, 1,
                Gradient.STICKING_THE_LANDING, 1000, 0.05, 2, 0, 0, 1, 0.1, false, 400));
        double error = q.diagnostics().get("standard error of the bound") + meanField.diagnostics().get("standard error of the bound");
        assertTrue(bound(q) > bound(meanField) - 3 * error, bound(q) + " of unit blocks, " + bound(meanField) + " of the mean field");
        assertEquals(bound(q), q.diagnostics().get("expected log-likelihood") - q.diagnostics().get("divergence"), 1e-9);
    }

    /** log p(D, w) - log q(w) is the evidence at every w when q is the posterior. */
    @Test
    void theDensityIsThatOfThePosterior() {
        Problem problem = Problems.diabetes();
        ParameterDistribution q = estimate(problem, settings(Family.FULL, Gradient.ANALYTIC, 5000, 1));
        Likelihood likelihood = Likelihood.of(problem, NOISE);
        for (int b = 0; b < 5; b++) {
            double[] w = q.samples().slice(b).toArray();
            double square = Arrays.stream(w).map(x -> x * x).sum();
            double prior = -0.5 * (square / (PRIOR * PRIOR) + 10 * Math.log(2 * Math.PI * PRIOR * PRIOR));
            assertEquals(EVIDENCE, likelihood.log(w) + prior - q.density().orElseThrow().logDensity(w), 1e-4);
        }
    }

    @Test
    void masksStayAndNoiseWithoutInformationIsCalledACollapse() {
        Problem problem = Problems.diabetes();
        boolean[] kept = new boolean[10];
        Arrays.fill(kept, true);
        kept[3] = false;
        Problem masked = problem.withModel(problem.model().withMask(kept).withFitter(Fitter.GRADIENT));
        ParameterDistribution q = estimate(masked, settings(Family.FULL, Gradient.ANALYTIC, 5000, 1));
        assertEquals(0, q.mean().at(3));
        assertEquals(0, q.covariance().variance(3));
        int[] rest = IntStream.range(0, 10).filter(i -> i != 3).toArray();
        NumericArray precision = new Covariance.Dense(Problems.precision(problem.samples(), NOISE, PRIOR)).block(rest);
        double[] deviations = deviations(Lapack.inverse(precision));
        assertEquals(0, largestDifference(Lapack.inverse(precision), q.covariance().block(rest), deviations), 1e-6);
        assertFalse(q.diagnostics().containsKey("collapsed to the prior"));
        ParameterDistribution blind = estimate(problem, new VariationalInference.Settings(Family.MEAN_FIELD, 1, Gradient.ANALYTIC, 100, 1, 1,
                0, 0, 1, 1e6, false, 2));
        assertEquals(1, blind.diagnostics().get("collapsed to the prior"));
    }

    @Test
    void stopsWhenCancelled() {
        Progress afterSomeSteps = new Progress() {
            private volatile boolean cancelled;

            @Override
            public void report(double fraction, String message) {
                cancelled |= message.startsWith("step 7 ");
            }

            @Override
            public boolean cancelled() {
                return cancelled;
            }
        };
        VariationalInference.Settings endless = settings(Family.FULL, Gradient.STICKING_THE_LANDING, 1_000_000, 0.05);
        assertThrows(CancelledException.class, () -> new VariationalInference().estimate(Problems.diabetes(), endless, afterSomeSteps));
    }

    @Test
    void refusesWhatCannotWork() {
        Problem network = Problems.network(1);
        VariationalInference.Settings exact = settings(Family.MEAN_FIELD, Gradient.ANALYTIC, 10, 1);
        assertTrue(assertThrows(SettingException.class, () -> estimate(network, exact)).getMessage().contains("quadratic"));
        assertTrue(assertThrows(SettingException.class, () -> settings(Family.FULL, Gradient.LOCAL_REPARAMETERISATION, 10, 1)).getMessage()
                .contains("mean-field is needed"));
        VariationalInference.Settings large = new VariationalInference.Settings(Family.FULL, 1, Gradient.ANALYTIC_DIVERGENCE, 10, 1, 1, 41, 0,
                0, 0, true, 2);
        assertEquals("setting 'batch' is 41: 0 (all) to 40 rows, those to train on, are allowed",
                assertThrows(SettingException.class, () -> estimate(network, large)).getMessage());
        Problem wide = Problems.affine(Problems.table(3, 400, 3));
        assertTrue(assertThrows(SettingException.class, () -> estimate(wide, settings(Family.FULL, Gradient.ANALYTIC_DIVERGENCE, 1, 1)))
                .getMessage().contains("this one has 1203"));
    }
}

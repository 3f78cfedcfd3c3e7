package org.paramscope.estimators.laplace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
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

class SandwichTest {

    private static ParameterDistribution sandwich(Problem problem, Correction correction, int lag) {
        return new Sandwich().estimate(problem, new Sandwich.Settings(correction, lag, 1e-8, 10), Progress.none());
    }

    private static void assertClose(NumericArray expected, NumericArray found, double tolerance) {
        for (int i = 0; i < expected.size(0); i++) {
            for (int j = 0; j < expected.size(0); j++) {
                double scale = Math.sqrt(expected.get(i, i) * expected.get(j, j));
                assertEquals(expected.get(i, j), found.get(i, j), tolerance * scale, i + ", " + j);
            }
        }
    }

    /** Five columns, 5,000 rows, and a noise that grows with the first. */
    private static Problem heteroscedastic() {
        int n = 5000;
        RandomStream random = RandomStream.of(9, 0, "regression");
        double[] x = new double[5 * n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < 5; j++) {
                x[5 * i + j] = j == 4 ? 1 : random.gaussian();
                y[i] += (j - 2) * x[5 * i + j];
            }
            y[i] += (0.5 + x[5 * i] * x[5 * i]) * random.gaussian();
        }
        return Problems.leastSquares(NumericArray.owned(x, n, 5), NumericArray.owned(y, n, 1), 1);
    }

    /** (X'X)^-1 X' diag(d) X (X'X)^-1, d a function of the squared residual and the leverage. */
    private static NumericArray textbook(Problem problem, DoubleBinaryOperator diagonal) {
        NumericArray x = problem.samples().input();
        int n = x.size(0);
        int p = x.size(1);
        NumericArray inverse = Lapack.inverse(Lapack.multiplyTransposed(x, x));
        NumericArray fit = Lapack.multiply(inverse, Lapack.multiplyTransposed(x, problem.samples().target()));
        NumericArray image = Lapack.multiply(x, inverse);
        double[] weighted = x.toArray();
        for (int i = 0; i < n; i++) {
            double residual = problem.samples().target().at(i);
            double leverage = 0;
            for (int j = 0; j < p; j++) {
                residual -= x.get(i, j) * fit.at(j);
                leverage += image.get(i, j) * x.get(i, j);
            }
            for (int j = 0; j < p; j++) {
                weighted[i * p + j] *= diagonal.applyAsDouble(residual * residual, leverage);
            }
        }
        NumericArray meat = Lapack.multiplyTransposed(x, NumericArray.owned(weighted, n, p));
        return Lapack.multiply(Lapack.multiply(inverse, meat), inverse);
    }

    @Test
    void isTheTextbookFormulaForALinearModel() {
        Problem problem = heteroscedastic();
        Map<Correction, DoubleBinaryOperator> diagonals = Map.of(
                Correction.HC0, (square, leverage) -> square,
                Correction.HC1, (square, leverage) -> square * 5000 / 4995,
                Correction.HC2, (square, leverage) -> square / (1 - leverage),
                Correction.HC3, (square, leverage) -> square / ((1 - leverage) * (1 - leverage)));
        diagonals.forEach((correction, diagonal) -> {
            ParameterDistribution distribution = sandwich(problem, correction, 0);
            assertClose(textbook(problem, diagonal), distribution.covariance().dense(), 1e-9);
            assertEquals(0, distribution.diagnostics().get("damping"));
            assertEquals(0, distribution.diagnostics().get("gradient norm at the fit"), 1e-9);
        });
    }

    /** Variances of the ten coefficients on the diabetes table by statsmodels 0.13.5, OLS(y, X).fit().cov_HC0 and so on. */
    @Test
    void isThatOfAnotherProgram() {
        Map<Correction, double[]> published = Map.of(
                Correction.HC0, new double[] {3215.273924, 3379.76685845, 4427.87598002, 4159.98623873, 151254.794243, 94683.0790927,
                    39158.0725228, 24175.8768736, 25645.6213397, 3862.0895058},
                Correction.HC1, new double[] {3289.70156113, 3458.0022024, 4530.37310918, 4256.28221648, 154756.062629, 96874.8170346,
                    40064.5093868, 24735.503653, 26239.2699818, 3951.48972584},
                Correction.HC2, new double[] {3293.89665973, 3459.11650551, 4552.8493829, 4269.79039743, 159462.828239, 100146.423325,
                    41127.577258, 25194.2945649, 26696.1394986, 3961.58985606},
                Correction.HC3, new double[] {3374.98889924, 3541.16997998, 4682.81604213, 4383.43121926, 168365.900883, 106096.443669,
                    43246.6864285, 26273.5329797, 27819.5354436, 4064.43951521},
                // cov_type HAC, maxlags 5, use_correction False
                Correction.HAC, new double[] {4034.26098163, 3924.16325918, 4034.68458898, 3706.90785548, 136095.633598, 90502.9853795,
                    37591.0227991, 20090.8268226, 24830.5350802, 3866.80659813});
        published.forEach((correction, variances) -> {
            Covariance covariance = sandwich(Problems.diabetes(), correction, 5).covariance();
            for (int i = 0; i < 10; i++) {
                assertEquals(1, covariance.variance(i) / variances[i], 1e-9, correction + " " + i);
            }
        });
    }

    /** Windows of three samples with uneven weights in two groups: the sum over all pairs, written out. */
    @Test
    void addsTheProductsOfNeighboursInTime() {
        double[] series = Problems.gaussian("series", 1, 60).toArray();
        int[] starts = IntStream.range(0, 58).filter(i -> i < 20 || i > 30).toArray();
        int n = starts.length;
        NumericArray rows = NumericArray.ofRows(Arrays.stream(starts).mapToObj(i -> Arrays.copyOfRange(series, i, i + 3)).toArray(double[][]::new));
        double[] weights = IntStream.range(0, n).mapToDouble(i -> 1 + i % 3).toArray();
        Samples samples = new Samples(SampleShape.window(3, 1), Map.of(Samples.WINDOW, rows), Map.of(Samples.TARGET, rows),
                NumericArray.of(weights), starts, Arrays.stream(starts).map(i -> i < 40 ? 0 : 1).toArray(), 50);
        Graph graph = new Graph(samples.shape());
        graph.head(Model.OUTPUT, graph.transposed("decoder", graph.linear("encoder", graph.input(), 1), "encoder", false,
                Activation.IDENTITY));
        Problem problem = Problems.problem(graph.model(Loss.SQUARED_ERROR), samples, 2);
        ParameterDistribution distribution = sandwich(problem, Correction.HAC, 7);
        double[] w = distribution.mean().toArray();
        double total = Arrays.stream(weights).sum();
        double[][] gradients = problem.objective().gradients(w, samples).toRows();
        double[] curvature = new double[9];
        double[] meat = new double[9];
        for (int j = 0; j < 3; j++) {
            double[] axis = new double[3];
            axis[j] = 1;
            System.arraycopy(problem.objective().gaussNewtonProduct(w, axis, samples), 0, curvature, 3 * j, 3);
        }
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                boolean same = starts[a] < 40 == starts[b] < 40;
                double kernel = same ? Math.max(0, 1 - Math.abs(starts[a] - starts[b]) / 8.0) : 0;
                for (int k = 0; k < 9; k++) {
                    meat[k] += kernel * weights[a] * weights[b] / (total * total) * gradients[a][k / 3] * gradients[b][k % 3];
                }
            }
        }
        NumericArray inverse = Lapack.inverse(NumericArray.owned(curvature, 3, 3));
        assertClose(Lapack.multiply(Lapack.multiply(inverse, NumericArray.owned(meat, 3, 3)), inverse), distribution.covariance().dense(), 1e-9);
        assertEquals(7, distribution.diagnostics().get("lag"));
        // at the optimum no sample wants another length of the axis: the kernel leaves that 0 and nothing below
        assertEquals(0, Lapack.symmetricEigenvalues(distribution.covariance().dense()).at(2), 1e-15);
    }

    /** Two outputs of one input vector: residuals through (I - H)^-1 with the 2 x 2 leverage of each sample, written out. */
    @Test
    void correctsTheResidualsOfASampleTogether() {
        NumericArray x = Problems.gaussian("x", 20, 3);
        Problem problem = Problems.leastSquares(x, Problems.gaussian("y", 20, 2), 1);
        NumericArray covariance = sandwich(problem, Correction.HC3, 0).covariance().dense();
        // the outputs share no weight: leverages are scalars, and each diagonal block is that of an output of its own
        for (int output = 0; output < 2; output++) {
            NumericArray y = problem.samples().target().column(output).reshape(20, 1);
            NumericArray one = textbook(Problems.leastSquares(x, y, 1), (square, leverage) -> square / ((1 - leverage) * (1 - leverage)));
            int from = 3 * output;
            assertClose(one, new Covariance.Dense(covariance).block(new int[] {from, from + 1, from + 2}), 1e-9);
        }
    }

    @Test
    void saysThatASingularCurvatureWasDamped() {
        NumericArray x = Problems.gaussian("x", 30, 2);
        double[] twice = new double[90];
        for (int i = 0; i < 30; i++) {
            twice[3 * i] = x.get(i, 0);
            twice[3 * i + 1] = x.get(i, 1);
            twice[3 * i + 2] = x.get(i, 1);
        }
        Samples samples = Samples.table(NumericArray.owned(twice, 30, 3), Problems.gaussian("y", 30, 1));
        Graph graph = new Graph(samples.shape());
        graph.head(Model.OUTPUT, graph.linear("output", graph.input(), 1));
        ParameterDistribution distribution = sandwich(Problems.problem(graph.model(Loss.SQUARED_ERROR), samples, 1), Correction.HC0, 0);
        assertTrue(distribution.diagnostics().get("damping") > 0);
        // the sum of both weights is determined as the one weight of the regular problem is, their difference is left out
        Problem regular = Problems.leastSquares(x, samples.target(), 1);
        NumericArray expected = textbook(regular, (square, leverage) -> square);
        NumericArray found = distribution.covariance().dense();
        double sum = found.get(1, 1) + found.get(2, 2) + 2 * found.get(1, 2);
        assertEquals(1, sum / expected.get(1, 1), 1e-6);
        assertEquals(0, found.get(1, 1) + found.get(2, 2) - 2 * found.get(1, 2), 1e-6 * sum);
        assertFalse(sandwich(regular, Correction.HC0, 0).diagnostics().get("damping") > 0);
    }

    @Test
    void drawsHaveItsCovariance() {
        Problem problem = Problems.diabetes();
        ParameterDistribution distribution = new Sandwich().estimate(problem, new Sandwich.Settings(Correction.HC3, 0, 1e-8, 20_000),
                Progress.none());
        NumericArray own = distribution.covariance().dense();
        NumericArray drawn = Covariance.ofSamples(distribution.samples()).dense();
        for (int i = 0; i < 10; i++) {
            for (int j = 0; j <= i; j++) {
                double spread = Math.sqrt((own.get(i, i) * own.get(j, j) + own.get(i, j) * own.get(i, j)) / 20_000);
                assertEquals(own.get(i, j), drawn.get(i, j), 4.5 * spread);
            }
        }
        assertEquals(0, new Sandwich().estimate(problem, new Sandwich.Settings(Correction.HC3, 0, 1e-8, 0), Progress.none()).samples().size(0));
    }

    @ParameterizedTest
    @EnumSource(Correction.class)
    void doesNotDependOnThreads(Correction correction) {
        Problem problem = Problems.network(40, 3, Loss.SQUARED_ERROR, 2, Math::sin);
        assertEquals(sandwich(problem.withExecutor(ReplicaExecutor.threads(1)), correction, 0).arrays(),
                sandwich(problem.withExecutor(ReplicaExecutor.threads(3)), correction, 0).arrays());
    }

    @Test
    void refusesWhatItCannotDo() {
        Problem classes = Problems.network(40, 3, Loss.SOFTMAX_CROSS_ENTROPY, 2, Math::sin);
        assertThrows(SettingException.class, () -> sandwich(classes, Correction.HC3, 0));
        assertTrue(sandwich(classes, Correction.HC0, 0).covariance().eigenvalues().at(0) > 0);
        Problem few = Problems.network(10, 3, Loss.SQUARED_ERROR, 1, Math::sin);
        SettingException refused = assertThrows(SettingException.class, () -> sandwich(few, Correction.HC1, 0));
        assertTrue(refused.getMessage().contains("more samples than the 10 parameters"), refused.getMessage());
    }

    /** The sine's period of 40 is longer than a window of 16; a table has Newey and West's rule. */
    @Test
    void theLagIsAWindowOrAPeriod() {
        double[] sine = IntStream.range(0, 400).mapToDouble(t -> Math.sin(2 * Math.PI * t / 40)).toArray();
        for (int length : new int[] {16, 57}) {
            int[] starts = IntStream.rangeClosed(0, 400 - length).toArray();
            NumericArray rows = NumericArray.ofRows(Arrays.stream(starts).mapToObj(i -> Arrays.copyOfRange(sine, i, i + length))
                    .toArray(double[][]::new));
            double[] ones = new double[starts.length];
            Arrays.fill(ones, 1);
            Samples samples = new Samples(SampleShape.window(length, 1), Map.of(Samples.WINDOW, rows), Map.of(Samples.TARGET, rows),
                    NumericArray.of(ones), starts, new int[starts.length], 400);
            assertEquals(Math.max(length, 40), SeriesLag.of(samples));
        }
        assertEquals(5, SeriesLag.of(Problems.diabetes().samples()));
    }
}

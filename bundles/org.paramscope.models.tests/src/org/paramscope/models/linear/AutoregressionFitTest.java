package org.paramscope.models.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Samples;
import org.paramscope.data.WindowPlan;
import org.paramscope.data.Windows;
import org.paramscope.engine.Model;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.linalg.Svd;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.models.Fits;
import org.paramscope.models.linear.Autoregression.Method;
import org.paramscope.models.linear.Autoregression.Settings;
import org.paramscope.models.spectral.LinearRecurrence;
import org.paramscope.models.spectral.Mode;

/** The closed fits of autoregressions against their equations, solved another way. */
class AutoregressionFitTest {

    /** Roots 0.95 exp(+-2 pi i / 9). */
    private static final double A1 = 2 * 0.95 * Math.cos(2 * Math.PI / 9);
    private static final double A2 = -0.95 * 0.95;

    private static double[] simulated(int length, long seed, double level) {
        RandomStream noise = RandomStream.of(seed, 0, "innovations");
        double[] x = new double[length + 500];
        for (int t = 2; t < x.length; t++) {
            x[t] = A1 * x[t - 1] + A2 * x[t - 2] + noise.gaussian();
        }
        return Arrays.stream(x, 500, x.length).map(v -> v + level).toArray();
    }

    private static Settings fixed(int order, Method method) {
        return new Settings(order, 8, method, 0.01, Criterion.BIC, false);
    }

    private static double[] fit(Settings settings, Samples samples) {
        return Fits.fit(new Autoregression().build(settings, samples.shape()), samples);
    }

    @Test
    void yuleWalkerSolvesItsEquations() {
        // Brockwell and Davis 1991, eq. 8.1.3, with sample autocovariances about the mean and divisor n; AR(1) and AR(2) in closed form
        double[] series = simulated(300, 5, 2);
        Samples samples = Fits.windows(series, 10, 3);
        double[] x = Arrays.copyOfRange(series, 3, 300);
        double mean = Arrays.stream(x).average().orElseThrow();
        double[] c = IntStream.range(0, 3).mapToDouble(k -> IntStream.range(0, x.length - k)
                .mapToDouble(t -> (x[t] - mean) * (x[t + k] - mean)).sum() / x.length).toArray();
        double[] one = fit(fixed(1, Method.YULE_WALKER), samples);
        assertArrayEquals(new double[] {c[1] / c[0], mean * (1 - c[1] / c[0])}, one, 1e-10);
        double rho1 = c[1] / c[0];
        double rho2 = c[2] / c[0];
        double first = rho1 * (1 - rho2) / (1 - rho1 * rho1);
        double second = (rho2 - rho1 * rho1) / (1 - rho1 * rho1);
        assertArrayEquals(new double[] {second, first, mean * (1 - first - second)}, fit(fixed(2, Method.YULE_WALKER), samples), 1e-10);
    }

    @Test
    void levinsonAndDurbinSolveTheToeplitzSystem() {
        double[] c = {2, 1.1, 0.3, -0.4, 0.2, 0.1};
        YuleWalker solved = YuleWalker.of(c);
        for (int q = 1; q < c.length; q++) {
            double[] a = solved.coefficients()[q];
            double explained = 0;
            for (int i = 1; i <= q; i++) {
                double sum = 0;
                for (int k = 1; k <= q; k++) {
                    sum += a[k - 1] * c[Math.abs(i - k)];
                }
                assertEquals(c[i], sum, 1e-12);
                explained += a[i - 1] * c[i];
            }
            assertEquals(c[0] - explained, solved.variances()[q], 1e-12);
        }
    }

    @Test
    void yuleWalkerIsStableWhateverTheWeights() {
        // an explosive series, on which least squares is explosive, too
        double[] growing = Fits.series(0, 120, t -> Math.exp(0.03 * t) * Math.cos(0.5 * t));
        Samples samples = Fits.windows(growing, 10, 4);
        assertTrue(largestModulus(fit(fixed(2, Method.LEAST_SQUARES), samples)) > 1.02);
        RandomStream random = RandomStream.of(1, 0, "weights");
        for (int trial = 0; trial < 20; trial++) {
            double[] weights = IntStream.range(0, samples.count())
                    .mapToDouble(n -> random.uniform() < 0.5 ? 0 : 3 * random.uniform()).toArray();
            double[] w = Fits.fit(new Autoregression().build(fixed(4, Method.YULE_WALKER), samples.shape()), samples, weights);
            assertTrue(largestModulus(w) < 1);
        }
    }

    private static double largestModulus(double[] w) {
        int p = w.length - 1;
        return new LinearRecurrence(NumericArray.of(Arrays.copyOf(w, p), 1, p), NumericArray.of(new double[] {w[p]}))
                .modes().stream().mapToDouble(Mode::modulus).max().orElseThrow();
    }

    @Test
    void leastSquaresIsThatOfTheRows() {
        requireLeastSquaresOfTheRows(Fits.windows(simulated(200, 7, 1), 6, 5));
    }

    @Test
    void windowsThatContradictEachOtherAreRowsOfTheirOwn() {
        Samples samples = Fits.windows(simulated(100, 7, 1), 6, 5);
        double[] changed = samples.input().toArray();
        RandomStream noise = RandomStream.of(13, 0, "changes");
        for (int i = 0; i < changed.length; i++) {
            changed[i] += 0.5 * noise.gaussian();
        }
        NumericArray windows = NumericArray.of(changed, samples.count(), 6);
        requireLeastSquaresOfTheRows(new Samples(samples.shape(), Map.of(Samples.WINDOW, windows, Samples.PAST, samples.past()),
                Map.of(Samples.TARGET, windows), samples.weights(), samples.starts(), samples.groups(), samples.distinct()));
    }

    @Test
    void seamsAndSparseWindowsAreNotBridged() {
        NumericArray series = NumericArray.of(simulated(240, 7, 1), 240, 1);
        requireLeastSquaresOfTheRows(Windows.of(series, List.of(100, 130), new WindowPlan(6, 1, 5)));
        requireLeastSquaresOfTheRows(Windows.of(series, List.of(), new WindowPlan(6, 30, 5)));
    }

    @Test
    void yuleWalkerLeavesProductsAcrossSeamsOut() {
        double[] x = simulated(60, 8, 0);
        Samples samples = Windows.of(NumericArray.of(x, 60, 1), List.of(30), new WindowPlan(5, 1, 2));
        double[] known = IntStream.range(0, 60).filter(t -> t >= 2 && t < 30 || t >= 32).mapToDouble(t -> x[t]).toArray();
        double mean = Arrays.stream(known).average().orElseThrow();
        double zero = Arrays.stream(known).map(v -> (v - mean) * (v - mean)).sum();
        double one = IntStream.range(3, 60).filter(t -> t < 30 || t > 32).mapToDouble(t -> (x[t] - mean) * (x[t - 1] - mean)).sum();
        assertEquals(one / zero, fit(fixed(1, Method.YULE_WALKER), samples)[0], 1e-10);
    }

    private static void requireLeastSquaresOfTheRows(Samples samples) {
        RandomStream random = RandomStream.of(2, 0, "weights");
        double[] weights = IntStream.range(0, samples.count()).mapToDouble(n -> 2 * random.uniform()).toArray();
        double total = Arrays.stream(weights).sum() * 6;
        for (double penalty : new double[] {0, 0.3}) {
            // ridge as least squares with rows sqrt(penalty) e_k, by the pseudo-inverse of a singular value decomposition
            int rows = samples.count() * 6;
            double[][] design = new double[rows + 3][4];
            double[] right = new double[rows + 3];
            for (int i = 0; i < rows; i++) {
                int n = i / 6;
                int t = i % 6;
                double root = Math.sqrt(weights[n] / total);
                design[i][0] = root;
                for (int k = 0; k < 3; k++) {
                    design[i][1 + k] = root * at(samples, n, t - 3 + k);
                }
                right[i] = root * at(samples, n, t);
            }
            for (int k = 0; k < 3; k++) {
                design[rows + k][1 + k] = Math.sqrt(penalty);
            }
            Svd svd = Lapack.svd(NumericArray.ofRows(design));
            double[] solution = new double[4];
            for (int j = 0; j < 4; j++) {
                double projected = 0;
                for (int i = 0; i < right.length; i++) {
                    projected += svd.left().get(i, j) * right[i];
                }
                for (int k = 0; k < 4; k++) {
                    solution[k] += svd.right().get(k, j) * projected / svd.values().at(j);
                }
            }
            Settings settings = new Settings(3, 8, penalty == 0 ? Method.LEAST_SQUARES : Method.RIDGE, penalty, Criterion.AIC, false);
            double[] w = Fits.fit(new Autoregression().build(settings, samples.shape()), samples, weights);
            assertArrayEquals(new double[] {solution[1], solution[2], solution[3], solution[0]}, w, 1e-9);
        }
    }

    private static double at(Samples samples, int n, int t) {
        return t < 0 ? samples.past().get(n, samples.shape().past() + t) : samples.input().get(n, t);
    }

    @Test
    void aRowOfWeightTwoCountsAsTwoRows() {
        Samples samples = Fits.windows(simulated(80, 2, 1), 10, 4);
        int[] rows = IntStream.concat(IntStream.range(0, samples.count()), IntStream.of(4, 30)).toArray();
        double[] weights = samples.weights().toArray();
        weights[4] *= 2;
        weights[30] *= 2;
        for (Method method : new Method[] {Method.LEAST_SQUARES, Method.RIDGE}) {
            Model model = new Autoregression().build(fixed(3, method), samples.shape());
            assertArrayEquals(Fits.fit(model, samples.select(rows)), Fits.fit(model, samples, weights), 1e-10);
            double[] scaled = Arrays.stream(weights).map(v -> 7 * v).toArray();
            assertArrayEquals(Fits.fit(model, samples, scaled), Fits.fit(model, samples, weights), 1e-10);
        }
        Model yuleWalker = new Autoregression().build(fixed(3, Method.YULE_WALKER), samples.shape());
        double[] scaled = Arrays.stream(weights).map(v -> 7 * v).toArray();
        assertArrayEquals(Fits.fit(yuleWalker, samples, scaled), Fits.fit(yuleWalker, samples, weights), 1e-10);
        assertFalse(Arrays.equals(Fits.fit(yuleWalker, samples), Fits.fit(yuleWalker, samples, weights)));
    }
}

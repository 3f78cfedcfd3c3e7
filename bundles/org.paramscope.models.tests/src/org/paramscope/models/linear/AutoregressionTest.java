package org.paramscope.models.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.engine.Fact;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Model;
import org.paramscope.engine.Objective;
import org.paramscope.engine.Picture;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.linalg.Svd;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.models.Fits;
import org.paramscope.models.linear.Autoregression.Method;
import org.paramscope.models.linear.Autoregression.Settings;

class AutoregressionTest {

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

    private static Settings chosen(Method method, Criterion criterion) {
        return new Settings(0, 12, method, 0.001, criterion, false);
    }

    private static double[] fit(Settings settings, Samples samples) {
        return Fits.fit(new Autoregression().build(settings, samples.shape()), samples);
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void findsTheSimulatedRecurrence(Method method) {
        Samples samples = Fits.windows(simulated(4000, 1, 3), 20, 12);
        Settings settings = new Settings(2, 8, method, 1e-4, Criterion.BIC, false);
        double[] w = fit(settings, samples);
        assertArrayEquals(new double[] {A2, A1, 3 * (1 - A1 - A2)}, w, 0.06);
        FittedModel fitted = Fits.fitted(new Autoregression().build(settings, samples.shape()), samples);
        List<Fact> facts = new Autoregression().facts(settings, fitted);
        assertEquals(2, fact(facts, "order"));
        assertEquals(9, fact(facts, "period of mode 1 [samples]"), 0.1);
        assertEquals(0.95, fact(facts, "modulus of mode 1"), 0.01);
        assertEquals(1, fact(facts, "residual variance"), 0.06);
        assertTrue(facts.stream().noneMatch(Fact::warning));
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void bicChoosesTheSimulatedOrder(Method method) {
        int right = 0;
        for (long seed = 0; seed < 10; seed++) {
            Samples samples = Fits.windows(simulated(1000, seed, 0), 20, 12);
            double[] w = fit(chosen(method, Criterion.BIC), samples);
            assertEquals(13, w.length);
            right += w[9] == 0 && w[10] != 0 ? 1 : 0;
            // AIC never chooses a lower order than BIC: its penalty is smaller
            assertTrue(order(fit(chosen(method, Criterion.AIC), samples)) >= order(w));
        }
        assertTrue(right >= 8, right + " of 10");
    }

    private static int order(double[] w) {
        return (int) IntStream.range(0, w.length - 1).filter(k -> Arrays.stream(w, 0, k + 1).anyMatch(a -> a != 0)).count();
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
            double[] weights = IntStream.range(0, samples.count()).mapToDouble(n -> random.uniform() < 0.5 ? 0 : 3 * random.uniform()).toArray();
            double[] w = Fits.fit(new Autoregression().build(fixed(4, Method.YULE_WALKER), samples.shape()), samples, weights);
            assertTrue(largestModulus(w) < 1);
        }
    }

    private static double largestModulus(double[] w) {
        int p = w.length - 1;
        return new org.paramscope.models.spectral.LinearRecurrence(NumericArray.of(Arrays.copyOf(w, p), 1, p), NumericArray.of(new double[] {w[p]}))
                .modes().stream().mapToDouble(org.paramscope.models.spectral.Mode::modulus).max().orElseThrow();
    }

    @Test
    void leastSquaresIsThatOfTheRows() {
        Samples samples = Fits.windows(simulated(200, 7, 1), 6, 5);
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

    @ParameterizedTest
    @EnumSource(Method.class)
    void theOutputIsOneStepAheadAndTheForecastIteratesIt(Method method) {
        Samples samples = Fits.windows(simulated(150, 3, 1), 5, 6);
        Model model = new Autoregression().build(fixed(4, method), samples.shape());
        double[] w = Fits.fit(model, samples);
        double[] predicted = model.predict(w, samples).toArray();
        double[] forecast = model.forecast(w, samples, 9).toArray();
        for (int n = 0; n < samples.count(); n += 7) {
            double[] known = new double[15];
            for (int t = 0; t < 6; t++) {
                known[t] = at(samples, n, t - 6);
            }
            for (int t = 0; t < 9; t++) {
                double ahead = w[4];
                double iterated = w[4];
                for (int k = 0; k < 4; k++) {
                    ahead += t < 5 ? w[k] * at(samples, n, t - 4 + k) : 0;
                    iterated += w[k] * known[t + 2 + k];
                }
                known[6 + t] = iterated;
                if (t < 5) {
                    assertEquals(ahead, predicted[n * 5 + t], 1e-12);
                }
                assertEquals(iterated, forecast[n * 9 + t], 1e-12);
            }
        }
        assertTrue(model.predicting());
        assertEquals(5, model.complexity());
    }

    @Test
    void continuesASineExactlyAndAWhiteSeriesByItsMean() {
        double[] sine = Fits.series(0, 100, t -> 2 + Math.sin(2 * Math.PI * t / 7));
        Samples samples = Fits.windows(sine, 10, 4);
        Model model = new Autoregression().build(fixed(2, Method.LEAST_SQUARES), samples.shape());
        assertArrayEquals(Fits.series(90, 150, t -> 2 + Math.sin(2 * Math.PI * t / 7)),
                model.forecast(Fits.fit(model, samples), Fits.last(samples), 60).toArray(), 1e-8);
        RandomStream noise = RandomStream.of(12, 0, "white");
        Samples white = Fits.windows(Fits.series(0, 2000, t -> 5 + noise.gaussian()), 10, 12);
        double[] w = fit(chosen(Method.LEAST_SQUARES, Criterion.BIC), white);
        assertArrayEquals(new double[12], Arrays.copyOf(w, 12));
        assertEquals(5, w[12], 0.1);
    }

    @Test
    void channelsAreFittedEachByItselfOrTogether() {
        double[] one = simulated(500, 21, 0);
        RandomStream noise = RandomStream.of(22, 0, "other");
        double[] other = new double[500];
        for (int t = 1; t < 500; t++) {
            other[t] = -0.6 * other[t - 1] + noise.gaussian();
        }
        double[][] rows = IntStream.range(0, 500).mapToObj(t -> new double[] {one[t], other[t]}).toArray(double[][]::new);
        Samples both = Fits.windows(NumericArray.ofRows(rows), 10, 3);
        for (Method method : Method.values()) {
            double[] separate = fit(fixed(2, method), both);
            assertArrayEquals(fit(fixed(2, method), Fits.windows(one, 10, 3)), Arrays.copyOf(separate, 3), 1e-12);
            assertArrayEquals(fit(fixed(2, method), Fits.windows(other, 10, 3)), Arrays.copyOfRange(separate, 3, 6), 1e-12);
            double[][] same = IntStream.range(0, 500).mapToObj(t -> new double[] {one[t], one[t]}).toArray(double[][]::new);
            Settings pooled = new Settings(2, 8, method, 0.01, Criterion.BIC, true);
            assertArrayEquals(fit(fixed(2, method), Fits.windows(one, 10, 3)), fit(pooled, Fits.windows(NumericArray.ofRows(same), 10, 3)), 1e-10);
            Model shared = new Autoregression().build(pooled, both.shape());
            double[] w = Fits.fit(shared, both);
            double[] predicted = shared.predict(w, both).toArray();
            assertEquals(w[2] + w[1] * both.past().get(0, 5) + w[0] * both.past().get(0, 3), predicted[1], 1e-12);
            Model own = new Autoregression().build(fixed(2, method), both.shape());
            double[] forecast = own.forecast(separate, both, 2).toArray();
            assertEquals(separate[5] + separate[4] * both.past().get(0, 5) + separate[3] * both.past().get(0, 3), forecast[1], 1e-12);
            assertEquals(separate[5] + separate[4] * both.past().get(0, 5) + separate[3] * both.past().get(0, 3),
                    own.predict(separate, both).at(1), 1e-12);
        }
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

    @Test
    void leastSquaresIsWhereTheGradientVanishes() {
        Samples samples = Fits.windows(simulated(150, 3, 1), 5, 6);
        Model model = new Autoregression().build(fixed(4, Method.LEAST_SQUARES), samples.shape());
        Objective objective = model.objective();
        double[] w = Fits.fit(model, samples);
        assertArrayEquals(new double[5], objective.gradient(w, samples), 1e-9);
        w[1] += 0.1;
        double[] gradient = objective.gradient(w, samples);
        for (int i = 0; i < w.length; i++) {
            double kept = w[i];
            w[i] = kept + 1e-5;
            double above = objective.loss(w, samples);
            w[i] = kept - 1e-5;
            double below = objective.loss(w, samples);
            w[i] = kept;
            assertEquals((above - below) / 2e-5, gradient[i], 1e-7 * Math.max(1, Math.abs(gradient[i])));
        }
    }

    @Test
    void warnsOfAnExplosiveRecurrence() {
        Samples samples = Fits.windows(Fits.series(0, 80, t -> Math.exp(0.03 * t) * Math.cos(0.5 * t)), 10, 4);
        Settings settings = fixed(2, Method.LEAST_SQUARES);
        List<Fact> facts = new Autoregression().facts(settings, Fits.fitted(new Autoregression().build(settings, samples.shape()), samples));
        Fact modulus = facts.stream().filter(fact -> fact.name().equals("modulus of mode 1")).findFirst().orElseThrow();
        assertTrue(modulus.warning());
        assertEquals(Math.exp(0.03), modulus.value(), 1e-6);
    }

    @Test
    void theSpectrumIsThatOfTheRecurrence() {
        Samples samples = Fits.windows(simulated(3000, 4, 0), 20, 2);
        Settings settings = fixed(2, Method.LEAST_SQUARES);
        FittedModel fitted = Fits.fitted(new Autoregression().build(settings, samples.shape()), samples);
        List<Picture> pictures = new Autoregression().pictures(settings, fitted);
        Picture.Curves spectrum = (Picture.Curves) pictures.get(1);
        double[] density = spectrum.curves().get("recurrence").toArray();
        int peak = IntStream.range(0, density.length).reduce((a, b) -> density[b] > density[a] ? b : a).orElseThrow();
        assertEquals(1 / 9.0, spectrum.abscissa().at(peak), 0.005);
        double sum = fitted.parameters()[0] + fitted.parameters()[1];
        assertEquals(10 * Math.log10(Recurrences.residualVariances(fitted)[0] / ((1 - sum) * (1 - sum))), density[0], 1e-9);
        Picture.Curves coefficients = (Picture.Curves) pictures.get(0);
        assertEquals(fitted.parameters()[1], coefficients.curves().get("recurrence").at(0));
    }

    @Test
    void refusesAnOrderThatReachesBeforeThePast() {
        Samples samples = Fits.windows(simulated(60, 2, 1), 10, 4);
        SettingException order = assertThrows(SettingException.class,
                () -> new Autoregression().build(fixed(5, Method.RIDGE), samples.shape()));
        assertTrue(order.setting().equals("order") && order.getMessage().contains("1 to 4"), order.getMessage());
        SettingException maximum = assertThrows(SettingException.class,
                () -> new Autoregression().build(chosen(Method.RIDGE, Criterion.AIC), samples.shape()));
        assertEquals("maximum", maximum.setting());
        assertTrue(new Autoregression().requirements(fixed(5, Method.RIDGE)).refusal(samples.shape()).isPresent());
        assertTrue(new Autoregression().requirements(fixed(4, Method.RIDGE)).refusal(samples.shape()).isEmpty());
    }

    private static double fact(List<Fact> facts, String name) {
        return facts.stream().filter(fact -> fact.name().equals(name)).findFirst().orElseThrow(() -> new AssertionError(facts)).value();
    }
}

package org.paramscope.models.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
            assertArrayEquals(fit(fixed(2, method), Fits.windows(one, 10, 3)),
                    fit(pooled, Fits.windows(NumericArray.ofRows(same), 10, 3)), 1e-10);
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
        List<Fact> facts = new Autoregression().facts(settings,
                Fits.fitted(new Autoregression().build(settings, samples.shape()), samples));
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

    private static double at(Samples samples, int n, int t) {
        return t < 0 ? samples.past().get(n, samples.shape().past() + t) : samples.input().get(n, t);
    }
}

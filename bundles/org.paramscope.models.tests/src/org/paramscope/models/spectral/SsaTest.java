package org.paramscope.models.spectral;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.engine.Fact;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Model;
import org.paramscope.engine.Picture;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.models.Fits;
import org.paramscope.models.spectral.Ssa.Forecast;
import org.paramscope.models.spectral.Ssa.Settings;
import org.paramscope.models.spectral.Ssa.Variant;

class SsaTest {

    private static final int LENGTH = 20;

    private static double value(int t) {
        return 2 * Math.sin(2 * Math.PI * t / 12) + Math.cos(2 * Math.PI * t / 5);
    }

    private static double[] noisy(int count) {
        RandomStream noise = RandomStream.of(21, 0, "noise");
        return Fits.series(0, count, t -> value(t) + 0.3 * noise.gaussian());
    }

    private static Model build(Settings settings, Samples samples) {
        return new Ssa().build(settings, samples.shape());
    }

    @Test
    void continuesASignalOfItsOwnExactly() {
        double[] series = Fits.series(0, 160, SsaTest::value);
        for (int past : new int[] {LENGTH - 1, LENGTH, 50}) {
            Samples samples = Fits.windows(series, LENGTH, past);
            for (Forecast forecast : Forecast.values()) {
                Model model = build(new Settings(4, Variant.BASIC, forecast), samples);
                double[] w = Fits.fit(model, samples);
                double[] expected = Fits.series(140, 240, SsaTest::value);
                assertArrayEquals(expected, model.forecast(w, Fits.last(samples), 100).toArray(), 1e-7, forecast + " after " + past);
                assertArrayEquals(samples.input().toArray(), model.predict(w, samples).toArray(), 1e-9);
            }
        }
    }

    @Test
    void forecastsAsTheSingularSpectrumOfTheSeriesDoes() {
        // all windows of the series weigh alike, and the past of the origin is the whole series
        double[] series = noisy(90);
        Samples whole = Fits.windows(series, LENGTH, 0);
        Samples origin = Fits.last(Fits.windows(Arrays.copyOf(series, 90 + LENGTH), LENGTH, 90));
        double[] ones = new double[whole.count()];
        Arrays.fill(ones, 1);
        SingularSpectrum spectrum = SingularSpectrum.of(series, LENGTH);
        double[] w = Fits.fit(build(new Settings(4, Variant.BASIC, Forecast.RECURRENT), whole), whole, ones);
        Model recurrent = build(new Settings(4, Variant.BASIC, Forecast.RECURRENT), origin);
        assertArrayEquals(spectrum.recurrentForecast(30, 0, 1, 2, 3).toArray(), recurrent.forecast(w, origin, 30).toArray(), 1e-9);
        Model vector = build(new Settings(4, Variant.BASIC, Forecast.VECTOR), origin);
        assertArrayEquals(spectrum.vectorForecast(30, 0, 1, 2, 3).toArray(), vector.forecast(w, origin, 30).toArray(), 1e-9);
    }

    @Test
    void theForecastDoesNotDependOnTheBasisOfTheSubspace() {
        Samples samples = Fits.windows(noisy(120), LENGTH, 30);
        Model model = build(new Settings(2, Variant.BASIC, Forecast.RECURRENT), samples);
        double[] w = Fits.fit(model, samples);
        double[] mixed = new double[w.length];
        for (int i = 0; i < LENGTH; i++) {
            mixed[i] = 0.9 * w[i] + 0.2 * w[LENGTH + i];
            mixed[LENGTH + i] = -0.5 * w[i] + 1.3 * w[LENGTH + i];
        }
        assertArrayEquals(model.forecast(w, samples, 5).toArray(), model.forecast(mixed, samples, 5).toArray(), 1e-9);
    }

    @Test
    void channelsGoOnTogether() {
        double[][] rows = new double[200][];
        for (int t = 0; t < rows.length; t++) {
            double angle = 2 * Math.PI * t / 11;
            rows[t] = new double[] {Math.sin(angle), Math.cos(angle + 1) + 0.1 * Math.sin(2 * Math.PI * t / 4)};
        }
        Samples samples = Fits.windows(NumericArray.ofRows(rows).rows(0, 120), 12, 15);
        double[] expected = NumericArray.ofRows(rows).rows(108, 168).toArray();
        for (Forecast forecast : Forecast.values()) {
            Model model = build(new Settings(4, Variant.BASIC, forecast), samples);
            assertArrayEquals(expected, model.forecast(Fits.fit(model, samples), Fits.last(samples), 60).toArray(), 1e-7);
        }
    }

    @Test
    void toeplitzAveragesTheMomentOverLags() {
        double[][] rows = new double[150][];
        RandomStream random = RandomStream.of(2, 0, "rows");
        for (int t = 0; t < rows.length; t++) {
            rows[t] = new double[] {Math.sin(0.6 * t) + 0.5 * random.gaussian(), Math.cos(0.6 * t) + 0.5 * random.gaussian()};
        }
        Samples samples = Fits.windows(NumericArray.ofRows(rows), 8, 0);
        Model model = build(new Settings(16, Variant.TOEPLITZ, Forecast.RECURRENT), samples);
        double[] u = Arrays.copyOf(Fits.fit(model, samples), 16);
        double[][] moment = new double[16][16];
        for (int n = 0; n < samples.count(); n++) {
            for (int i = 0; i < 16; i++) {
                for (int j = 0; j < 16; j++) {
                    moment[i][j] += samples.weights().at(n) * samples.input().get(n, i) * samples.input().get(n, j);
                }
            }
        }
        double[] image = new double[16];
        for (int i = 0; i < 16; i++) {
            for (int j = 0; j < 16; j++) {
                int lag = j / 2 - i / 2;
                int a = i % 2;
                int b = j % 2;
                double mean = IntStream.range(0, 8).filter(t -> t + lag >= 0 && t + lag < 8)
                        .mapToDouble(t -> moment[2 * t + a][2 * (t + lag) + b]).average().orElseThrow();
                image[i] += mean * u[j];
            }
        }
        double eigenvalue = IntStream.range(0, 16).mapToDouble(i -> image[i] * u[i]).sum();
        for (int i = 0; i < 16; i++) {
            assertEquals(eigenvalue * u[i], image[i], 1e-8 * eigenvalue);
        }
    }

    @Test
    void saysPeriodsGroupsAndVerticality() {
        RandomStream noise = RandomStream.of(3, 0, "noise");
        Samples samples = Fits.windows(Fits.series(0, 300, t -> value(t) + 0.01 * noise.gaussian()), 60, 0);
        Settings settings = new Settings(4, Variant.BASIC, Forecast.RECURRENT);
        FittedModel fitted = Fits.fitted(build(settings, samples), samples);
        List<Fact> facts = new Ssa().facts(settings, fitted);
        assertEquals(5, fact(facts, "period of mode 1 [samples]"), 0.01);
        assertEquals(12, fact(facts, "period of mode 2 [samples]"), 0.01);
        assertEquals(0, fact(facts, "damping of mode 2 [1/sample]"), 1e-3);
        assertEquals(SingularSpectrum.of(Fits.series(0, 300, SsaTest::value), 60).subspace(0, 1, 2, 3).verticality(),
                fact(facts, "verticality"), 0.01);
        assertEquals(2, fact(facts, "components of group 1"));
        assertEquals(2, fact(facts, "components of group 2"));
        assertTrue(facts.stream().noneMatch(Fact::warning));
        List<Picture> pictures = new Ssa().pictures(settings, fitted);
        Picture.Image w = (Picture.Image) pictures.get(2);
        assertTrue(w.values().get(0, 1) > 0.9 && Math.abs(w.values().get(0, 2)) < 0.1, w.values().toString());
        assertEquals(List.of("Eigenvectors", "Singular spectrum of the training windows", "w-correlations of the components",
                "Codes of held-out windows"), pictures.stream().map(Picture::title).toList());
    }

    @Test
    void wCorrelationsOfAllWindowsAreThoseOfTheSeries() {
        double[] series = noisy(80);
        Samples samples = Fits.windows(series, LENGTH, 0);
        double[] ones = new double[samples.count()];
        Arrays.fill(ones, 1);
        Settings settings = new Settings(5, Variant.BASIC, Forecast.RECURRENT);
        Model model = build(settings, samples);
        FittedModel fitted = new FittedModel(model, Fits.fit(model, samples, ones), samples, samples.select(new int[0]), 1);
        Picture.Image image = (Picture.Image) new Ssa().pictures(settings, fitted).get(2);
        assertArrayEquals(SingularSpectrum.of(series, LENGTH).wCorrelations(5).toArray(), image.values().toArray(), 1e-9);
    }

    @Test
    void warnsOfAnExplosionAndOfASubspaceWithoutRecurrence() {
        Samples growing = Fits.windows(Fits.series(0, 60, t -> Math.exp(0.1 * t) * Math.cos(t)), LENGTH, 0);
        Settings two = new Settings(2, Variant.BASIC, Forecast.RECURRENT);
        assertTrue(new Ssa().facts(two, Fits.fitted(build(two, growing), growing)).stream()
                .anyMatch(fact -> fact.warning() && Math.abs(fact.value() - 0.1) < 1e-6));
        Samples samples = Fits.windows(noisy(60), 6, 6);
        Settings all = new Settings(6, Variant.BASIC, Forecast.RECURRENT);
        Model model = build(all, samples);
        List<Fact> facts = new Ssa().facts(all, Fits.fitted(model, samples));
        assertTrue(facts.getFirst().warning() && facts.size() == 1);
        assertThrows(SettingException.class, () -> model.forecast(Fits.fit(model, samples), samples, 1));
    }

    @Test
    void refusesAPastThatIsTooShortToForecast() {
        Samples samples = Fits.windows(noisy(60), 10, 8);
        Model model = build(new Settings(2, Variant.BASIC, Forecast.RECURRENT), samples);
        SettingException refused = assertThrows(SettingException.class, () -> model.forecast(Fits.fit(model, samples), samples, 3));
        assertTrue(refused.getMessage().contains("at least 9"), refused.getMessage());
        assertEquals("past", refused.setting());
    }

    private static double fact(List<Fact> facts, String name) {
        return facts.stream().filter(fact -> fact.name().equals(name)).findFirst().orElseThrow(() -> new AssertionError(facts)).value();
    }
}

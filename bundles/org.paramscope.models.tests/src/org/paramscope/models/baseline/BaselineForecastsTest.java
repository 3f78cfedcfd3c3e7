package org.paramscope.models.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.NumericalException;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.Model;
import org.paramscope.engine.Objective;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.models.Fits;

class BaselineForecastsTest {

    private static final NumericArray SERIES = NumericArray.of(Fits.series(0, 60, i -> Math.sin(0.7 * i) + i % 2), 30, 2);

    @Test
    void persistenceRepeatsTheLastValue() {
        Samples samples = Fits.windows(SERIES, 4, 3);
        Model model = new Persistence().build(new Persistence.Settings(), samples.shape());
        NumericArray forecast = model.forecast(new double[0], samples, 5);
        for (int n = 0; n < samples.count(); n++) {
            for (int i = 0; i < 10; i++) {
                assertEquals(SERIES.get(n + 2, i % 2), forecast.get(n, i));
            }
        }
        assertTrue(model.predicting());
    }

    @Test
    void seasonalNaiveRepeatsTheLastPeriod() {
        Samples samples = Fits.windows(SERIES, 4, 6);
        for (int period : new int[] {1, 4, 6}) {
            Model model = new SeasonalNaive().build(new SeasonalNaive.Settings(period), samples.shape());
            NumericArray forecast = model.forecast(new double[0], samples, 9);
            for (int n = 0; n < samples.count(); n++) {
                for (int step = 0; step < 9; step++) {
                    for (int c = 0; c < 2; c++) {
                        assertEquals(SERIES.get(n + 6 - period + step % period, c), forecast.get(n, 2 * step + c));
                    }
                }
            }
        }
    }

    @Test
    void aPeriodicSeriesIsForecastExactly() {
        double[] x = Fits.series(0, 50, t -> (t * t) % 7);
        Samples samples = Fits.windows(x, 5, 8);
        Model model = new SeasonalNaive().build(new SeasonalNaive.Settings(7), samples.shape());
        assertArrayEquals(Fits.series(45, 75, t -> (t * t) % 7), model.forecast(new double[0], Fits.last(samples), 30).toArray());
        assertArrayEquals(samples.input().toArray(), model.predict(new double[0], samples).toArray());
    }

    @Test
    void theMeanIsThatOfTheTrainingValues() {
        Samples samples = Fits.windows(SERIES, 4, 0);
        Model model = new Mean().build(new Mean.Settings(), samples.shape());
        assertEquals(2, model.parameters());
        assertEquals(2, model.complexity());
        assertTrue(model.units().isEmpty() && model.predicting());
        RandomStream random = RandomStream.of(1, 0, "weights");
        double[] weights = IntStream.range(0, samples.count()).mapToDouble(n -> random.uniform()).toArray();
        double[] w = Fits.fit(model, samples, weights);
        for (int c = 0; c < 2; c++) {
            double sum = 0;
            for (int n = 0; n < samples.count(); n++) {
                for (int t = 0; t < 4; t++) {
                    sum += weights[n] * SERIES.get(n + t, c);
                }
            }
            assertEquals(sum / (4 * Arrays.stream(weights).sum()), w[c], 1e-12);
        }
        double[] forecast = model.forecast(w, samples, 3).toArray();
        assertEquals(samples.count() * 6, forecast.length);
        double[] predicted = model.predict(w, samples).toArray();
        for (int i = 0; i < forecast.length; i++) {
            assertEquals(w[i % 2], forecast[i]);
        }
        for (int i = 0; i < predicted.length; i++) {
            assertEquals(w[i % 2], predicted[i]);
        }
        assertEquals(w[1], new Mean().facts(new Mean.Settings(), Fits.fitted(model, samples)).get(1).value(), 0.2);
    }

    @Test
    void atTheMeanTheGradientVanishes() {
        Samples samples = Fits.windows(SERIES, 4, 0);
        Model model = new Mean().build(new Mean.Settings(), samples.shape());
        Objective objective = model.objective();
        double[] w = Fits.fit(model, samples);
        assertArrayEquals(new double[2], objective.gradient(w, samples), 1e-12);
        w[0] += 1;
        // over two channels the mean squared error counts each by a half: d/dm (m - mean)^2 / 2 = 1
        assertEquals(1, objective.gradient(w, samples)[0], 1e-12);
    }

    /** One window of 3 steps after a past of 4; of channel 1 every value is there, of channel 2 those given. */
    private static Samples gappy(double... observed) {
        SampleShape shape = SampleShape.window(3, 2).withPast(4).withSampling(true, true);
        double[] past = new double[8];
        double[] window = new double[6];
        double[] mask = new double[14];
        double[] times = new double[7];
        for (int t = 0; t < 7; t++) {
            times[t] = t < 4 ? t - 4.5 : t - 4;
            mask[2 * t] = 1;
            mask[2 * t + 1] = observed[t];
            double[] values = t < 4 ? past : window;
            values[2 * (t < 4 ? t : t - 4)] = 10 + t;
            values[2 * (t < 4 ? t : t - 4) + 1] = observed[t] * (20 + t);
        }
        NumericArray input = NumericArray.of(window, 1, 6);
        return new Samples(shape, Map.of(Samples.WINDOW, input, Samples.PAST, NumericArray.of(past, 1, 8), Samples.TIMES,
                NumericArray.of(times, 1, 7), Samples.OBSERVED, NumericArray.of(mask, 1, 14)), Map.of(Samples.TARGET, input),
                NumericArray.of(new double[] {1}), new int[] {4}, new int[] {0}, 3);
    }

    @Test
    void persistenceCarriesTheLastObservedValueOverGaps() {
        Samples samples = gappy(0, 1, 0, 0, 1, 0, 1);
        Model model = new Persistence().build(new Persistence.Settings(), samples.shape());
        assertArrayEquals(new double[] {13, 21, 14, 24, 15, 24}, model.predict(new double[0], samples).toArray(), 1e-12);
        assertArrayEquals(new double[] {13, 21, 13, 21}, model.forecast(new double[0], samples, 2).toArray());
        // before anything was observed: the mean of standardised samples
        Samples unknown = gappy(0, 0, 0, 0, 1, 0, 1);
        assertArrayEquals(new double[] {13, 0}, model.forecast(new double[0], unknown, 1).toArray());
        // missing values are not compared: of five observed ones the three of channel 1 are off by 1, and 24 - 21, 26 - 24
        assertEquals((3 * 1 + 9 + 4) / 5.0, model.objective().loss(new double[0], samples), 1e-12);
        assertTrue(new Persistence().requirements(new Persistence.Settings()).refusal(samples.shape()).isEmpty());
        assertTrue(new SeasonalNaive().requirements(new SeasonalNaive.Settings(2)).refusal(samples.shape()).isPresent());
    }

    @Test
    void theMeanIsThatOfTheObservedValues() {
        Samples samples = gappy(0, 1, 0, 0, 1, 0, 1);
        Model model = new Mean().build(new Mean.Settings(), samples.shape());
        assertArrayEquals(new double[] {15, 25}, Fits.fit(model, samples), 1e-12);
        assertTrue(new Mean().requirements(new Mean.Settings()).refusal(samples.shape()).isEmpty());
        Samples none = gappy(1, 1, 1, 1, 0, 0, 0);
        assertThrows(NumericalException.class, () -> Fits.fit(model, none));
        assertEquals(List.of(), model.units());
    }
}

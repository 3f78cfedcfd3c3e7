package org.paramscope.models.spectral;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.Model;
import org.paramscope.engine.Objective;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.models.Fits;
import org.paramscope.models.spectral.Ssa.Forecast;
import org.paramscope.models.spectral.Ssa.Settings;
import org.paramscope.models.spectral.Ssa.Variant;

/** Windows with missing values. */
class SsaGapsTest {

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

    /** The same samples with values of their windows and pasts missing, each with a probability. */
    private static Samples withGaps(Samples samples, double probability) {
        SampleShape shape = samples.shape().withSampling(false, true);
        RandomStream random = RandomStream.of(8, 0, "gaps");
        int row = shape.before() + shape.size();
        double[] observed = new double[samples.count() * row];
        double[] windows = samples.input().toArray();
        double[] past = samples.past().toArray();
        for (int i = 0; i < observed.length; i++) {
            observed[i] = random.uniform() < probability ? 0 : 1;
            int n = i / row;
            int j = i % row;
            if (j < shape.before()) {
                past[n * shape.before() + j] *= observed[i];
            } else {
                windows[n * shape.size() + j - shape.before()] *= observed[i];
            }
        }
        NumericArray input = NumericArray.owned(windows, samples.count(), shape.size());
        Map<String, NumericArray> inputs = new LinkedHashMap<>();
        inputs.put(Samples.WINDOW, input);
        inputs.put(Samples.PAST, NumericArray.owned(past, samples.count(), shape.before()));
        inputs.put(Samples.OBSERVED, NumericArray.owned(observed, samples.count(), row));
        return new Samples(shape, inputs, Map.of(Samples.TARGET, input), samples.weights(), samples.starts(), samples.groups(),
                samples.distinct());
    }

    @Test
    void gapsOfASignalOfItsOwnAreFilled() {
        Samples complete = Fits.windows(Fits.series(0, 200, SsaGapsTest::value), LENGTH, 30);
        Samples gappy = withGaps(complete, 0.2);
        for (Variant variant : Variant.values()) {
            Model model = build(new Settings(4, variant, Forecast.RECURRENT), gappy);
            double[] w = Fits.fit(model, gappy);
            // of a moment averaged over lags the eigenvectors are close to the signal's, not equal
            double tolerance = variant == Variant.BASIC ? 1e-3 : 0.5;
            assertArrayEquals(complete.input().toArray(), model.predict(w, gappy).toArray(), tolerance, variant.toString());
            assertArrayEquals(Fits.series(180, 200, SsaGapsTest::value), model.forecast(w, Fits.last(gappy), 20).toArray(), tolerance);
        }
        assertTrue(new Ssa().requirements(new Settings()).refusal(gappy.shape()).isEmpty());
    }

    @Test
    void theCodeOfAWindowWithGapsIsItsLeastSquaresCode() {
        Samples gappy = withGaps(Fits.windows(noisy(100), LENGTH, 0), 0.3);
        Model model = build(new Settings(2, Variant.BASIC, Forecast.RECURRENT), gappy);
        double[] w = Fits.fit(model, gappy);
        NumericArray codes = model.head("latent", w, gappy);
        NumericArray observed = gappy.inputs().get(Samples.OBSERVED);
        for (int n = 0; n < 10; n++) {
            double[][] normal = new double[2][2];
            double[] right = new double[2];
            for (int i = 0; i < 2; i++) {
                for (int t = 0; t < LENGTH; t++) {
                    right[i] += w[i * LENGTH + t] * observed.get(n, t) * gappy.input().get(n, t);
                    for (int j = 0; j < 2; j++) {
                        normal[i][j] += w[i * LENGTH + t] * w[j * LENGTH + t] * observed.get(n, t);
                    }
                }
            }
            double determinant = normal[0][0] * normal[1][1] - normal[0][1] * normal[1][0];
            assertEquals((right[0] * normal[1][1] - right[1] * normal[0][1]) / determinant, codes.get(n, 0), 1e-6);
            assertEquals((right[1] * normal[0][0] - right[0] * normal[1][0]) / determinant, codes.get(n, 1), 1e-6);
        }
    }

    @Test
    void theGradientOfTheProjectionsIsThatOfFiniteDifferences() {
        Samples gappy = withGaps(Fits.windows(noisy(40), 6, 0), 0.3);
        Model model = build(new Settings(2, Variant.BASIC, Forecast.RECURRENT), gappy);
        Objective objective = model.objective();
        double[] w = Fits.fit(model, gappy);
        w[0] += 0.2;
        w[7] -= 0.1;
        double[] gradient = objective.gradient(w, gappy);
        double largest = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
        assertTrue(largest > 1e-3);
        for (int i = 0; i < w.length; i++) {
            double kept = w[i];
            w[i] = kept + 1e-6;
            double above = objective.loss(w, gappy);
            w[i] = kept - 1e-6;
            double below = objective.loss(w, gappy);
            w[i] = kept;
            assertEquals((above - below) / 2e-6, gradient[i], 1e-6 * largest);
        }
    }

    @Test
    void withoutAMissingValueGapsChangeNothing() {
        Samples complete = Fits.windows(noisy(100), LENGTH, 25);
        Samples gappy = withGaps(complete, 0);
        Settings settings = new Settings(4, Variant.BASIC, Forecast.VECTOR);
        Model plain = build(settings, complete);
        Model able = build(settings, gappy);
        double[] w = Fits.fit(plain, complete);
        assertArrayEquals(w, Fits.fit(able, gappy), 1e-12);
        assertArrayEquals(plain.predict(w, complete).toArray(), able.predict(w, gappy).toArray(), 1e-10);
        assertArrayEquals(plain.forecast(w, complete, 7).toArray(), able.forecast(w, gappy, 7).toArray(), 1e-12);
        assertEquals(plain.complexity(), able.complexity());
    }
}

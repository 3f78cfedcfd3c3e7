package org.paramscope.core.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paramscope.data.Clock;
import org.paramscope.data.NumericArray;
import org.paramscope.data.RateUnit;
import org.paramscope.data.SettingException;
import org.paramscope.data.Signal;
import org.paramscope.data.Split;
import org.paramscope.data.SplitPlan;
import org.paramscope.data.WindowPlan;
import org.paramscope.data.Windows;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.geometry.front.Errors;

class SpatialPcaTest {

    /** Two planted directions of variance 9 and 4 beside noise; more samples than channels, or fewer. */
    private static NumericArray planted(int n, int channels, double noise) {
        Random random = new Random(n);
        double[] values = new double[n * channels];
        for (int t = 0; t < n; t++) {
            double a = 3 * Math.sqrt(2) * Math.sin(2 * Math.PI * t / 10);
            double b = 2 * Math.sqrt(2) * Math.cos(2 * Math.PI * t / 5);
            for (int c = 0; c < channels; c++) {
                values[t * channels + c] = 7 + (c == 0 ? a : c == 3 ? b : 0) + noise * random.nextGaussian();
            }
        }
        return NumericArray.owned(values, n, channels);
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 200})
    void plantedDirectionsAreFound(int n) {
        NumericArray x = planted(n, 40, 0);
        SpatialPca.Components fitted = new SpatialPca().fit(new SpatialPca.Settings(0, 0.99, 8, false), x);
        assertEquals(2, fitted.count());
        assertEquals(1, Math.abs(fitted.axes().get(0, 0)), 1e-12);
        assertEquals(1, Math.abs(fitted.axes().get(3, 1)), 1e-12);
        assertEquals(Math.sqrt(6.5), fitted.scale(), 1e-12, "the root of the mean variance of 9 and 4");
        assertArrayEquals(x.toArray(), fitted.invert(fitted.apply(x)).toArray(), 1e-12);
        assertEquals(1, fitted.share(), 1e-12);
        assertEquals(1, new SpatialPca().fit(new SpatialPca.Settings(0, 0.6, 8, false), x).count(), "9 of 13 are enough");
        assertThrows(SettingException.class, () -> new SpatialPca().fit(new SpatialPca.Settings(3, 0.9, 8, false), x));
    }

    /** Pythagoras: scores and residual hold the whole of a sample; the axes are orthonormal. */
    @ParameterizedTest
    @ValueSource(ints = {20, 100})
    void nothingIsLost(int n) {
        NumericArray x = planted(n, 30, 0.5);
        SpatialPca.Components fitted = new SpatialPca().fit(new SpatialPca.Settings(4, 0.9, 8, false), x);
        NumericArray gram = Lapack.multiplyTransposed(fitted.axes(), fitted.axes());
        NumericArray back = fitted.invert(fitted.apply(x));
        NumericArray residual = fitted.residual(x).orElseThrow();
        for (int i = 0; i < 16; i++) {
            assertEquals(i % 5 == 0 ? 1 : 0, gram.at(i), 1e-12);
        }
        for (int t = 0; t < n; t++) {
            double sum = 0;
            for (int c = 0; c < 30; c++) {
                sum += Math.pow(x.get(t, c) - back.get(t, c), 2);
            }
            assertEquals(sum, residual.at(t) * fitted.scale() * fitted.scale(), 1e-10);
        }
    }

    /** The normalised error of components with what they leave out is that of the pixels. */
    @Test
    void errorsCountEveryPixel() {
        int n = 120;
        NumericArray x = planted(n, 50, 0.5);
        Signal film = Signal.film("film", "", Clock.regular(10, RateUnit.HERTZ), x.reshape(n, 5, 10));
        Split split = Windows.split(film, List.of(), new WindowPlan(6, 1, 0), SplitPlan.trainOnly(), new SpatialPca(), new SpatialPca.Settings(2, 0.9, 8, false));
        assertEquals(2, split.train().shape().channels());
        NumericArray prediction = NumericArray.zeros(split.train().count(), 12);
        Split plain = Windows.split(film, List.of(), new WindowPlan(6, 1, 0), SplitPlan.trainOnly(), new SpatialPca(), new SpatialPca.Settings(50, 1, 50, false));
        NumericArray whole = NumericArray.zeros(plain.train().count(), 300);
        // windows at the ends of the series weigh more, so that their mean is not quite that of all samples
        assertEquals(Errors.of(whole, plain.train()).normalized(), Errors.of(prediction, split.train()).normalized(), 0.01);
        double truncated = Errors.of(split.train().target(), split.train()).normalized();
        double pixels = 0;
        double total = 0;
        NumericArray back = split.transform().invert(split.transform().apply(x));
        for (int i = 0; i < x.length(); i++) {
            pixels += Math.pow(x.at(i) - back.at(i), 2);
            total += Math.pow(x.at(i) - ((SpatialPca.Components) split.transform()).mean().at(i % 50), 2);
        }
        assertTrue(truncated > 0.3, "truncation is not free");
        assertEquals(Math.sqrt(pixels / total), truncated, 0.01);
        assertEquals(300, split.invert(prediction).size(1), "back in pixels");
    }

    @Test
    void channelsOfDifferentUnitsAreStandardised() {
        NumericArray x = planted(100, 12, 0.5);
        double[] values = x.toArray();
        for (int i = 0; i < values.length; i += 12) {
            values[i] *= 1000;
        }
        NumericArray other = NumericArray.owned(values, 100, 12);
        SpatialPca.Settings settings = new SpatialPca.Settings(3, 0.9, 8, true);
        double[] expected = new SpatialPca().fit(settings, x).apply(x).toArray();
        assertArrayEquals(expected, new SpatialPca().fit(settings, other).apply(other).toArray(), 1e-9);
    }

    @Test
    void whatCannotBeFittedIsRefused() {
        double[] values = planted(20, 5, 1).toArray();
        values[7] = Double.NaN;
        assertThrows(SettingException.class, () -> new SpatialPca().fit(new SpatialPca.Settings(), NumericArray.of(values, 20, 5)));
        assertThrows(SettingException.class, () -> new SpatialPca().fit(new SpatialPca.Settings(), NumericArray.zeros(20, 5)));
    }
}

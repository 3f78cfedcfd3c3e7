package org.paramscope.models.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.paramscope.data.Samples;
import org.paramscope.models.Fits;
import org.paramscope.models.SharedSeries;
import org.paramscope.models.linear.Autoregression.Method;
import org.paramscope.models.linear.Autoregression.Settings;

/** Orders and coefficients that R prints for its own series: {@code ar(lh)}, {@code ar.ols(lh)} and {@code ar(sunspot.year)}. */
class PublishedAutoregressionsTest {

    /** Luteinizing hormone in blood samples, every 10 minutes (Diggle 1990, table A.1, series 3). */
    private static final double[] LH = {2.4, 2.4, 2.4, 2.2, 2.1, 1.5, 2.3, 2.3, 2.5, 2.0, 1.9, 1.7, 2.2, 1.8, 3.2, 3.2, 2.7, 2.2, 2.2, 1.9,
        1.9, 1.8, 2.7, 3.0, 2.3, 2.0, 2.0, 2.9, 2.9, 2.7, 2.7, 2.3, 2.6, 2.4, 1.8, 1.7, 1.5, 1.4, 2.1, 3.3, 3.5, 3.5, 3.1, 2.6, 2.1, 3.4,
        3.0, 2.9};

    /** Coefficients by lag that Akaike's criterion chooses among the orders up to {@code maximum}; the series begins after a past. */
    private static double[] yuleWalker(double[] series, int maximum) {
        double[] after = new double[maximum + series.length];
        System.arraycopy(series, 0, after, maximum, series.length);
        Samples samples = Fits.windows(after, 10, maximum);
        Settings settings = new Settings(0, maximum, Method.YULE_WALKER, 0, Criterion.AIC, false);
        double[] w = Fits.fit(new Autoregression().build(settings, samples.shape()), samples);
        int order = (int) IntStream.range(0, maximum).filter(k -> Arrays.stream(w, 0, k + 1).anyMatch(a -> a != 0)).count();
        return IntStream.range(0, order).mapToDouble(k -> w[maximum - 1 - k]).toArray();
    }

    @Test
    void hormoneByYuleWalker() {
        assertArrayEquals(new double[] {0.6534, -0.0636, -0.2269}, yuleWalker(LH, 16), 5e-5);
        double mean = Arrays.stream(LH).average().orElseThrow();
        double[] ones = new double[48];
        Arrays.fill(ones, 1);
        double[] covariances = Arrays.stream(YuleWalker.products(LH, mean, ones, new int[48], 3)).map(sum -> sum / 48).toArray();
        // R divides by n - order - 1 instead of n
        assertEquals(0.1959, YuleWalker.of(covariances).variances()[3] * 48 / 44, 5e-5);
    }

    @Test
    void hormoneByLeastSquares() {
        Samples samples = Fits.windows(LH, 1, 1);
        Settings settings = new Settings(1, 1, Method.LEAST_SQUARES, 0, Criterion.AIC, false);
        assertEquals(0.586, Fits.fit(new Autoregression().build(settings, samples.shape()), samples)[0], 5e-4);
    }

    @Test
    void sunspotsByYuleWalker() throws IOException {
        Optional<double[]> sunspots = SharedSeries.column("series/sunspot_year.csv", 1);
        assumeTrue(sunspots.isPresent());
        assertArrayEquals(new double[] {1.1305, -0.3524, -0.1745, 0.1403, -0.1358, 0.0963, -0.0556, 0.0076, 0.1941},
                yuleWalker(sunspots.get(), 24), 5e-5);
    }
}

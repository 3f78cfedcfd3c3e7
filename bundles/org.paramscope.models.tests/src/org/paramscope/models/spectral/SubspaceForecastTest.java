package org.paramscope.models.spectral;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.models.Fits;

/** Forecasts, periods and groups against the formulas of the literature, written out. */
class SubspaceForecastTest {

    private static double[] noisy(int length) {
        RandomStream noise = RandomStream.of(11, 0, "noise");
        return Fits.series(0, length,
                t -> 2 + Math.sin(2 * Math.PI * t / 11) + 0.5 * Math.cos(2 * Math.PI * t / 4) + 0.2 * noise.gaussian());
    }

    /** Golyandina and Zhigljavsky 2013, section 3.1.2, with dense matrices: Pi = V V' + (1 - nu2) R R', step by step. */
    private static double[] vectorForecast(SingularSpectrum spectrum, double[] series, int r, int steps) {
        int length = spectrum.window();
        int columns = series.length - length + 1;
        double[][] u = IntStream.range(0, r).mapToObj(i -> spectrum.leftVector(i).toArray()).toArray(double[][]::new);
        double nu2 = Arrays.stream(u).mapToDouble(v -> v[length - 1] * v[length - 1]).sum();
        double[] recurrence = new double[length - 1];
        for (double[] v : u) {
            for (int j = 0; j < length - 1; j++) {
                recurrence[j] += v[length - 1] * v[j] / (1 - nu2);
            }
        }
        double[][] pi = new double[length - 1][length - 1];
        for (int i = 0; i < length - 1; i++) {
            for (int j = 0; j < length - 1; j++) {
                pi[i][j] = (1 - nu2) * recurrence[i] * recurrence[j];
                for (double[] v : u) {
                    pi[i][j] += v[i] * v[j];
                }
            }
        }
        double[][] z = new double[columns + steps + length - 1][length];
        for (int k = 0; k < z.length; k++) {
            if (k < columns) {
                for (double[] v : u) {
                    double code = 0;
                    for (int i = 0; i < length; i++) {
                        code += v[i] * series[k + i];
                    }
                    for (int i = 0; i < length; i++) {
                        z[k][i] += code * v[i];
                    }
                }
            } else {
                for (int j = 0; j < length - 1; j++) {
                    for (int i = 0; i < length - 1; i++) {
                        z[k][i] += pi[i][j] * z[k - 1][j + 1];
                    }
                    z[k][length - 1] += recurrence[j] * z[k - 1][j + 1];
                }
            }
        }
        double[] forecast = new double[steps];
        for (int m = 0; m < steps; m++) {
            int t = series.length + m;
            for (int i = 0; i < length; i++) {
                forecast[m] += z[t - i][i] / length;
            }
        }
        return forecast;
    }

    @Test
    void theVectorForecastIsThatOfTheText() {
        double[] series = noisy(90);
        for (int window : new int[] {20, 45, 70}) {
            SingularSpectrum spectrum = SingularSpectrum.of(series, window);
            double[] expected = vectorForecast(spectrum, series, 5, 40);
            assertArrayEquals(expected, spectrum.vectorForecast(40, 0, 1, 2, 3, 4).toArray(), 1e-10);
            double[] recurrent = spectrum.recurrentForecast(40, 0, 1, 2, 3, 4).toArray();
            assertTrue(IntStream.range(0, 40).anyMatch(i -> Math.abs(recurrent[i] - expected[i]) > 1e-4), "noise tells the two apart");
        }
    }

    @Test
    void theRecurrenceIsThatOfTheText() {
        // eq. 3.1 for one channel; for a series in several copies the least-squares solution of minimum norm
        double[] series = noisy(80);
        SingularSpectrum spectrum = SingularSpectrum.of(series, 25);
        double[][] u = IntStream.range(0, 5).mapToObj(i -> spectrum.leftVector(i).toArray()).toArray(double[][]::new);
        double nu2 = Arrays.stream(u).mapToDouble(v -> v[24] * v[24]).sum();
        double[] a = spectrum.subspace(0, 1, 2, 3, 4).recurrence().coefficients().toArray();
        for (int j = 0; j < 24; j++) {
            int at = j;
            assertEquals(Arrays.stream(u).mapToDouble(v -> v[24] * v[at]).sum() / (1 - nu2), a[j], 1e-12);
        }
        assertEquals(nu2, spectrum.subspace(0, 1, 2, 3, 4).verticality(), 1e-12);
    }

    @Test
    void aroundACentreBothForecastsContinueTheSignal() {
        // two channels around levels, with a basis that is neither orthogonal nor of unit length
        double[][] rows = new double[2][16];
        double[] centre = new double[16];
        for (int t = 0; t < 8; t++) {
            rows[0][2 * t] = Math.cos(0.7 * t);
            rows[0][2 * t + 1] = Math.sin(0.7 * t + 0.3);
            rows[1][2 * t] = 3 * Math.sin(0.7 * t) + rows[0][2 * t];
            rows[1][2 * t + 1] = -3 * Math.cos(0.7 * t + 0.3) + rows[0][2 * t + 1];
            centre[2 * t] = 5;
            centre[2 * t + 1] = -2;
        }
        SignalSubspace subspace = SignalSubspace.of(rows, centre, 2);
        double[] signal = new double[2 * 60];
        for (int t = 0; t < 60; t++) {
            signal[2 * t] = 5 + Math.cos(0.7 * t + 1.1);
            signal[2 * t + 1] = -2 + Math.sin(0.7 * t + 1.1 + 0.3);
        }
        double[] known = Arrays.copyOf(signal, 2 * 20);
        double[] expected = Arrays.copyOfRange(signal, 2 * 20, signal.length);
        assertArrayEquals(expected, subspace.vectorForecast(known, 40), 1e-10);
        assertArrayEquals(expected, subspace.recurrence().forecast(known, 40), 1e-10);
        assertArrayEquals(known, subspace.smooth(known), 1e-10);
        assertArrayEquals(Arrays.copyOf(signal, 14), subspace.smooth(Arrays.copyOf(signal, 14)), 1e-10);
        assertEquals(2 * Math.PI / 0.7, subspace.periods().at(0), 1e-10);
    }

    @Test
    void espritFindsPeriodsAndDamping() {
        double[] series = Fits.series(0, 60, t -> Math.exp(0.01 * t) + Math.exp(-0.03 * t) * Math.cos(2 * Math.PI * t / 8.5)
                + Math.pow(-0.98, t));
        List<Mode> modes = SingularSpectrum.of(series, 25).subspace(0, 1, 2, 3).modes();
        assertEquals(3, modes.size());
        assertEquals(2, modes.get(0).period(), 1e-8);
        assertEquals(Math.log(0.98), modes.get(0).damping(), 1e-8);
        assertEquals(8.5, modes.get(1).period(), 1e-8);
        assertEquals(-0.03, modes.get(1).damping(), 1e-8);
        assertTrue(Double.isInfinite(modes.get(2).period()));
        assertEquals(0.01, modes.get(2).damping(), 1e-8);
    }

    @Test
    void rootsOfARecurrenceAreItsModes() {
        // (z^2 - 2 r cos(w) z + r^2)(z - g): the product, written out
        double r = 0.9;
        double w = 2 * Math.PI / 7;
        double g = 1.05;
        double b = -2 * r * Math.cos(w);
        double[] oldestFirst = {g * r * r, g * b - r * r, g - b};
        List<Mode> modes = new LinearRecurrence(NumericArray.of(oldestFirst, 1, 3), NumericArray.zeros(1)).modes();
        assertEquals(7, modes.get(0).period(), 1e-10);
        assertEquals(r, modes.get(0).modulus(), 1e-12);
        assertEquals(g, modes.get(1).modulus(), 1e-12);
    }

    @Test
    void componentsOfASineFallIntoOneGroup() {
        double[] series = Fits.series(0, 179, t -> 3 * Math.sin(2 * Math.PI * t / 12) + 2 * Math.sin(2 * Math.PI * t / 5)
                + Math.cos(2 * Math.PI * t / 3));
        List<int[]> groups = SingularSpectrum.of(series, 60).groups(6, 0.5);
        assertEquals(3, groups.size());
        assertArrayEquals(new int[] {0, 1}, groups.get(0));
        assertArrayEquals(new int[] {2, 3}, groups.get(1));
        assertArrayEquals(new int[] {4, 5}, groups.get(2));
        assertEquals(6, WCorrelation.groups(Lapack.multiply(identity(6), identity(6)), 1e-9).size());
    }

    @Test
    void linkageIsTheAverage() {
        // 0 and 1 merge at 0.9; 2 is correlated 0.8 with 0 and 0.1 with 1, on average 0.45
        NumericArray w = NumericArray.ofRows(new double[][] {{1, 0.9, -0.8}, {0.9, 1, 0.1}, {-0.8, 0.1, 1}});
        assertEquals(2, WCorrelation.groups(w, 0.46).size());
        assertEquals(1, WCorrelation.groups(w, 0.44).size());
    }

    @Test
    void toeplitzVectorsAreThoseOfTheLagCovariances() {
        double[] series = noisy(70);
        double mean = Arrays.stream(series).average().orElseThrow();
        double[] x = Arrays.stream(series).map(v -> v - mean).toArray();
        int window = 15;
        SingularSpectrum spectrum = SingularSpectrum.toeplitz(x, window);
        for (int i = 0; i < window; i++) {
            double[] u = spectrum.leftVector(i).toArray();
            double[] image = new double[window];
            for (int a = 0; a < window; a++) {
                for (int b = 0; b < window; b++) {
                    int lag = Math.abs(a - b);
                    double c = IntStream.range(0, x.length - lag).mapToDouble(t -> x[t] * x[t + lag]).average().orElseThrow();
                    image[a] += c * u[b];
                }
            }
            double eigenvalue = IntStream.range(0, window).mapToDouble(a -> image[a] * u[a]).sum();
            for (int a = 0; a < window; a++) {
                assertEquals(eigenvalue * u[a], image[a], 1e-10);
                // eigenvectors of a symmetric Toeplitz matrix are even or odd (Cantoni and Butler 1976)
                assertEquals(Math.abs(u[window - 1 - a]), Math.abs(u[a]), 1e-8);
            }
        }
        assertArrayEquals(x, spectrum.reconstruction(SingularSpectrum.leading(window)).toArray(), 1e-10);
        double[] values = spectrum.singularValues().toArray();
        assertTrue(IntStream.range(1, window).allMatch(i -> values[i] <= values[i - 1]));
        double total = Arrays.stream(values).map(v -> v * v).sum();
        double[] basic = SingularSpectrum.of(x, window).singularValues().toArray();
        assertEquals(Arrays.stream(basic).map(v -> v * v).sum(), total, 1e-8);
    }

    @Test
    void aWindowLongerThanHalfTheSeriesDecomposesByToeplitz() {
        double[] x = Fits.series(0, 40, t -> Math.sin(2 * Math.PI * t / 9));
        SingularSpectrum spectrum = SingularSpectrum.toeplitz(x, 30);
        assertEquals(30, spectrum.count());
        assertArrayEquals(x, spectrum.reconstruction(SingularSpectrum.leading(30)).toArray(), 1e-10);
    }

    private static NumericArray identity(int n) {
        double[] values = new double[n * n];
        for (int i = 0; i < n; i++) {
            values[i * n + i] = 1;
        }
        return NumericArray.owned(values, n, n);
    }
}

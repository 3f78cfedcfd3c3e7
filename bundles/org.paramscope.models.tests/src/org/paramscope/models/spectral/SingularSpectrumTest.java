package org.paramscope.models.spectral;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SettingException;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.linalg.Svd;
import org.paramscope.engine.random.RandomStream;

class SingularSpectrumTest {

    private static double[] noisy(int length) {
        RandomStream noise = RandomStream.of(7, 0, "test");
        return IntStream.range(0, length)
                .mapToDouble(t -> 3 + Math.sin(2 * Math.PI * t / 9) + 0.02 * t + 0.3 * noise.gaussian()).toArray();
    }

    private static double[] sine(int length, double period) {
        return IntStream.range(0, length).mapToDouble(t -> Math.sin(2 * Math.PI * t / period)).toArray();
    }

    private static double[] sum(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(t -> a[t] + b[t]).toArray();
    }

    private static double product(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    private static NumericArray trajectory(double[] series, int window) {
        double[][] rows = new double[window][series.length - window + 1];
        for (int i = 0; i < window; i++) {
            System.arraycopy(series, i, rows[i], 0, rows[i].length);
        }
        return NumericArray.ofRows(rows);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 7, 30, 41, 55})
    void elementarySeriesSumToTheSeries(int window) {
        double[] series = noisy(60);
        SingularSpectrum spectrum = SingularSpectrum.of(series, window);
        assertArrayEquals(series,
                spectrum.reconstruction(SingularSpectrum.leading(spectrum.count())).toArray(), 1e-9);
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 30, 44})
    void singularValuesAreThoseOfTheTrajectoryMatrix(int window) {
        double[] series = noisy(60);
        Svd reference = Lapack.svd(trajectory(series, window));
        double[] expected = reference.values().toArray();
        assertArrayEquals(expected, SingularSpectrum.of(series, window).singularValues().toArray(), 1e-9);
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 30, 44})
    void reconstructionIsTheDiagonalAverageOfTheTruncatedDecomposition(int window) {
        double[] series = noisy(60);
        double[][] u = Lapack.svd(trajectory(series, window)).left().toRows();
        double[][] x = trajectory(series, window).toRows();
        int columns = x[0].length;
        double[] sums = new double[series.length];
        int[] counts = new int[series.length];
        for (int i = 0; i < window; i++) {
            for (int j = 0; j < columns; j++) {
                for (int k = 0; k < window; k++) {
                    for (int r = 0; r < 3; r++) {
                        sums[i + j] += u[i][r] * u[k][r] * x[k][j];
                    }
                }
                counts[i + j]++;
            }
        }
        double[] expected = IntStream.range(0, sums.length).mapToDouble(t -> sums[t] / counts[t]).toArray();
        assertArrayEquals(expected, SingularSpectrum.of(series, window).reconstruction(0, 1, 2).toArray(), 1e-9);
    }

    @Test
    void aWindowAndItsComplementDecomposeAlike() {
        double[] series = noisy(60);
        SingularSpectrum narrow = SingularSpectrum.of(series, 20);
        SingularSpectrum wide = SingularSpectrum.of(series, 41);
        assertArrayEquals(narrow.reconstruction(1, 2).toArray(), wide.reconstruction(1, 2).toArray(), 1e-10);
        double[] left = narrow.leftVector(0).toArray();
        double[] right = wide.rightVector(0).toArray();
        assertEquals(1, Math.abs(product(left, right)), 1e-12);
    }

    @Test
    void singularVectorsReproduceTheSingularValue() {
        double[] series = noisy(60);
        for (int window : new int[] {20, 41}) {
            SingularSpectrum spectrum = SingularSpectrum.of(series, window);
            double[] u = spectrum.leftVector(1).toArray();
            double[] v = spectrum.rightVector(1).toArray();
            double product = 0;
            for (int i = 0; i < u.length; i++) {
                for (int j = 0; j < v.length; j++) {
                    product += u[i] * series[i + j] * v[j];
                }
            }
            assertEquals(spectrum.singularValues().at(1), Math.abs(product), 1e-9);
        }
    }

    @Test
    void aModulatedSineOverALineHasRankFour() {
        double[] series = IntStream.range(0, 80)
                .mapToDouble(t -> 2 + 0.1 * t + Math.exp(0.02 * t) * Math.cos(2 * Math.PI * t / 7)).toArray();
        SingularSpectrum spectrum = SingularSpectrum.of(series, 30);
        assertTrue(spectrum.singularValues().at(3) > 0.1);
        assertTrue(spectrum.singularValues().at(4) < 1e-5);
        double[] forecast = spectrum.recurrentForecast(50, 0, 1, 2, 3).toArray();
        for (int step = 0; step < 50; step++) {
            int t = 80 + step;
            double expected = 2 + 0.1 * t + Math.exp(0.02 * t) * Math.cos(2 * Math.PI * t / 7);
            assertEquals(expected, forecast[step], 1e-7 * Math.abs(expected) + 1e-7);
        }
    }

    @Test
    void separableSinesAreUncorrelated() {
        double[] series = sum(sum(sine(179, 12), sine(179, 12)), sine(179, 5));
        NumericArray w = SingularSpectrum.of(series, 60).wCorrelations(4);
        assertTrue(w.get(0, 1) > 0.9 && w.get(2, 3) > 0.9, "the two components of a sine belong together");
        for (int i = 0; i < 2; i++) {
            for (int j = 2; j < 4; j++) {
                assertEquals(0, w.get(i, j), 1e-3);
            }
        }
    }

    @Test
    void wCorrelationsAreThoseOfTheTrajectoryMatrices() {
        // the weighted product of two series is the Frobenius product of their trajectory matrices
        SingularSpectrum spectrum = SingularSpectrum.of(noisy(50), 33);
        NumericArray w = spectrum.wCorrelations(5);
        for (int i = 0; i < 5; i++) {
            double[] a = trajectory(spectrum.reconstruction(i).toArray(), 33).toArray();
            for (int j = 0; j < 5; j++) {
                double[] b = trajectory(spectrum.reconstruction(j).toArray(), 33).toArray();
                assertEquals(product(a, b) / Math.sqrt(product(a, a) * product(b, b)), w.get(i, j), 1e-12);
                assertEquals(w.get(j, i), w.get(i, j), 0);
            }
        }
    }

    @Test
    void separableSinesAreReconstructedApart() {
        // window 60 and K = 120 are multiples of both periods: exact separability
        double[] slow = IntStream.range(0, 179).mapToDouble(t -> 2 * sine(179, 12)[t]).toArray();
        double[] fast = sine(179, 5);
        SingularSpectrum spectrum = SingularSpectrum.of(sum(slow, fast), 60);
        assertArrayEquals(slow, spectrum.reconstruction(0, 1).toArray(), 1e-9);
        assertArrayEquals(fast, spectrum.reconstruction(2, 3).toArray(), 1e-9);
        assertArrayEquals(new double[] {12}, spectrum.subspace(0, 1).periods().toArray(), 1e-9);
        assertArrayEquals(new double[] {5, 12}, spectrum.subspace(0, 1, 2, 3).periods().toArray(), 1e-9);
    }

    @Test
    void aTrendHasNoPeriodAndAnAlternationHasPeriodTwo() {
        double[] growth = IntStream.range(0, 40).mapToDouble(t -> Math.exp(0.05 * t)).toArray();
        assertEquals(0, SingularSpectrum.of(growth, 15).subspace(0).periods().length());
        double[] alternation = IntStream.range(0, 40).mapToDouble(t -> t % 2 == 0 ? 1 : -1).toArray();
        assertArrayEquals(new double[] {2}, SingularSpectrum.of(alternation, 15).subspace(0).periods().toArray(),
                1e-12);
    }

    @Test
    void theRecurrenceOfAnExponentialHasItsMinimumNorm() {
        // for u proportional to q^j the coefficients are q^(L-1) u_j / |u without the last|^2, in closed form
        double q = 1.1;
        double[] growth = IntStream.range(0, 20).mapToDouble(t -> Math.pow(q, t)).toArray();
        double[] a = SingularSpectrum.of(growth, 4).subspace(0).recurrence().coefficients().toArray();
        double norm = 1 + q * q + Math.pow(q, 4);
        assertArrayEquals(new double[] {q * q * q / norm, Math.pow(q, 4) / norm, Math.pow(q, 5) / norm}, a, 1e-12);
    }

    @Test
    void refusesWhatItCannotDecompose() {
        double[] series = noisy(20);
        for (int window : new int[] {-1, 1, 20, 21}) {
            SettingException refused = assertThrows(SettingException.class, () -> SingularSpectrum.of(series, window));
            assertTrue(refused.getMessage().contains("2 to 19 is allowed"), refused.getMessage());
        }
        series[3] = Double.NaN;
        SettingException refused = assertThrows(SettingException.class, () -> SingularSpectrum.of(series, 5));
        assertTrue(refused.getMessage().contains("NaN at index 3"), refused.getMessage());
    }

    @Test
    void theWholeSpaceHasNoRecurrence() {
        SingularSpectrum spectrum = SingularSpectrum.of(noisy(20), 5);
        assertEquals(1, spectrum.subspace(0, 1, 2, 3, 4).verticality(), 1e-12);
        assertThrows(SettingException.class, () -> spectrum.recurrentForecast(1, 0, 1, 2, 3, 4));
        assertThrows(SettingException.class, () -> spectrum.reconstruction(5));
    }

    @Test
    void aConstantSeriesIsItsFirstComponent() {
        double[] series = new double[30];
        Arrays.fill(series, 4);
        SingularSpectrum spectrum = SingularSpectrum.of(series, 10);
        assertEquals(4 * Math.sqrt(10 * 21), spectrum.singularValues().at(0), 1e-10);
        assertArrayEquals(series, spectrum.reconstruction(0).toArray(), 1e-12);
        assertArrayEquals(new double[] {4, 4}, spectrum.recurrentForecast(2, 0).toArray(), 1e-12);
    }
}

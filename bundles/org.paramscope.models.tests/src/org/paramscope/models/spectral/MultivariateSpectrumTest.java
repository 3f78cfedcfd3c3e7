package org.paramscope.models.spectral;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.NumericalException;
import org.paramscope.data.SettingException;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.models.Fits;

class MultivariateSpectrumTest {

    /** Two channels with the same frequencies in other phases and sizes: rank 4. */
    private static NumericArray signal(int from, int to) {
        double[][] rows = new double[to - from][];
        for (int t = from; t < to; t++) {
            rows[t - from] = new double[] {Math.sin(2 * Math.PI * t / 12) + 0.3 * Math.cos(2 * Math.PI * t / 5),
                2 * Math.cos(2 * Math.PI * t / 12 + 0.4) - Math.sin(2 * Math.PI * t / 5)};
        }
        return NumericArray.ofRows(rows);
    }

    private static NumericArray noisy(int length) {
        RandomStream noise = RandomStream.of(4, 0, "noise");
        double[] values = signal(0, length).toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] += 0.3 * noise.gaussian();
        }
        return NumericArray.owned(values, length, 2);
    }

    /** The Hankel matrices of the channels side by side [L, C K]. */
    private static NumericArray trajectory(NumericArray series, int window) {
        int columns = series.size(0) - window + 1;
        double[][] rows = new double[window][2 * columns];
        for (int i = 0; i < window; i++) {
            for (int j = 0; j < 2 * columns; j++) {
                rows[i][j] = series.get(i + j % columns, j / columns);
            }
        }
        return NumericArray.ofRows(rows);
    }

    @Test
    void decomposesTheStackedMatrix() {
        NumericArray series = noisy(60);
        for (int window : new int[] {10, 30, 50}) {
            MultivariateSpectrum spectrum = MultivariateSpectrum.of(series, window);
            assertArrayEquals(Lapack.svd(trajectory(series, window)).values().toArray(), spectrum.singularValues().toArray(), 1e-9);
            assertArrayEquals(series.toArray(), spectrum.reconstruction(SingularSpectrum.leading(spectrum.count())).toArray(), 1e-9);
        }
    }

    @Test
    void reconstructsByTheDiagonalAverageOfTheTruncatedDecomposition() {
        NumericArray series = noisy(50);
        int window = 20;
        int columns = 31;
        double[][] u = Lapack.svd(trajectory(series, window)).left().toRows();
        double[][] x = trajectory(series, window).toRows();
        double[][] sums = new double[50][2];
        int[] counts = new int[50];
        for (int i = 0; i < window; i++) {
            for (int j = 0; j < columns; j++) {
                counts[i + j]++;
                for (int c = 0; c < 2; c++) {
                    for (int r = 0; r < 3; r++) {
                        for (int k = 0; k < window; k++) {
                            sums[i + j][c] += u[i][r] * u[k][r] * x[k][c * columns + j];
                        }
                    }
                }
            }
        }
        NumericArray reconstruction = MultivariateSpectrum.of(series, window).reconstruction(0, 1, 2);
        for (int t = 0; t < 50; t++) {
            for (int c = 0; c < 2; c++) {
                assertEquals(sums[t][c] / counts[t], reconstruction.get(t, c), 1e-9);
            }
        }
    }

    @Test
    void continuesASignalOfFiniteRankBothWays() {
        MultivariateSpectrum spectrum = MultivariateSpectrum.of(signal(0, 70), 25);
        assertTrue(spectrum.singularValues().at(3) > 1 && spectrum.singularValues().at(4) < 1e-5);
        double[] expected = signal(70, 130).toArray();
        assertArrayEquals(expected, spectrum.columnForecast(60, 0, 1, 2, 3).toArray(), 1e-8);
        assertArrayEquals(expected, spectrum.rowForecast(60, 0, 1, 2, 3).toArray(), 1e-8);
        assertArrayEquals(new double[] {5, 12}, spectrum.subspace(0, 1, 2, 3).periods().toArray(), 1e-8);
    }

    @Test
    void ofOneChannelItIsTheSingularSpectrum() {
        double[] one = noisy(60).column(0).toArray();
        MultivariateSpectrum many = MultivariateSpectrum.of(NumericArray.of(one, 60, 1), 24);
        SingularSpectrum single = SingularSpectrum.of(one, 24);
        assertArrayEquals(single.singularValues().toArray(), many.singularValues().toArray(), 1e-10);
        assertArrayEquals(single.reconstruction(0, 1, 2).toArray(), many.reconstruction(0, 1, 2).toArray(), 1e-10);
        assertArrayEquals(single.recurrentForecast(10, 0, 1).toArray(), many.columnForecast(10, 0, 1).toArray(), 1e-10);
    }

    @Test
    void missingValuesOfASignalOfFiniteRankAreFound() {
        double[] complete = signal(0, 120).toArray();
        double[] gappy = complete.clone();
        RandomStream random = RandomStream.of(9, 0, "gaps");
        for (int i = 0; i < gappy.length; i++) {
            gappy[i] = random.uniform() < 0.2 ? Double.NaN : gappy[i];
        }
        gappy[0] = Double.NaN;
        gappy[gappy.length - 1] = Double.NaN;
        GapFilling filling = GapFilling.of(NumericArray.of(gappy, 120, 2), 30, 4, 500, 1e-12);
        assertArrayEquals(complete, filling.series().toArray(), 1e-8);
        assertTrue(filling.iterations() > 4 && filling.change() <= 1e-12);
    }

    @Test
    void observedValuesAreLeftAsTheyAre() {
        double[] series = noisy(60).column(0).toArray();
        GapFilling complete = GapFilling.of(NumericArray.of(series), 20, 2, 10, 1e-6);
        assertArrayEquals(series, complete.series().toArray());
        double kept = series[31];
        series[30] = Double.NaN;
        double[] filled = GapFilling.of(NumericArray.of(series), 20, 4, 500, 1e-8).series().toArray();
        assertEquals(kept, filled[31]);
        assertTrue(Double.isFinite(filled[30]));
        // at rest a missing value is what SSA reconstructs there
        assertEquals(SingularSpectrum.of(filled, 20).reconstruction(0, 1, 2, 3).at(30), filled[30], 1e-7);
    }

    @Test
    void refusesWhatItCannotFill() {
        double[] gappy = Fits.series(0, 60, t -> t % 3 == 0 ? Double.NaN : Math.sin(t));
        NumericalException slow = assertThrows(NumericalException.class, () -> GapFilling.of(NumericArray.of(gappy), 20, 2, 3, 1e-12));
        assertTrue(slow.getMessage().contains("3 iterations"), slow.getMessage());
        assertThrows(SettingException.class, () -> GapFilling.of(NumericArray.of(gappy), 20, 0, 3, 1e-12));
        assertThrows(SettingException.class, () -> GapFilling.of(NumericArray.of(gappy), 60, 2, 3, 1e-12));
        assertThrows(SettingException.class, () -> GapFilling.of(NumericArray.of(Fits.series(0, 60, t -> Double.NaN)), 20, 2, 3, 1e-6));
        SettingException refused = assertThrows(SettingException.class, () -> SingularSpectrum.of(gappy, 20));
        assertTrue(refused.getMessage().contains("NaN at index 0"), refused.getMessage());
    }
}

package org.paramscope.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodEvidenceTest {

    private static Signal masked(double[] values, double share, long seed) {
        Random random = new Random(seed);
        double[] mask = random.doubles(values.length).map(v -> v < share ? 0 : 1).toArray();
        return Signal.of("s", "", Clock.regular(1, RateUnit.HERTZ), NumericArray.of(values)).withMask(NumericArray.of(mask, mask.length, 1));
    }

    /** For a complete series at regular times the periodogram with a floating mean is the squared Fourier transform, but for a few low lines. */
    @Test
    void theTwoSpectraAgreeOnCompleteSeries() {
        double[] x = new double[600];
        double[] times = new double[600];
        Random random = new Random(2);
        for (int t = 0; t < x.length; t++) {
            times[t] = t;
            x[t] = Math.sin(2 * Math.PI * t / 23.0) + 0.5 * Math.sin(4 * Math.PI * t / 23.0 + 1) + 0.3 * random.nextGaussian();
        }
        x = Trend.removed(x);
        Correlogram regular = Correlogram.of(x);
        Correlogram scattered = Correlogram.scattered(new double[][] {times}, new double[][] {x}, 600);
        assertArrayEquals(regular.correlation(), scattered.correlation(), 0.02);
        for (int k = 20; k < 1000; k++) {
            // the explained sum of squares is 2 / n times the squared transform
            assertEquals(regular.power()[k] * 2 / 600, scattered.power()[k], 0.03 * (1 + scattered.power()[k]), "line " + k);
        }
    }

    /** The explained sum of squares of the definition: a least-squares fit of constant, cosine and sine. */
    @Test
    void thePeriodogramIsALeastSquaresFit() {
        Random random = new Random(3);
        double[] times = random.doubles(40, 0, 60).sorted().toArray();
        double[] x = random.doubles(40, -1, 1).toArray();
        double mean = Arrays.stream(x).average().orElseThrow();
        x = Arrays.stream(x).map(v -> v - mean).toArray();
        Correlogram c = Correlogram.scattered(new double[][] {times}, new double[][] {x}, 60);
        for (int k = 1; k <= c.power().length / 2; k += 7) {
            assertEquals(explained(times, x, (double) k / c.power().length), c.power()[k], 1e-8, "line " + k);
        }
    }

    private static double explained(double[] times, double[] x, double frequency) {
        // Gram-Schmidt of 1, cosine, sine
        int n = x.length;
        double[][] basis = new double[3][n];
        for (int i = 0; i < n; i++) {
            basis[0][i] = 1;
            basis[1][i] = Math.cos(2 * Math.PI * frequency * times[i]);
            basis[2][i] = Math.sin(2 * Math.PI * frequency * times[i]);
        }
        double sum = 0;
        for (int a = 0; a < 3; a++) {
            for (int pass = 0; pass < 2; pass++) {
                for (int b = 0; b < a; b++) {
                    double product = dot(basis[a], basis[b]);
                    for (int i = 0; i < n; i++) {
                        basis[a][i] -= product * basis[b][i];
                    }
                }
            }
            double norm = Math.sqrt(dot(basis[a], basis[a]));
            for (int i = 0; i < n; i++) {
                basis[a][i] /= norm;
            }
            sum += a == 0 ? 0 : Math.pow(dot(basis[a], x), 2);
        }
        return sum;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({"12, 300, 0.3", "57, 1000, 0.3", "57.4, 1000, 0.5", "125, 2000, 0.1", "9, 400, 0.3"})
    void sinesWithMissingValuesHaveTheirPeriod(double period, int length, double share) {
        double[] x = new double[length];
        Random random = new Random(4);
        for (int t = 0; t < length; t++) {
            x[t] = 3 + 0.01 * t + Math.sin(2 * Math.PI * t / period + 1) + 0.3 * random.nextGaussian();
        }
        PeriodEvidence evidence = PeriodEvidence.of(masked(x, share, 5), List.of());
        assertEquals(period, evidence.period().orElseThrow(() -> new AssertionError(evidence.text())).samples(), Math.max(1, 0.02 * period));
        assertTrue(evidence.text().startsWith("Lomb-Scargle"), evidence.text());
    }

    /** Times drawn at random, a wave with overtones that is no sine: the period is told in mean sampling intervals. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void scatteredSamplesOfAPulseHaveItsPeriod(int seed) {
        Random random = new Random(seed);
        double[] times = random.doubles(900, 0, 300).sorted().distinct().toArray();
        double[] x = Arrays.stream(times).map(t -> t % 12 < 2.5 ? 1 : 0).map(v -> v + 0.1 * random.nextGaussian()).toArray();
        Signal s = Signal.of("pulse", "", Clock.irregular(NumericArray.of(times), RateUnit.HERTZ), NumericArray.of(x));
        double interval = (times[times.length - 1] - times[0]) / (times.length - 1);
        PeriodEvidence evidence = PeriodEvidence.of(s, List.of());
        assertEquals(12 / interval, evidence.period().orElseThrow(() -> new AssertionError(evidence.text())).samples(), 1, evidence.text());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.9, 0.97, 1})
    void noiseWithMissingValuesHasNoPeriod(double coefficient) {
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            double[] x = new double[300 + 20 * seed];
            for (int t = 1; t < x.length; t++) {
                x[t] = coefficient * x[t - 1] + random.nextGaussian();
            }
            assertEquals(Optional.empty(), PeriodEvidence.of(masked(x, 0.3, seed), List.of()).period(), "seed " + seed);
        }
    }

    @Test
    void sunspotsKeepTheirPeriodWithoutAThirdOfThem() throws IOException {
        PeriodEvidence evidence = PeriodEvidence.of(masked(SharedData.column("series/sunspots_monthly.csv", 1), 0.3, 1), List.of());
        assertEquals(125, evidence.period().orElseThrow().samples(), 3, evidence.text());
    }

    @Test
    void channelsAreJudgedTogether() throws IOException {
        int n = 3000;
        double[] values = new double[n * 6];
        for (int c = 0; c < 6; c++) {
            double[] column = SharedData.column("accel-imuf/walking_shin_acc_gyr_50hz_240s.csv", c + 1);
            for (int t = 0; t < n; t++) {
                values[t * 6 + c] = column[t];
            }
        }
        Signal all = Signal.of("walk", "", Clock.regular(50, RateUnit.HERTZ), NumericArray.owned(values, n, 6));
        PeriodEvidence evidence = PeriodEvidence.of(all, List.of());
        int period = evidence.period().orElseThrow().samples();
        assertTrue(period == 56 || period == 57, evidence.text());
        assertTrue(evidence.text().contains("6 channels"), evidence.text());
    }

    /** One sine among eight channels of noise is lost in their sum. */
    @Test
    void aPeriodOfOneChannelAmongManyIsFound() {
        Random random = new Random(6);
        double[] values = random.doubles(9 * 500, -1, 1).toArray();
        for (int t = 0; t < 500; t++) {
            values[t * 9 + 4] += 2 * Math.sin(2 * Math.PI * t / 20);
        }
        Signal all = Signal.of("s", "", Clock.regular(1, RateUnit.HERTZ), NumericArray.owned(values, 500, 9));
        PeriodEvidence evidence = PeriodEvidence.of(all, List.of());
        assertEquals(20, evidence.period().orElseThrow().samples());
        assertTrue(evidence.text().startsWith("autocorrelation of 5 0."), evidence.text());
    }

    @Test
    void theEvidenceIsTold() {
        double[] x = new double[1000];
        for (int t = 0; t < x.length; t++) {
            x[t] = Math.sin(2 * Math.PI * t / 50) + 0.8 * Math.sin(2 * Math.PI * t / 35.3);
        }
        PeriodEvidence beats = PeriodEvidence.of(x);
        assertTrue(beats.candidates().size() >= 2, beats.toString());
        double[] sine = new double[1000];
        Arrays.setAll(sine, t -> Math.sin(2 * Math.PI * t / 50.0));
        PeriodEvidence one = PeriodEvidence.of(sine);
        assertEquals("autocorrelation 1.00 at 50 samples", one.text().substring(0, 34));
        assertEquals(one.period().orElseThrow().samples(), one.candidates().getFirst().samples());
        PeriodEvidence noise = PeriodEvidence.of(new Random(1).doubles(1000).toArray());
        assertTrue(noise.text().startsWith("no period dominates: the strongest candidate has autocorrelation 0."), noise.text());
        assertEquals(Optional.empty(), PeriodEvidence.of(Signal.of("s", "", Clock.regular(1, RateUnit.HERTZ),
                NumericArray.zeros(100)), List.of()).period());
    }

    /** The longest stretch counts. */
    @Test
    void seamsAreNotCrossed() {
        double[] x = new double[700];
        for (int t = 0; t < x.length; t++) {
            x[t] = t < 200 ? 5 * Math.sin(2 * Math.PI * t / 31) : Math.sin(2 * Math.PI * t / 20);
        }
        Signal s = Signal.of("s", "", Clock.regular(1, RateUnit.HERTZ), NumericArray.of(x));
        assertEquals(20, PeriodEvidence.of(s, List.of(200)).period().orElseThrow().samples());
    }
}

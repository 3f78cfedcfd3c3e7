package org.paramscope.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodTest {

    private static final String IMUF = "accel-imuf/walking_shin_acc_gyr_50hz_240s.csv";

    @Test
    void sunspotsRepeatAfterTenAndAHalfYears() throws IOException {
        Period period = Period.of(SharedData.column("series/sunspots_monthly.csv", 1)).orElseThrow();
        assertEquals(125, period.samples());
        assertEquals(0.57, period.correlation(), 0.005);
        assertTrue(period.confirmation().contains("1/125"), period.confirmation());
    }

    @ParameterizedTest
    @CsvSource({"co2,12", "AirPassengers,12", "nottem,12", "USAccDeaths,12", "ldeaths,12", "UKgas,4", "sunspot_year,11", "lynx,10"})
    void seasonsAndCyclesOfClassicSeries(String series, int expected) throws IOException {
        assertEquals(expected, Period.of(SharedData.column("series/" + series + ".csv", 1)).orElseThrow().samples());
    }

    /** The stride of this walk is 1.12 to 1.14 s at 50 Hz; within a minute the pace is steady. */
    @ParameterizedTest
    @ValueSource(ints = {3000, 8000})
    void everyChannelOfAWalkHasTheSameStride(int samples) throws IOException {
        for (int channel = 1; channel <= 6; channel++) {
            double[] x = Arrays.copyOf(SharedData.column(IMUF, channel), samples);
            int period = Period.of(x).orElseThrow().samples();
            assertTrue(period == 56 || period == 57, "channel " + channel + ": " + period);
        }
    }

    @Test
    void theShinTurnsMostRegularly() throws IOException {
        double[] x = SharedData.column(IMUF, 5);
        assertEquals(0.92, Period.of(Arrays.copyOf(x, 3000)).orElseThrow().correlation(), 0.005);
        assertEquals(0.95, Period.of(Arrays.copyOfRange(x, 6000, 9000)).orElseThrow().correlation(), 0.005);
    }

    @Test
    void theStrideIsFoundThoughTheShankRingsFaster() throws IOException {
        // over four minutes the pace drifts and a ringing of 5.6 samples correlates almost as highly
        assertEquals(56, Period.of(SharedData.column(IMUF, 2)).orElseThrow().samples());
    }

    @Test
    void theStrideOfAPhoneInAPocket() throws IOException {
        Period period = Period.of(SharedData.column("accel-motionsense/user0_walk_userAcceleration_x.csv", 1)).orElseThrow();
        assertEquals(53, period.samples(), "1.06 s at 50 Hz");
        assertEquals(0.69, period.correlation(), 0.01);
    }

    @ParameterizedTest
    @CsvSource({"4, 200", "12, 100", "57, 1000", "57.4, 1000", "125, 2000", "250, 1000"})
    void sinesHaveTheirPeriod(double period, int length) {
        double[] x = new double[length];
        for (int t = 0; t < length; t++) {
            x[t] = 3 + 0.01 * t + Math.sin(2 * Math.PI * t / period + 1);
        }
        Period found = Period.of(x).orElseThrow();
        assertEquals(period, found.samples(), Math.max(1, 0.02 * period));
        assertTrue(found.correlation() > 0.9);
    }

    @Test
    void overtonesDoNotHideTheFundamental() {
        double[] x = new double[1200];
        for (int t = 0; t < x.length; t++) {
            x[t] = t % 60 < 5 ? 1 : 0;
        }
        assertEquals(60, Period.of(x).orElseThrow().samples());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.9, 0.97, 1})
    void rednoiseHasNoPeriod(double coefficient) {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            double[] x = new double[300 + 40 * seed];
            for (int t = 1; t < x.length; t++) {
                x[t] = coefficient * x[t - 1] + random.nextGaussian();
            }
            assertEquals(Optional.empty(), Period.of(x), "seed " + seed);
        }
    }

    @Test
    void whiteNoiseHasNoPeriod() {
        for (int seed = 0; seed < 60; seed++) {
            double[] x = new Random(seed).doubles(500 + 20 * seed).toArray();
            assertEquals(Optional.empty(), Period.of(x), "seed " + seed);
        }
    }

    @Test
    void linesAndShortSeriesHaveNoPeriod() {
        assertEquals(Optional.empty(), Period.of(new double[0]));
        assertEquals(Optional.empty(), Period.of(new double[] {1, 2, 1, 2, 1, 2, 1}));
        double[] line = new double[100];
        Arrays.setAll(line, t -> 0.1 + 0.3 * t);
        assertEquals(Optional.empty(), Period.of(line));
        assertEquals(Optional.empty(), Period.of(new double[100]));
        double[] broken = new double[100];
        broken[7] = Double.NaN;
        assertThrows(SettingException.class, () -> Period.of(broken));
    }

    @Test
    void productsEqualTheirDirectSums() {
        double[] x = new Random(5).doubles(301, -1, 1).toArray();
        double[] sums = Fourier.products(x, 75);
        for (int lag = 0; lag <= 75; lag++) {
            double sum = 0;
            for (int t = 0; t + lag < x.length; t++) {
                sum += x[t] * x[t + lag];
            }
            assertEquals(sum, sums[lag], 1e-12, "lag " + lag);
        }
    }

    @Test
    void transformEqualsItsDefinition() {
        double[] re = new Random(6).doubles(16).toArray();
        double[] im = new Random(7).doubles(16).toArray();
        double[] expectedRe = new double[16];
        double[] expectedIm = new double[16];
        for (int k = 0; k < 16; k++) {
            for (int t = 0; t < 16; t++) {
                double angle = -2 * Math.PI * k * t / 16;
                expectedRe[k] += re[t] * Math.cos(angle) - im[t] * Math.sin(angle);
                expectedIm[k] += re[t] * Math.sin(angle) + im[t] * Math.cos(angle);
            }
        }
        Fourier.transform(re, im);
        assertArrayEquals(expectedRe, re, 1e-13);
        assertArrayEquals(expectedIm, im, 1e-13);
    }
}

package org.paramscope.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paramscope.data.Clock;
import org.paramscope.data.Dataset;
import org.paramscope.data.Period;
import org.paramscope.data.Progress;
import org.paramscope.data.RateUnit;
import org.paramscope.data.Recording;
import org.paramscope.data.settings.SettingsSchema;

class DatasetsTest {

    private static Recording open(Classic dataset) throws Exception {
        return dataset.open(new Classic.Settings(), Progress.none());
    }

    private static Optional<Period> period(Recording recording) {
        return Period.of(recording.signal().values().toArray());
    }

    static List<Dataset<?>> all() {
        return List.of(new Sunspots(), new Co2(), new AirPassengers(), new Ecg208(), new Sine(), new TwoSines(), new DriftingPeriod(), new VanDerPol());
    }

    @ParameterizedTest
    @MethodSource("all")
    void opensTwiceAlikeWithAnOrigin(Dataset<?> dataset) throws Exception {
        Recording first = openWithDefaults(dataset);
        assertEquals(first, openWithDefaults(dataset));
        assertFalse(first.origin().title().isEmpty());
        assertFalse(first.origin().source().isEmpty());
        assertFalse(first.origin().licence().isEmpty());
        assertEquals(64, first.origin().sha256().length());
        assertEquals(!(dataset instanceof Classic), first.origin().simulated());
        assertTrue(Arrays.stream(first.signal().values().toArray()).allMatch(Double::isFinite));
    }

    private static <S extends Record> Recording openWithDefaults(Dataset<S> dataset) throws Exception {
        @SuppressWarnings("unchecked")
        SettingsSchema<S> schema = (SettingsSchema<S>) SettingsSchema.ofContribution(dataset.getClass(), Dataset.class);
        return dataset.open(schema.defaults(), Progress.none());
    }

    @Test
    void sunspotsAreTheMonthlySeriesOfR() throws Exception {
        Recording r = open(new Sunspots());
        assertEquals(2820, r.signal().length());
        assertEquals(58.0, r.signal().values().at(0));
        assertEquals(33.4, r.signal().values().at(2819));
        assertEquals(51.26596, Arrays.stream(r.signal().values().toArray()).average().orElseThrow(), 1e-5, "mean(sunspots) in R");
        assertEquals(new Clock.Regular(12, RateUnit.PER_YEAR, 1749), r.signal().clock());
        Period period = period(r).orElseThrow();
        assertEquals(125, period.samples());
        assertEquals(0.57, period.correlation(), 0.005);
    }

    @Test
    void co2AndAirPassengersAreTheSeriesOfR() throws Exception {
        Recording co2 = open(new Co2());
        assertEquals(468, co2.signal().length());
        assertEquals("ppm", co2.signal().unit());
        assertEquals(337.0535, Arrays.stream(co2.signal().values().toArray()).average().orElseThrow(), 1e-4, "mean(co2) in R");
        assertEquals(12, period(co2).orElseThrow().samples());
        Recording air = open(new AirPassengers());
        assertEquals(144, air.signal().length());
        assertEquals(40363, Arrays.stream(air.signal().values().toArray()).sum(), "sum(AirPassengers) in R");
        assertEquals(12, period(air).orElseThrow().samples());
    }

    /** Mean and standard deviation as the documentation of scipy.misc.electrocardiogram states them. */
    @Test
    void theElectrocardiogramIsThatOfSciPyAndNothingDominates() throws Exception {
        Recording r = open(new Ecg208());
        double[] x = r.signal().values().toArray();
        assertEquals(108_000, x.length);
        double mean = Arrays.stream(x).average().orElseThrow();
        assertEquals(-0.16510875, mean, 1e-10);
        assertEquals(0.5992473991177294, Math.sqrt(Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow()), 1e-12);
        assertEquals(-0.245, x[0]);
        assertEquals(-0.385, x[107_999]);
        assertEquals("mV", r.signal().unit());
        assertEquals(Clock.regular(360, RateUnit.HERTZ), r.signal().clock());
        assertEquals(Optional.empty(), period(r));
        assertEquals(Optional.empty(), Period.of(Arrays.copyOf(x, 72_000)), "nor in its first two thirds");
    }

    @Test
    void theSineIsTheClosedForm() {
        Recording r = new Sine().open(new Sine.Settings(100, 12.5, 2, 0.3, 0, 1), Progress.none());
        for (int t = 0; t < 100; t++) {
            assertEquals(2 * Math.sin(2 * Math.PI * t / 12.5 + 0.3), r.signal().values().at(t), 1e-12);
        }
        Recording noise = new Sine().open(new Sine.Settings(100_000, 50, 0, 0, 2, 3), Progress.none());
        double power = Arrays.stream(noise.signal().values().toArray()).map(v -> v * v).average().orElseThrow();
        assertEquals(4, power, 4 * 4 * Math.sqrt(2.0 / 100_000), "four standard errors of the variance");
        assertNotEquals(noise, new Sine().open(new Sine.Settings(100_000, 50, 0, 0, 2, 4), Progress.none()));
    }

    /** The sum of sines of frequencies f and g obeys x(t+4) = a x(t+3) + b x(t+2) + a x(t+1) - x(t). */
    @Test
    void twoSinesObeyTheirRecurrence() {
        Recording r = new TwoSines().open(new TwoSines.Settings(500, 20, 1, 0.7, 0, 1), Progress.none());
        double[] x = r.signal().values().toArray();
        double c = 2 * Math.cos(2 * Math.PI / 20);
        double d = 2 * Math.cos(2 * Math.PI / (20 * Math.sqrt(2)));
        for (int t = 0; t + 4 < x.length; t++) {
            assertEquals((c + d) * (x[t + 3] + x[t + 1]) - (2 + c * d) * x[t + 2] - x[t], x[t + 4], 1e-10);
        }
    }

    @Test
    void theDriftingPeriodKeepsItsMedianAndDrifts() {
        Recording still = new DriftingPeriod().open(new DriftingPeriod.Settings(3000, 57, 0, 0.5, 0, 1), Progress.none());
        double[] x = still.signal().values().toArray();
        for (int t = 57; t < x.length; t++) {
            assertEquals(x[t - 57], x[t], 1e-9, "without drift it is periodic");
        }
        for (int seed = 1; seed <= 5; seed++) {
            Recording r = new DriftingPeriod().open(new DriftingPeriod.Settings(6000, 57, 0.03, 0.5, 0.1, seed), Progress.none());
            Period period = period(r).orElseThrow();
            assertEquals(57, period.samples(), 3);
            assertTrue(period.correlation() < 0.99);
        }
    }

    /** Period and amplitude of the limit cycle for mu = 1 by Andersen and Geer (1982). */
    @Test
    void theOscillatorRunsIntoItsCycle() {
        double interval = 0.05;
        Recording regular = new VanDerPol().open(new VanDerPol.Settings(1, 4000, interval, 0, 0, 0, 1), Progress.none());
        assertEquals(Clock.regular(20, RateUnit.HERTZ), regular.signal().clock());
        assertTrue(regular.signal().mask().isEmpty());
        double[] x = Arrays.copyOfRange(regular.signal().values().toArray(), 2000, 4000);
        assertEquals(2.00862, Arrays.stream(x).max().orElseThrow(), 1e-3);
        double[] crossings = IntStream.range(1, x.length).filter(t -> x[t - 1] < 0 && x[t] >= 0)
                .mapToDouble(t -> t - 1 + x[t - 1] / (x[t - 1] - x[t])).toArray();
        assertEquals(6.66328686, interval * (crossings[crossings.length - 1] - crossings[0]) / (crossings.length - 1), 1e-4);

        Recording harmonic = new VanDerPol().open(new VanDerPol.Settings(0, 500, 0.3, 0.5, 0, 0, 2), Progress.none());
        for (int t = 0; t < 500; t++) {
            assertEquals(3 * Math.cos(harmonic.signal().clock().time(t)), harmonic.signal().values().at(t), 1e-5);
        }
        Recording sparse = new VanDerPol().open(new VanDerPol.Settings(1, 10_000, 0.3, 0.5, 0.3, 0.1, 3), Progress.none());
        double[] mask = sparse.signal().mask().orElseThrow().toArray();
        assertEquals(0.7, Arrays.stream(mask).average().orElseThrow(), 0.02);
        for (int t = 1; t < 10_000; t++) {
            double gap = sparse.signal().clock().time(t) - sparse.signal().clock().time(t - 1);
            assertTrue(gap >= 0.149 && gap <= 0.451);
            assertTrue(mask[t] == 1 || sparse.signal().values().at(t) == 0);
        }
        assertEquals(3000 * 0.3, sparse.signal().clock().time(3000), 15);
    }
}

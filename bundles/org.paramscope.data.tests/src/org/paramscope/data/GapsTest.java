package org.paramscope.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Windows that hold missing values, and windows at times of their own. */
class GapsTest {

    private static final Clock CLOCK = Clock.regular(1, RateUnit.HERTZ);

    private static Signal signal(Clock clock, int channels, double... values) {
        return Signal.of("s", "", clock, NumericArray.of(values, values.length / channels, channels));
    }

    /** NaN marks what is missing. */
    private static Signal gappy(int channels, double... values) {
        Signal s = signal(CLOCK, channels, values);
        return s.withMask(NumericArray.owned(Arrays.stream(values).map(v -> Double.isNaN(v) ? 0 : 1).toArray(), s.values().shape()));
    }

    private static Split split(Signal signal, WindowPlan plan) {
        return Windows.split(signal, List.of(), plan, SplitPlan.trainOnly(), new Standardize(), new Standardize.Settings(false, false));
    }

    @Test
    void missingValuesStandAsZeroAndAreMarked() {
        double no = Double.NaN;
        Samples s = split(gappy(1, 1, 2, no, 4, 5, no, no, no, 9), new WindowPlan(2, 1, 1).withGaps()).train();
        assertEquals(new SampleShape(2, 1, 1, 2, false, true), s.shape());
        // windows (2,-) (-,4) (4,5) (5,-): those from 6 on have less than half of their values or of their past
        assertArrayEquals(new int[] {1, 2, 4}, s.starts());
        assertEquals(NumericArray.of(new double[] {2, 0, 0, 4, 5, 0}, 3, 2), s.input());
        assertEquals(NumericArray.of(new double[] {1, 2, 4}, 3, 1), s.past());
        assertEquals(NumericArray.of(new double[] {1, 1, 0, 1, 0, 1, 1, 1, 0}, 3, 3), s.inputs().get(Samples.OBSERVED));
        assertTrue(s.observed(0, 0));
        assertFalse(s.observed(0, 1));
        assertTrue(s.observed(1, 1));
        // sample 1 lies in one window, 3 in one, 4 in one; 2 and 5 are missing
        assertArrayEquals(new double[] {0.5, 0.5, 0.5}, s.weights().toArray(), 1e-15);
        assertEquals(3, s.distinct());
        assertEquals(2, s.select(new int[] {0, 0, 1}).distinct());
    }

    @Test
    void withoutTheWordGapsAreLeftOutAsBefore() {
        Signal signal = gappy(1, 1, 2, Double.NaN, 4, 5, 6);
        Samples s = split(signal, new WindowPlan(2, 1, 0)).train();
        assertFalse(s.shape().gaps());
        assertArrayEquals(new int[] {0, 3, 4}, s.starts());
    }

    /** A signal in which nothing is missing gives the same samples, whatever the plan says of gaps. */
    @RepeatedTest(20)
    void completeSignalsAreCutAsEver(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int channels = 1 + random.nextInt(3);
        Signal plain = signal(CLOCK, channels, random.doubles(120L * channels).toArray());
        double[] ones = new double[120 * channels];
        Arrays.fill(ones, 1);
        WindowPlan plan = new WindowPlan(1 + random.nextInt(6), 1 + random.nextInt(3), random.nextInt(4));
        Split expected = Windows.split(plain, List.of(50), plan, SplitPlan.standard());
        Split other = Windows.split(plain.withMask(NumericArray.owned(ones, 120, channels)), List.of(50), plan.withGaps(), SplitPlan.standard());
        assertEquals(expected.test().shape(), other.test().shape());
        assertEquals(expected.train().inputs(), other.train().inputs());
        assertEquals(expected.test().input(), other.test().input());
        assertEquals(expected.train().weights(), other.train().weights());
        assertEquals(expected.train().distinct(), other.train().distinct());
    }

    /** The window length times the sum of the weights is the number of observed samples, and half of each window is observed. */
    @RepeatedTest(50)
    void weightsCountObservedValues(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int channels = 1 + random.nextInt(3);
        double[] values = random.doubles(100L * channels).map(v -> v < 0.3 ? Double.NaN : v).toArray();
        WindowPlan plan = new WindowPlan(1 + random.nextInt(8), 1 + random.nextInt(4), random.nextInt(4)).withGaps();
        Samples s = split(gappy(channels, values), plan).train();
        double sum = Arrays.stream(s.weights().toArray()).sum();
        assertEquals(s.distinct(), plan.length() * sum, 0.5 + 1e-9);
        boolean[] seen = new boolean[values.length];
        double observed = 0;
        for (int i = 0; i < s.count(); i++) {
            int here = 0;
            for (int j = 0; j < s.shape().size(); j++) {
                int at = s.starts()[i] * channels + j;
                assertEquals(!Double.isNaN(values[at]), s.observed(i, j));
                assertEquals(s.observed(i, j) ? values[at] : 0, s.input().at(i * s.shape().size() + j));
                here += s.observed(i, j) ? 1 : 0;
                observed += s.observed(i, j) && !seen[at] ? 1 : 0;
                seen[at] = true;
            }
            assertTrue(2 * here >= s.shape().size());
        }
        assertEquals(observed / channels, plan.length() * sum, 1e-9);
        assertEquals(s.distinct(), s.select(java.util.stream.IntStream.range(0, s.count()).toArray()).distinct());
    }

    @Test
    void standardisationCountsObservedValuesOfEachChannel() {
        double no = Double.NaN;
        Signal s = gappy(2, 1, 10, no, 20, 3, no, 5, 40);
        Split split = Windows.split(s, List.of(), new WindowPlan(2, 1, 0).withGaps(), SplitPlan.trainOnly());
        Standardize.Scaling scaling = (Standardize.Scaling) split.transform();
        assertArrayEquals(new double[] {3, 70.0 / 3}, scaling.mean().toArray(), 1e-12);
        assertEquals(Math.sqrt(8.0 / 3), scaling.deviation().at(0), 1e-12);
        double[] back = split.invert(split.train().input()).toArray();
        assertEquals(1, back[0], 1e-12);
        assertEquals(3, back[2], 1e-12, "what is missing stands as the mean");
    }

    @Test
    void nothingObservedInAChannelIsRefused() {
        double no = Double.NaN;
        Signal s = gappy(2, 1, no, 2, no, 3, no, 4, no, 5, 1);
        SettingException e = assertThrows(SettingException.class,
                () -> Windows.split(s, List.of(), new WindowPlan(1, 1, 0).withGaps(), new SplitPlan(0.8, 0, 0)));
        assertEquals("setting 'channel 2' is missing on the whole training part: a channel that is observed there is needed", e.getMessage());
        Signal hole = gappy(1, 1, no, no, 2);
        assertThrows(SettingException.class, () -> split(hole, new WindowPlan(4, 1, 0)));
    }

    @Test
    void irregularTimesComeAlong() {
        NumericArray times = NumericArray.of(new double[] {0, 1, 3, 4, 8, 9, 10});
        Signal s = signal(Clock.irregular(times, RateUnit.HERTZ), 1, 0, 1, 2, 3, 4, 5, 6);
        Samples samples = split(s, new WindowPlan(2, 2, 1)).train();
        assertTrue(samples.shape().irregular());
        double mean = 10.0 / 6;
        assertArrayEquals(new int[] {1, 3, 5}, samples.starts());
        assertArrayEquals(new double[] {-1 / mean, 0, 2 / mean, -1 / mean, 0, 4 / mean, -1 / mean, 0, 1 / mean},
                samples.inputs().get(Samples.TIMES).toArray(), 1e-12);
    }

    /** A pause at a seam and the jitter of a clock make no irregular times. */
    @Test
    void seamsAndJitterAreRegular() {
        double[] times = new double[400];
        Random random = new Random(1);
        for (int i = 0; i < times.length; i++) {
            times[i] = i + 0.04 * random.nextDouble() + (i < 200 ? 0 : 77);
        }
        Signal s = signal(Clock.irregular(NumericArray.of(times), RateUnit.HERTZ), 1, random.doubles(400).toArray());
        Samples cut = Windows.split(s, List.of(200), new WindowPlan(5, 1, 0), SplitPlan.trainOnly()).train();
        assertFalse(cut.shape().irregular());
        assertTrue(Windows.split(s, List.of(), new WindowPlan(5, 1, 0), SplitPlan.trainOnly()).train().shape().irregular() == false,
                "one step in four hundred is no other sampling");
        for (int i = 300; i < times.length; i++) {
            times[i] = times[299] + 2 * (i - 299);
        }
        Signal slower = signal(Clock.irregular(NumericArray.of(times), RateUnit.HERTZ), 1, random.doubles(400).toArray());
        assertTrue(Windows.split(slower, List.of(200), new WindowPlan(5, 1, 0), SplitPlan.trainOnly()).train().shape().irregular());
    }
}

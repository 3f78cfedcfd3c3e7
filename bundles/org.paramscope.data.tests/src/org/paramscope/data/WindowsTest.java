package org.paramscope.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class WindowsTest {

    private static final Clock CLOCK = Clock.regular(1, RateUnit.HERTZ);

    private static Signal ramp(int length, int channels) {
        double[] values = new double[length * channels];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return Signal.of("ramp", "", CLOCK, NumericArray.owned(values, length, channels));
    }

    @Test
    void rowsAreTheTrajectoryMatrix() {
        Samples s = Windows.of(ramp(5, 1).values(), List.of(), new WindowPlan(3, 1, 0));
        assertEquals(NumericArray.of(new double[] {0, 1, 2, 1, 2, 3, 2, 3, 4}, 3, 3), s.input());
        assertSame(s.input(), s.target());
        assertEquals(5, s.distinct());
        // samples 0 to 4 lie in 1, 2, 3, 2, 1 windows
        double first = (1 + 1 / 2.0 + 1 / 3.0) / 3;
        double second = (1 / 2.0 + 1 / 3.0 + 1 / 2.0) / 3;
        assertArrayEquals(new double[] {first, second, first}, s.weights().toArray(), 1e-15);
    }

    @Test
    void channelsLieTogetherTimeStepByTimeStep() {
        Samples s = Windows.of(ramp(4, 2).values(), List.of(), new WindowPlan(2, 2, 0));
        assertEquals(NumericArray.of(new double[] {0, 1, 2, 3, 4, 5, 6, 7}, 2, 4), s.input());
        assertEquals(new SampleShape(2, 2, 0, 4), s.shape());
    }

    @Test
    void thePastPrecedesTheWindow() {
        Samples s = Windows.of(ramp(6, 1).values(), List.of(), new WindowPlan(2, 1, 3));
        assertArrayEquals(new int[] {3, 4}, s.starts());
        assertEquals(NumericArray.of(new double[] {0, 1, 2, 1, 2, 3}, 2, 3), s.past());
        assertEquals(NumericArray.of(new double[] {3, 4, 4, 5}, 2, 2), s.input());
    }

    @RepeatedTest(50)
    void theLongestWindowFitsAndNoLonger(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int length = 30 + random.nextInt(400);
        SplitPlan shares = new SplitPlan(0.3 + 0.3 * random.nextDouble(), random.nextInt(3) / 10.0, random.nextInt(3) / 10.0);
        int longest = Windows.longest(length, shares);
        Split split = Windows.split(ramp(length, 1), List.of(), new WindowPlan(longest, 1, 0), shares);
        assertTrue(split.train().count() > 0);
        assertThrows(SettingException.class,
                () -> Windows.split(ramp(length, 1), List.of(), new WindowPlan(longest + 1, 1, 0), shares));
    }

    @RepeatedTest(200)
    void partsShareNoSampleAndNothingCrossesASeam(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int length = 60 + random.nextInt(200);
        int channels = 1 + random.nextInt(3);
        WindowPlan plan = new WindowPlan(1 + random.nextInt(8), 1 + random.nextInt(5), random.nextInt(5));
        TreeSet<Integer> seams = new TreeSet<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            seams.add(1 + random.nextInt(length - 1));
        }
        Split split;
        try {
            split = Windows.split(ramp(length, channels), List.copyOf(seams), plan, new SplitPlan(0.5, 0.25, 0.25));
        } catch (SettingException tooShort) {
            assertEquals("window", tooShort.setting());
            return;
        }
        BitSet train = used(split.train(), plan, seams);
        BitSet validation = used(split.validation(), plan, seams);
        BitSet test = used(split.test(), plan, seams);
        assertTrue(train.length() + plan.length() <= validation.nextSetBit(0), "a gap of one window after training");
        assertTrue(validation.length() + plan.length() <= test.nextSetBit(0), "a gap of one window after validation");
        assertTrue(test.length() <= length);
        for (Samples part : List.of(split.train(), split.validation(), split.test())) {
            holdsTheSignal(part, split, channels, plan);
        }
    }

    private static BitSet used(Samples samples, WindowPlan plan, TreeSet<Integer> seams) {
        BitSet used = new BitSet();
        int[] starts = samples.starts();
        double weight = 0;
        for (int i = 0; i < starts.length; i++) {
            int start = starts[i];
            used.set(start, start + plan.length());
            Integer seam = seams.higher(start - plan.past());
            assertTrue(seam == null || seam >= start + plan.length(), "no seam inside a window or its past");
            assertEquals(seams.headSet(start, true).size(), samples.groups()[i], "a group per stretch");
            weight += samples.weights().at(i);
        }
        assertEquals(used.cardinality(), samples.distinct());
        assertEquals(samples.distinct(), weight * plan.length(), 1e-9, "weights count every sample once");
        return used;
    }

    private static void holdsTheSignal(Samples part, Split split, int channels, WindowPlan plan) {
        NumericArray windows = split.invert(part.input());
        int[] starts = part.starts();
        for (int i = 0; i < starts.length; i++) {
            for (int k = 0; k < plan.length() * channels; k++) {
                assertEquals(starts[i] * channels + k, windows.get(i, k), 1e-9);
            }
        }
    }

    @Test
    void scalesByTheTrainingPartOnly() {
        double[] values = new double[120];
        Random random = new Random(3);
        for (int t = 0; t < values.length; t++) {
            values[t] = t < 60 ? random.nextGaussian() : 1e6 * random.nextGaussian();
        }
        Split split = Windows.split(Signal.of("s", "", CLOCK, NumericArray.of(values)), List.of(), new WindowPlan(4, 1, 0),
                new SplitPlan(0.5, 0.25, 0.25));
        Standardize.Scaling scaling = (Standardize.Scaling) split.transform();
        double mean = Arrays.stream(values, 0, 60).average().orElseThrow();
        double variance = Arrays.stream(values, 0, 60).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        assertEquals(mean, scaling.mean().at(0), 1e-12);
        assertEquals(Math.sqrt(variance), scaling.deviation().at(0), 1e-12);
        assertEquals(new Split.Ranges(0, 60, 64, 90, 94, 120), split.ranges());
    }

    @Test
    void partsWithoutAShareAreEmpty() {
        Split split = Windows.split(ramp(50, 1), List.of(), new WindowPlan(10, 1, 0), SplitPlan.trainOnly());
        assertEquals(41, split.train().count());
        assertEquals(0, split.validation().count());
        assertEquals(0, split.test().count());
        Split two = Windows.split(ramp(90, 1), List.of(), new WindowPlan(10, 1, 0), new SplitPlan(2.0 / 3, 0, 1.0 / 3));
        assertEquals(0, two.validation().count());
        assertEquals(70, two.ranges().testFrom());
    }

    @Test
    void aWindowLongerThanTheSeriesIsRefusedWithBothNumbers() {
        SettingException refusal = assertThrows(SettingException.class,
                () -> Windows.split(ramp(252, 1), List.of(), new WindowPlan(300, 1, 0), SplitPlan.standard()));
        assertEquals("setting 'window' is 300: the series has 252 samples: an integer from 1 to 252 is allowed", refusal.getMessage());
        SettingException part = assertThrows(SettingException.class,
                () -> Windows.split(ramp(120, 1), List.of(), new WindowPlan(15, 1, 0), new SplitPlan(0.5, 0.2, 0.3)));
        assertEquals("setting 'window' is 15: the validation part with its gap has 24 samples: an integer from 1 to 12 is allowed",
                part.getMessage());
        assertEquals(1, Windows.split(ramp(120, 1), List.of(), new WindowPlan(12, 1, 0), new SplitPlan(0.5, 0.2, 0.3)).validation().count(),
                "what the message allows is allowed");
        SettingException seam = assertThrows(SettingException.class,
                () -> Windows.of(ramp(20, 1).values(), List.of(8), new WindowPlan(13, 1, 0)));
        assertEquals("setting 'window' is 13: the longest stretch of the series has 12 samples: an integer from 1 to 12 is allowed",
                seam.getMessage());
        assertThrows(SettingException.class, () -> new WindowPlan(0, 1, 0));
        assertThrows(SettingException.class, () -> new WindowPlan(1, 0, 0));
        assertThrows(SettingException.class, () -> new SplitPlan(0.9, 0.2, 0));
        assertThrows(SettingException.class, () -> new SplitPlan(0, 0.5, 0.5));
        assertThrows(SettingException.class, () -> new SplitPlan(Double.NaN, 0, 0));
    }

    @Test
    void windowsThatWouldNotFitAreRefusedWithTheFigure() {
        SettingException refusal = assertThrows(SettingException.class, () -> Windows.requireMemory(10_000_000, 570_000_000, 400 << 20));
        assertEquals("setting 'stride' is too small for this series: 10000000 windows need 4349 MB and 400 MB are available: "
                + "a larger stride or a shorter window is allowed", refusal.getMessage());
        assertThrows(SettingException.class, () -> Windows.requireMemory(100_000_000, 3_000_000_000L, Long.MAX_VALUE));
        Windows.requireMemory(1000, 57_000, 57_000 * 8);
    }

    @Test
    void missingValuesAreLeftOut() {
        double[] values = {1, 2, 3, Double.NaN, 5, 6, 7, 9, 8, 10};
        double[] mask = {1, 1, 1, 0, 1, 1, 1, 1, 1, 1};
        Signal signal = new Signal("s", "", CLOCK, NumericArray.of(values, 10, 1), List.of("s"), SignalLayout.CHANNELS,
                Optional.of(NumericArray.of(mask, 10, 1)));
        Split split = Windows.split(signal, List.of(), new WindowPlan(2, 1, 0), SplitPlan.trainOnly());
        assertArrayEquals(new int[] {0, 1, 4, 5, 6, 7, 8}, split.train().starts());
        assertEquals(9, split.train().distinct());
        assertEquals(51 / 9.0, ((Standardize.Scaling) split.transform()).mean().at(0), 1e-12);
    }

    @Test
    void selectKeepsRowsTogether() {
        Samples s = Windows.of(ramp(20, 1).values(), List.of(10), new WindowPlan(3, 1, 2)).select(new int[] {7, 0, 0});
        assertArrayEquals(new int[] {13, 2, 2}, s.starts());
        assertArrayEquals(new int[] {1, 0, 0}, s.groups());
        assertEquals(13, s.input().get(0, 0));
        assertEquals(11, s.past().get(0, 0));
        assertSame(s.input(), s.target());
        assertEquals(6, s.distinct());
    }

    @Test
    void tablesAreSamplesToo() {
        Samples s = Samples.table(NumericArray.zeros(4, 3), NumericArray.zeros(4, 2));
        assertEquals(new SampleShape(3, 1, 0, 2), s.shape());
        assertEquals(4, s.distinct());
        assertEquals(2, s.select(new int[] {3, 1, 3}).distinct());
        assertEquals(NumericArray.zeros(4, 0), s.past());
        assertThrows(ShapeException.class, () -> Samples.table(NumericArray.zeros(4, 3), NumericArray.zeros(5, 2)));
    }

    @Test
    void standardisationInvertsAndRefusesConstants() {
        Random random = new Random(1);
        NumericArray x = NumericArray.owned(random.doubles(60, -5, 9).toArray(), 20, 3);
        for (Standardize.Settings settings : List.of(new Standardize.Settings(), new Standardize.Settings(true, false),
                new Standardize.Settings(false, true), new Standardize.Settings(false, false))) {
            Standardize.Scaling scaling = new Standardize().fit(settings, x);
            assertArrayEquals(x.toArray(), scaling.invert(scaling.apply(x)).toArray(), 1e-12);
        }
        NumericArray scaled = new Standardize().fit(new Standardize.Settings(), x).apply(x);
        for (int c = 0; c < 3; c++) {
            double[] column = scaled.column(c).toArray();
            assertEquals(0, Arrays.stream(column).average().orElseThrow(), 1e-12);
            assertEquals(1, Arrays.stream(column).map(v -> v * v).average().orElseThrow(), 1e-12);
        }
        NumericArray constant = NumericArray.of(new double[] {0.1, 0.1, 0.1}, 3, 1);
        SettingException refusal = assertThrows(SettingException.class, () -> new Standardize().fit(new Standardize.Settings(), constant));
        assertTrue(refusal.getMessage().startsWith("setting 'channel 1' is constant on the training part (0.1"), refusal.getMessage());
    }
}

package org.paramscope.geometry.front;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.data.ShapeException;
import org.paramscope.data.Split;
import org.paramscope.data.Transform;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.geometry.Networks;

class ErrorsTest {

    private static final Samples WINDOWS = Networks.windows(12, 150, 1);

    @Test
    void theMeanHasTheErrorOne() {
        double sum = 0;
        for (int i = 0; i < WINDOWS.target().length(); i++) {
            sum += WINDOWS.target().at(i);
        }
        double[] mean = new double[WINDOWS.target().length()];
        Arrays.fill(mean, sum / mean.length);
        Errors errors = Errors.of(NumericArray.of(mean, WINDOWS.target().shape()), WINDOWS);
        assertEquals(1, errors.normalized(), 1e-12);
        assertEquals(0, errors.determination(), 1e-12);
        assertEquals(0, Errors.of(WINDOWS.target(), WINDOWS).normalized());
    }

    @Test
    void weightsRowsAndScalesByTheTargets() {
        NumericArray x = NumericArray.of(new double[] {0, 0, 0, 0}, 4, 1);
        NumericArray y = NumericArray.of(new double[] {1, 3, 5, 7}, 4, 1);
        Errors errors = Errors.of(NumericArray.of(new double[] {2, 3, 5, 3}, 4, 1), Samples.table(x, y));
        // residuals 1, 0, 0, 4; variance 5
        assertEquals(17.0 / 4, errors.meanSquared(), 1e-12);
        assertEquals(Math.sqrt(17.0 / 4 / 5), errors.normalized(), 1e-12);
        assertEquals(1 - 17.0 / 20, errors.determination(), 1e-12);
    }

    @Test
    void pairingRemovesWhatTwoModelsShare() {
        double[] one = WINDOWS.target().toArray();
        double[] two = WINDOWS.target().toArray();
        RandomStream stream = RandomStream.of(1, 0, "test");
        for (int i = 0; i < one.length; i++) {
            double error = stream.gaussian() * (i / 12 < 70 ? 0.05 : 0.5);
            one[i] += error;
            two[i] += 1.05 * error;
        }
        Errors a = Errors.of(NumericArray.of(one, WINDOWS.target().shape()), WINDOWS);
        Errors b = Errors.of(NumericArray.of(two, WINDOWS.target().shape()), WINDOWS);
        Interval alone = a.interval(3);
        Interval difference = b.difference(a, 3);
        assertTrue(alone.contains(a.normalized()));
        assertTrue(difference.low() > 0, "the worse model is worse in every draw");
        assertEquals(0.05 * a.normalized(), b.normalized() - a.normalized(), 1e-12);
        assertTrue(difference.high() - difference.low() < 0.2 * (alone.high() - alone.low()));
        assertEquals(difference, b.difference(a, 3), "equal seeds, equal draws");
        assertArrayEquals(a.draws(4), Errors.draws(java.util.List.of(b, a), 4)[1]);
    }

    /** For independent rows of squared error e the draws of the mean have the standard deviation sd(e) / sqrt(n). */
    @Test
    void drawsScatterAsTheoryHasIt() {
        int n = 400;
        double[] y = Networks.gaussian(n, 1, RandomStream.of(5, 0, "test"));
        Samples table = Samples.table(NumericArray.zeros(n, 1), NumericArray.of(y, n, 1));
        Errors errors = Errors.of(NumericArray.of(new double[n], n, 1), table);
        double[] squares = Arrays.stream(errors.draws(2)).map(v -> v * v).toArray();
        double mean = Arrays.stream(squares).average().orElseThrow();
        double scatter = Math.sqrt(Arrays.stream(squares).map(v -> (v - mean) * (v - mean)).sum() / squares.length);
        double level = errors.normalized() * errors.normalized();
        double own = 0;
        for (int i = 0; i < n; i++) {
            own += Math.pow(errors.squares().at(i) - level, 2) / n;
        }
        assertEquals(Math.sqrt(own / n), scatter, 0.1 * scatter);
    }

    @Test
    void originalUnitsScaleTheErrorAndNotTheNormalisedOne() {
        Transform.Fitted doubled = new Transform.Fitted() {
            @Override
            public NumericArray apply(NumericArray values) {
                return scaled(values, 0.5);
            }

            @Override
            public NumericArray invert(NumericArray values) {
                return scaled(values, 2);
            }
        };
        Split split = new Split(WINDOWS, WINDOWS, WINDOWS, new Split.Ranges(0, 1, 1, 2, 2, 3), doubled);
        NumericArray prediction = scaled(WINDOWS.target(), 0.9);
        Errors transformed = Errors.of(prediction, WINDOWS);
        Errors original = Errors.inOriginalUnits(prediction, WINDOWS, split);
        assertEquals(4 * transformed.meanSquared(), original.meanSquared(), 1e-12);
        assertEquals(transformed.normalized(), original.normalized(), 1e-12);
    }

    private static NumericArray scaled(NumericArray values, double factor) {
        return NumericArray.of(Arrays.stream(values.toArray()).map(v -> factor * v).toArray(), values.shape());
    }

    /** Two windows of two steps and one channel: 1, 3 and 5, missing; residuals 1, 0 and 2 of the observed ones. */
    @Test
    void missingTargetsCountForNothing() {
        NumericArray x = NumericArray.of(new double[] {1, 3, 5, 0}, 2, 2);
        Samples samples = gappy(x, NumericArray.of(new double[] {1, 1, 1, 0}, 2, 2), 1, 0.5);
        Errors errors = Errors.of(NumericArray.of(new double[] {2, 3, 3, 99}, 2, 2), samples);
        // all three observed values weigh alike: mean 3, variance 8 / 3, mean squared error 5 / 3
        assertEquals(5.0 / 3, errors.meanSquared(), 1e-12);
        assertEquals(Math.sqrt(8.0 / 3), errors.scale(), 1e-12);
        assertEquals(Math.sqrt(5.0 / 8), errors.normalized(), 1e-12);
        assertEquals(1, Errors.of(NumericArray.of(new double[] {3, 3, 3, -7}, 2, 2), samples).normalized(), 1e-12, "the mean");
    }

    private static Samples gappy(NumericArray x, NumericArray observed, double... weights) {
        SampleShape shape = SampleShape.window(2, 1).withSampling(false, true);
        return new Samples(shape, Map.of(Samples.WINDOW, x, Samples.OBSERVED, observed), Map.of(Samples.TARGET, x), NumericArray.of(weights),
                new int[] {0, 2}, new int[2], 3);
    }

    /** What a transform leaves out is an error that no prediction can avoid, and a part of the variance. */
    @Test
    void whatTheTransformLeftOutCounts() {
        NumericArray x = NumericArray.of(new double[] {1, 3, 5, 7}, 2, 2);
        Samples samples = new Samples(SampleShape.window(2, 1), Map.of(Samples.WINDOW, x),
                Map.of(Samples.TARGET, x, Samples.RESIDUAL, NumericArray.of(new double[] {4, 8}, 2, 1)), NumericArray.of(new double[] {1, 1}),
                new int[] {0, 2}, new int[2], 4);
        // squares 20 and 12 left out, over four values
        assertEquals(Math.sqrt(12.0 / 32), Errors.of(x, samples).normalized(), 1e-12);
        assertEquals(1, Errors.of(NumericArray.of(new double[] {4, 4, 4, 4}, 2, 2), samples).normalized(), 1e-12);
        assertEquals(Math.sqrt(12.0 / 32), Errors.of(x.select(new int[] {1, 0}), samples.select(new int[] {1, 0})).normalized(), 1e-12);
    }

    @Test
    void refusesOtherShapes() {
        assertThrows(ShapeException.class, () -> Errors.of(NumericArray.zeros(3, 2), WINDOWS));
    }

    @Test
    void quantilesInterpolate() {
        double[] values = {4, 1, 3, 2};
        assertEquals(2.5, Interval.quantile(values, 0.5));
        assertEquals(1, Interval.quantile(values, 0));
        assertEquals(1.75, Interval.quantile(values, 0.25), 1e-12);
    }

    /** n windows of length h that start one sample apart hold floor((n - 1) / h) + 1 that do not overlap. */
    @Test
    void windowsThatOverlapAreNotCountedTwice() {
        for (int n : new int[] {1, 12, 13, 48, 49, 150}) {
            assertEquals((n - 1) / 12 + 1, Errors.separate(Networks.windows(12, n, 1)));
        }
        assertEquals(4, Errors.separate(Samples.table(NumericArray.zeros(4, 1), NumericArray.zeros(4, 1))), "rows of a table are independent");
    }

    @Test
    void fromTooFewSeparateWindowsThereIsNoInterval() {
        Samples few = Networks.windows(12, 48, 1);
        Samples enough = Networks.windows(12, 49, 1);
        assertEquals(Interval.UNKNOWN, scaledBy(few, 0.9).interval(1));
        assertEquals(Interval.UNKNOWN, scaledBy(few, 0.9).difference(scaledBy(few, 0.8), 1));
        assertTrue(!Interval.UNKNOWN.known() && !Interval.UNKNOWN.contains(0));
        assertTrue(scaledBy(enough, 0.9).interval(1).known());
        assertTrue(scaledBy(enough, 0.9).difference(scaledBy(enough, 0.8), 1).high() < 0);
        assertEquals("1 separate test window, too few for an interval (5 are needed)", Errors.tooFew(1));
    }

    private static Errors scaledBy(Samples windows, double factor) {
        return Errors.of(scaled(windows.target(), factor), windows);
    }

}

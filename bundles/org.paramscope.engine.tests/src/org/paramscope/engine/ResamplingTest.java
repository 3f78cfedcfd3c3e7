package org.paramscope.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;

/** Properties of resampling weights. */
class ResamplingTest {

    /** Rows every third sample, in two groups of 20 and 12, out of order. */
    private static Samples grouped() {
        int n = 32;
        int[] starts = new int[n];
        int[] groups = new int[n];
        for (int i = 0; i < n; i++) {
            int row = (i * 5) % n;
            starts[i] = 3 * row + (row < 20 ? 0 : 100);
            groups[i] = row < 20 ? 0 : 1;
        }
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        NumericArray x = NumericArray.zeros(n, 2);
        return new Samples(SampleShape.window(2, 1), Map.of(Samples.WINDOW, x), Map.of(Samples.TARGET, x),
                NumericArray.of(ones), starts, groups, n);
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }

    @Test
    void meanIsOneAndDrawsRepeat() {
        Samples samples = grouped();
        for (Resampling resampling : new Resampling[] {Resampling.none(samples, 4), Resampling.pairs(samples, 4, 9),
                Resampling.movingBlocks(samples, 9, 4, 9), Resampling.circularBlocks(samples, 9, 4, 9),
                Resampling.stationaryBlocks(samples, 9, 4, 9), Resampling.withoutEachBlock(samples, 4)}) {
            assertEquals(4, resampling.replicas());
            for (int b = 0; b < 4; b++) {
                assertEquals(32, sum(resampling.weights(b)), 1e-12);
                assertArrayEquals(resampling.weights(b), resampling.weights(b));
            }
            assertThrows(IndexOutOfBoundsException.class, () -> resampling.weights(4));
        }
        assertTrue(!Arrays.equals(Resampling.pairs(samples, 2, 9).weights(0), Resampling.pairs(samples, 2, 9).weights(1)));
    }

    /** Counts of a row are binomial(n, 1/n): mean 1, variance 1 - 1/n. */
    @Test
    void pairsHaveTheVarianceOfTheMultinomial() {
        Resampling pairs = Resampling.pairs(grouped(), 2000, 1);
        double variance = 0;
        for (int b = 0; b < 2000; b++) {
            for (double weight : pairs.weights(b)) {
                variance += (weight - 1) * (weight - 1) / (2000 * 32.0);
            }
        }
        assertEquals(1 - 1.0 / 32, variance, 0.03);
    }

    /** On a circle each row is drawn once on average, 8 of 32 rows a block; on a line the first row lies in one block only. */
    @Test
    void circularBlocksDrawTheEndsAsOftenAsTheMiddle() {
        Samples samples = grouped();
        Resampling circular = Resampling.circularBlocks(samples, 24, 4000, 3);
        Resampling moving = Resampling.movingBlocks(samples, 24, 4000, 3);
        double[] onCircle = new double[32];
        double[] onLine = new double[32];
        for (int b = 0; b < 4000; b++) {
            assertEquals(32, sum(circular.weights(b)), 1e-12);
            for (int i = 0; i < 32; i++) {
                onCircle[i] += circular.weights(b)[i] / 4000;
                onLine[i] += moving.weights(b)[i] / 4000;
            }
        }
        // sd of a row's mean count: four draws of probability 1/4 each, 4000 replicas
        assertTrue(Arrays.stream(onCircle).allMatch(mean -> Math.abs(mean - 1) < 0.07), Arrays.toString(onCircle));
        assertTrue(Arrays.stream(onLine).min().orElseThrow() < 0.5);
        assertArrayEquals(circular.weights(7), circular.weights(7));
    }

    @Test
    void blocksAreConsecutiveAndStayInTheirGroup() {
        Samples samples = grouped();
        int[] starts = samples.starts();
        int[] groups = samples.groups();
        Resampling blocks = Resampling.movingBlocks(samples, 24, 300, 2);
        for (int b = 0; b < 300; b++) {
            double[] weights = blocks.weights(b);
            double[] inTime = new double[32];
            for (int i = 0; i < 32; i++) {
                inTime[groups[i] == 0 ? starts[i] / 3 : (starts[i] - 100) / 3] = weights[i];
            }
            // four blocks of 8 rows: the weights of a group rise and fall by whole blocks
            double first = sum(Arrays.copyOf(inTime, 20));
            assertEquals(0, first % 8, 1e-12);
            assertTrue(inTime[0] <= inTime[1] && inTime[20] <= inTime[21] && inTime[31] <= inTime[30]);
        }
        SettingException e = assertThrows(SettingException.class, () -> Resampling.movingBlocks(samples, 63, 2, 1));
        assertTrue(e.getMessage().contains("21") && e.getMessage().contains("20"), e.getMessage());
    }

    /** From n draws on a circle, of which each begins a new block with probability 1/L, rows are drawn once on average. */
    @Test
    void stationaryBlocksDrawAllRowsAlikeAndNeighboursTogether() {
        Samples samples = grouped();
        int[] starts = samples.starts();
        int replicas = 6000;
        double[] mean = new double[32];
        double together = 0;
        Resampling stationary = Resampling.stationaryBlocks(samples, 24, replicas, 3);
        for (int b = 0; b < replicas; b++) {
            double[] weights = stationary.weights(b);
            double[] inTime = new double[32];
            for (int i = 0; i < 32; i++) {
                mean[i] += weights[i] / replicas;
                inTime[starts[i] < 60 ? starts[i] / 3 : (starts[i] - 100) / 3] = weights[i];
            }
            for (int i = 0; i < 32; i++) {
                together += (inTime[i] - 1) * (inTime[(i + 1) % 32] - 1) / (32.0 * replicas);
            }
        }
        assertTrue(Arrays.stream(mean).allMatch(m -> Math.abs(m - 1) < 0.1), Arrays.toString(mean));
        // the covariance of neighbours' counts from all pairs of draws: at distance k they are k rows apart with probability q^k,
        // otherwise independent; the circle closes after 32 rows
        double q = 1 - 1.0 / 8;
        double expected = 0;
        for (int k = 1; k < 32; k++) {
            double pairs = 2 * (1 - k / 32.0);
            double linked = Math.pow(q, k);
            expected += pairs * linked * ((k == 1 || k == 31 ? 0.5 : 0) - 1 / 32.0);
        }
        expected += -1 / 32.0;
        assertEquals(expected, together, 0.02);
    }

    /** A replica is trained on its own samples: the mean of a constant series is that constant, whatever the others see. */
    @Test
    void perturbedSamplesAreThoseTrainedOn() {
        NumericArray ones = NumericArray.of(new double[] {1, 1, 1, 1}, 4, 1);
        Samples samples = Samples.table(ones, NumericArray.zeros(4, 1));
        Graph graph = new Graph(samples.shape());
        graph.head("reconstruction", graph.linear("output", graph.input(), 1));
        for (boolean closed : new boolean[] {true, false}) {
            Model model = graph.model(Loss.SQUARED_ERROR);
            Model fitted = closed ? model.withFitter((m, s, weights, start, budget) -> new double[] {s.target().at(0)}) : model;
            Resampling perturbed = Resampling.perturbed(samples, 3, "constants", b -> Samples.table(ones,
                    NumericArray.of(new double[] {b, b, b, b}, 4, 1)));
            Problem problem = Problem.of(fitted, samples, null, Budget.steps(4000), 1);
            Replicas replicas = problem.train(perturbed, Progress.none());
            for (int b = 0; b < 3; b++) {
                assertEquals(b, replicas.parameters().at(b), 1e-3);
                assertEquals(0, replicas.losses().at(b), 1e-5);
            }
            assertEquals("constants, 3 replicas", replicas.resampling());
        }
        Resampling other = Resampling.perturbed(samples, 2, "too few", b -> samples.select(new int[] {0}));
        assertThrows(ShapeException.class, () -> Problem.of(graph.model(Loss.SQUARED_ERROR), samples, null, Budget.steps(1), 1)
                .train(other, Progress.none()));
        assertTrue(Resampling.pairs(samples, 2, 1).samples(1).isEmpty());
        assertThrows(IndexOutOfBoundsException.class, () -> other.samples(2));
    }

    @Test
    void jackknifeLeavesOutEachRowOnce() {
        Samples samples = grouped();
        Resampling blocks = Resampling.withoutEachBlock(samples, 5);
        int[] missing = new int[32];
        for (int b = 0; b < 5; b++) {
            double[] weights = blocks.weights(b);
            for (int i = 0; i < 32; i++) {
                missing[i] += weights[i] == 0 ? 1 : 0;
            }
        }
        assertTrue(Arrays.stream(missing).allMatch(m -> m == 1));
        assertThrows(SettingException.class, () -> Resampling.withoutEachBlock(samples, 1));
        assertThrows(SettingException.class, () -> Resampling.withoutEachBlock(samples, 33));
        assertThrows(SettingException.class, () -> Resampling.pairs(samples, 0, 1));
    }
}

package org.paramscope.engine.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.paramscope.engine.random.RandomStream;

/** Products, sums and losses on dual numbers against central differences of plain ones; sums of each sample against plain sums. */
class DualLanesTest {

    private static final int CHUNK = 32;
    private static final int LENGTH = 40 * CHUNK;
    private static final double STEP = 1e-3;

    @FunctionalInterface
    private interface Work {
        <A> void on(Lanes<A> lanes, A from, A to);
    }

    private static double[] values(String purpose) {
        RandomStream stream = RandomStream.of(12, 0, purpose);
        double[] values = new double[LENGTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = stream.gaussian();
        }
        return values;
    }

    private static double[] plain(Work work, double shift) {
        double[] from = values("from");
        double[] to = values("to");
        double[] fromTangent = values("tangent of from");
        double[] toTangent = values("tangent of to");
        for (int i = 0; i < LENGTH; i++) {
            from[i] += shift * fromTangent[i];
            to[i] += shift * toTangent[i];
        }
        work.on(DoubleLanes.plain(CHUNK), from, to);
        return to;
    }

    private static void check(Work work) {
        Dual from = new Dual(values("from"), values("tangent of from"));
        Dual to = new Dual(values("to"), values("tangent of to"));
        work.on(new DualMaps(DoubleLanes.plain(CHUNK)), from, to);
        double[][] shifted = {plain(work, -2 * STEP), plain(work, -STEP), plain(work, STEP), plain(work, 2 * STEP)};
        assertArrayEquals(plain(work, 0), to.value());
        boolean changed = false;
        double[] before = values("tangent of to");
        for (int i = 0; i < LENGTH; i++) {
            double difference = (shifted[0][i] - 8 * shifted[1][i] + 8 * shifted[2][i] - shifted[3][i]) / (12 * STEP);
            assertEquals(difference, to.tangent()[i], 1e-8 * (1 + Math.abs(difference)), "entry " + i);
            changed |= to.tangent()[i] != before[i];
        }
        assertTrue(changed);
    }

    @Test
    void affineMaps() {
        for (boolean accumulate : new boolean[] {false, true}) {
            check(new Work() {
                @Override
                public <A> void on(Lanes<A> lanes, A from, A to) {
                    lanes.affine(packed(lanes, from, 5, 3), 0, 5, 3, accumulate, from, 4 * CHUNK, to, CHUNK, CHUNK);
                }
            });
        }
    }

    @Test
    void affineMapsInPlace() {
        check(new Work() {
            @Override
            public <A> void on(Lanes<A> lanes, A from, A to) {
                lanes.affine(packed(lanes, from, 1, 1), 0, 1, 1, false, to, 2 * CHUNK, to, 2 * CHUNK, CHUNK);
            }
        });
    }

    private static <A> A packed(Lanes<A> lanes, A parameters, int outputs, int inputs) {
        Packing packing = new Packing();
        packing.add(0, inputs, 1, outputs * inputs, outputs, inputs);
        A packed = lanes.allocate(packing.size());
        lanes.pack(parameters, packing, packed);
        return packed;
    }

    @Test
    void sumsOverSamples() {
        check(new Work() {
            @Override
            public <A> void on(Lanes<A> lanes, A from, A to) {
                lanes.outer(from, 0, 5, from, 5 * CHUNK, 3, to, 2, 3, 1, CHUNK);
                lanes.sum(from, 9 * CHUNK, 4, to, 30, CHUNK);
                A folded = lanes.allocate(40);
                lanes.fold(to, 40, folded);
                lanes.gather(folded, new int[] {3, 0, 17, 30}, 1, 2, to, LENGTH - 3, 3);
            }
        });
    }

    @Test
    void losses() {
        check(new Work() {
            @Override
            public <A> void on(Lanes<A> lanes, A from, A to) {
                lanes.squaredError(from, 0, from, 5 * CHUNK, 4, from, 10 * CHUNK, to, CHUNK, to, CHUNK);
                lanes.crossEntropy(from, 11 * CHUNK, from, 16 * CHUNK, 4, from, 20 * CHUNK, to, 8 * CHUNK, to, CHUNK);
            }
        });
    }

    @Test
    void lossesInPlace() {
        check(new Work() {
            @Override
            public <A> void on(Lanes<A> lanes, A from, A to) {
                lanes.squaredError(to, CHUNK, from, 5 * CHUNK, 4, from, 10 * CHUNK, to, CHUNK, to, CHUNK);
                lanes.crossEntropy(to, 8 * CHUNK, from, 16 * CHUNK, 4, from, 20 * CHUNK, to, 8 * CHUNK, to, CHUNK);
            }
        });
    }

    @Test
    void loadedNumbersAreConstants() {
        Lanes<Dual> lanes = new DualMaps(DoubleLanes.plain(CHUNK));
        Dual numbers = new Dual(values("from"), values("tangent of from"));
        lanes.load(new double[] {1, 2}, numbers);
        assertEquals(2, lanes.get(numbers, 1));
        assertArrayEquals(new double[] {0, 0}, Arrays.copyOf(numbers.tangent(), 2));
        assertTrue(lanes.finite(numbers, 0, LENGTH));
        numbers.tangent()[7] = Double.NaN;
        assertFalse(lanes.finite(numbers, 0, LENGTH));
        lanes.clear(numbers, 7, 8);
        assertTrue(lanes.finite(numbers, 0, LENGTH));
    }

    /** The sums of each sample add up to those over all, in whatever order a weight lies. */
    @Test
    void samplesApart() {
        for (int[] steps : new int[][] {{3, 1}, {1, 5}, {6, 2}}) {
            sameSums(new Work() {
                @Override
                public <A> void on(Lanes<A> lanes, A from, A to) {
                    lanes.outer(from, 0, 5, from, 5 * CHUNK, 3, to, 0, steps[0], steps[1], CHUNK);
                    lanes.sum(from, 9 * CHUNK, 4, to, 34, CHUNK);
                }
            });
        }
        sameSums(new Work() {
            @Override
            public <A> void on(Lanes<A> lanes, A from, A to) {
                lanes.squaredError(from, 0, from, 5 * CHUNK, 4, from, 10 * CHUNK, from, 0, to, CHUNK);
                lanes.crossEntropy(from, 11 * CHUNK, from, 16 * CHUNK, 4, from, 20 * CHUNK, from, 11 * CHUNK, to, CHUNK);
                lanes.sum(from, 0, 4, to, 10, CHUNK);
                lanes.sum(from, 11 * CHUNK, 4, to, 20, CHUNK);
            }
        });
    }

    private static void sameSums(Work work) {
        double[] expected = sums(work, DoubleLanes.plain(CHUNK));
        double[] actual = sums(work, new SampleLanes(DoubleLanes.plain(CHUNK)));
        assertArrayEquals(expected, actual, 1e-12);
        assertTrue(Arrays.stream(expected).filter(sum -> sum != 0).count() > 8);
    }

    private static double[] sums(Work work, Lanes<double[]> lanes) {
        double[] sums = new double[40 * lanes.virtualLanes()];
        double[] folded = new double[40];
        work.on(lanes, values("from"), sums);
        lanes.fold(sums, 40, folded);
        return folded;
    }
}

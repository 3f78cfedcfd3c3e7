package org.paramscope.engine.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Assumptions;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.random.RandomStream;

/** Vectors and plain loops give the same bits. */
class LanesTest {

    private static final int[] CHUNKS = {32, 64, 256};
    private static final int LENGTH = 60 * Lanes.row(256);
    private static final int[] WIDTHS = {1, 2, 3, 4, 5, 7, 8, 11, 17};

    @BeforeAll
    static void vectorsAreThere() {
        Assumptions.assumeTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
    }

    @FunctionalInterface
    private interface Work {
        <A> void on(Lanes<A> lanes, A from, A to, int used);
    }

    /** Runs on both implementations of both formats, for chunks of several sizes, and compares all that was written. */
    private static void same(Work work) {
        for (int chunk : CHUNKS) {
            if (chunk % VectorDoubleLanes.VECTORS == 0) {
                compare(DoubleLanes.plain(chunk), new VectorDoubleLanes(chunk), work);
            }
            if (chunk % VectorFloatLanes.VECTORS == 0) {
                compare(FloatLanes.plain(chunk), new VectorFloatLanes(chunk), work);
            }
        }
    }

    private static <A> void compare(Lanes<A> plain, Lanes<A> vector, Work work) {
        double[] from = values(LENGTH, "from");
        double[] to = values(LENGTH, "to");
        int used = Math.max(vector.chunk() - vector.pad(), vector.pad());
        double[] expected = run(plain, work, from, to, used);
        double[] actual = run(vector, work, from, to, used);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(Double.doubleToLongBits(expected[i]), Double.doubleToLongBits(actual[i]), "entry " + i);
        }
    }

    private static <A> double[] run(Lanes<A> lanes, Work work, double[] from, double[] to, int used) {
        A a = lanes.allocate(from.length);
        A b = lanes.allocate(to.length);
        lanes.load(from, a);
        lanes.load(to, b);
        work.on(lanes, a, b, used);
        double[] result = new double[to.length];
        lanes.store(b, result);
        return result;
    }

    private static double[] values(int count, String purpose) {
        RandomStream stream = RandomStream.of(2, 0, purpose);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = stream.gaussian() * Math.pow(10, stream.below(3) - 1);
        }
        return values;
    }

    @Test
    void affine() {
        for (int outputs : WIDTHS) {
            for (int inputs : WIDTHS) {
                for (boolean accumulate : new boolean[] {false, true}) {
                    same(new Work() {
                        @Override
                        public <A> void on(Lanes<A> lanes, A from, A to, int used) {
                            Packing packing = new Packing();
                            packing.add(3, inputs, 1, accumulate ? -1 : 200, outputs, inputs);
                            A packed = lanes.allocate(packing.size());
                            lanes.pack(from, packing, packed);
                            lanes.affine(packed, 0, outputs, inputs, accumulate, from, 5 * lanes.row(), to, 2 * lanes.row(), used);
                        }
                    });
                }
            }
        }
    }

    @Test
    void outerProducts() {
        for (int rows : WIDTHS) {
            for (int columns : WIDTHS) {
                same(new Work() {
                    @Override
                    public <A> void on(Lanes<A> lanes, A from, A to, int used) {
                        lanes.outer(from, 0, rows, from, 12 * lanes.row(), columns, to, 4, columns, 1, used);
                        lanes.outer(from, 0, rows, from, 12 * lanes.row(), columns, to, 200, 1, rows, lanes.chunk());
                        lanes.sum(from, 3 * lanes.row(), rows, to, 400, used);
                    }
                });
            }
        }
    }

    @Test
    void foldedSums() {
        same(new Work() {
            @Override
            public <A> void on(Lanes<A> lanes, A from, A to, int used) {
                lanes.fold(from, 60 * lanes.row() / lanes.virtualLanes(), to);
            }
        });
    }

    /** The gradient of a small layer's loss has the same bits whatever the size of chunks. */
    @Test
    void sumsDoNotDependOnChunks() {
        double[] expected = gradient(DoubleLanes.plain(256));
        double[] rounded = gradient(FloatLanes.plain(256));
        for (int chunk : new int[] {16, 32, 64, 128, 256}) {
            assertArrayEquals(expected, gradient(DoubleLanes.plain(chunk)));
            assertArrayEquals(rounded, gradient(FloatLanes.plain(chunk)));
            if (chunk % VectorDoubleLanes.VECTORS == 0) {
                assertArrayEquals(expected, gradient(new VectorDoubleLanes(chunk)));
            }
            if (chunk % VectorFloatLanes.VECTORS == 0) {
                assertArrayEquals(rounded, gradient(new VectorFloatLanes(chunk)));
            }
        }
    }

    /** Of 250 samples of 3 inputs and 5 outputs. */
    private static <A> double[] gradient(Lanes<A> lanes) {
        double[] x = values(250 * 3, "x");
        double[] t = values(250 * 5, "t");
        Packing packing = new Packing();
        packing.add(0, 3, 1, 15, 5, 3);
        A packed = lanes.allocate(packing.size());
        lanes.pack(loaded(lanes, values(20, "parameters")), packing, packed);
        A sums = lanes.allocate(20 * lanes.virtualLanes());
        A loss = lanes.allocate(lanes.virtualLanes());
        for (int first = 0; first < 250; first += lanes.chunk()) {
            int count = Math.min(lanes.chunk(), 250 - first);
            int used = (count + lanes.pad() - 1) / lanes.pad() * lanes.pad();
            A input = rows(lanes, x, 3, first, count);
            A target = rows(lanes, t, 5, first, count);
            A y = lanes.allocate(5 * lanes.row());
            double[] ones = new double[lanes.chunk()];
            java.util.Arrays.fill(ones, 0, count, 1);
            A weights = loaded(lanes, ones);
            A d = lanes.allocate(5 * lanes.row());
            lanes.affine(packed, 0, 5, 3, false, input, 0, y, 0, used);
            lanes.tanh(y, 0, y, 0, 5, used);
            lanes.squaredError(y, 0, target, 0, 5, weights, 0, d, 0, loss, used);
            lanes.tanhBackward(y, 0, d, 0, d, 0, 5, used);
            lanes.outer(d, 0, 5, input, 0, 3, sums, 0, 3, 1, used);
            lanes.sum(d, 0, 5, sums, 15, used);
        }
        A gradient = lanes.allocate(20);
        lanes.fold(sums, 20, gradient);
        double[] result = new double[20];
        lanes.store(gradient, result);
        return result;
    }

    private static <A> A rows(Lanes<A> lanes, double[] values, int width, int first, int count) {
        double[] rows = new double[width * lanes.row()];
        for (int j = 0; j < width; j++) {
            for (int n = 0; n < count; n++) {
                rows[j * lanes.row() + n] = values[(first + n) * width + j];
            }
        }
        return loaded(lanes, rows);
    }

    private static <A> A loaded(Lanes<A> lanes, double[] values) {
        A array = lanes.allocate(values.length);
        lanes.load(values, array);
        return array;
    }

    @Test
    void refusesOtherChunks() {
        assertThrows(ShapeException.class, () -> DoubleLanes.plain(48));
        assertThrows(ShapeException.class, () -> DoubleLanes.plain(512));
        assertThrows(ShapeException.class, () -> new DoubleLanes(16, 32));
    }

    @Test
    void losses() {
        for (int rows : WIDTHS) {
            same(new Work() {
                @Override
                public <A> void on(Lanes<A> lanes, A from, A to, int used) {
                    lanes.squaredError(from, 0, from, 12 * lanes.row(), rows, from, 30 * lanes.row(), to, lanes.row(), to, used);
                    lanes.crossEntropy(from, 0, from, 12 * lanes.row(), rows, from, 30 * lanes.row(), to, 15 * lanes.row(), to,
                            lanes.chunk());
                }
            });
        }
    }
}

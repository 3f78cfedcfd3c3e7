package org.paramscope.engine.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.random.RandomStream;

/** Vectors and plain loops give the same bits; the elementary functions are accurate. */
class LanesTest {

    private static final int C = Lanes.ROW;
    private static final int[] WIDTHS = {1, 2, 3, 4, 5, 7, 8, 11, 17};

    @BeforeAll
    static void vectorsAreThere() {
        Assumptions.assumeTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
    }

    @FunctionalInterface
    private interface Work {
        <A> void on(Lanes<A> lanes, A from, A to);
    }

    /** Runs on both implementations of both formats and compares all that was written. */
    private static void same(Work work) {
        double[] from = values(60 * C, "from");
        double[] to = values(60 * C, "to");
        compare(new DoubleLanes(), new VectorDoubleLanes(), work, from, to);
        compare(new FloatLanes(), new VectorFloatLanes(), work, from, to);
    }

    private static <A> void compare(Lanes<A> plain, Lanes<A> vector, Work work, double[] from, double[] to) {
        double[] expected = run(plain, work, from, to);
        double[] actual = run(vector, work, from, to);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(Double.doubleToLongBits(expected[i]), Double.doubleToLongBits(actual[i]), "entry " + i);
        }
    }

    private static <A> double[] run(Lanes<A> lanes, Work work, double[] from, double[] to) {
        A a = lanes.allocate(from.length);
        A b = lanes.allocate(to.length);
        lanes.load(from, a);
        lanes.load(to, b);
        work.on(lanes, a, b);
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
                        public <A> void on(Lanes<A> lanes, A from, A to) {
                            Packing packing = new Packing();
                            packing.add(3, inputs, 1, accumulate ? -1 : 200, outputs, inputs);
                            A packed = lanes.allocate(packing.size());
                            lanes.pack(from, packing, packed);
                            lanes.affine(packed, 0, outputs, inputs, accumulate, from, 5 * C, to, 2 * C, 3 * Lanes.PAD);
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
                    public <A> void on(Lanes<A> lanes, A from, A to) {
                        lanes.outer(from, 0, rows, from, 12 * C, columns, to, 4, columns, 1, 3 * Lanes.PAD);
                        lanes.outer(from, 0, rows, from, 12 * C, columns, to, 200, 1, rows, Lanes.CHUNK);
                        lanes.sum(from, 3 * C, rows, to, 400, 3 * Lanes.PAD);
                    }
                });
            }
        }
    }

    @Test
    void foldedSums() {
        same(new Work() {
            @Override
            public <A> void on(Lanes<A> lanes, A from, A to) {
                lanes.fold(from, 60 * C / lanes.virtualLanes(), to);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void activations(Activation f) {
        same(new Work() {
            @Override
            public <A> void on(Lanes<A> lanes, A from, A to) {
                lanes.activate(f, to, C, 5, 3 * Lanes.PAD);
                lanes.derive(f, from, 3 * C, to, 10 * C, 5, Lanes.CHUNK);
            }
        });
    }

    @Test
    void losses() {
        for (int rows : WIDTHS) {
            same(new Work() {
                @Override
                public <A> void on(Lanes<A> lanes, A from, A to) {
                    lanes.squaredError(from, 0, from, 12 * C, rows, from, 30 * C, to, C, to, 3 * Lanes.PAD);
                    lanes.crossEntropy(from, 0, from, 12 * C, rows, from, 30 * C, to, 15 * C, to, Lanes.CHUNK);
                }
            });
        }
    }

    /** In units of the last place against StrictMath, over the whole range and near 0. */
    @Test
    void functionsAreAccurate() {
        double[] worst = new double[6];
        for (int i = -200_000; i <= 200_000; i++) {
            double x = i * 1e-4 + (i % 17) * 1e-9;
            for (double y : new double[] {x, x * 1e-5}) {
                float f = (float) y;
                worst[0] = Math.max(worst[0], error(DoubleFunctions.exp(30 * y), StrictMath.exp(30 * y)));
                worst[1] = Math.max(worst[1], error(DoubleFunctions.tanh(y), StrictMath.tanh(y)));
                worst[2] = Math.max(worst[2], error(DoubleFunctions.sigmoid(y), 1 / (1 + StrictMath.exp(-y))));
                worst[3] = Math.max(worst[3], error(FloatFunctions.exp(4 * f), StrictMath.exp(4 * f)));
                worst[4] = Math.max(worst[4], error(FloatFunctions.tanh(f), StrictMath.tanh(f)));
                worst[5] = Math.max(worst[5], error(FloatFunctions.sigmoid(f), 1 / (1 + StrictMath.exp(-(double) f))));
            }
        }
        for (int k = 0; k < worst.length; k++) {
            assertTrue(worst[k] <= (k < 3 ? 3 : 5), java.util.Arrays.toString(worst));
        }
    }

    private static double error(double found, double exact) {
        return Math.abs(found - exact) / Math.ulp(exact);
    }

    private static double error(float found, double exact) {
        return Math.abs(found - exact) / Math.ulp((float) exact);
    }

    @Test
    void limitsAndNaN() {
        assertEquals(1, DoubleFunctions.tanh(Double.POSITIVE_INFINITY));
        assertEquals(-1, DoubleFunctions.tanh(-1e300));
        assertEquals(1f, FloatFunctions.tanh(Float.POSITIVE_INFINITY), 3e-7f);
        assertEquals(0, DoubleFunctions.sigmoid(-1e300), 1e-300);
        assertEquals(1, DoubleFunctions.sigmoid(1e300));
        assertArrayEquals(new double[] {Double.NaN, Double.NaN, Double.NaN}, new double[] {DoubleFunctions.exp(Double.NaN),
            DoubleFunctions.tanh(Double.NaN), DoubleFunctions.sigmoid(Double.NaN)});
        assertTrue(Float.isNaN(FloatFunctions.exp(Float.NaN)) && Float.isNaN(FloatFunctions.tanh(Float.NaN))
                && Float.isNaN(FloatFunctions.sigmoid(Float.NaN)));
        assertEquals(Double.doubleToLongBits(-0.0), Double.doubleToLongBits(DoubleFunctions.tanh(-0.0)));
    }
}

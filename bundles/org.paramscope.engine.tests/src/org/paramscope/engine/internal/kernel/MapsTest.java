package org.paramscope.engine.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paramscope.engine.random.RandomStream;

/** Every generated map: vectors and plain loops give the same bits; what the language means. */
class MapsTest {

    private static final int MOST_ROWS = 17;
    private static final double[] SPECIAL = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0, 1e-310,
        1e300, -1e300, -1e-30};

    static Stream<Method> maps() {
        return Stream.of(Maps.class.getMethods());
    }

    @ParameterizedTest
    @MethodSource("maps")
    void sameBits(Method map) throws ReflectiveOperationException {
        Assumptions.assumeTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
        for (int chunk : new int[] {32, 64, 256}) {
            for (int rows : new int[] {1, 2, 3, 7, MOST_ROWS}) {
                if (chunk % VectorDoubleLanes.VECTORS == 0) {
                    compare(map, DoubleLanes.plain(chunk), new VectorDoubleLanes(chunk), rows);
                }
                if (chunk % VectorFloatLanes.VECTORS == 0) {
                    compare(map, FloatLanes.plain(chunk), new VectorFloatLanes(chunk), rows);
                }
            }
        }
    }

    /** With streams of their own, then with the first stream in the place of the last. */
    private static <A> void compare(Method map, Lanes<A> plain, Lanes<A> vector, int rows)
            throws ReflectiveOperationException {
        int used = Math.max(vector.pad(), vector.chunk() - vector.pad());
        for (boolean inPlace : new boolean[] {false, true}) {
            List<double[]> expected = apply(map, plain, rows, used, inPlace);
            List<double[]> actual = apply(map, vector, rows, used, inPlace);
            for (int stream = 0; stream < expected.size(); stream++) {
                for (int i = 0; i < expected.get(stream).length; i++) {
                    assertEquals(Double.doubleToLongBits(expected.get(stream)[i]), Double.doubleToLongBits(actual.get(stream)[i]),
                            map.getName() + " on " + rows + " rows of " + used + " lanes, stream " + stream + ", entry " + i);
                }
            }
        }
    }

    /** What the streams hold after a map. */
    private static <A> List<double[]> apply(Method map, Lanes<A> lanes, int rows, int used, boolean inPlace)
            throws ReflectiveOperationException {
        Class<?>[] types = map.getParameterTypes();
        List<Object> arguments = new ArrayList<>();
        List<A> streams = new ArrayList<>();
        int length = (MOST_ROWS + 2) * lanes.row();
        for (int i = 0; i < types.length - 2; i++) {
            if (types[i] == double.class) {
                arguments.add(0.1 + i);
            } else {
                A array = inPlace && !streams.isEmpty() && types[i + 2] != Object.class ? streams.getFirst()
                        : loaded(lanes, values(length, "stream " + i));
                streams.add(array);
                arguments.add(array);
                arguments.add(lanes.row());
                i++;
            }
        }
        arguments.add(rows);
        arguments.add(used);
        map.invoke(lanes, arguments.toArray());
        List<double[]> results = new ArrayList<>();
        for (A stream : streams) {
            double[] result = new double[length];
            lanes.store(stream, result);
            results.add(result);
        }
        return results;
    }

    private static <A> A loaded(Lanes<A> lanes, double[] values) {
        A array = lanes.allocate(values.length);
        lanes.load(values, array);
        return array;
    }

    private static double[] values(int count, String purpose) {
        RandomStream stream = RandomStream.of(3, 0, purpose);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = stream.below(20) == 0 ? SPECIAL[stream.below(SPECIAL.length)]
                    : stream.gaussian() * Math.pow(10, stream.below(3) - 1);
        }
        return values;
    }

    /** Two rows of eight lanes; lane n of row r of x holds x0 + n + 10 r. */
    private static double[] ramp(Lanes<double[]> lanes, double x0) {
        double[] x = new double[2 * lanes.row()];
        for (int r = 0; r < 2; r++) {
            for (int n = 0; n < 8; n++) {
                x[r * lanes.row() + n] = x0 + n + 10 * r;
            }
        }
        return x;
    }

    @Test
    void streamsAccumulateAndBroadcast() {
        Lanes<double[]> lanes = DoubleLanes.plain(16);
        double[] x = ramp(lanes, -3);
        double[] z = ramp(lanes, 0.5);
        double[] m = ramp(lanes, 2);
        double[] added = z.clone();
        lanes.add(x, 0, added, 0, 2, 8);
        double[] scaled = z.clone();
        lanes.addScaled(x, 0, scaled, 0, 0.1, 2, 8);
        double[] broadcast = new double[x.length];
        lanes.multiplyRow(x, 0, m, 0, broadcast, 0, 2, 8);
        double[] sum = m.clone();
        lanes.addProductsToRow(x, 0, z, 0, sum, 0, 2, 8);
        double[] largest = m.clone();
        lanes.maximumToRow(x, 0, largest, 0, 2, 8);
        for (int n = 0; n < 8; n++) {
            int second = lanes.row() + n;
            assertEquals(x[second] + z[second], added[second]);
            assertEquals(Math.fma(0.1, x[second], z[second]), scaled[second]);
            assertEquals(x[second] * m[n], broadcast[second]);
            assertEquals(Math.fma(x[second], z[second], Math.fma(x[n], z[n], m[n])), sum[n]);
            assertEquals(Math.max(Math.max(x[n], x[second]), m[n]), largest[n]);
            assertArrayEquals(new double[] {m[second], m[second]}, new double[] {sum[second], largest[second]});
        }
    }

    @Test
    void scalarsRoundToThePrecision() {
        Lanes<float[]> lanes = FloatLanes.plain(16);
        float[] x = {3, 1, 4, 1, 5, 9, 2, 6};
        float[] y = new float[8];
        lanes.scale(x, 0, y, 0, 0.1, 1, 8);
        for (int n = 0; n < 8; n++) {
            assertEquals(x[n] * 0.1f, y[n]);
        }
    }
}

package org.paramscope.engine.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paramscope.engine.random.RandomStream;

/** Every map on dual numbers: the values of the plain map, and its derivative by central differences. */
class DualMapsTest {

    private static final int CHUNK = 32;
    private static final int ROWS = 3;
    private static final double STEP = 2e-4;

    /** Splines need bins in order, which numbers by chance are not: couplings test their derivatives. */
    static Stream<Method> maps() {
        return Stream.of(Maps.class.getMethods()).filter(map -> !map.getName().startsWith("spline"));
    }

    /** Numbers away from kinks and poles: positive ones below 1, where all maps are defined, or of either sign. */
    private static double[] values(int length, String purpose, boolean positive) {
        RandomStream stream = RandomStream.of(11, 0, purpose);
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            double sign = positive || stream.below(2) == 0 ? 1 : -1;
            values[i] = sign * (0.15 + (positive ? 0.7 : 1.3) * stream.uniform());
        }
        return values;
    }

    @ParameterizedTest
    @MethodSource("maps")
    void derivative(Method map) throws ReflectiveOperationException {
        for (boolean positive : new boolean[] {true, false}) {
            for (boolean inPlace : new boolean[] {false, true}) {
                check(map, positive, inPlace);
            }
        }
    }

    private static void check(Method map, boolean positive, boolean inPlace) throws ReflectiveOperationException {
        Lanes<double[]> plain = DoubleLanes.plain(CHUNK);
        Streams<Dual> dual = apply(map, new DualMaps(plain), positive, inPlace, (value, tangent) -> new Dual(value, tangent));
        List<List<double[]>> shifted = new ArrayList<>();
        for (int k : new int[] {0, -2, -1, 1, 2}) {
            shifted.add(apply(map, plain, positive, inPlace, (value, tangent) -> moved(value, tangent, k * STEP)).arrays());
        }
        int compared = 0;
        for (int s = 0; s < dual.arrays().size(); s++) {
            assertArrayEquals(shifted.get(0).get(s), dual.arrays().get(s).value(), map.getName());
            for (int i = 0; i < shifted.get(0).get(s).length; i++) {
                double difference = (shifted.get(1).get(s)[i] - 8 * shifted.get(2).get(s)[i] + 8 * shifted.get(3).get(s)[i]
                        - shifted.get(4).get(s)[i]) / (12 * STEP);
                if (Double.isFinite(difference)) {
                    assertEquals(difference, dual.arrays().get(s).tangent()[i], 5e-6 * (1 + Math.abs(difference)),
                            map.getName() + ", stream " + s + ", entry " + i);
                    compared++;
                }
            }
        }
        assertTrue(compared > 0, map.getName());
    }

    @ParameterizedTest
    @MethodSource("maps")
    void sameBitsOnVectors(Method map) throws ReflectiveOperationException {
        Assumptions.assumeTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
        for (boolean positive : new boolean[] {true, false}) {
            List<Dual> expected = apply(map, new DualMaps(DoubleLanes.plain(CHUNK)), positive, false, Dual::new).arrays();
            List<Dual> actual = apply(map, new VectorDualMaps(new VectorDoubleLanes(CHUNK)), positive, false, Dual::new).arrays();
            for (int s = 0; s < expected.size(); s++) {
                assertArrayEquals(expected.get(s).value(), actual.get(s).value(), map.getName());
                assertArrayEquals(expected.get(s).tangent(), actual.get(s).tangent(), map.getName());
            }
        }
    }

    private record Streams<A>(List<A> arrays) { }

    @FunctionalInterface
    private interface Start<A> {
        A of(double[] value, double[] tangent);
    }

    private static double[] moved(double[] value, double[] tangent, double by) {
        double[] moved = value.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += by * tangent[i];
        }
        return moved;
    }

    /** What the streams hold after a map; in place, the last lies where the first lies. */
    private static <A> Streams<A> apply(Method map, Lanes<A> lanes, boolean positive, boolean inPlace, Start<A> start)
            throws ReflectiveOperationException {
        Class<?>[] types = map.getParameterTypes();
        List<Object> arguments = new ArrayList<>();
        List<A> streams = new ArrayList<>();
        int length = ROWS * CHUNK;
        for (int i = 0; i < types.length - 2; i++) {
            if (types[i] == double.class) {
                arguments.add(0.2 + 0.1 * i);
            } else {
                A array = inPlace && !streams.isEmpty() && types[i + 2] != Object.class ? streams.getFirst()
                        : start.of(values(length, "stream " + i, positive), values(length, "tangent " + i, false));
                streams.add(array);
                arguments.add(array);
                arguments.add(0);
                i++;
            }
        }
        arguments.add(ROWS);
        arguments.add(CHUNK);
        map.invoke(lanes, arguments.toArray());
        return new Streams<>(streams);
    }
}

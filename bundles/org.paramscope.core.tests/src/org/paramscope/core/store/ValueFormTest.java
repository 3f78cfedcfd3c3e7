package org.paramscope.core.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.Test;
import org.paramscope.data.Clock;
import org.paramscope.data.NumericArray;
import org.paramscope.data.RateUnit;
import org.paramscope.engine.Covariance;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.ParameterLayout;
import org.paramscope.engine.Symmetry;
import org.paramscope.engine.UnitLayer;

class ValueFormTest {

    record Inner(double a, double b, double c, double d, long e, RateUnit unit, Optional<NumericArray> none) {
    }

    record Outer(String text, List<Inner> list, Map<String, NumericArray> map, Clock clock, int[] integers, double[] numbers,
            boolean truth, Optional<Inner> inner) {
    }

    private static <T> T throughText(T value, Class<T> type) {
        Map<String, NumericArray> arrays = new LinkedHashMap<>();
        JsonElement tree = ValueForm.write(value, type, arrays);
        return ValueForm.read(JsonParser.parseString(tree.toString()), type, arrays);
    }

    @Test
    void valuesComeBackToTheLastBit() {
        Inner inner = new Inner(0.1 + 0.2, Double.NaN, Double.NEGATIVE_INFINITY, -0.0, Long.MAX_VALUE, RateUnit.PER_MONTH, Optional.empty());
        Outer outer = new Outer("\u00e4 \"quoted\"\n", List.of(inner, inner), Map.of("key with space",
                NumericArray.of(new double[] {Double.MIN_VALUE, Double.NaN, 1e300, -0.0}, 2, 2)),
                new Clock.Irregular(NumericArray.of(new double[] {0, 0.5, 2}), RateUnit.HERTZ), new int[] {-1, 1 << 30},
                new double[] {Math.PI}, true, Optional.of(inner));
        Outer read = throughText(outer, Outer.class);
        assertEquals(outer.text(), read.text());
        assertEquals(outer.list(), read.list());
        assertEquals(outer.map(), read.map());
        assertEquals(outer.clock(), read.clock());
        assertArrayEquals(outer.integers(), read.integers());
        assertArrayEquals(outer.numbers(), read.numbers());
        assertEquals(outer.inner(), read.inner());
        assertEquals(Double.doubleToRawLongBits(-0.0), Double.doubleToRawLongBits(read.list().get(0).d()));
    }

    @Test
    void aDistributionWithoutModelKeepsItsLayoutAndUnits() {
        ParameterLayout layout = new ParameterLayout(List.of(new ParameterLayout.Entry("encoder.weight", 0, 2, 1)));
        UnitLayer layer = new UnitLayer("encoder", 2, new int[][] {{0}, {1}}, new int[][] {{}, {}}, Symmetry.PERMUTATION, List.of(0));
        ParameterDistribution distribution = ParameterDistribution.of(layout, List.of(layer), NumericArray.of(new double[] {1, 2}),
                new Covariance.Dense(NumericArray.of(new double[] {2, 1, 1, 3}, 2, 2))).withDiagnostic("replicas", 7);
        ParameterDistribution read = throughText(distribution, ParameterDistribution.class);
        assertEquals(distribution.arrays(), read.arrays());
        assertEquals(layout, read.layout());
        assertEquals(List.of(layer), read.units());
        assertEquals("encoder", read.units().get(0).name());
        assertEquals(1, read.units().get(0).incoming()[1][0]);
    }

    /** A file names no class: only what the declared type permits is ever built. */
    @Test
    void aFileCannotNameAClass() {
        JsonElement tree = JsonParser.parseString("{\"type\":\"java.io.File\",\"rate\":1,\"unit\":\"HERTZ\",\"start\":0}");
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> ValueForm.read(tree, Clock.class, Map.of()));
        assertTrue(e.getMessage().contains("java.io.File"), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> ValueForm.read(JsonParser.parseString("{}"), Inner.class, Map.of()));
        assertThrows(IllegalArgumentException.class, () -> ValueForm.write(new Object(), Object.class, new LinkedHashMap<>()));
    }
}

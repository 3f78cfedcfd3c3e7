package org.paramscope.geometry.density;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SettingException;
import org.paramscope.engine.random.RandomStream;

class KernelDensityTest {

    private static NumericArray normal(int n, int d, long seed) {
        RandomStream random = RandomStream.of(seed, 0, "points");
        return NumericArray.owned(IntStream.range(0, n * d).mapToDouble(i -> random.gaussian()).toArray(), n, d);
    }

    @Test
    void aSinglePointIsANormalDensity() {
        KernelDensity density = new KernelDensity(NumericArray.of(new double[] {1, -2}, 1, 2), 0.5);
        double expected = -(0.25 + 1) / (2 * 0.25) - Math.log(2 * Math.PI * 0.25);
        assertEquals(expected, density.logDensity(NumericArray.of(new double[] {1.5, -1}, 1, 2))[0], 1e-12);
    }

    @Test
    void theDensityIntegratesToOne() {
        KernelDensity density = KernelDensity.silverman(normal(30, 1, 1));
        int n = 4000;
        NumericArray grid = NumericArray.owned(IntStream.range(0, n).mapToDouble(i -> -10 + 20.0 * i / n).toArray(), n, 1);
        double sum = 0;
        for (double log : density.logDensity(grid)) {
            sum += Math.exp(log) * 20 / n;
        }
        assertEquals(1, sum, 1e-9);
    }

    @Test
    void silvermansBandwidthIsHisFormula() {
        assertEquals(Math.pow(4.0 / (3 * 100), 0.2), KernelDensity.silverman(normal(100, 1, 1)).bandwidth(), 1e-12);
        assertEquals(Math.pow(100, -1 / 6.0), KernelDensity.silverman(normal(100, 2, 1)).bandwidth(), 1e-12);
    }

    @Test
    void leavingOneOutFindsNarrowClustersThatSilvermanSmears() {
        NumericArray points = normal(400, 1, 2);
        double[] clustered = points.toArray();
        for (int i = 0; i < clustered.length; i++) {
            clustered[i] = (i % 2 == 0 ? 1 : -1) + 0.02 * clustered[i];
        }
        NumericArray train = NumericArray.of(clustered, 400, 1);
        KernelDensity chosen = KernelDensity.leaveOneOut(train);
        assertTrue(chosen.bandwidth() < 0.02, "bandwidth " + chosen.bandwidth());
        double ratio = KernelDensity.leaveOneOut(points).bandwidth() / KernelDensity.silverman(points).bandwidth();
        assertTrue(ratio >= 0.7 && ratio <= 1.5, "of normal points Silverman's is about right, the ratio is " + ratio);
    }

    @Test
    void aBandwidthOfZeroIsRefused() {
        assertThrows(SettingException.class, () -> new KernelDensity(normal(3, 1, 1), 0));
    }
}

package org.paramscope.geometry.alignment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.linalg.Svd;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.geometry.Networks;

class JacobiSvdTest {

    @Test
    void agreesWithLapack() {
        RandomStream stream = RandomStream.of(3, 0, "test");
        for (int n : new int[] {1, 2, 3, 8, 20}) {
            double[] matrix = Networks.gaussian(n * n, 1, stream);
            Svd expected = Lapack.svd(NumericArray.of(matrix, n, n));
            double[] values = JacobiSvd.of(matrix, n).values();
            Arrays.sort(values);
            for (int i = 0; i < n; i++) {
                assertEquals(expected.values().at(i), values[n - 1 - i], 1e-12 * n);
            }
            double[] polar = Lapack.multiplyByTransposed(expected.left(), expected.right()).toArray();
            assertArrayEquals(polar, JacobiSvd.of(matrix, n).orthogonal(), 1e-10);
        }
    }

    @Test
    void completesSingularMatricesToOrthogonalOnes() {
        double[] rankOne = {1, 2, 3, 2, 4, 6, 3, 6, 9};
        for (double[] matrix : new double[][] {rankOne, new double[9]}) {
            NumericArray rotation = NumericArray.of(JacobiSvd.of(matrix, 3).orthogonal(), 3, 3);
            double[] unit = {1, 0, 0, 0, 1, 0, 0, 0, 1};
            assertArrayEquals(unit, Lapack.multiplyTransposed(rotation, rotation).toArray(), 1e-12);
        }
    }
}

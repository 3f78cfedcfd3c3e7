package org.paramscope.engine.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paramscope.data.NumericArray;
import org.paramscope.data.NumericalException;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.ReplicaExecutor;

/** Linear algebra against closed forms. */
class LapackTest {

    /** Second difference matrix: eigenvalues 2 - 2 cos(k pi / (n + 1)), vectors sin(i k pi / (n + 1)). */
    private static NumericArray laplacian(int n) {
        double[] a = new double[n * n];
        for (int i = 0; i < n; i++) {
            a[i * n + i] = 2;
            if (i > 0) {
                a[i * n + i - 1] = -1;
                a[(i - 1) * n + i] = -1;
            }
        }
        return NumericArray.owned(a, n, n);
    }

    private static NumericArray matrix(int rows, int columns) {
        double[] a = new double[rows * columns];
        for (int i = 0; i < a.length; i++) {
            a[i] = Math.sin(1 + 3.7 * i) + (i % (columns + 1) == 0 ? 2 : 0);
        }
        return NumericArray.owned(a, rows, columns);
    }

    private static void assertClose(NumericArray expected, NumericArray actual, double tolerance) {
        assertArrayEquals(expected.shape(), actual.shape());
        assertArrayEquals(expected.toArray(), actual.toArray(), tolerance);
    }

    @Test
    void eigenvaluesOfTheSecondDifference() {
        int n = 120;
        SymmetricEigen eigen = Lapack.symmetricEigen(laplacian(n));
        for (int k = 0; k < n; k++) {
            assertEquals(2 - 2 * Math.cos((n - k) * Math.PI / (n + 1)), eigen.values().at(k), 1e-13);
            double largest = 0;
            for (int i = 0; i < n; i++) {
                double value = eigen.vectors().get(i, k);
                double expected = Math.sqrt(2.0 / (n + 1)) * Math.sin((i + 1) * (n - k) * Math.PI / (n + 1));
                assertEquals(Math.abs(expected), Math.abs(value), 1e-11);
                largest = Math.abs(value) > Math.abs(largest) ? value : largest;
            }
            assertTrue(largest > 0, "vector " + k + " points the other way");
        }
        assertClose(eigen.values(), Lapack.symmetricEigenvalues(laplacian(n)), 1e-13);
    }

    @Test
    void choleskyOfTheMinimumMatrix() {
        NumericArray lower = Lapack.cholesky(NumericArray.of(new double[] {1, 1, 1, 1, 2, 2, 1, 2, 3}, 3, 3));
        assertClose(NumericArray.of(new double[] {1, 0, 0, 1, 1, 0, 1, 1, 1}, 3, 3), lower, 1e-15);
        NumericalException e = assertThrows(NumericalException.class,
                () -> Lapack.cholesky(NumericArray.of(new double[] {1, 2, 2, 1}, 2, 2)));
        assertTrue(e.getMessage().contains("not positive definite"), e.getMessage());
    }

    @Test
    void solutionsAndInverses() {
        NumericArray a = matrix(7, 7);
        NumericArray x = matrix(7, 3);
        assertClose(x, Lapack.solve(a, Lapack.multiply(a, x)), 1e-12);
        NumericArray positive = Lapack.multiplyTransposed(a, a);
        assertClose(x, Lapack.solvePositive(positive, Lapack.multiply(positive, x)), 1e-11);
        assertClose(x.column(0), Lapack.solve(a, Lapack.multiply(a, x).column(0)), 1e-12);
        NumericArray unit = Lapack.multiply(a, Lapack.inverse(a));
        for (int i = 0; i < 7; i++) {
            for (int j = 0; j < 7; j++) {
                assertEquals(i == j ? 1 : 0, unit.get(i, j), 1e-13);
            }
        }
        assertThrows(NumericalException.class, () -> Lapack.solve(NumericArray.zeros(2, 2), NumericArray.zeros(2)));
        assertThrows(NumericalException.class, () -> Lapack.inverse(NumericArray.of(new double[] {1, 2, 2, 4}, 2, 2)));
    }

    @Test
    void productsAgreeWithSums() {
        NumericArray a = matrix(4, 6);
        NumericArray b = matrix(6, 5);
        NumericArray product = Lapack.multiply(a, b);
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 5; j++) {
                double sum = 0;
                for (int k = 0; k < 6; k++) {
                    sum += a.get(i, k) * b.get(k, j);
                }
                assertEquals(sum, product.get(i, j), 1e-14);
            }
        }
        assertClose(product, Lapack.multiplyTransposed(a.transpose(), b), 1e-14);
        assertClose(product, Lapack.multiplyByTransposed(a, b.transpose()), 1e-14);
        ShapeException e = assertThrows(ShapeException.class, () -> Lapack.multiply(a, a));
        assertTrue(e.getMessage().contains("[4, 6]"), e.getMessage());
    }

    /** Against products that do not know that their factors are the same; sizes with one and with several tiles. */
    @ParameterizedTest
    @ValueSource(ints = {1, 33, 1000, 1037, 2011})
    void productsWithTheOwnTransposeAreSymmetricWhateverTheThreads(int n) {
        NumericArray a = matrix(5, n);
        NumericArray copy = a.reshape(5, n);
        NumericArray product = Lapack.multiplyTransposed(a, a);
        assertClose(Lapack.multiplyTransposed(a, copy), product, 1e-13);
        assertEquals(product, product.transpose());
        assertEquals(product, Lapack.gram(a, ReplicaExecutor.threads(2)));
        NumericArray wide = a.transpose();
        assertClose(product, Lapack.multiplyByTransposed(wide, wide), 1e-13);
        assertEquals(NumericArray.zeros(n, n), Lapack.gram(NumericArray.zeros(0, n), ReplicaExecutor.threads(2)));
    }

    @Test
    void singularValuesTallAndWide() {
        for (int[] shape : new int[][] {{9, 4}, {4, 9}, {5, 5}}) {
            NumericArray a = matrix(shape[0], shape[1]);
            Svd svd = Lapack.svd(a);
            int k = Math.min(shape[0], shape[1]);
            assertArrayEquals(new int[] {shape[0], k}, svd.left().shape());
            assertArrayEquals(new int[] {shape[1], k}, svd.right().shape());
            double[] scaled = svd.left().toArray();
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] *= svd.values().at(i % k);
            }
            assertClose(a, Lapack.multiplyByTransposed(NumericArray.owned(scaled, shape[0], k), svd.right()), 1e-13);
            SymmetricEigen gram = Lapack.symmetricEigen(Lapack.multiplyTransposed(a, a));
            for (int i = 0; i < k; i++) {
                assertEquals(Math.sqrt(gram.values().at(i)), svd.values().at(i), 1e-10);
            }
        }
    }

    /** A A' = [[17, 8], [8, 17]] with the eigenvalues 25 and 9. */
    @Test
    void singularValuesOfAKnownMatrix() {
        Svd svd = Lapack.svd(NumericArray.of(new double[] {3, 2, 2, 2, 3, -2}, 2, 3));
        assertArrayEquals(new double[] {5, 3}, svd.values().toArray(), 1e-14);
    }

    @Test
    void refusesWhatIsNotFiniteOrNotSquare() {
        NumericArray bad = NumericArray.of(new double[] {1, Double.NaN, 0, 1}, 2, 2);
        assertThrows(NumericalException.class, () -> Lapack.symmetricEigen(bad));
        assertThrows(NumericalException.class, () -> Lapack.svd(bad));
        assertThrows(ShapeException.class, () -> Lapack.cholesky(NumericArray.zeros(2, 3)));
        assertThrows(ShapeException.class, () -> Lapack.solve(NumericArray.zeros(2, 2), NumericArray.zeros(3)));
    }

    @Test
    void emptyMatricesAreFine() {
        assertEquals(0, Lapack.symmetricEigen(NumericArray.zeros(0, 0)).values().length());
        assertClose(NumericArray.zeros(2, 3), Lapack.multiply(NumericArray.zeros(2, 0), NumericArray.zeros(0, 3)), 0);
    }
}

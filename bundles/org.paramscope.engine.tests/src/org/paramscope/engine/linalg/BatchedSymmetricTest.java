package org.paramscope.engine.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.paramscope.data.NumericArray;
import org.paramscope.data.NumericalException;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.Kernels;
import org.paramscope.engine.ReplicaExecutor;
import org.paramscope.engine.internal.kernel.Arithmetic;
import org.paramscope.engine.internal.kernel.PlainMatrixLanes;
import org.paramscope.engine.random.RandomStream;

/** Many small matrices at once against LAPACK, closed forms, and each other. */
class BatchedSymmetricTest {

    private static final BatchedSymmetric BATCHED = BatchedSymmetric.on(ReplicaExecutor.threads(1));
    private static final BatchedSymmetric PLAIN = new BatchedSymmetric(new PlainMatrixLanes(), ReplicaExecutor.threads(1));

    static Stream<Arguments> sizes() {
        return IntStream.of(1, 2, 3, 7, 17, 64).boxed()
                .flatMap(d -> IntStream.of(1, 7, 8, 1000).mapToObj(n -> Arguments.of(d, n)));
    }

    private static NumericArray gaussian(int rows, int columns, RandomStream stream) {
        double[] values = IntStream.range(0, rows * columns).mapToDouble(i -> stream.gaussian()).toArray();
        return NumericArray.owned(values, rows, columns);
    }

    /** F'F / d + I / 10 of Gaussian F: conditions up to some tens. */
    private static NumericArray positive(int n, int d) {
        RandomStream stream = RandomStream.of(3, d, "positive");
        double[] matrices = new double[n * d * d];
        for (int m = 0; m < n; m++) {
            NumericArray factor = gaussian(d, d, stream);
            double[] product = Lapack.multiplyTransposed(factor, factor).toArray();
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    matrices[(m * d + i) * d + j] = product[Math.max(i, j) * d + Math.min(i, j)] / d + (i == j ? 0.1 : 0);
                }
            }
        }
        return NumericArray.owned(matrices, n, d, d);
    }

    /** Q diag(values) Q' with a random rotation Q. */
    private static NumericArray rotated(double[] values, long seed) {
        int d = values.length;
        NumericArray q = Lapack.svd(gaussian(d, d, RandomStream.of(seed, 0, "rotation"))).left();
        return Lapack.multiplyByTransposed(scaledColumns(q, values), q);
    }

    private static NumericArray scaledColumns(NumericArray a, double[] factors) {
        double[] scaled = a.toArray();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factors[i % factors.length];
        }
        return NumericArray.owned(scaled, a.shape());
    }

    private static NumericArray batch(NumericArray... matrices) {
        int length = matrices[0].length();
        double[] all = new double[matrices.length * length];
        for (int m = 0; m < matrices.length; m++) {
            matrices[m].copyTo(all, m * length);
        }
        return NumericArray.owned(all, matrices.length, matrices[0].size(0), matrices[0].size(1));
    }

    private static NumericArray matrix(int d, double... entries) {
        return NumericArray.of(entries, d, d);
    }

    private static NumericArray scaled(NumericArray a, double factor) {
        return NumericArray.owned(IntStream.range(0, a.length()).mapToDouble(i -> factor * a.at(i)).toArray(), a.shape());
    }

    private static NumericArray unit(int d) {
        double[] unit = new double[d * d];
        for (int i = 0; i < d; i++) {
            unit[i * d + i] = 1;
        }
        return NumericArray.owned(unit, d, d);
    }

    /** Matrices that are hard in different ways, all 8 x 8. */
    private static NumericArray awkward() {
        double[] signs = new double[64];
        for (int i = 0; i < 64; i++) {
            signs[i] = (i * 5 % 7 + i / 8 * 3) % 3 - 1;
        }
        return batch(NumericArray.zeros(8, 8), unit(8), rotated(new double[] {1, 1, 1, 1, 2, 2, 2, 2}, 1),
                rotated(new double[] {1, 1e-15, 1e-15, 0, 0, 0, 0, 0}, 2), rotated(new double[] {5, 4, 3, 2, 1, -1, -2, -3}, 3),
                scaled(rotated(new double[] {8, 7, 6, 5, 4, 3, 2, 1}, 4), 1e-300),
                scaled(rotated(new double[] {8, 7, 6, 5, 4, 3, 2, 1}, 5), 1e300),
                rotated(new double[] {1, 1e-2, 1e-4, 1e-6, 1e-8, 1e-10, 1e-12, 1e-14}, 6),
                scaled(unit(8), Double.MIN_VALUE), matrix(8, signs), scaled(unit(8), -3));
    }

    private static void assertClose(NumericArray expected, NumericArray actual, double tolerance) {
        assertArrayEquals(expected.shape(), actual.shape());
        assertArrayEquals(expected.toArray(), actual.toArray(), tolerance);
    }

    @ParameterizedTest(name = "d = {0}, n = {1}")
    @MethodSource("sizes")
    void agreesWithLapack(int d, int n) {
        NumericArray matrices = positive(n, d);
        NumericArray factors = BATCHED.cholesky(matrices);
        BatchedEigen eigen = BATCHED.eigen(matrices);
        BatchedRoots roots = BATCHED.squareRoots(matrices);
        NumericArray rightSides = gaussian(n, 3 * d, RandomStream.of(1, 0, "right sides")).reshape(n, d, 3);
        NumericArray solutions = BATCHED.solve(factors, rightSides);
        NumericArray determinants = BATCHED.logDeterminants(factors);
        for (int m = 0; m < n; m += Math.max(1, n / 20)) {
            NumericArray a = matrices.slice(m);
            assertClose(Lapack.cholesky(a), factors.slice(m), 1e-13);
            assertClose(Lapack.solvePositive(a, rightSides.slice(m)), solutions.slice(m), 1e-10);
            NumericArray descending = Lapack.symmetricEigenvalues(a);
            double logarithm = 0;
            for (int j = 0; j < d; j++) {
                assertEquals(descending.at(d - 1 - j), eigen.values().get(m, j), 1e-13);
                logarithm += Math.log(descending.at(j));
            }
            assertEquals(logarithm, determinants.at(m), 1e-11);
            assertDecomposes(a, eigen.values().slice(m), eigen.vectors().slice(m), 1);
            NumericArray root = roots.roots().slice(m);
            assertClose(a, Lapack.multiply(root, root), 1e-13);
        }
        assertEquals(eigen.values(), roots.values());
        assertEquals(eigen.values(), BATCHED.eigenvalues(matrices));
    }

    /** A V = V diag(values), V'V = I, in units of {@code scale}. */
    private static void assertDecomposes(NumericArray a, NumericArray values, NumericArray vectors, double scale) {
        int d = a.size(0);
        NumericArray unitScale = scaled(a, 1 / scale);
        NumericArray unitValues = scaled(values, 1 / scale);
        assertClose(scaledColumns(vectors, unitValues.toArray()), Lapack.multiply(unitScale, vectors), 3e-14);
        assertClose(unit(d), Lapack.multiplyTransposed(vectors, vectors), 2e-14);
        for (int j = 0; j < d; j++) {
            assertTrue(j == 0 || values.at(j - 1) <= values.at(j), "ascending");
            double largest = 0;
            for (double entry : vectors.column(j).toArray()) {
                largest = Math.abs(entry) > Math.abs(largest) ? entry : largest;
            }
            assertTrue(largest > 0, "vector " + j + " points the other way");
        }
    }

    @Test
    void twoByTwoByHand() {
        NumericArray a = batch(matrix(2, 5, 4, 4, 5), matrix(2, 4, 2, 2, 3));
        BatchedEigen eigen = BATCHED.eigen(a);
        double r = Math.sqrt(0.5);
        assertArrayEquals(new double[] {1, 9}, eigen.values().slice(0).toArray(), 1e-14);
        assertArrayEquals(new double[] {r, r}, eigen.vectors().slice(0).column(1).toArray(), 1e-15);
        assertEquals(0, eigen.vectors().get(0, 0, 0) + eigen.vectors().get(0, 1, 0), 1e-15);
        double[] values = {(7 - Math.sqrt(17)) / 2, (7 + Math.sqrt(17)) / 2};
        assertArrayEquals(values, eigen.values().slice(1).toArray(), 1e-14);
        assertClose(matrix(2, 2, 1, 1, 2), BATCHED.squareRoots(a).roots().slice(0), 1e-14);
        assertClose(scaled(matrix(2, 2, -1, -1, 2), 1.0 / 3), BATCHED.inverseSquareRoots(a).slice(0), 1e-14);
        NumericArray factors = BATCHED.cholesky(a);
        assertClose(matrix(2, 2, 0, 1, Math.sqrt(2)), factors.slice(1), 1e-15);
        assertArrayEquals(new double[] {Math.log(9), Math.log(8)}, BATCHED.logDeterminants(factors).toArray(), 1e-15);
        NumericArray x = BATCHED.solve(factors, NumericArray.of(new double[] {9, 9, 8, 7}, 2, 2));
        assertArrayEquals(new double[] {1, 1, 1.25, 1.5}, x.toArray(), 1e-15);
    }

    /** 2 - 2 cos(k pi / (d + 1)) are the eigenvalues of the second difference. */
    @Test
    void eigenvaluesOfTheSecondDifference() {
        int d = BatchedSymmetric.LARGEST;
        double[] difference = new double[d * d];
        for (int i = 0; i < d; i++) {
            difference[i * d + i] = 2;
            if (i > 0) {
                difference[i * d + i - 1] = -1;
            }
        }
        // the upper triangle is not read
        NumericArray values = BATCHED.eigenvalues(NumericArray.owned(difference, 1, d, d));
        for (int k = 1; k <= d; k++) {
            assertEquals(2 - 2 * Math.cos(k * Math.PI / (d + 1)), values.at(k - 1), 1e-14);
        }
    }

    @Test
    void awkwardMatricesDecompose() {
        NumericArray matrices = awkward();
        BatchedEigen eigen = BATCHED.eigen(matrices);
        BatchedRoots roots = BATCHED.squareRoots(matrices);
        for (int m = 0; m < matrices.size(0); m++) {
            double scale = m == 5 ? 1e-300 : m == 6 ? 1e300 : 1;
            assertDecomposes(matrices.slice(m), eigen.values().slice(m), eigen.vectors().slice(m), scale);
            if (eigen.values().get(m, 0) > -1e-14 * scale) {
                NumericArray root = scaled(roots.roots().slice(m), 1 / Math.sqrt(scale));
                assertClose(scaled(matrices.slice(m), 1 / scale), Lapack.multiply(root, root), 3e-14);
            }
        }
        assertArrayEquals(new double[] {1, 1, 1, 1, 2, 2, 2, 2}, eigen.values().slice(2).toArray(), 1e-14);
        assertArrayEquals(new double[] {-3, -2, -1, 1, 2, 3, 4, 5}, eigen.values().slice(4).toArray(), 1e-14);
        assertEquals(Double.MIN_VALUE, eigen.values().get(8, 0));
        // what is negative counts as zero
        assertEquals(NumericArray.zeros(8, 8), roots.roots().slice(10));
        NumericArray root = BATCHED.squareRoots(batch(rotated(new double[] {5, 4, 3, 2, 1, 0, 0, 0}, 3))).roots();
        assertClose(root.slice(0), roots.roots().slice(4), 1e-7);
    }

    @Test
    void congruencesAgreeWithProducts() {
        NumericArray a = positive(9, 7);
        NumericArray f = BATCHED.squareRoots(positive(20, 7).rows(11, 20)).roots();
        NumericArray each = BATCHED.congruences(f, a);
        NumericArray shared = BATCHED.congruences(f.slice(2), a);
        for (int m = 0; m < 9; m++) {
            assertClose(Lapack.multiply(Lapack.multiply(f.slice(m), a.slice(m)), f.slice(m)), each.slice(m), 1e-13);
            assertClose(Lapack.multiply(Lapack.multiply(f.slice(2), a.slice(m)), f.slice(2)), shared.slice(m), 1e-13);
        }
        NumericArray inverse = BATCHED.inverseSquareRoots(a);
        NumericArray whitened = BATCHED.congruences(inverse, a);
        for (int m = 0; m < 9; m++) {
            assertClose(unit(7), whitened.slice(m), 1e-13);
        }
    }

    private static List<Function<BatchedSymmetric, List<NumericArray>>> operations(NumericArray any, NumericArray positive) {
        int n = any.size(0);
        int d = any.size(1);
        return List.of(
                batched -> List.of(batched.eigen(any).values(), batched.eigen(any).vectors(), batched.eigenvalues(any)),
                batched -> List.of(batched.squareRoots(any).values(), batched.squareRoots(any).roots()),
                batched -> List.of(batched.congruences(any, positive), batched.congruences(any.slice(0), positive)),
                batched -> List.of(batched.inverseSquareRoots(positive), batched.cholesky(positive),
                        batched.logDeterminants(batched.cholesky(positive)), batched.solve(batched.cholesky(positive), any),
                        batched.solve(batched.cholesky(positive), positive.reshape(n * d, d).rows(0, n))));
    }

    /** Any symmetric matrices: differences of positive ones, every third of low rank. */
    private static NumericArray indefinite(int n, int d) {
        NumericArray positive = positive(n + 1, d);
        double[] matrices = new double[n * d * d];
        for (int i = 0; i < matrices.length; i++) {
            int m = i / (d * d);
            int row = i / d % d;
            int column = i % d;
            matrices[i] = m % 3 == 0 ? (row < 2 && column < 2 ? positive.at(i) : 0) : positive.at(i) - positive.at(i + d * d);
        }
        return NumericArray.owned(matrices, n, d, d);
    }

    @ParameterizedTest(name = "d = {0}, n = {1}")
    @MethodSource("sizes")
    void plainLoopsAndThreadsGiveTheSameBits(int d, int n) {
        int count = d == 64 ? Math.min(n, 100) : n;
        BatchedSymmetric threaded = BatchedSymmetric.on(ReplicaExecutor.threads(2));
        for (var operation : operations(indefinite(count, d), positive(count, d))) {
            List<NumericArray> expected = operation.apply(PLAIN);
            assertEquals(expected, operation.apply(BATCHED));
            assertEquals(expected, operation.apply(threaded));
        }
    }

    @Test
    void vectorsTakeSeveralMatricesAtOnce() {
        assertEquals(Kernels.vectorised(), Arithmetic.matrices().width() > 1);
    }

    @Test
    void awkwardMatricesGiveTheSameBits() {
        NumericArray matrices = awkward();
        BatchedEigen eigen = BATCHED.eigen(matrices);
        assertEquals(PLAIN.eigen(matrices), eigen);
        assertEquals(PLAIN.squareRoots(matrices), BATCHED.squareRoots(matrices));
    }

    @Test
    void neighboursDoNotMatter() {
        List<NumericArray> several = new ArrayList<>();
        for (NumericArray matrices : List.of(awkward(), positive(13, 8), indefinite(6, 8))) {
            for (int m = 0; m < matrices.size(0); m++) {
                several.add(matrices.slice(m));
            }
        }
        BatchedEigen together = BATCHED.eigen(batch(several.toArray(NumericArray[]::new)));
        for (int m = 0; m < several.size(); m++) {
            BatchedEigen alone = BATCHED.eigen(batch(several.get(m)));
            assertEquals(alone.values().slice(0), together.values().slice(m));
            assertEquals(alone.vectors().slice(0), together.vectors().slice(m));
        }
        NumericArray positive = positive(13, 8);
        NumericArray factors = BATCHED.cholesky(positive);
        for (int m = 0; m < 13; m++) {
            assertEquals(BATCHED.cholesky(positive.rows(m, m + 1)).slice(0), factors.slice(m));
        }
    }

    @Test
    void breakDownsNameTheMatrix() {
        double[] entries = positive(40, 3).toArray();
        entries[37 * 9 + 4] = -1;
        entries[38 * 9] = 0;
        NumericArray indefinite = NumericArray.of(entries, 40, 3, 3);
        assertMessage("matrix 37 of the batch is not positive definite: pivot 1 ", () -> BATCHED.cholesky(indefinite));
        assertMessage("matrix 37 of the batch is not positive definite: its eigenvalues",
                () -> BATCHED.inverseSquareRoots(indefinite));
        NumericArray singular = batch(unit(2), matrix(2, 1, 1, 1, 1));
        assertMessage("matrix 1 of the batch is not positive definite: pivot 1 ", () -> BATCHED.cholesky(singular));
        assertMessage("matrix 1 of the batch is not positive definite", () -> BATCHED.inverseSquareRoots(singular));
        assertMessage("matrix 1 of the batch is no Cholesky factor: entry 1", () -> BATCHED.logDeterminants(
                batch(unit(2), matrix(2, 1, 0, 1, 0))));
        assertMessage("matrix 0 of the batch is no Cholesky factor", () -> BATCHED.solve(NumericArray.zeros(1, 2, 2),
                NumericArray.zeros(1, 2)));
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            entries[35 * 9 + 3] = bad;
            NumericArray notFinite = NumericArray.of(entries, 40, 3, 3);
            String message = "matrix 35 of the batch holds a number that is not finite";
            assertMessage(message, () -> BATCHED.cholesky(notFinite));
            assertMessage(message, () -> BATCHED.eigen(notFinite));
            assertMessage(message, () -> BATCHED.eigenvalues(notFinite));
            assertMessage(message, () -> BATCHED.squareRoots(notFinite));
            assertMessage(message, () -> BATCHED.congruences(notFinite, indefinite));
            assertMessage("matrix 0 of the batch has a factor", () -> BATCHED.congruences(notFinite.slice(35), indefinite));
        }
    }

    private static void assertMessage(String part, org.junit.jupiter.api.function.Executable call) {
        NumericalException e = assertThrows(NumericalException.class, call);
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }

    @Test
    void refusesOtherShapes() {
        assertThrows(ShapeException.class, () -> BATCHED.eigen(NumericArray.zeros(3, 3)));
        assertThrows(ShapeException.class, () -> BATCHED.eigen(NumericArray.zeros(1, 3, 4)));
        assertThrows(ShapeException.class, () -> BATCHED.cholesky(NumericArray.zeros(1, 0, 0)));
        ShapeException e = assertThrows(ShapeException.class, () -> BATCHED.cholesky(NumericArray.zeros(1, 65, 65)));
        assertTrue(e.getMessage().contains("[1, 65, 65]"), e.getMessage());
        assertThrows(ShapeException.class, () -> BATCHED.congruences(NumericArray.zeros(2, 3, 3), NumericArray.zeros(1, 3, 3)));
        assertThrows(ShapeException.class, () -> BATCHED.solve(NumericArray.zeros(2, 3, 3), NumericArray.zeros(2, 4)));
        assertArrayEquals(new int[] {0, 3, 3}, BATCHED.eigen(NumericArray.zeros(0, 3, 3)).vectors().shape());
    }
}

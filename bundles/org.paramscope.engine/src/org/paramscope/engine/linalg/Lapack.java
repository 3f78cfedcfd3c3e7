package org.paramscope.engine.linalg;

import static org.bytedeco.openblas.global.openblas.*;

import java.util.Arrays;
import org.paramscope.data.NumericArray;
import org.paramscope.data.NumericalException;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.ReplicaExecutor;

/**
 * Dense linear algebra in float64 by OpenBLAS, on one thread so that results do not depend on the
 * machine's load. Every return code is checked: a break-down is a {@link NumericalException}. When first
 * used, a matrix of known factors is decomposed, because some builds misdetect new processors.
 */
public final class Lapack {

    private static volatile long threadsSet;

    static {
        blas_set_num_threads(1);
        threadsSet = System.nanoTime();
        selfTest();
    }

    private Lapack() { }

    /** A B, for A [m, k] and B [k, n]. */
    public static NumericArray multiply(NumericArray a, NumericArray b) {
        matrix("A", a);
        matrix("B", b);
        return product(a, b, false, false, a.size(0), a.size(1), b.size(0), b.size(1));
    }

    /** A' B, for A [k, m] and B [k, n]. */
    public static NumericArray multiplyTransposed(NumericArray a, NumericArray b) {
        matrix("A", a);
        matrix("B", b);
        return product(a, b, true, false, a.size(1), a.size(0), b.size(0), b.size(1));
    }

    /** A'A, for A [k, n], on threads; the bits of {@code multiplyTransposed(a, a)} whatever their number. */
    public static NumericArray gram(NumericArray a, ReplicaExecutor executor) {
        matrix("A", a);
        if (a.length() == 0) {
            return NumericArray.zeros(a.size(1), a.size(1));
        }
        threads();
        return Gram.product(a, true, executor);
    }

    /** A B', for A [m, k] and B [n, k]. */
    public static NumericArray multiplyByTransposed(NumericArray a, NumericArray b) {
        matrix("A", a);
        matrix("B", b);
        return product(a, b, false, true, a.size(0), a.size(1), b.size(1), b.size(0));
    }

    /** The lower triangular L with A = L L', for a symmetric positive definite A. */
    public static NumericArray cholesky(NumericArray a) {
        int n = square("cholesky", a);
        double[] lower = a.toArray();
        if (n > 0) {
            threads();
            // row-major lower is column-major upper
            check("cholesky", LAPACKE_dpotrf(LAPACK_COL_MAJOR, (byte) 'U', n, lower, n),
                    "the matrix is not positive definite");
        }
        for (int i = 0; i < n; i++) {
            Arrays.fill(lower, i * n + i + 1, (i + 1) * n, 0);
        }
        return NumericArray.owned(lower, n, n);
    }

    /** X with A X = B, for a regular A [n, n] and B [n, k] or [n]. */
    public static NumericArray solve(NumericArray a, NumericArray b) {
        int n = square("solve", a);
        int columns = rightSide("solve", n, b);
        double[] x = b.toArray();
        if (x.length > 0) {
            threads();
            check("solve", LAPACKE_dgesv(LAPACK_ROW_MAJOR, n, columns, a.toArray(), n, new int[n], x, columns),
                    "the matrix is singular");
        }
        return NumericArray.owned(x, b.shape());
    }

    /** X with A X = B, for a symmetric positive definite A [n, n] and B [n, k] or [n]. */
    public static NumericArray solvePositive(NumericArray a, NumericArray b) {
        int n = square("solvePositive", a);
        int columns = rightSide("solvePositive", n, b);
        double[] x = b.toArray();
        if (x.length > 0) {
            threads();
            check("solvePositive", LAPACKE_dposv(LAPACK_ROW_MAJOR, (byte) 'L', n, columns, a.toArray(), n, x, columns),
                    "the matrix is not positive definite");
        }
        return NumericArray.owned(x, b.shape());
    }

    /** The inverse of a regular matrix. */
    public static NumericArray inverse(NumericArray a) {
        int n = square("inverse", a);
        double[] inverse = a.toArray();
        int[] pivots = new int[n];
        if (n > 0) {
            threads();
            // the inverse of the transpose is the transpose of the inverse: the order does not matter
            check("inverse", LAPACKE_dgetrf(LAPACK_COL_MAJOR, n, n, inverse, n, pivots), "the matrix is singular");
            check("inverse", LAPACKE_dgetri(LAPACK_COL_MAJOR, n, inverse, n, pivots), "the matrix is singular");
        }
        return NumericArray.owned(inverse, n, n);
    }

    /** All eigenvalues and eigenvectors of a symmetric matrix, of which the lower triangle is read. */
    public static SymmetricEigen symmetricEigen(NumericArray a) {
        int n = square("symmetricEigen", a);
        double[] ascending = a.toArray();
        double[] values = new double[n];
        if (n > 0) {
            finite("symmetricEigen", ascending);
            threads();
            check("symmetricEigen", LAPACKE_dsyevd(LAPACK_COL_MAJOR, (byte) 'V', (byte) 'U', n, ascending, n, values),
                    "no convergence");
        }
        double[] descending = new double[n];
        double[] signs = new double[n];
        for (int j = 0; j < n; j++) {
            descending[j] = values[n - 1 - j];
            signs[j] = sign(ascending, (n - 1 - j) * n, 1, n);
        }
        double[] vectors = new double[n * n];
        // some columns at a time, as many as the cache holds lines of
        for (int first = 0; first < n; first += 32) {
            for (int i = 0; i < n; i++) {
                for (int j = first; j < Math.min(n, first + 32); j++) {
                    vectors[i * n + j] = signs[j] * ascending[(n - 1 - j) * n + i];
                }
            }
        }
        return new SymmetricEigen(NumericArray.owned(descending), NumericArray.owned(vectors, n, n));
    }

    /** The eigenvalues of a symmetric matrix, descending, without the vectors. */
    public static NumericArray symmetricEigenvalues(NumericArray a) {
        int n = square("symmetricEigenvalues", a);
        double[] values = new double[n];
        if (n > 0) {
            double[] copy = a.toArray();
            finite("symmetricEigenvalues", copy);
            threads();
            check("symmetricEigenvalues", LAPACKE_dsyevd(LAPACK_COL_MAJOR, (byte) 'N', (byte) 'U', n, copy, n, values),
                    "no convergence");
        }
        double[] descending = new double[n];
        for (int j = 0; j < n; j++) {
            descending[j] = values[n - 1 - j];
        }
        return NumericArray.owned(descending);
    }

    /** The eigenvalues of any real square matrix: [n, 2], real and imaginary part, conjugate pairs beside each other. */
    public static NumericArray eigenvalues(NumericArray a) {
        int n = square("eigenvalues", a);
        double[] real = new double[n];
        double[] imaginary = new double[n];
        if (n > 0) {
            double[] copy = a.toArray();
            finite("eigenvalues", copy);
            threads();
            // the transposed matrix, as it lies in memory, has the same eigenvalues
            check("eigenvalues", LAPACKE_dgeev(LAPACK_COL_MAJOR, (byte) 'N', (byte) 'N', n, copy, n, real, imaginary,
                    new double[1], 1, new double[1], 1), "no convergence");
        }
        double[] values = new double[2 * n];
        for (int i = 0; i < n; i++) {
            values[2 * i] = real[i];
            values[2 * i + 1] = imaginary[i];
        }
        return NumericArray.owned(values, n, 2);
    }

    /** The thin singular value decomposition. */
    public static Svd svd(NumericArray a) {
        matrix("svd", a);
        int m = a.size(0);
        int n = a.size(1);
        int k = Math.min(m, n);
        double[] values = new double[k];
        double[] left = new double[m * k];
        double[] rightTransposed = new double[k * n];
        if (k > 0) {
            double[] copy = a.toArray();
            finite("svd", copy);
            threads();
            // in column-major order the memory holds A', whose factors are ours in exchanged roles, already transposed
            check("svd", LAPACKE_dgesdd(LAPACK_COL_MAJOR, (byte) 'S', n, m, copy, n, values, rightTransposed, n, left, k),
                    "no convergence");
        }
        double[] right = new double[n * k];
        for (int j = 0; j < k; j++) {
            double sign = sign(left, j, k, m);
            for (int i = 0; i < m; i++) {
                left[i * k + j] *= sign;
            }
            for (int i = 0; i < n; i++) {
                right[i * k + j] = sign * rightTransposed[j * n + i];
            }
        }
        return new Svd(NumericArray.owned(left, m, k), NumericArray.owned(values), NumericArray.owned(right, n, k));
    }

    /** The library in use, for diagnostics. */
    public static String description() {
        return "OpenBLAS (" + System.getenv().getOrDefault("OPENBLAS_CORETYPE", "detected") + " kernels), self test passed";
    }

    private static NumericArray product(NumericArray a, NumericArray b, boolean turnA, boolean turnB, int m, int k,
            int k2, int n) {
        if (k != k2) {
            throw new ShapeException("a product of " + Arrays.toString(a.shape()) + (turnA ? "'" : "") + " and "
                    + Arrays.toString(b.shape()) + (turnB ? "'" : ""));
        }
        if (a == b && turnA != turnB && m > 0 && k > 0) {
            threads();
            return Gram.product(a, turnA, ReplicaExecutor.threads(1));
        }
        double[] c = new double[Math.multiplyExact(m, n)];
        if (c.length > 0 && k > 0) {
            threads();
            cblas_dgemm(CblasRowMajor, turnA ? CblasTrans : CblasNoTrans, turnB ? CblasTrans : CblasNoTrans, m, n, k,
                    1, a.toArray(), a.size(1), b.toArray(), b.size(1), 0, c, n);
        }
        return NumericArray.owned(c, m, n);
    }

    /**
     * ND4J may have raised the number of threads since. To set it costs a millisecond and a lock of the loader, a
     * thousand times a small product, so it is not done at every call.
     */
    private static void threads() {
        long now = System.nanoTime();
        if (now - threadsSet > 100_000_000L) {
            blas_set_num_threads(1);
            threadsSet = now;
        }
    }

    private static double sign(double[] vector, int offset, int step, int count) {
        double largest = 0;
        double sign = 1;
        for (int i = 0; i < count; i++) {
            double value = vector[offset + i * step];
            if (Math.abs(value) > largest) {
                largest = Math.abs(value);
                sign = Math.signum(value);
            }
        }
        return sign;
    }

    private static void finite(String routine, double[] values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new NumericalException(routine, "the matrix holds " + value);
            }
        }
    }

    private static void check(String routine, int info, String positive) {
        if (info > 0) {
            throw new NumericalException(routine, positive + " (LAPACK info " + info + ")");
        }
        if (info < 0) {
            throw new NumericalException(routine, "argument " + -info + " is not valid or not a number");
        }
    }

    private static void matrix(String what, NumericArray a) {
        if (a.rank() != 2) {
            throw new ShapeException(what + ": a matrix is needed, not " + Arrays.toString(a.shape()));
        }
    }

    private static int square(String routine, NumericArray a) {
        matrix(routine, a);
        if (a.size(0) != a.size(1)) {
            throw new ShapeException(routine + ": a square matrix is needed, not " + Arrays.toString(a.shape()));
        }
        return a.size(0);
    }

    private static int rightSide(String routine, int n, NumericArray b) {
        if (b.rank() < 1 || b.rank() > 2 || b.size(0) != n) {
            throw new ShapeException(routine + ": a right side of " + n + " rows is needed, not " + Arrays.toString(b.shape()));
        }
        return b.rank() == 1 ? 1 : b.size(1);
    }

    /** The matrix min(i, j) + 1 has the factor of ones below the diagonal; its size reaches the blocked kernels. */
    private static void selfTest() {
        int n = 300;
        double[] a = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                a[i * n + j] = Math.min(i, j) + 1;
            }
        }
        int info = LAPACKE_dpotrf(LAPACK_COL_MAJOR, (byte) 'U', n, a, n);
        double error = info == 0 ? 0 : Double.POSITIVE_INFINITY;
        for (int i = 0; i < n && info == 0; i++) {
            for (int j = 0; j <= i; j++) {
                error = Math.max(error, Math.abs(a[i * n + j] - 1));
            }
        }
        if (!(error < 1e-9)) {
            throw new NumericalException("OpenBLAS self test", "a known Cholesky factor comes out with an error of " + error
                    + "; start with the environment variable OPENBLAS_CORETYPE=Haswell");
        }
    }
}

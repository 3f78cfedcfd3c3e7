package org.paramscope.engine.internal.kernel;

/**
 * Linear algebra on {@link #width} small square matrices at once. Entry (i, j) of the matrix in lane w lies at
 * {@code (i * step(d) + j) * width + w}. Implementations differ in width and speed, not in one bit but the sign of
 * zeros: sums are chains of fused multiply-adds in ascending order, and what one lane decides touches no other.
 */
public interface MatrixLanes {

    /** Squares below it count as zero in matrices of a norm about 1: their roots would lose digits. */
    double TINY_SQUARE = 0x1p-960;
    /** Elements beside the diagonal that are no larger count as zero in matrices of a norm about 1. */
    double TINY = 0x1p-500;
    /** Half a unit in the last place of 1. */
    double ROUNDING = 0x1p-53;
    /** Most iterations for one eigenvalue; two are usual. */
    int ITERATIONS = 60;

    /** Distance of two rows of d entries: not a multiple of 16, or the rows would fall into few sets of the cache. */
    static int step(int d) {
        return d % 16 == 0 ? d + 1 : d;
    }

    /** Matrices side by side. */
    int width();

    /**
     * Overwrites the lower triangles with their Cholesky factors. A lane whose pivot is not positive gets the
     * number of its first such pivot in {@code pivots} [width] and meaningless numbers from there on; others get -1.
     */
    void cholesky(double[] a, int d, double[] pivots);

    /** Copies the lower triangles to the upper ones. */
    void mirror(double[] a, int d);

    /** Overwrites B, in rows of {@code columns} entries without distance, with the solution of L L' X = B. */
    void solve(double[] lower, int d, double[] b, int columns);

    /** Writes A B' to C; where the result is known to be symmetric, half of it is computed and mirrored. */
    void multiplyByTransposed(double[] a, double[] b, double[] c, int d, boolean symmetric);

    /**
     * Eigenvalues, in no order, of matrices whose largest entry is about 1, or zero:
     * Householder's reduction to a tridiagonal matrix, then QL with implicit shifts (Martin, Reinsch and Wilkinson
     * 1968; Dubrulle 1970).
     *
     * @param a overwritten with eigenvectors, one in each column, if {@code vectors}, otherwise with anything
     * @param values [d, width], written
     * @return {@code width} numbers, 1 for a lane that did not converge, otherwise 0
     */
    double[] eigen(double[] a, int d, double[] values, boolean vectors);
}

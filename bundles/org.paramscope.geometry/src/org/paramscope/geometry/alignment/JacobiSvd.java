package org.paramscope.geometry.alignment;

/**
 * The singular value decomposition of a small square matrix by one-sided rotations (Hestenes 1958): for codes of
 * a few units, where a call of a library costs more than the work. A symmetric matrix without negative eigenvalues
 * has its eigenvalues and eigenvectors as singular values and right vectors.
 */
final class JacobiSvd {

    private static final int SWEEPS = 60;

    private final int n;
    private final double[] columns;
    private final double[] right;

    private JacobiSvd(double[] matrix, int n) {
        this.n = n;
        columns = matrix.clone();
        right = new double[n * n];
        for (int i = 0; i < n; i++) {
            right[i * n + i] = 1;
        }
    }

    /** A = U S V' with A [n, n] row by row. */
    static JacobiSvd of(double[] matrix, int n) {
        JacobiSvd svd = new JacobiSvd(matrix, n);
        boolean rotated = true;
        for (int sweep = 0; rotated && sweep < SWEEPS; sweep++) {
            rotated = false;
            for (int a = 0; a < n; a++) {
                for (int b = a + 1; b < n; b++) {
                    rotated |= svd.rotate(a, b);
                }
            }
        }
        return svd;
    }

    /** The singular values, in no order. */
    double[] values() {
        double[] values = new double[n];
        for (int j = 0; j < n; j++) {
            values[j] = Math.sqrt(inner(j, j));
        }
        return values;
    }

    /** V [n, n] row by row, one right vector a column, in the order of {@link #values()}. */
    double[] right() {
        return right;
    }

    /**
     * U V', the orthogonal matrix R of the largest trace of R A' (Schoenemann 1966). Where A is singular any
     * completion is as good; an orthonormal one is made from unit vectors.
     */
    double[] orthogonal() {
        double[] values = values();
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, value);
        }
        double[] left = new double[n * n];
        int[] order = new int[n];
        int count = 0;
        for (int j = 0; j < n; j++) {
            if (values[j] > 1e-13 * largest) {
                order[count++] = j;
                for (int i = 0; i < n; i++) {
                    left[i * n + j] = columns[i * n + j] / values[j];
                }
            }
        }
        for (int j = 0; j < n; j++) {
            if (!(values[j] > 1e-13 * largest)) {
                complete(left, j, order, count);
                order[count++] = j;
            }
        }
        double[] product = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    sum += left[i * n + j] * right[k * n + j];
                }
                product[i * n + k] = sum;
            }
        }
        return product;
    }

    private void complete(double[] left, int column, int[] known, int count) {
        double longest = -1;
        double[] best = new double[n];
        for (int axis = 0; axis < n; axis++) {
            double[] rest = new double[n];
            rest[axis] = 1;
            for (int pass = 0; pass < 2; pass++) {
                for (int k = 0; k < count; k++) {
                    double inner = 0;
                    for (int i = 0; i < n; i++) {
                        inner += rest[i] * left[i * n + known[k]];
                    }
                    for (int i = 0; i < n; i++) {
                        rest[i] -= inner * left[i * n + known[k]];
                    }
                }
            }
            double norm = 0;
            for (double value : rest) {
                norm += value * value;
            }
            if (norm > longest * (1 + 1e-9)) {
                longest = norm;
                best = rest;
            }
        }
        for (int i = 0; i < n; i++) {
            left[i * n + column] = best[i] / Math.sqrt(longest);
        }
    }

    /** Makes columns a and b orthogonal; false if they were. */
    private boolean rotate(int a, int b) {
        double alpha = inner(a, a);
        double beta = inner(b, b);
        double gamma = inner(a, b);
        if (Math.abs(gamma) <= 1e-15 * Math.sqrt(alpha * beta)) {
            return false;
        }
        double zeta = (beta - alpha) / (2 * gamma);
        double tangent = Math.copySign(1, zeta) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
        double cosine = 1 / Math.sqrt(1 + tangent * tangent);
        double sine = cosine * tangent;
        turn(columns, a, b, cosine, sine);
        turn(right, a, b, cosine, sine);
        return true;
    }

    private void turn(double[] m, int a, int b, double cosine, double sine) {
        for (int i = 0; i < n; i++) {
            double first = m[i * n + a];
            double second = m[i * n + b];
            m[i * n + a] = cosine * first - sine * second;
            m[i * n + b] = sine * first + cosine * second;
        }
    }

    private double inner(int a, int b) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += columns[i * n + a] * columns[i * n + b];
        }
        return sum;
    }
}

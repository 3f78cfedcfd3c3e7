package org.paramscope.engine.internal.kernel;

/** One matrix after the other with plain loops. */
public final class PlainMatrixLanes implements MatrixLanes {

    @Override
    public int width() {
        return 1;
    }

    @Override
    public void cholesky(double[] a, int d, double[] pivots) {
        int step = MatrixLanes.step(d);
        pivots[0] = -1;
        for (int j = 0; j < d; j++) {
            double pivot = a[j * step + j] - dot(a, j * step, a, j * step, j);
            if (!(pivot > 0) && pivots[0] < 0) {
                pivots[0] = j;
            }
            double root = Math.sqrt(pivot);
            a[j * step + j] = root;
            double inverse = 1 / root;
            for (int i = j + 1; i < d; i++) {
                a[i * step + j] = (a[i * step + j] - dot(a, j * step, a, i * step, j)) * inverse;
            }
        }
    }

    @Override
    public void mirror(double[] a, int d) {
        int step = MatrixLanes.step(d);
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < i; j++) {
                a[j * step + i] = a[i * step + j];
            }
        }
    }

    @Override
    public void solve(double[] lower, int d, double[] b, int columns) {
        int step = MatrixLanes.step(d);
        for (int i = 0; i < d; i++) {
            for (int c = 0; c < columns; c++) {
                double sum = 0;
                for (int k = 0; k < i; k++) {
                    sum = Math.fma(lower[i * step + k], b[k * columns + c], sum);
                }
                b[i * columns + c] = (b[i * columns + c] - sum) / lower[i * step + i];
            }
        }
        for (int i = d - 1; i >= 0; i--) {
            for (int c = 0; c < columns; c++) {
                double sum = 0;
                for (int k = i + 1; k < d; k++) {
                    sum = Math.fma(lower[k * step + i], b[k * columns + c], sum);
                }
                b[i * columns + c] = (b[i * columns + c] - sum) / lower[i * step + i];
            }
        }
    }

    @Override
    public void multiplyByTransposed(double[] a, double[] b, double[] c, int d, boolean symmetric) {
        int step = MatrixLanes.step(d);
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < (symmetric ? i + 1 : d); j++) {
                c[i * step + j] = dot(a, i * step, b, j * step, d);
            }
        }
        if (symmetric) {
            mirror(c, d);
        }
    }

    @Override
    public double[] eigen(double[] a, int d, double[] values, boolean vectors) {
        double[] beside = new double[d];
        reduce(a, d, values, beside);
        if (vectors) {
            accumulate(a, d);
        }
        return new double[] {iterate(values, beside, vectors ? a : null, d) ? 0 : 1};
    }

    private static double dot(double[] x, int xAt, double[] y, int yAt, int count) {
        double sum = 0;
        for (int k = 0; k < count; k++) {
            sum = Math.fma(x[xAt + k], y[yAt + k], sum);
        }
        return sum;
    }

    /**
     * To tridiagonal form from the last row up. Row i keeps the Householder vector u left of the diagonal, column i
     * keeps 2 u / u'u above it.
     */
    private static void reduce(double[] a, int d, double[] diagonal, double[] beside) {
        int step = MatrixLanes.step(d);
        double[] p = new double[d];
        for (int i = d - 1; i > 1; i--) {
            int u = i * step;
            diagonal[i] = a[u + i];
            double half = reflector(a, u, i, beside);
            double projection = 0;
            for (int j = 0; j < i; j++) {
                p[j] = dot(a, u, a, j * step, i) / half;
                a[j * step + i] = a[u + j] / half;
                projection = Math.fma(p[j], a[u + j], projection);
            }
            double shift = projection / (half + half);
            for (int j = 0; j < i; j++) {
                p[j] = Math.fma(-shift, a[u + j], p[j]);
            }
            for (int j = 0; j < i; j++) {
                for (int k = 0; k < i; k++) {
                    a[j * step + k] = Math.fma(-p[j], a[u + k], Math.fma(-a[u + j], p[k], a[j * step + k]));
                }
            }
        }
        if (d > 1) {
            diagonal[1] = a[step + 1];
            beside[0] = a[step];
        }
        diagonal[0] = a[0];
        beside[d - 1] = 0;
    }

    /** Replaces the row by u, writes the element beside the diagonal, returns u'u / 2; 1 where the row is zero. */
    private static double reflector(double[] a, int u, int i, double[] beside) {
        double square = dot(a, u, a, u, i);
        if (square < TINY_SQUARE) {
            for (int k = 0; k < i; k++) {
                a[u + k] = 0;
            }
            beside[i - 1] = 0;
            return 1;
        }
        double last = a[u + i - 1];
        double root = Math.sqrt(square);
        double element = last < 0 ? root : -root;
        beside[i - 1] = element;
        a[u + i - 1] = last - element;
        return Math.fma(-last, element, square);
    }

    /** The product of the reflections that {@link #reduce} left. */
    private static void accumulate(double[] a, int d) {
        int step = MatrixLanes.step(d);
        for (int i = 0; i < d; i++) {
            if (i > 1) {
                for (int j = 0; j < i; j++) {
                    double projection = 0;
                    for (int k = 0; k < i; k++) {
                        projection = Math.fma(a[i * step + k], a[k * step + j], projection);
                    }
                    for (int k = 0; k < i; k++) {
                        a[k * step + j] = Math.fma(-projection, a[k * step + i], a[k * step + j]);
                    }
                }
            }
            for (int j = 0; j < i; j++) {
                a[i * step + j] = 0;
                a[j * step + i] = 0;
            }
            a[i * step + i] = 1;
        }
    }

    private static boolean iterate(double[] diagonal, double[] beside, double[] vectors, int d) {
        double[] cosines = new double[d];
        double[] sines = new double[d];
        boolean converged = true;
        for (int l = 0; l < d; l++) {
            int m = end(diagonal, beside, l, d);
            for (int iteration = 0; m > l && iteration < ITERATIONS; iteration++) {
                sweep(diagonal, beside, l, m, cosines, sines);
                if (vectors != null) {
                    rotate(vectors, d, l, m, cosines, sines);
                }
                m = end(diagonal, beside, l, d);
            }
            converged &= m == l;
        }
        return converged;
    }

    /** The first row from l on that is not coupled to the next. */
    private static int end(double[] diagonal, double[] beside, int l, int d) {
        int m = l;
        while (m < d - 1 && Math.abs(beside[m])
                > Math.max(TINY, ROUNDING * (Math.abs(diagonal[m]) + Math.abs(diagonal[m + 1])))) {
            m++;
        }
        return m;
    }

    /** One implicit QL step between rows l and m. */
    private static void sweep(double[] diagonal, double[] beside, int l, int m, double[] cosines, double[] sines) {
        double ratio = (diagonal[l + 1] - diagonal[l]) / (beside[l] + beside[l]);
        double secant = Math.sqrt(Math.fma(ratio, ratio, 1));
        double g = diagonal[m] - diagonal[l] + beside[l] / (ratio < 0 ? ratio - secant : ratio + secant);
        double s = 1;
        double c = 1;
        double p = 0;
        for (int i = m - 1; i >= l; i--) {
            double f = s * beside[i];
            double b = c * beside[i];
            double square = Math.fma(f, f, g * g);
            double root = Math.sqrt(square);
            boolean tiny = square < TINY_SQUARE;
            s = tiny ? 0 : f / root;
            c = tiny ? 1 : g / root;
            beside[i + 1] = i + 1 == m ? 0 : tiny ? g : root;
            g = diagonal[i + 1] - p;
            double r = Math.fma(diagonal[i] - g, s, 2 * (c * b));
            p = s * r;
            diagonal[i + 1] = g + p;
            g = Math.fma(c, r, -b);
            cosines[i] = c;
            sines[i] = s;
        }
        diagonal[l] -= p;
        beside[l] = g;
    }

    /** The step's rotations of columns i and i + 1, for i from m - 1 down to l. */
    private static void rotate(double[] vectors, int d, int l, int m, double[] cosines, double[] sines) {
        int step = MatrixLanes.step(d);
        for (int row = 0; row < d * step; row += step) {
            double carried = vectors[row + m];
            for (int i = m - 1; i >= l; i--) {
                double x = vectors[row + i];
                vectors[row + i + 1] = Math.fma(sines[i], x, cosines[i] * carried);
                carried = Math.fma(-sines[i], carried, cosines[i] * x);
            }
            vectors[row + l] = carried;
        }
    }
}

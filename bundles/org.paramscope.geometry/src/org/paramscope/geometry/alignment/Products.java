package org.paramscope.geometry.alignment;

/** Small matrix products in a fixed order of summation, so that results are the same everywhere. */
final class Products {

    private Products() {
    }

    /** C = A B with A [n, m], B [m, k]; row by row, so that the inner loop runs along memory. */
    static double[] of(double[] a, double[] b, int n, int m, int k) {
        double[] c = new double[n * k];
        for (int i = 0; i < n; i++) {
            int row = i * k;
            int j = 0;
            for (; j + 3 < m; j += 4) {
                double a0 = a[i * m + j];
                double a1 = a[i * m + j + 1];
                double a2 = a[i * m + j + 2];
                double a3 = a[i * m + j + 3];
                int at = j * k;
                for (int l = 0; l < k; l++) {
                    c[row + l] += a0 * b[at + l] + a1 * b[at + k + l] + a2 * b[at + 2 * k + l] + a3 * b[at + 3 * k + l];
                }
            }
            for (; j < m; j++) {
                double a0 = a[i * m + j];
                for (int l = 0; l < k; l++) {
                    c[row + l] += a0 * b[j * k + l];
                }
            }
        }
        return c;
    }
}

package org.paramscope.models.spectral;

/** The trajectory matrix X of a series, X[i, j] = x[i + j], by what is computed with it; it is never formed. */
final class Hankel {

    private Hankel() {
    }

    /**
     * The Gram matrix [m, m] of the m shifted copies of a series: X X' for the matrix X of m rows. Along a diagonal each
     * entry differs from the one before by two products; these are added without rounding error (two-sum, fused product),
     * since the leading singular value exceeds the others by orders of magnitude.
     */
    static double[] gram(double[] series, int m) {
        int span = series.length - m + 1;
        double[] gram = new double[m * m];
        for (int lag = 0; lag < m; lag++) {
            ExactSum sum = new ExactSum();
            for (int t = 0; t < span; t++) {
                sum.addProduct(series[t], series[t + lag]);
            }
            for (int i = 0; i + lag < m; i++) {
                gram[i * m + i + lag] = sum.value();
                gram[(i + lag) * m + i] = sum.value();
                if (i + lag + 1 < m) {
                    sum.addProduct(series[i + span], series[i + span + lag]);
                    sum.addProduct(-series[i], series[i + lag]);
                }
            }
        }
        return gram;
    }

    /** X'u for the matrix X with as many rows as u has entries: [T - rows + 1]. */
    static double[] lagged(double[] vector, double[] series) {
        double[] product = new double[series.length - vector.length + 1];
        for (int i = 0; i < vector.length; i++) {
            double factor = vector[i];
            for (int j = 0; j < product.length; j++) {
                product[j] += factor * series[i + j];
            }
        }
        return product;
    }

    /** Adds the sums over the antidiagonals of left right' to a series [T]. */
    static void addAntidiagonals(double[] left, double[] right, double[] sum) {
        for (int i = 0; i < left.length; i++) {
            double factor = left[i];
            for (int j = 0; j < right.length; j++) {
                sum[i + j] += factor * right[j];
            }
        }
    }

    /** Number of entries of the trajectory matrix in which each instant of a series of length T lies, [T]. */
    static double[] weights(int length, int window) {
        int most = Math.min(window, length - window + 1);
        double[] weights = new double[length];
        for (int t = 0; t < length; t++) {
            weights[t] = Math.min(Math.min(t + 1, length - t), most);
        }
        return weights;
    }

    static double norm(double[] vector) {
        double sum = 0;
        for (double v : vector) {
            sum += v * v;
        }
        return Math.sqrt(sum);
    }

    /** A running sum of products in twice the working precision (Ogita, Rump &amp; Oishi 2005, algorithm 5.3). */
    private static final class ExactSum {
        private double sum;
        private double error;

        void addProduct(double a, double b) {
            double product = a * b;
            double next = sum + product;
            double part = next - sum;
            error += (sum - (next - part)) + (product - part) + Math.fma(a, b, -product);
            sum = next;
        }

        double value() {
            return sum + error;
        }
    }
}

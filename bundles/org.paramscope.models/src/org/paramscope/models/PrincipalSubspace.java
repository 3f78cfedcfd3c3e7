package org.paramscope.models;

import org.paramscope.data.NumericArray;
import org.paramscope.engine.linalg.Lapack;

/** Leading eigenvectors of a weighted second moment: what SSA and PCA have in common. */
final class PrincipalSubspace {

    private PrincipalSubspace() {
    }

    /** Weighted mean of the rows of x [n, d]. */
    static double[] mean(NumericArray x, double[] weights) {
        int d = x.size(1);
        double[] mean = new double[d];
        double total = 0;
        for (int n = 0; n < weights.length; n++) {
            total += weights[n];
            for (int j = 0; j < d; j++) {
                mean[j] += weights[n] * x.at(n * d + j);
            }
        }
        for (int j = 0; j < d; j++) {
            mean[j] /= total;
        }
        return mean;
    }

    /**
     * Leading eigenvectors of sum_n w_n (x_n - c)(x_n - c)', each with its entry of largest magnitude
     * positive.
     *
     * @param x       rows [n, d]
     * @param weights weight of each row [n]
     * @param centre  c [d]
     * @param count   number of eigenvectors r
     * @return orthonormal rows [r x d], the largest eigenvalue first
     */
    static double[] axes(NumericArray x, double[] weights, double[] centre, int count) {
        int d = centre.length;
        double[] scaled = new double[weights.length * d];
        for (int n = 0; n < weights.length; n++) {
            double root = Math.sqrt(weights[n]);
            for (int j = 0; j < d; j++) {
                scaled[n * d + j] = root * (x.at(n * d + j) - centre[j]);
            }
        }
        NumericArray rows = NumericArray.owned(scaled, weights.length, d);
        NumericArray vectors = Lapack.symmetricEigen(Lapack.multiplyTransposed(rows, rows)).vectors();
        return vectors.transpose().rows(0, count).toArray();
    }
}

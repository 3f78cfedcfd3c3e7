package org.paramscope.models.internal;

import org.paramscope.data.NumericArray;
import org.paramscope.engine.linalg.Lapack;

/** Weighted second moments of windows and their leading eigenvectors: what SSA and PCA have in common. */
public final class PrincipalSubspace {

    private PrincipalSubspace() {
    }

    /** Weighted mean of the rows of x [n, d]. */
    public static double[] mean(NumericArray x, double[] weights) {
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

    /** sum_n w_n (x_n - c)(x_n - c)' for rows x [n, d], weights w [n] and a centre c [d]: [d, d]. */
    public static NumericArray moment(NumericArray x, double[] weights, double[] centre) {
        int d = centre.length;
        double[] scaled = new double[weights.length * d];
        for (int n = 0; n < weights.length; n++) {
            double root = Math.sqrt(weights[n]);
            for (int j = 0; j < d; j++) {
                scaled[n * d + j] = root * (x.at(n * d + j) - centre[j]);
            }
        }
        NumericArray rows = NumericArray.owned(scaled, weights.length, d);
        return Lapack.multiplyTransposed(rows, rows);
    }

    /** Leading eigenvectors of a symmetric matrix [d, d], one of the r x d a row, each with its entry of largest magnitude positive. */
    public static double[] axes(NumericArray moment, int count) {
        return Lapack.symmetricEigen(moment).vectors().transpose().rows(0, count).toArray();
    }

    /**
     * A second moment of windows averaged over the places at which two channels stand at the same lag: block-Toeplitz, as the
     * moment of windows of a stationary series is (Vautard &amp; Ghil 1989; Plaut &amp; Vautard 1994).
     *
     * @param moment symmetric [length x channels, the same], time step by time step
     */
    public static NumericArray averagedOverLags(NumericArray moment, int channels) {
        int d = moment.size(0);
        int length = d / channels;
        double[] averaged = new double[d * d];
        for (int lag = 0; lag < length; lag++) {
            for (int a = 0; a < channels; a++) {
                for (int b = 0; b < channels; b++) {
                    double sum = 0;
                    for (int t = 0; t + lag < length; t++) {
                        sum += moment.at((t * channels + a) * d + (t + lag) * channels + b);
                    }
                    for (int t = 0; t + lag < length; t++) {
                        int i = t * channels + a;
                        int j = (t + lag) * channels + b;
                        averaged[i * d + j] = sum / (length - lag);
                        averaged[j * d + i] = averaged[i * d + j];
                    }
                }
            }
        }
        return NumericArray.owned(averaged, d, d);
    }
}

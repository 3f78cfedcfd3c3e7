package org.paramscope.geometry;

import org.paramscope.data.NumericArray;
import org.paramscope.engine.linalg.Lapack;

/** The linear shrinkage of a sample covariance towards a multiple of the identity (Ledoit and Wolf 2004). */
public final class LedoitWolf {

    private LedoitWolf() {
    }

    /**
     * The intensity, from 0 (sample covariance) to 1 (multiple of the identity), that has the least expected
     * squared error: b^2 / d^2 of Ledoit and Wolf (2004), lemma 3.2 to 3.5.
     *
     * @param samples [B, p]
     * @param columns the parameters whose covariance is meant
     */
    public static double intensity(NumericArray samples, int[] columns) {
        int n = samples.size(0);
        int d = columns.length;
        int p = samples.size(1);
        double[] x = new double[n * d];
        for (int j = 0; j < d; j++) {
            double mean = 0;
            for (int b = 0; b < n; b++) {
                mean += samples.at(b * p + columns[j]) / n;
            }
            for (int b = 0; b < n; b++) {
                x[b * d + j] = samples.at(b * p + columns[j]) - mean;
            }
        }
        double trace = 0;
        double fourth = 0;
        for (int b = 0; b < n; b++) {
            double inner = product(x, b, b, d);
            trace += inner;
            fourth += inner * inner;
        }
        // the squared Frobenius norm of n S = X'X is that of the Gram matrix X X', whichever is smaller
        double squared = 0;
        if (n <= d) {
            for (int a = 0; a < n; a++) {
                for (int b = a; b < n; b++) {
                    double inner = product(x, a, b, d);
                    squared += (a == b ? 1 : 2) * inner * inner;
                }
            }
        } else {
            NumericArray rows = NumericArray.owned(x, n, d);
            NumericArray scatter = Lapack.multiplyTransposed(rows, rows);
            for (int i = 0; i < d * d; i++) {
                squared += scatter.at(i) * scatter.at(i);
            }
        }
        double norm = squared / ((double) n * n);
        double level = trace / n / d;
        double departure = norm - d * level * level;
        double noise = (fourth / n - norm) / n;
        return departure <= 0 ? 1 : Math.clamp(noise / departure, 0, 1);
    }

    private static double product(double[] x, int a, int b, int d) {
        double inner = 0;
        for (int j = 0; j < d; j++) {
            inner += x[a * d + j] * x[b * d + j];
        }
        return inner;
    }

    /** (1 - intensity) S + intensity tr(S)/d I. */
    public static NumericArray shrink(NumericArray covariance, double intensity) {
        int d = covariance.size(0);
        double[] shrunk = covariance.toArray();
        double level = 0;
        for (int i = 0; i < d; i++) {
            level += shrunk[i * d + i] / d;
        }
        for (int i = 0; i < shrunk.length; i++) {
            shrunk[i] *= 1 - intensity;
        }
        for (int i = 0; i < d; i++) {
            shrunk[i * d + i] += intensity * level;
        }
        return NumericArray.owned(shrunk, d, d);
    }
}

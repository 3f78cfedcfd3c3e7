package org.paramscope.engine.internal;

import java.util.Arrays;
import org.paramscope.data.NumericArray;
import org.paramscope.data.ShapeException;

/** Means and centred samples. */
public final class Moments {

    private Moments() { }

    /** The mean of the rows of [B, p]: [p]. */
    public static NumericArray mean(NumericArray samples) {
        int count = samples.size(0);
        int p = samples.size(1);
        double[] mean = new double[p];
        for (int b = 0; b < count; b++) {
            for (int i = 0; i < p; i++) {
                mean[i] += samples.at(b * p + i);
            }
        }
        for (int i = 0; i < p; i++) {
            mean[i] /= count;
        }
        return NumericArray.owned(mean);
    }

    /** scale x (rows - mean). */
    public static NumericArray centred(NumericArray samples, NumericArray mean, double scale) {
        double[] centred = samples.toArray();
        int p = mean.length();
        for (int i = 0; i < centred.length; i++) {
            centred[i] = scale * (centred[i] - mean.at(i % p));
        }
        return NumericArray.owned(centred, samples.shape());
    }

    /** Some columns of a matrix. */
    public static NumericArray columns(NumericArray matrix, int[] indices) {
        int rows = matrix.size(0);
        double[] chosen = new double[rows * indices.length];
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < indices.length; j++) {
                chosen[r * indices.length + j] = matrix.get(r, indices[j]);
            }
        }
        return NumericArray.owned(chosen, rows, indices.length);
    }

    /** A vector [p] as a matrix [p, 1]; a matrix [p, k] as it is. */
    public static NumericArray asColumns(NumericArray v, int p) {
        if (v.rank() < 1 || v.rank() > 2 || v.size(0) != p) {
            throw new ShapeException("a covariance of " + p + " parameters times an array " + Arrays.toString(v.shape()));
        }
        return v.rank() == 1 ? v.reshape(p, 1) : v;
    }

    /** Negative values, which rounding makes of zeros, as zeros. */
    public static NumericArray atLeastZero(NumericArray values) {
        double[] clipped = values.toArray();
        for (int i = 0; i < clipped.length; i++) {
            clipped[i] = Math.max(0, clipped[i]);
        }
        return NumericArray.owned(clipped, values.shape());
    }

    /** The sum of two arrays of the same shape. */
    public static NumericArray sum(NumericArray a, NumericArray b) {
        double[] sum = a.toArray();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b.at(i);
        }
        return NumericArray.owned(sum, a.shape());
    }
}

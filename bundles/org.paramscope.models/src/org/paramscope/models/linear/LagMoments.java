package org.paramscope.models.linear;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.NumericalException;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.linalg.SymmetricEigen;

/**
 * Weighted second moments of the rows [1, x_(t - m), ..., x_(t - 1), x_t] of all time steps t of all windows: least squares of
 * every order up to m on one common set of rows follows from them.
 *
 * @param moments mean over the rows, [1 + (m + 1) c, the same] for c channels, time step by time step
 * @param order m
 * @param channels c
 */
record LagMoments(NumericArray moments, int order, int channels) {

    private static final int BLOCK = 4096;
    /** Eigenvalues below this share of the largest are rounding noise of the moments. */
    private static final double ROUNDING = 1e-13;

    /**
     * Of all channels of some stretches.
     *
     * @param order m, at most the past
     */
    static LagMoments of(WeightedStretches samples, int order) {
        int channels = samples.channels();
        int rowLength = 1 + (order + 1) * channels;
        double[] block = new double[BLOCK * rowLength];
        double[] sum = new double[rowLength * rowLength];
        double total = 0;
        int filled = 0;
        for (WeightedStretches.Stretch stretch : samples.stretches()) {
            for (int t = order; t < stretch.weights().length; t++) {
                double weight = stretch.weights()[t];
                if (weight > 0) {
                    double root = Math.sqrt(weight);
                    int at = filled * rowLength;
                    block[at] = root;
                    for (int j = 1; j < rowLength; j++) {
                        block[at + j] = root * stretch.values()[(t - order) * channels + j - 1];
                    }
                    total += weight;
                    filled++;
                }
                if (filled == BLOCK) {
                    add(block, filled, rowLength, sum);
                    filled = 0;
                }
            }
        }
        add(block, filled, rowLength, sum);
        if (!(total > 0)) {
            throw new NumericalException("least squares", "no window has weight");
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= total;
        }
        return new LagMoments(NumericArray.owned(sum, rowLength, rowLength), order, channels);
    }

    /** The mean of moments of equal shape. */
    static LagMoments mean(LagMoments... several) {
        double[] sum = new double[several[0].moments.length()];
        for (LagMoments one : several) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += one.moments.at(i) / several.length;
            }
        }
        return new LagMoments(NumericArray.owned(sum, several[0].moments.shape()), several[0].order, several[0].channels);
    }

    /**
     * Least squares of an order: x_t from 1 and the last q time steps.
     *
     * @param q order, 0 to m
     * @param penalty of the squared coefficients, intercepts left out, in the units of the mean squared error (ridge, Hoerl
     *     &amp; Kennard 1970)
     * @return [1 + q c, c]: intercepts, then coefficients of the oldest time step first
     */
    NumericArray solve(int q, double penalty) {
        int[] kept = predictors(q);
        double[] gram = new double[kept.length * kept.length];
        double[] right = new double[kept.length * channels];
        int size = moments.size(0);
        for (int i = 0; i < kept.length; i++) {
            for (int j = 0; j < kept.length; j++) {
                gram[i * kept.length + j] = moments.at(kept[i] * size + kept[j]);
            }
            gram[i * kept.length + i] += i > 0 ? penalty : 0;
            for (int c = 0; c < channels; c++) {
                right[i * channels + c] = moments.at(kept[i] * size + size - channels + c);
            }
        }
        NumericArray a = NumericArray.owned(gram, kept.length, kept.length);
        NumericArray b = NumericArray.owned(right, kept.length, channels);
        return penalty > 0 ? Lapack.solvePositive(a, b) : leastNorm(a, b);
    }

    /** Mean squared error of a solution of order q by channel, not negative. */
    double[] residuals(int q, NumericArray solution) {
        int[] kept = predictors(q);
        int size = moments.size(0);
        double[] errors = new double[channels];
        for (int c = 0; c < channels; c++) {
            int target = size - channels + c;
            double error = moments.get(target, target);
            for (int i = 0; i < kept.length; i++) {
                double fitted = 0;
                for (int j = 0; j < kept.length; j++) {
                    fitted += moments.at(kept[i] * size + kept[j]) * solution.get(j, c);
                }
                error += solution.get(i, c) * (fitted - 2 * moments.at(kept[i] * size + target));
            }
            errors[c] = Math.max(0, error);
        }
        return errors;
    }

    /** Variance of channel c of the predicted values. */
    double variance(int c) {
        int target = moments.size(0) - channels + c;
        return moments.get(target, target) - moments.get(0, target) * moments.get(0, target);
    }

    private int[] predictors(int q) {
        int first = 1 + (order - q) * channels;
        return IntStream.concat(IntStream.of(0), IntStream.range(first, first + q * channels)).toArray();
    }

    /** The solution, of minimum norm where predictors are dependent, as on a series without noise. */
    private static NumericArray leastNorm(NumericArray gram, NumericArray right) {
        SymmetricEigen eigen = Lapack.symmetricEigen(gram);
        double least = ROUNDING * eigen.values().at(0);
        NumericArray projected = Lapack.multiplyTransposed(eigen.vectors(), right);
        double[] scaled = projected.toArray();
        for (int i = 0; i < scaled.length; i++) {
            double value = eigen.values().at(i / right.size(1));
            scaled[i] = value > least ? scaled[i] / value : 0;
        }
        return Lapack.multiply(eigen.vectors(), NumericArray.owned(scaled, projected.shape()));
    }

    private static void add(double[] block, int rows, int rowLength, double[] sum) {
        if (rows == 0) {
            return;
        }
        NumericArray part = NumericArray.owned(Arrays.copyOf(block, rows * rowLength), rows, rowLength);
        NumericArray products = Lapack.multiplyTransposed(part, part);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += products.at(i);
        }
    }
}

package org.paramscope.estimators.laplace;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.Model;
import org.paramscope.engine.ParameterDistribution;

/**
 * A head of a model as a function linear in its parameters around the mean of their distribution (Immer, Korzepa, Bauer 2021):
 * f(w) = f(w*) + J (w - w*), with J the Jacobian at w*. It is the function to which a Laplace posterior belongs.
 *
 * @param mean f(w*), [n, outputs]
 * @param variance of each value, diag(J covariance J'), without the noise of observations, [n, outputs]
 */
public record LinearizedPredictive(NumericArray mean, NumericArray variance) {

    /** Numbers of one part of the Jacobian. */
    private static final int PART = 4_000_000;

    public LinearizedPredictive {
        if (!Arrays.equals(mean.shape(), variance.shape()) || mean.rank() != 2) {
            throw new ShapeException("means of shape " + Arrays.toString(mean.shape()) + " with variances of shape "
                    + Arrays.toString(variance.shape()));
        }
    }

    /**
     * Mean and variance of a head at some samples.
     *
     * @param head as {@value Model#OUTPUT}
     * @throws ShapeException when the model is not of these parameters, the samples do not fit it, or it has no such head
     */
    public static LinearizedPredictive of(Model model, ParameterDistribution parameters, String head, Samples at, Progress progress) {
        double[] w = parameters.mean().toArray();
        NumericArray mean = model.head(head, w, at);
        int n = at.count();
        int outputs = mean.size(1);
        int p = w.length;
        double[] variance = new double[n * outputs];
        int part = (int) Math.clamp(PART / Math.max(1, (long) outputs * p), 1, Math.max(1, n));
        for (int from = 0; from < n; from += part) {
            progress.check();
            progress.report((double) from / n, "linearising the model");
            int to = Math.min(n, from + part);
            NumericArray jacobian = model.objective().jacobian(head, w, at.select(IntStream.range(from, to).toArray()))
                    .reshape((to - from) * outputs, p);
            NumericArray image = parameters.covariance().times(jacobian.transpose());
            for (int k = 0; k < jacobian.size(0); k++) {
                for (int i = 0; i < p; i++) {
                    variance[from * outputs + k] += jacobian.at(k * p + i) * image.at(i * jacobian.size(0) + k);
                }
            }
        }
        return new LinearizedPredictive(mean, NumericArray.owned(variance, n, outputs));
    }

    /**
     * The same for values observed with noise.
     *
     * @param noise standard deviation, at least 0
     */
    public LinearizedPredictive withNoise(double noise) {
        double[] total = variance.toArray();
        for (int i = 0; i < total.length; i++) {
            total[i] += noise * noise;
        }
        return new LinearizedPredictive(mean, NumericArray.owned(total, variance.shape()));
    }
}

package org.paramscope.models.density;

import org.paramscope.data.NumericArray;
import org.paramscope.data.NumericalException;
import org.paramscope.data.Samples;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.linalg.Lapack;

/**
 * Normal distribution with the weighted mean and covariance of windows [n, d]: the control beside every learned density. With
 * noise of a standard deviation s it is that of windows to which so much independent noise was added: covariance S + s² I.
 */
public final class GaussianDensity {

    private final double[] mean;
    private final NumericArray factor;

    private GaussianDensity(double[] mean, NumericArray factor) {
        this.mean = mean;
        this.factor = factor;
    }

    /**
     * With the whole covariance.
     *
     * @param noise standard deviation, at least 0
     * @throws NumericalException when the covariance is singular, as without noise from fewer windows than values
     */
    public static GaussianDensity full(Samples samples, double noise) {
        double[] mean = mean(samples);
        double[] rows = centred(samples, mean);
        NumericArray scaled = NumericArray.owned(rows, samples.count(), mean.length);
        double[] covariance = Lapack.multiplyTransposed(scaled, scaled).toArray();
        for (int j = 0; j < mean.length; j++) {
            covariance[j * mean.length + j] += noise * noise;
        }
        return new GaussianDensity(mean, Lapack.cholesky(NumericArray.owned(covariance, mean.length, mean.length)));
    }

    /**
     * With the variances alone: values are independent.
     *
     * @param noise standard deviation, at least 0
     * @throws NumericalException when a value does not vary and there is no noise
     */
    public static GaussianDensity factorised(Samples samples, double noise) {
        double[] mean = mean(samples);
        int d = mean.length;
        double[] rows = centred(samples, mean);
        double[] factor = new double[d * d];
        for (int j = 0; j < d; j++) {
            double variance = noise * noise;
            for (int n = 0; n < samples.count(); n++) {
                variance += rows[n * d + j] * rows[n * d + j];
            }
            if (!(variance > 0)) {
                throw new NumericalException("factorised density", "value " + j + " of the windows does not vary");
            }
            factor[j * d + j] = Math.sqrt(variance);
        }
        return new GaussianDensity(mean, NumericArray.owned(factor, d, d));
    }

    /**
     * Natural logarithm of the density of each window, [n].
     *
     * @param windows [n, d]
     */
    public NumericArray logDensity(NumericArray windows) {
        int d = mean.length;
        if (windows.rank() != 2 || windows.size(1) != d) {
            throw new ShapeException("windows [n, " + d + "] are needed, not " + windows);
        }
        double[] lower = factor.toArray();
        double constant = -d * Math.log(2 * Math.PI) / 2;
        for (int j = 0; j < d; j++) {
            constant -= Math.log(lower[j * d + j]);
        }
        double[] densities = new double[windows.size(0)];
        double[] solved = new double[d];
        for (int n = 0; n < densities.length; n++) {
            double square = 0;
            for (int i = 0; i < d; i++) {
                double sum = windows.at(n * d + i) - mean[i];
                for (int j = 0; j < i; j++) {
                    sum -= lower[i * d + j] * solved[j];
                }
                solved[i] = sum / lower[i * d + i];
                square += solved[i] * solved[i];
            }
            densities[n] = constant - square / 2;
        }
        return NumericArray.owned(densities);
    }

    private static double[] mean(Samples samples) {
        NumericArray x = samples.input();
        int d = x.size(1);
        double total = total(samples);
        double[] mean = new double[d];
        for (int i = 0; i < x.length(); i++) {
            mean[i % d] += samples.weights().at(i / d) / total * x.at(i);
        }
        return mean;
    }

    /** Deviations from the mean times the root of each window's share of the weights: their second moment is the covariance. */
    private static double[] centred(Samples samples, double[] mean) {
        NumericArray x = samples.input();
        double total = total(samples);
        double[] rows = new double[x.length()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Math.sqrt(samples.weights().at(i / mean.length) / total) * (x.at(i) - mean[i % mean.length]);
        }
        return rows;
    }

    private static double total(Samples samples) {
        double total = 0;
        for (int n = 0; n < samples.count(); n++) {
            total += samples.weights().at(n);
        }
        return total;
    }
}

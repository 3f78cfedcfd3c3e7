package org.paramscope.geometry.front;

import java.util.Arrays;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.engine.Model;
import org.paramscope.engine.Objective;
import org.paramscope.engine.ReplicaExecutor;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.linalg.Lapack;

/**
 * The effective number of parameters of a fit: those that the data determine (MacKay, Bayesian Interpolation, Neural Computation 4, 1992,
 * eq. 2.10 and 4.8 to 4.10), gamma = sum_i l_i / (l_i + alpha), l_i the eigenvalues of beta J'J. The precision alpha of the prior and that
 * of the noise, beta, follow from the evidence: alpha = gamma / |w|^2, beta = (N - gamma) / (sum of squared residuals), N the number of
 * distinct values of the samples. J is the Jacobian of the reconstruction at the fit; at a fit that is no minimum the number is rough.
 */
public final class EffectiveParameters {

    /** Most parameters for which the dense matrix is built. */
    public static final int MOST = 1024;

    private static final int ITERATIONS = 200;
    private static final double SETTLED = 1e-9;

    private EffectiveParameters() {
    }

    /**
     * The effective number of parameters, from 0 to p; NaN above {@value #MOST} parameters.
     *
     * @param parameters of the fit, [p]
     * @param samples of the fit
     */
    public static double of(Model model, double[] parameters, Samples samples, ReplicaExecutor executor, Progress progress) {
        int p = parameters.length;
        if (p > MOST) {
            return Double.NaN;
        }
        if (p == 0 || samples.count() == 0) {
            return 0;
        }
        Objective objective = Model.of(model.shape(), model.blocks(), model.heads(), Loss.SQUARED_ERROR).objective();
        Samples thinned = thinned(samples);
        double[] dense = new double[p * p];
        executor.run(p, i -> {
            double[] axis = new double[p];
            axis[i] = 1;
            System.arraycopy(objective.gaussNewtonProduct(parameters, axis, thinned), 0, dense, i * p, p);
        }, progress);
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < i; j++) {
                double mean = (dense[i * p + j] + dense[j * p + i]) / 2;
                dense[i * p + j] = mean;
                dense[j * p + i] = mean;
            }
        }
        double[] eigenvalues = Lapack.symmetricEigen(NumericArray.owned(dense, p, p)).values().toArray();
        double count = (double) samples.distinct() * (samples.target() == samples.input() ? model.shape().channels() : model.shape().targets());
        double squares = count * Errors.of(model.predict(parameters, samples), samples).meanSquared();
        double norm = 0;
        for (double w : parameters) {
            norm += w * w;
        }
        return determined(eigenvalues, count, squares, norm);
    }

    /**
     * Windows that begin a quarter of a window apart or more: those between are nearly the same again, and the curvature is a mean over
     * windows. Rows of a table all stay.
     */
    private static Samples thinned(Samples samples) {
        int apart = samples.target() == samples.input() ? Math.max(1, samples.shape().length() / 4) : 1;
        int[] starts = samples.starts();
        int[] rows = new int[starts.length];
        int count = 0;
        for (int i = 0; i < starts.length; i++) {
            if (count == 0 || Math.abs((long) starts[i] - starts[rows[count - 1]]) >= apart) {
                rows[count++] = i;
            }
        }
        return count == starts.length ? samples : samples.select(Arrays.copyOf(rows, count));
    }

    /** The fixed point of gamma; the Gauss-Newton matrix of the mean squared error is 2 / N times J'J. */
    private static double determined(double[] eigenvalues, double count, double squares, double norm) {
        double gamma = Math.min(eigenvalues.length, count / 2);
        for (int k = 0; k < ITERATIONS; k++) {
            double ratio = squares > 0 && norm > 0 ? gamma / norm * squares / Math.max(count - gamma, SETTLED) : 0;
            double next = 0;
            for (double l : eigenvalues) {
                double curvature = Math.max(0, l) * count / 2;
                next += curvature > 0 ? curvature / (curvature + ratio) : 0;
            }
            next = Math.min(next, count * (1 - SETTLED));
            boolean settled = Math.abs(next - gamma) <= SETTLED * (1 + gamma);
            gamma = next;
            if (settled) {
                break;
            }
        }
        return gamma;
    }
}

package org.paramscope.estimators.flow;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.engine.Likelihood;
import org.paramscope.engine.Problem;
import org.paramscope.engine.linalg.Lapack;

/**
 * The mode of a posterior with the prior N(0, s^2 I), and the scale of a normal distribution about it by the generalised
 * Gauss-Newton matrix (MacKay 1992; Schraudolph 2002): what a variational flow starts from.
 *
 * @param mode  [p]
 * @param scale C [p, p] with C C' the inverse of the summed Gauss-Newton matrix and the prior precision; lower triangular
 */
record GaussNewtonStart(NumericArray mode, NumericArray scale) {

    private static final int MOST_STEPS = 10;
    private static final int HALVINGS = 12;
    private static final double CONVERGED = 1e-9;

    /** From a fit without a prior: Gauss-Newton steps, halved until the posterior rises. */
    static GaussNewtonStart of(Problem problem, Likelihood likelihood, double priorDeviation, double[] fit, Progress progress) {
        double[] w = fit.clone();
        double value = logJoint(likelihood, priorDeviation, w);
        NumericArray precision = precision(problem, likelihood, priorDeviation, w, progress);
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] gradient = gradient(likelihood, priorDeviation, w);
            double[] direction = Lapack.solvePositive(precision, NumericArray.of(gradient)).toArray();
            double promised = 0;
            for (int i = 0; i < w.length; i++) {
                promised += gradient[i] * direction[i];
            }
            double[] next = promised < CONVERGED ? null : rise(likelihood, priorDeviation, w, direction, value);
            if (next == null) {
                break;
            }
            w = next;
            value = logJoint(likelihood, priorDeviation, w);
            precision = precision(problem, likelihood, priorDeviation, w, progress);
        }
        return new GaussNewtonStart(NumericArray.of(w), lower(Lapack.inverse(precision)));
    }

    private static double[] rise(Likelihood likelihood, double deviation, double[] w, double[] direction, double value) {
        double length = 1;
        for (int k = 0; k < HALVINGS; k++) {
            double[] next = w.clone();
            for (int i = 0; i < w.length; i++) {
                next[i] += length * direction[i];
            }
            if (logJoint(likelihood, deviation, next) > value) {
                return next;
            }
            length /= 2;
        }
        return null;
    }

    /** log p(D | w) + log N(w; 0, s^2 I). */
    static double logJoint(Likelihood likelihood, double deviation, double[] w) {
        double squares = 0;
        for (double value : w) {
            squares += value * value;
        }
        return likelihood.log(w) - squares / (2 * deviation * deviation) - w.length * Math.log(2 * Math.PI * deviation * deviation) / 2;
    }

    /** The gradient of {@link #logJoint}, [p]. */
    static double[] gradient(Likelihood likelihood, double deviation, double[] w) {
        double[] gradient = likelihood.gradient(w);
        for (int i = 0; i < w.length; i++) {
            gradient[i] -= w[i] / (deviation * deviation);
        }
        return gradient;
    }

    private static NumericArray precision(Problem problem, Likelihood likelihood, double deviation, double[] w, Progress progress) {
        int p = w.length;
        double[] matrix = new double[p * p];
        problem.executor().run(p, i -> {
            progress.check();
            double[] unit = new double[p];
            unit[i] = 1;
            double[] row = problem.objective().gaussNewtonProduct(w, unit, problem.samples());
            for (int j = 0; j < p; j++) {
                matrix[i * p + j] = likelihood.scale() * row[j] + (i == j ? 1 / (deviation * deviation) : 0);
            }
        }, Progress.none());
        // rounding differs between a row and its column
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < i; j++) {
                double half = (matrix[i * p + j] + matrix[j * p + i]) / 2;
                matrix[i * p + j] = half;
                matrix[j * p + i] = half;
            }
        }
        return NumericArray.owned(matrix, p, p);
    }

    private static NumericArray lower(NumericArray covariance) {
        return Lapack.cholesky(covariance);
    }
}

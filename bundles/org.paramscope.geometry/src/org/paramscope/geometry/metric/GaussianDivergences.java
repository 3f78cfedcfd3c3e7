package org.paramscope.geometry.metric;

import org.paramscope.data.NumericArray;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.geometry.Gaussian;

/**
 * Closed forms between Gaussians with regular covariances. Those that are no metrics are named so. A
 * singular covariance raises a {@link org.paramscope.data.NumericalException}.
 */
public final class GaussianDivergences {

    private GaussianDivergences() {
    }

    /** Kullback-Leibler divergence KL(p || q) in nats; not symmetric, no metric. */
    public static double kullbackLeibler(Gaussian p, Gaussian q) {
        int d = p.size();
        NumericArray difference = difference(p, q);
        NumericArray whitened = Lapack.solvePositive(q.covariance(), p.covariance());
        double trace = 0;
        for (int i = 0; i < d; i++) {
            trace += whitened.get(i, i);
        }
        double mahalanobis = dot(difference, Lapack.solvePositive(q.covariance(), difference));
        return 0.5 * (trace + mahalanobis - d + logDeterminant(q.covariance()) - logDeterminant(p.covariance()));
    }

    /** Jeffreys divergence KL(p || q) + KL(q || p) in nats; symmetric, no metric. */
    public static double jeffreys(Gaussian p, Gaussian q) {
        return kullbackLeibler(p, q) + kullbackLeibler(q, p);
    }

    /** The squared 2-Wasserstein distance; see {@link Bures}. */
    public static double wassersteinSquared(Gaussian p, Gaussian q) {
        double distance = new Bures().distance(p, q, new Bures.Settings());
        return distance * distance;
    }

    /**
     * The affine-invariant distance of the covariances, |log(S1^-1/2 S2 S1^-1/2)| in the Frobenius norm
     * (Pennec, Fillard, Ayache 2006). A metric on covariances; means do not enter.
     */
    public static double affineInvariant(Gaussian p, Gaussian q) {
        NumericArray lower = Lapack.cholesky(p.covariance());
        NumericArray half = Lapack.solve(lower, q.covariance());
        NumericArray inner = Lapack.solve(lower, half.transpose());
        NumericArray values = Lapack.symmetricEigenvalues(inner);
        double sum = 0;
        for (int i = 0; i < values.length(); i++) {
            double logarithm = Math.log(values.at(i));
            sum += logarithm * logarithm;
        }
        return Math.sqrt(sum);
    }

    /** Bhattacharyya distance in nats; symmetric, no metric. */
    public static double bhattacharyya(Gaussian p, Gaussian q) {
        double[] mean = p.covariance().toArray();
        for (int i = 0; i < mean.length; i++) {
            mean[i] = 0.5 * (mean[i] + q.covariance().at(i));
        }
        NumericArray pooled = NumericArray.owned(mean, p.covariance().shape());
        NumericArray difference = difference(p, q);
        return dot(difference, Lapack.solvePositive(pooled, difference)) / 8
                + 0.5 * (logDeterminant(pooled) - 0.5 * (logDeterminant(p.covariance()) + logDeterminant(q.covariance())));
    }

    /** Hellinger distance, sqrt(1 - exp(-Bhattacharyya)): a metric, at most 1. */
    public static double hellinger(Gaussian p, Gaussian q) {
        return Math.sqrt(Math.max(0, -Math.expm1(-bhattacharyya(p, q))));
    }

    /**
     * The Fisher-Rao distance between normal distributions on the line (Atkinson and Mitchell 1981):
     * sqrt(2) arcosh(1 + ((m1 - m2)^2 / 2 + (s1 - s2)^2) / (2 s1 s2)). A metric.
     *
     * @param deviation1 standard deviation, above 0
     * @param deviation2 standard deviation, above 0
     */
    public static double fisherRao(double mean1, double deviation1, double mean2, double deviation2) {
        double means = mean1 - mean2;
        double deviations = deviation1 - deviation2;
        // arcosh(1 + x) without the loss of digits at small x
        double x = (means * means / 2 + deviations * deviations) / (2 * deviation1 * deviation2);
        return Math.sqrt(2) * Math.log1p(x + Math.sqrt(x * (x + 2)));
    }

    private static NumericArray difference(Gaussian p, Gaussian q) {
        double[] difference = p.mean().toArray();
        for (int i = 0; i < difference.length; i++) {
            difference[i] -= q.mean().at(i);
        }
        return NumericArray.owned(difference);
    }

    private static double dot(NumericArray a, NumericArray b) {
        double sum = 0;
        for (int i = 0; i < a.length(); i++) {
            sum += a.at(i) * b.at(i);
        }
        return sum;
    }

    private static double logDeterminant(NumericArray covariance) {
        NumericArray lower = Lapack.cholesky(covariance);
        double sum = 0;
        for (int i = 0; i < lower.size(0); i++) {
            sum += Math.log(lower.get(i, i));
        }
        return 2 * sum;
    }
}

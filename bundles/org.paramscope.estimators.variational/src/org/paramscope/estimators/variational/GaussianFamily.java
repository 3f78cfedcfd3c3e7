package org.paramscope.estimators.variational;

import java.util.Arrays;
import org.paramscope.data.NumericArray;
import org.paramscope.engine.Covariance;
import org.paramscope.engine.random.RandomStream;

/**
 * A family of Gaussian distributions of coordinates u [f], as functions of variational parameters theta: u = m + S e with standard
 * normal e and S a function of theta. The first f entries of theta are the mean m. Without state; safe to call from any thread.
 */
sealed interface GaussianFamily permits BlockGaussian, LowRankGaussian, MatrixGaussian {

    /** Number f of coordinates. */
    int size();

    /** Length of e. */
    int noises();

    /** Length of theta. */
    int parameters();

    /** The theta of N(0, I), or near it where that is a stationary point of all problems. */
    double[] standard(RandomStream random);

    /**
     * How far each entry of theta goes in a step, relative to the means: the entries of a row of a factor, which add up in one coordinate,
     * together as far as one of them. Otherwise their noise would add up, too.
     */
    double[] stepLengths();

    /** S e, [f]. */
    double[] displacement(double[] theta, double[] noise);

    /** Adds to {@code gradient} the derivative of slope' u with respect to theta at fixed noise (the reparameterisation). */
    void pullBack(double[] theta, double[] noise, double[] slope, double[] gradient);

    /** Sigma^-1 v, Sigma = S S'. */
    double[] precisionTimes(double[] theta, double[] vector);

    /** log |Sigma|. */
    double logDeterminant(double[] theta);

    /** Adds {@code factor} times the gradient of log |Sigma|. */
    void addLogDeterminantGradient(double[] theta, double factor, double[] gradient);

    /** The diagonal of Sigma, [f]. */
    double[] variances(double[] theta);

    /** Adds the gradient of the sum of {@code weights} times variances. */
    void addVarianceGradient(double[] theta, double[] weights, double[] gradient);

    /** The covariance of the model's parameters. */
    Covariance covariance(double[] theta, Coordinates coordinates);

    /** u = m + S e, [f]. */
    default double[] draw(double[] theta, double[] noise) {
        double[] u = displacement(theta, noise);
        for (int i = 0; i < u.length; i++) {
            u[i] += theta[i];
        }
        return u;
    }

    /** log N(u; m, Sigma). */
    default double logDensity(double[] theta, double[] u) {
        double[] deviation = new double[size()];
        Arrays.setAll(deviation, i -> u[i] - theta[i]);
        double[] solved = precisionTimes(theta, deviation);
        double square = 0;
        for (int i = 0; i < deviation.length; i++) {
            square += deviation[i] * solved[i];
        }
        return -0.5 * (square + logDeterminant(theta) + size() * StrictMath.log(2 * Math.PI));
    }

    /** The columns of S as rows, [noises, f]. */
    default NumericArray columns(double[] theta) {
        int f = size();
        double[] all = new double[Math.multiplyExact(noises(), f)];
        double[] unit = new double[noises()];
        for (int k = 0; k < unit.length; k++) {
            unit[k] = 1;
            System.arraycopy(displacement(theta, unit), 0, all, k * f, f);
            unit[k] = 0;
        }
        return NumericArray.owned(all, unit.length, f);
    }
}

package org.paramscope.engine;

import org.paramscope.data.NumericArray;
import org.paramscope.engine.random.RandomStream;

/** A normalised density over the parameter vector from which can be drawn. Safe to call from several threads. */
public interface ParameterDensity {

    /**
     * The natural logarithm of the density at parameters [p].
     *
     * @throws org.paramscope.data.NumericalException when there is none, as where the covariance is singular
     */
    double logDensity(double[] parameters);

    /** One draw, [p]. */
    double[] draw(RandomStream random);

    /**
     * The normal density N(mean, covariance). A covariance of low rank can be drawn from, but has no density.
     *
     * @param mean [p]
     * @throws org.paramscope.data.NumericalException when a dense matrix or a block is not positive definite
     */
    static ParameterDensity gaussian(NumericArray mean, Covariance covariance) {
        return GaussianDensity.of(mean, covariance);
    }
}

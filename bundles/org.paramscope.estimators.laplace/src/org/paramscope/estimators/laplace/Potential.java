package org.paramscope.estimators.laplace;

/** The negative logarithm of a density, up to a constant, and its gradient. */
interface Potential {

    double energy(double[] q);

    double[] gradient(double[] q);
}

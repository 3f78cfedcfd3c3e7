package org.paramscope.estimators.laplace;

/** Which entries of the curvature a Laplace approximation keeps. */
public enum Structure {
    /** All: a matrix [p, p]. */
    FULL,
    /**
     * Those among the parameters of one unit, incoming weights and bias. Where a layer has no interchangeable units, as the
     * output, those among the parameters of one of its rows.
     */
    UNITS,
    /**
     * A Kronecker product for each dense layer (Martens, Grosse 2015): covariance of what goes in times that of the derivatives
     * that come back. Other layers as {@link #UNITS}.
     */
    KRONECKER,
    /** Those of each parameter with itself. */
    DIAGONAL,
    /** All those of the layer that gives the output; the other parameters are taken as known (Daxberger and others 2021). */
    LAST_LAYER
}

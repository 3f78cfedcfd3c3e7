package org.paramscope.estimators.variational;

/** How the gradient of the evidence lower bound is found. */
public enum Gradient {
    /**
     * By draws, without the part of the score whose expectation is 0 (Roeder, Wu, Duvenaud 2017): its variance vanishes where the
     * approximation is exact.
     */
    STICKING_THE_LANDING,
    /** The likelihood by draws, the divergence in closed form (Kingma, Welling 2014). */
    ANALYTIC_DIVERGENCE,
    /** Exact, for a loss that is quadratic in the parameters; nothing is drawn. */
    ANALYTIC,
    /**
     * By draws of the layers' sums for each sample (Kingma, Salimans, Welling 2015): for the mean-field family and models of dense
     * layers.
     */
    LOCAL_REPARAMETERISATION
}

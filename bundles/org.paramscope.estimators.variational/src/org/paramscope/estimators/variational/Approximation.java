package org.paramscope.estimators.variational;

/**
 * Where an ascent ended.
 *
 * @param theta parameters of the family
 * @param evaluations of the gradient of the loss over all samples, or as many as their cost amounts to
 * @param halfway the evidence lower bound after half of the steps; NaN where it was not measured
 */
record Approximation(double[] theta, Scales scales, double evaluations, double halfway) {

    Approximation(double[] theta, Scales scales, double evaluations) {
        this(theta, scales, evaluations, Double.NaN);
    }
}

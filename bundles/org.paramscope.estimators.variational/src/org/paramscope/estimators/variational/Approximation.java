package org.paramscope.estimators.variational;

/**
 * Where an ascent ended.
 *
 * @param theta parameters of the family
 * @param evaluations of the gradient of the loss over all samples, or as many as their cost amounts to
 */
record Approximation(double[] theta, Scales scales, double evaluations) {
}

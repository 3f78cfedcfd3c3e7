package org.paramscope.estimators.variational;

import org.paramscope.data.Progress;
import org.paramscope.engine.Problem;

/**
 * Raises the evidence lower bound where it is known exactly. Scales that are learned are at their best at every theta, so that the
 * gradient with respect to theta is that at fixed scales (the envelope theorem).
 */
final class ExactAscent {

    private static final double TOLERANCE = 1e-10;

    private final QuadraticLoss loss;
    private final GaussianFamily family;
    private final Divergence divergence;
    private final Scales.Rule rule;

    ExactAscent(Problem problem, QuadraticLoss loss, GaussianFamily family, Coordinates coordinates, VariationalInference.Settings settings) {
        this.loss = loss;
        this.family = family;
        this.divergence = new Divergence(family, coordinates);
        this.rule = Scales.Rule.of(problem, settings);
    }

    /** The best approximation near a start. */
    Approximation ascend(double[] start, Scales first, int steps, Progress progress) {
        LimitedMemory.Minimum minimum = LimitedMemory.minimise((theta, gradient) -> negative(theta, first, gradient), start, steps, TOLERANCE,
                progress);
        return new Approximation(minimum.x(), best(minimum.x(), first), minimum.evaluations());
    }

    /** E_q L. */
    double expectedLoss(double[] theta) {
        return loss.expectation(family, theta, 0, new double[theta.length]);
    }

    private Scales best(double[] theta, Scales first) {
        return rule.best(first, expectedLoss(theta), divergence.square(theta) / family.size());
    }

    private double negative(double[] theta, Scales first, double[] gradient) {
        double expected = loss.expectation(family, theta, 1, gradient);
        Scales scales = rule.best(first, expected, divergence.square(theta) / family.size());
        for (int k = 0; k < gradient.length; k++) {
            gradient[k] *= scales.likelihood().scale();
        }
        divergence.addGradient(theta, scales.priorVariance(), 1, gradient);
        return divergence.value(theta, scales.priorVariance()) - scales.logLikelihood(expected);
    }
}

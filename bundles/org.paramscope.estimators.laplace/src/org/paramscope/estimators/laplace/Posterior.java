package org.paramscope.estimators.laplace;

import org.paramscope.engine.Likelihood;
import org.paramscope.engine.Problem;

/**
 * The negative logarithm of likelihood times prior, up to a constant: the energy E(w) = s L(w) + alpha / 2 |w|^2 of MacKay (1992), with s
 * the scale of the likelihood and the norm over the parameters that are not taken as known.
 */
final class Posterior {

    private final Problem problem;
    private final int[] active;
    private final Likelihood likelihood;
    private final double priorPrecision;
    private final Evaluations evaluations;

    /**
     * @param active the parameters that are not taken as known, ascending
     * @param noise standard deviation, above 0; not looked at where the loss has none
     * @param priorPrecision alpha, above 0
     */
    Posterior(Problem problem, int[] active, double noise, double priorPrecision, Evaluations evaluations) {
        this.problem = problem;
        this.active = active;
        this.likelihood = Likelihood.of(problem, noise);
        this.priorPrecision = priorPrecision;
        this.evaluations = evaluations;
    }

    Problem problem() {
        return problem;
    }

    int[] active() {
        return active;
    }

    Likelihood likelihood() {
        return likelihood;
    }

    double priorPrecision() {
        return priorPrecision;
    }

    Evaluations evaluations() {
        return evaluations;
    }

    /** Sum of the squares of the active parameters. */
    double squaredNorm(double[] w) {
        double sum = 0;
        for (int i : active) {
            sum += w[i] * w[i];
        }
        return sum;
    }

    /** E(w). */
    double energy(double[] w) {
        return likelihood.scale() * problem.objective().loss(w, problem.samples()) + priorPrecision / 2 * squaredNorm(w);
    }

    /** The gradient [p] of E; 0 for parameters that are taken as known. */
    double[] gradient(double[] w) {
        evaluations.add(1);
        double[] all = likelihood.gradient(w);
        double[] gradient = new double[all.length];
        for (int i : active) {
            gradient[i] = -all[i] + priorPrecision * w[i];
        }
        return gradient;
    }

    /** The product [p] of the Gauss-Newton matrix of E at w with a direction [p] of active parameters. */
    double[] product(double[] w, double[] direction) {
        evaluations.add(Evaluations.PRODUCT);
        double[] all = problem.objective().gaussNewtonProduct(w, direction, problem.samples());
        double[] product = new double[all.length];
        for (int i : active) {
            product[i] = likelihood.scale() * all[i] + priorPrecision * direction[i];
        }
        return product;
    }
}

package org.paramscope.estimators.variational;

import org.paramscope.engine.Likelihood;
import org.paramscope.engine.Problem;

/**
 * The two scales of a posterior: the noise, in the likelihood, and the variance s^2 of the prior N(0, s^2 I).
 *
 * @param likelihood of all samples of the problem
 * @param priorVariance above 0
 */
record Scales(Likelihood likelihood, double priorVariance) {

    /**
     * How scales follow the approximation q: those that are learned maximise the evidence lower bound at that q.
     *
     * @param noise whether the noise is learned
     * @param prior whether the prior variance is learned
     */
    record Rule(Problem problem, boolean noise, boolean prior) {

        static Rule of(Problem problem, VariationalInference.Settings settings) {
            return new Rule(problem, settings.learnNoise() && Likelihood.hasNoise(problem.model()), settings.priorScale() == 0);
        }

        /**
         * The scales that are best for a q.
         *
         * @param expectedLoss E_q L, above 0: from d/d sigma of scale L + N log sigma, sigma^2 = 2 sigma^2 scale L / N
         * @param meanSquare E_q |w|^2 / f
         */
        Scales best(Scales now, double expectedLoss, double meanSquare) {
            Likelihood likelihood = now.likelihood();
            double variance = 2 * likelihood.scale() * expectedLoss / likelihood.count();
            return new Scales(noise ? Likelihood.of(problem, likelihood.noise() * Math.sqrt(variance)) : likelihood,
                    prior ? meanSquare : now.priorVariance());
        }
    }

    /** log p(D | w) where the loss is L. */
    double logLikelihood(double loss) {
        return -likelihood.scale() * loss - likelihood.constant();
    }
}

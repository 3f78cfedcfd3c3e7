package org.paramscope.estimators.variational;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.engine.Objective;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.Problem;
import org.paramscope.engine.random.RandomStream;

/**
 * The evidence lower bound of an approximation, in nats, and draws from it.
 *
 * @param logLikelihood E_q log p(D | w)
 * @param standardError of that expectation, 0 where it is exact
 * @param divergence KL(q || prior)
 * @param scales at which the bound is taken
 * @param draws [B, p]
 */
record Bound(double logLikelihood, double standardError, double divergence, Scales scales, NumericArray draws) {

    /** Below so many nats a parameter the approximation is the prior for all that the data say. */
    private static final double COLLAPSED = 1e-3;

    /** By draws; learned scales are the best for them. */
    static Bound byDraws(Problem problem, GaussianFamily family, Coordinates coordinates, Scales.Rule rule, Approximation q, int draws,
            Progress progress) {
        FamilyDensity density = new FamilyDensity(family, coordinates, q.theta());
        Objective objective = problem.objective();
        double[][] parameters = new double[draws][];
        double[] losses = new double[draws];
        problem.executor().run(draws, b -> {
            parameters[b] = density.draw(RandomStream.of(problem.seed(), b, "variational draw"));
            losses[b] = objective.loss(parameters[b], problem.samples());
        }, progress);
        double mean = Arrays.stream(losses).average().orElseThrow();
        double squares = Arrays.stream(losses).map(loss -> (loss - mean) * (loss - mean)).sum();
        Divergence divergence = new Divergence(family, coordinates);
        Scales scales = rule.best(q.scales(), mean, divergence.square(q.theta()) / family.size());
        return new Bound(scales.logLikelihood(mean), scales.likelihood().scale() * Math.sqrt(squares / (draws - 1) / draws),
                divergence.value(q.theta(), scales.priorVariance()), scales, NumericArray.ofRows(parameters));
    }

    /** With an expectation of the loss that is known. */
    static Bound exact(Problem problem, GaussianFamily family, Coordinates coordinates, double expectedLoss, Approximation q, int draws) {
        FamilyDensity density = new FamilyDensity(family, coordinates, q.theta());
        double[][] parameters = IntStream.range(0, draws)
                .mapToObj(b -> density.draw(RandomStream.of(problem.seed(), b, "variational draw"))).toArray(double[][]::new);
        double divergence = new Divergence(family, coordinates).value(q.theta(), q.scales().priorVariance());
        return new Bound(q.scales().logLikelihood(expectedLoss), 0, divergence, q.scales(), NumericArray.ofRows(parameters));
    }

    double value() {
        return logLikelihood - divergence;
    }

    /** Whether the approximation of so many parameters says no more than the prior. */
    boolean collapsed(int parameters) {
        return divergence < COLLAPSED * parameters;
    }

    /** The distribution with these numbers among its diagnostics; {@code halfway} as in {@link Approximation}. */
    ParameterDistribution describe(ParameterDistribution distribution, int parameters, double halfway, double evaluations) {
        ParameterDistribution described = distribution.withDiagnostic("evidence lower bound", value())
                .withDiagnostic("expected log-likelihood", logLikelihood)
                .withDiagnostic("divergence", divergence)
                .withDiagnostic("standard error of the bound", standardError)
                .withDiagnostic("divergence per parameter", divergence / parameters)
                .withDiagnostic("prior scale", Math.sqrt(scales.priorVariance()))
                .withDiagnostic("gradient evaluations", evaluations);
        double noise = scales.likelihood().noise();
        if (!Double.isNaN(noise)) {
            described = described.withDiagnostic("noise", noise);
        }
        if (!Double.isNaN(halfway)) {
            described = described.withDiagnostic("rise over the second half", value() - halfway);
        }
        return collapsed(parameters) ? described.withDiagnostic("collapsed to the prior", 1) : described;
    }
}

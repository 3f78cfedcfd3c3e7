package org.paramscope.estimators.variational;

import java.util.Arrays;
import org.paramscope.data.NumericalException;
import org.paramscope.data.Progress;
import org.paramscope.engine.Objective;
import org.paramscope.engine.Problem;
import org.paramscope.engine.Schedule;
import org.paramscope.engine.random.RandomStream;

/**
 * Raises the evidence lower bound by Adam (Kingma, Ba 2015) along gradients from draws of the parameters (Kucukelbir et al. 2017). The
 * learning rate falls to 0 along half a cosine, so that the noise of the gradient dies out. What is found is the last point, or the mean
 * of those of the last half (Polyak, Juditsky 1992) where its bound is clearly higher: the mean helps against noise, the last point is
 * nearer where there is none. The draws of a step run on the problem's executor and are added in their order.
 */
final class StochasticAscent {

    private static final double FIRST_MOMENT = 0.9;
    private static final double SECOND_MOMENT = 0.999;
    private static final double SMALL = 1e-8;
    private static final double SIGNIFICANT = 2;
    private static final Schedule DECAY = new Schedule.Cosine(0);
    /** Weight of a step in the running mean of the loss, from which the noise follows. */
    private static final double FRESH = 0.05;

    private final Problem problem;
    private final Objective objective;
    private final GaussianFamily family;
    private final Coordinates coordinates;
    private final Divergence divergence;
    private final VariationalInference.Settings settings;
    private final Scales.Rule rule;
    private final double[] lengths;

    StochasticAscent(Problem problem, GaussianFamily family, Coordinates coordinates, VariationalInference.Settings settings) {
        this.problem = problem;
        this.objective = problem.objective();
        this.family = family;
        this.coordinates = coordinates;
        this.divergence = new Divergence(family, coordinates);
        this.settings = settings;
        this.lengths = family.stepLengths();
        this.rule = Scales.Rule.of(problem, settings);
    }

    /** The best approximation that is found from a start. */
    Approximation ascend(double[] start, Scales first, Progress progress) {
        Progress silent = new Silent(progress);
        double[] theta = start.clone();
        double[] mean = new double[theta.length];
        double[] square = new double[theta.length];
        double[] average = new double[theta.length];
        int averaged = 0;
        double halfway = Double.NaN;
        Batches batches = new Batches(problem.samples(), settings.batch(), problem.seed());
        Scales scales = first;
        double expectedLoss = Double.NaN;
        double evaluations = 0;
        for (int step = 0; step < settings.steps(); step++) {
            progress.check();
            Batches.Batch batch = batches.at(step);
            double warmth = Math.min(1, (step + 1.0) / (settings.warmUp() + 1.0));
            Step drawn = step(theta, scales, batch, warmth, step, silent);
            move(theta, drawn.gradient(), mean, square, step);
            evaluations += settings.drawsPerStep() * batch.share();
            expectedLoss = Double.isNaN(expectedLoss) ? drawn.loss() : expectedLoss + FRESH * (drawn.loss() - expectedLoss);
            scales = rule.best(scales, expectedLoss, divergence.square(theta) / family.size());
            if (step == settings.steps() / 2) {
                Approximation now = new Approximation(theta, scales, evaluations);
                halfway = Bound.byDraws(problem, family, coordinates, rule, now, settings.draws(), silent).value();
            }
            if (step >= settings.steps() / 2) {
                averaged++;
                for (int k = 0; k < theta.length; k++) {
                    average[k] += (theta[k] - average[k]) / averaged;
                }
            }
            progress.report((step + 1.0) / settings.steps(), "step " + (step + 1) + " of " + settings.steps());
        }
        return new Approximation(better(average, theta, scales, silent) ? average : theta, scales, evaluations, halfway);
    }

    /** Whether the evidence lower bound of one theta is above another's by more than twice the standard error, by the same draws for both. */
    private boolean better(double[] one, double[] other, Scales scales, Progress progress) {
        int draws = settings.draws();
        double[] gains = new double[draws];
        problem.executor().run(draws, b -> {
            double[] noise = noise(RandomStream.of(problem.seed(), b, "variational comparison"), family.noises());
            gains[b] = logRatio(one, noise, scales) - logRatio(other, noise, scales);
        }, progress);
        double mean = Arrays.stream(gains).average().orElseThrow();
        double squares = Arrays.stream(gains).map(gain -> (gain - mean) * (gain - mean)).sum();
        return mean > SIGNIFICANT * Math.sqrt(squares / (draws - 1) / draws);
    }

    /** log p(D, w) - log q(w) at a draw, but for constants; its expectation is the bound. */
    private double logRatio(double[] theta, double[] noise, Scales scales) {
        double[] u = family.draw(theta, noise);
        double[] w = coordinates.parameters(u);
        double square = Arrays.stream(w).map(x -> x * x).sum();
        return scales.logLikelihood(objective.loss(w, problem.samples())) - square / scales.priorVariance() / 2 - family.logDensity(theta, u);
    }

    private void move(double[] theta, double[] gradient, double[] mean, double[] square, int step) {
        double rate = settings.learningRate() * DECAY.factor(step, settings.steps());
        double first = 1 - StrictMath.pow(FIRST_MOMENT, step + 1.0);
        double second = 1 - StrictMath.pow(SECOND_MOMENT, step + 1.0);
        for (int k = 0; k < theta.length; k++) {
            mean[k] += (1 - FIRST_MOMENT) * (gradient[k] - mean[k]);
            square[k] += (1 - SECOND_MOMENT) * (gradient[k] * gradient[k] - square[k]);
            theta[k] += rate * lengths[k] * mean[k] / first / (Math.sqrt(square[k] / second) + SMALL);
        }
    }

    /**
     * What a step sees.
     *
     * @param gradient of the evidence lower bound with respect to theta, estimated
     * @param loss of all samples under q, estimated; NaN when no scale asks for it
     */
    record Step(double[] gradient, double loss) {
    }

    /** The estimates of a step; {@code warmth} is what the divergence counts. */
    Step step(double[] theta, Scales scales, Batches.Batch batch, double warmth, int step, Progress progress) {
        int draws = settings.drawsPerStep();
        double[][] noises = new double[draws][];
        double[][] slopes = new double[draws][];
        double[] losses = new double[draws];
        problem.executor().run(draws, b -> {
            RandomStream random = RandomStream.of(problem.seed(), (long) step * draws + b, "variational noise");
            noises[b] = noise(random, family.noises());
            double[] w = coordinates.parameters(family.draw(theta, noises[b]));
            slopes[b] = slope(theta, noises[b], w, scales, batch, warmth);
            losses[b] = rule.noise() ? batch.factor() * objective.loss(w, batch.samples()) : Double.NaN;
        }, progress);
        double[] gradient = new double[family.parameters()];
        for (int b = 0; b < draws; b++) {
            family.pullBack(theta, noises[b], slopes[b], gradient);
        }
        for (int k = 0; k < gradient.length; k++) {
            gradient[k] /= draws;
        }
        if (settings.gradient() == Gradient.ANALYTIC_DIVERGENCE) {
            divergence.addGradient(theta, scales.priorVariance(), -warmth, gradient);
        }
        if (!Arrays.stream(gradient).allMatch(Double::isFinite)) {
            throw new NumericalException("variational inference", "the gradient of step " + step
                    + " is not finite; a lower learning rate may help");
        }
        return new Step(gradient, Arrays.stream(losses).average().orElse(Double.NaN));
    }

    /** The derivative with respect to the coordinates u at a draw. */
    private double[] slope(double[] theta, double[] noise, double[] w, Scales scales, Batches.Batch batch, double warmth) {
        double[] gradient = objective.gradient(w, batch.samples());
        double factor = -scales.likelihood().scale() * batch.factor();
        if (settings.gradient() == Gradient.ANALYTIC_DIVERGENCE) {
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] *= factor;
            }
            return coordinates.slope(gradient);
        }
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = factor * gradient[i] - warmth * w[i] / scales.priorVariance();
        }
        double[] slope = coordinates.slope(gradient);
        // -d log q / du along the path alone: the expectation of the score's own part is 0
        double[] path = family.precisionTimes(theta, family.displacement(theta, noise));
        for (int i = 0; i < slope.length; i++) {
            slope[i] += warmth * path[i];
        }
        return slope;
    }

    static double[] noise(RandomStream random, int count) {
        double[] noise = new double[count];
        for (int i = 0; i < count; i++) {
            noise[i] = random.gaussian();
        }
        return noise;
    }
}

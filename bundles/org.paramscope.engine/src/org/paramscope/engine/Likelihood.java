package org.paramscope.engine;

import java.util.List;
import java.util.Set;
import org.paramscope.data.NumericalException;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.engine.graph.Loss;

/**
 * The likelihood of a problem's samples as a function of the parameters: -log p(D | w) = {@link #scale} L(w) + {@link #constant},
 * L the model's loss.
 *
 * <p>For a loss of squared error the noise is normal with one standard deviation sigma for all values:
 * N / (2 sigma^2) L(w) + N / 2 log(2 pi sigma^2), N = {@link #count}. For losses that are themselves a negative log-likelihood,
 * the categorical of softmax cross entropy, Bernoulli's, and the normal one with a variance of its own for each value, it is the
 * number of rows times L. N counts the distinct values of the series: a sample in h overlapping windows counts once, so that the
 * likelihood of windows is tempered by about 1 / h. What a loss adds to its error, such as a penalty, keeps its weight
 * relative to the error and so acts as a part of the prior.
 */
public final class Likelihood {

    private static final Set<Loss.Kind> SQUARES = Set.of(Loss.Kind.SQUARED_ERROR, Loss.Kind.WEIGHTED_SQUARED_ERROR);
    private static final Set<Loss.Kind> LOGARITHMS = Set.of(Loss.Kind.SOFTMAX_CROSS_ENTROPY, Loss.Kind.BERNOULLI_LIKELIHOOD,
            Loss.Kind.GAUSSIAN_LIKELIHOOD);

    private final Samples samples;
    private final Objective objective;
    private final double noise;
    private final double scale;
    private final double constant;

    private Likelihood(Samples samples, Objective objective, double noise, double scale, double constant) {
        this.samples = samples;
        this.objective = objective;
        this.noise = noise;
        this.scale = scale;
        this.constant = constant;
    }

    /**
     * The likelihood with a given noise.
     *
     * @param noise standard deviation sigma in units of the targets, above 0; not looked at unless {@link #hasNoise}
     * @throws SettingException when the noise is not above 0, or the model's loss is no likelihood
     */
    public static Likelihood of(Problem problem, double noise) {
        Loss.Term term = error(problem.model());
        double values = count(problem.samples());
        if (!SQUARES.contains(term.kind())) {
            double rows = values / problem.samples().shape().targets();
            return new Likelihood(problem.samples(), problem.objective(), Double.NaN, rows / term.factor(), 0);
        }
        if (!(noise > 0) || Double.isInfinite(noise)) {
            throw new SettingException("noise", Double.toString(noise), "a standard deviation above 0 is needed");
        }
        double variance = noise * noise;
        return new Likelihood(problem.samples(), problem.objective(), noise, values / (2 * variance * term.factor()),
                values / 2 * Math.log(2 * Math.PI * variance));
    }

    /**
     * The likelihood with a given noise, or, if that is 0, with the most likely noise at parameters [p], {@link #noiseAt}.
     *
     * @throws SettingException as {@link #of}
     * @throws NumericalException as {@link #noiseAt}
     */
    public static Likelihood at(Problem problem, double noise, double[] parameters) {
        return of(problem, noise == 0 && hasNoise(problem.model()) ? noiseAt(problem, parameters) : noise);
    }

    /**
     * The most likely noise at parameters [p]: the root of the weighted mean squared residual, without what the loss adds to it.
     *
     * @throws NumericalException when there is no residual
     */
    public static double noiseAt(Problem problem, double[] parameters) {
        Model model = problem.model();
        Loss.Term term = error(model);
        if (!SQUARES.contains(term.kind())) {
            throw new SettingException("noise", "estimated", "a model with a loss of squared error is needed, not " + model.loss());
        }
        Loss residual = new Loss(List.of(new Loss.Term(term.kind(), term.heads(), term.target(), 1)));
        double squares = Model.of(model.shape(), model.blocks(), model.heads(), residual).objective()
                .loss(parameters, problem.samples());
        if (!(squares > 0)) {
            throw new NumericalException("likelihood", "the residuals are 0, from which no noise can be estimated; give one above 0");
        }
        return Math.sqrt(squares);
    }

    /** Whether the model's loss leaves the noise open: it is one of squared error. */
    public static boolean hasNoise(Model model) {
        return SQUARES.contains(error(model).kind());
    }

    /** The number of distinct values of samples: distinct time steps times channels, or distinct rows times targets. */
    public static double count(Samples samples) {
        boolean reconstructs = samples.target() == samples.input();
        return (double) samples.distinct() * (reconstructs ? samples.shape().channels() : samples.shape().targets());
    }

    private static Loss.Term error(Model model) {
        List<Loss.Term> errors = model.loss().terms().stream()
                .filter(t -> SQUARES.contains(t.kind()) || LOGARITHMS.contains(t.kind())).toList();
        boolean divergence = model.loss().weightDivergenceFactor() != 0;
        if (errors.size() != 1 || divergence || !(errors.getFirst().factor() > 0)) {
            throw new SettingException("model", model.loss().toString(),
                    "a likelihood needs a loss with one term of squared error, cross entropy, or Bernoulli or normal likelihood");
        }
        return errors.getFirst();
    }

    /** The standard deviation of the noise; NaN where the loss has none. */
    public double noise() {
        return noise;
    }

    /** What the loss is multiplied by to be nats. */
    public double scale() {
        return scale;
    }

    /** What is then added: N / 2 log(2 pi sigma^2), or 0. */
    public double constant() {
        return constant;
    }

    /** The number N of distinct values. */
    public double count() {
        return count(samples);
    }

    /** log p(D | w). */
    public double log(double[] parameters) {
        return -scale * objective.loss(parameters, samples) - constant;
    }

    /** The gradient [p] of {@link #log}. */
    public double[] gradient(double[] parameters) {
        double[] gradient = objective.gradient(parameters, samples);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] *= -scale;
        }
        return gradient;
    }
}

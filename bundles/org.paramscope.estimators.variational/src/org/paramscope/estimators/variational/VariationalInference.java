package org.paramscope.estimators.variational;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.data.settings.Setting;
import org.paramscope.data.settings.SettingsCheck;
import org.paramscope.engine.Estimator;
import org.paramscope.engine.Model;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.Problem;
import org.paramscope.engine.random.RandomStream;

/**
 * Variational inference: the Gaussian q within a family that maximises the evidence lower bound E_q log p(D | w) - KL(q || N(0, s^2 I)) and
 * so is nearest to the posterior in KL(q || posterior) (Hinton, van Camp 1993; Graves 2011; Kucukelbir et al. 2017). The likelihood counts
 * distinct values of the series, {@link org.paramscope.engine.Likelihood}.
 *
 * <p>Diagnostics, in nats: {@code evidence lower bound} and its parts {@code expected log-likelihood} and {@code divergence},
 * {@code standard error of the bound} by draws, {@code divergence per parameter}; {@code prior scale} s and {@code noise}, in units of
 * parameters and targets; {@code rise over the second half} of the ascent, which is large where it has not arrived;
 * {@code gradient evaluations} over all samples; {@code collapsed to the prior} where the divergence is below 0.001
 * nats a parameter; {@code covariances between units left out} where a matrix normal of a large layer is given unit by unit.
 */
public final class VariationalInference implements Estimator<VariationalInference.Settings>, SettingsCheck<VariationalInference.Settings> {

    /**
     * @param family       which covariances the approximation may have
     * @param rank         of the low-rank family
     * @param gradient     how the gradient of the bound is found
     * @param steps        of the ascent
     * @param learningRate length of a step in units of the posterior's standard deviations, falling to 0; with local reparameterisation in
     *                     units of parameters and log-variances
     * @param drawsPerStep draws of the parameters in each step
     * @param batch        rows that a step looks at; 0 = all
     * @param warmUp       steps over which the divergence comes to count in full
     * @param priorScale   standard deviation s of the prior; 0 = learned: s^2 = E_q |w|^2 / p
     * @param noise        standard deviation of the noise of squared error, in units of the targets; 0 = the root mean square of the fit's
     *                     residuals
     * @param learnNoise   whether the noise follows the approximation from there on: its square is E_q L
     * @param draws        of the final approximation: the samples of the distribution, and the expectation of the likelihood
     */
    public record Settings(
            @Setting(label = "Family", help = "mean-field, unit-blocks, full, low-rank or matrix-normal covariance") Family family,
            @Setting(label = "Rank", min = 1, max = 1000, help = "of the low-rank family") int rank,
            @Setting(label = "Gradient", help = "by draws, or exact for losses that are quadratic in the parameters") Gradient gradient,
            @Setting(label = "Steps", min = 1, max = 1_000_000) int steps,
            @Setting(label = "Learning rate", min = 1e-9, max = 1, help = "in standard deviations of the posterior a step") double learningRate,
            @Setting(label = "Draws a step", min = 1, max = 1000) int drawsPerStep,
            @Setting(label = "Batch", min = 0, max = 1_000_000_000, unit = "rows", help = "0: all rows in every step") int batch,
            @Setting(label = "Warm-up", min = 0, max = 1_000_000, unit = "steps",
                    help = "over which the divergence from the prior comes to count in full") int warmUp,
            @Setting(label = "Prior scale", min = 0, max = 1e9, help = "standard deviation of each parameter before the data; 0: learned")
            double priorScale,
            @Setting(label = "Noise", min = 0, max = 1e9, help = "standard deviation of the targets about the model; 0: of the fit's residuals") double noise,
            @Setting(label = "Learn the noise", help = "let the noise follow the approximation; may end in the prior") boolean learnNoise,
            @Setting(label = "Draws", min = 2, max = 100_000, help = "of the approximation found") int draws) {

        public Settings() {
            this(Family.UNIT_BLOCKS, 5, Gradient.STICKING_THE_LANDING, 3000, 0.05, 2, 0, 0, 0, 0, false, 100);
        }

        public Settings {
            if (gradient == Gradient.LOCAL_REPARAMETERISATION && family != Family.MEAN_FIELD) {
                throw new SettingException("gradient", "local-reparameterisation",
                        "the family mean-field is needed with it; sticking-the-landing or analytic-divergence is allowed");
            }
            if (gradient == Gradient.ANALYTIC && batch > 0) {
                throw new SettingException("batch", Integer.toString(batch), "0 (all rows) is allowed with the gradient analytic");
            }
        }
    }

    private record Found(Approximation q, Bound bound) {
    }

    @Override
    public void check(Settings settings, Samples samples) {
        if (settings.batch() > samples.count()) {
            throw new SettingException("batch", Integer.toString(settings.batch()),
                    "0 (all) to " + samples.count() + " rows, those to train on, are allowed");
        }
    }

    @Override
    public ParameterDistribution estimate(Problem problem, Settings settings, Progress progress) {
        check(settings, problem.samples());
        Model model = problem.model();
        int[] free = Coordinates.free(model);
        if (free.length == 0) {
            throw new SettingException("model", model.toString(), "a model with parameters to learn is needed");
        }
        GaussianFamily family = Families.of(settings.family(), settings.rank(), model, free);
        progress.report(0, "fitting the model");
        Beginning beginning = Beginning.of(problem, settings.noise(), settings.priorScale(), progress.part(0, 0.2));
        Coordinates coordinates = beginning.coordinates(model.parameters(), family);
        Found found = found(problem, settings, family, coordinates, beginning.scales(), progress.part(0.2, 1));
        double[] theta = found.q().theta();
        ParameterDistribution distribution = ParameterDistribution
                .of(model, NumericArray.owned(coordinates.parameters(theta)), family.covariance(theta, coordinates))
                .withSamples(found.bound().draws(), NumericArray.zeros(0, model.parameters()), false)
                .withDensity(new FamilyDensity(family, coordinates, theta));
        if (found.bound().collapsed(free.length)) {
            progress.report(1, "the approximation has collapsed to the prior: the data say nothing of the parameters");
        }
        ParameterDistribution described = found.bound().describe(distribution, free.length, found.q().halfway(),
                beginning.evaluations() + found.q().evaluations());
        return family instanceof MatrixGaussian matrix && !matrix.formsProducts()
                ? described.withDiagnostic("covariances between units left out", 1) : described;
    }

    private static Found found(Problem problem, Settings settings, GaussianFamily family, Coordinates coordinates, Scales scales,
            Progress progress) {
        double[] start = family.standard(RandomStream.of(problem.seed(), 0, "variational start"));
        if (settings.gradient() == Gradient.ANALYTIC) {
            QuadraticLoss loss = QuadraticLoss.of(problem, coordinates, progress.part(0, 0.2));
            ExactAscent ascent = new ExactAscent(problem, loss, family, coordinates, settings);
            Approximation q = ascent.ascend(start, scales, settings.steps(), progress.part(0.2, 1));
            return new Found(q, Bound.exact(problem, family, coordinates, ascent.expectedLoss(q.theta()), q, settings.draws()));
        }
        Approximation q = settings.gradient() == Gradient.LOCAL_REPARAMETERISATION
                ? new LocalReparameterisation(problem, settings, family, coordinates).ascend(start, scales, progress.part(0, 0.95))
                : new StochasticAscent(problem, family, coordinates, settings).ascend(start, scales, progress.part(0, 0.95));
        Scales.Rule rule = Scales.Rule.of(problem, settings);
        return new Found(q, Bound.byDraws(problem, family, coordinates, rule, q, settings.draws(), progress.part(0.95, 1)));
    }
}

package org.paramscope.estimators.laplace;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.Covariance;
import org.paramscope.engine.Estimator;
import org.paramscope.engine.ParameterDensity;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.Problem;
import org.paramscope.engine.random.RandomStream;

/**
 * Laplace's approximation of the posterior (MacKay 1992; Daxberger, Kristiadi, Immer, Eschenhagen, Bauer, Hennig 2021): normal around
 * the mode w* of likelihood times prior N(0, I / alpha), with the precision s G + alpha I, G the generalised Gauss-Newton matrix of the
 * loss at w* and s the scale of the likelihood. For a model that is linear in its parameters with normal noise it is the posterior.
 *
 * <p>The precision of the prior and the noise may be chosen by the evidence: alpha = gamma / |w*|^2 and
 * sigma^2 = (sum of squared residuals) / (N - gamma), gamma = sum of s l / (s l + alpha) over the eigenvalues l of G, again and again
 * (MacKay 1992, equations 2.10 and 4.8 to 4.10), with the mode moved along; gamma counts there as at most N / 2.
 *
 * <p>Diagnostics: {@code log evidence} in nats, {@code gamma}, {@code prior precision}, {@code noise} where the loss leaves one open,
 * {@code gradient norm at the mode}, {@code nats from the mode}, half the squared length of the Gauss-Newton step that is left, which
 * should be far below 1, {@code not at an optimum}, 1 where it is above a tenth, {@code layers without Kronecker factors},
 * {@code gamma above half the values}, 1 where the fit is too close to say much of the noise, {@code samples of the curvature} where
 * they are not all, and {@code gradient evaluations}.
 */
public final class Laplace implements Estimator<Laplace.Settings> {

    /**
     * @param structure      what is kept of the curvature
     * @param priorPrecision alpha, in units of one over a squared parameter; 0: by the evidence
     * @param noise          standard deviation sigma in units of the targets; 0: by the evidence. Losses without a noise ignore it.
     * @param steps          most Gauss-Newton steps from the fit to the mode
     * @param samples        most samples from which the curvature is taken, at equal distances among all
     * @param draws          number of samples of the posterior
     */
    public record Settings(
            @Setting(label = "Structure", help = "what is kept of the curvature; full needs a matrix of all parameters") Structure structure,
            @Setting(label = "Prior precision", min = 0, max = 1e12, help = "of each parameter; 0: by the evidence") double priorPrecision,
            @Setting(label = "Noise", min = 0, max = 1e12, help = "standard deviation of the residuals; 0: by the evidence") double noise,
            @Setting(label = "Steps", min = 0, max = 10_000, help = "most steps from the fit to the mode of the posterior") int steps,
            @Setting(label = "Curvature samples", min = 1, max = 1_000_000_000, help = "most samples from which the curvature is taken") int samples,
            @Setting(label = "Draws", min = 0, max = 100_000) int draws) {
        public Settings() {
            this(Structure.UNITS, 0, 0, 20, 500, 100);
        }
    }

    private static final double OFF_OPTIMUM = 0.1;

    @Override
    public ParameterDistribution estimate(Problem problem, Settings settings, Progress progress) {
        Evaluations evaluations = new Evaluations();
        double[] fit = problem.fit(progress.part(0, 0.4));
        Evidence evidence = Evidence.of(problem, settings.structure(), settings.priorPrecision(), settings.noise(), settings.steps(),
                settings.samples(), fit, evaluations, progress.part(0.4, 0.9));
        Posterior posterior = evidence.posterior();
        NumericArray mean = NumericArray.of(evidence.mode());
        Covariance covariance = evidence.curvature().covariance(posterior.likelihood().scale(), posterior.priorPrecision());
        double[] gradient = posterior.gradient(evidence.mode());
        double left = Mode.dot(gradient, covariance.times(NumericArray.of(gradient)).toArray()) / 2;
        ParameterDensity density = ParameterDensity.gaussian(mean, covariance);
        ParameterDistribution distribution = ParameterDistribution.of(problem.model(), mean, covariance)
                .withSamples(draws(density, settings.draws(), mean.length(), problem.seed()), NumericArray.zeros(0, mean.length()), false)
                .withDensity(density)
                .withDiagnostic("log evidence", evidence.logEvidence())
                .withDiagnostic("gamma", evidence.gamma())
                .withDiagnostic("prior precision", posterior.priorPrecision());
        if (!Double.isNaN(posterior.likelihood().noise())) {
            distribution = distribution.withDiagnostic("noise", posterior.likelihood().noise());
        }
        distribution = distribution.withDiagnostic("gradient norm at the mode", Math.sqrt(Mode.dot(gradient, gradient)))
                .withDiagnostic("nats from the mode", left);
        if (left > OFF_OPTIMUM) {
            distribution = distribution.withDiagnostic("not at an optimum", 1);
        }
        if (evidence.saturated()) {
            distribution = distribution.withDiagnostic("gamma above half the values", 1);
        }
        if (settings.samples() < problem.samples().count()) {
            distribution = distribution.withDiagnostic("samples of the curvature", settings.samples());
        }
        if (settings.structure() == Structure.KRONECKER) {
            distribution = distribution.withDiagnostic("layers without Kronecker factors", evidence.curvature().unfactored());
        }
        return distribution.withDiagnostic("gradient evaluations", evaluations.count());
    }

    /** So many draws of a density, [count, p]. */
    static NumericArray draws(ParameterDensity density, int count, int p, long seed) {
        double[] draws = new double[Math.multiplyExact(count, p)];
        for (int b = 0; b < count; b++) {
            System.arraycopy(density.draw(RandomStream.of(seed, b, "posterior")), 0, draws, b * p, p);
        }
        return NumericArray.owned(draws, count, p);
    }
}

package org.paramscope.estimators.flow;

import java.util.Arrays;
import java.util.List;

import org.paramscope.data.NumericArray;
import org.paramscope.data.NumericalException;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.Covariance;
import org.paramscope.engine.Estimator;
import org.paramscope.engine.Likelihood;
import org.paramscope.engine.Model;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.Problem;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.random.RandomStream;

/**
 * Variational posterior q that is a normalising flow (Rezende, Mohamed 2015), for the prior N(0, s^2 I): maximises
 * ELBO = E_q [log p(D | w) + log p(w) - log q(w)] by reparameterised gradients, from the normal distribution on that the
 * generalised Gauss-Newton matrix gives at the mode. Its samples are draws from q.
 *
 * <p>Diagnostics: {@code evidence lower bound} with its {@code standard error}, and that {@code of the normal start}, both of the same
 * fresh base values; {@code log evidence by importance sampling} and the {@code effective share of the importance weights},
 * 1 where q is the posterior; {@code noise}; {@code gradient evaluations}. When the flow has a lower bound than the start, the
 * start is returned and {@code flow kept} is 0.
 */
public final class VariationalFlow implements Estimator<VariationalFlow.Settings> {

    /** The start takes as many products with the Gauss-Newton matrix as there are parameters. */
    private static final int MOST_PARAMETERS = 1000;
    private static final int MOMENT_DRAWS = 4000;
    private static final double REACH = 5;
    private static final double BOUND = 3;
    private static final double LARGEST_GRADIENT = 10;

    /**
     * @param priorDeviation s, standard deviation of each parameter before there are data
     * @param noise          standard deviation of the noise in units of the transformed signal; 0 = estimated from the residuals of
     *                       the fit
     * @param layers         coupling layers
     * @param hidden         widths of the hidden layers of each conditioner
     * @param bins           of each spline, from 2; 0 = affine couplings alone
     * @param steps          of the optimiser
     * @param drawsPerStep   networks drawn at each step, in pairs z and -z
     * @param learningRate   at the start; it falls to 0 along a cosine
     * @param draws          samples of the distribution
     */
    public record Settings(
            @Setting(label = "Prior deviation", min = 1e-6, max = 1e6, help = "standard deviation of each parameter before there are data")
            double priorDeviation,
            @Setting(label = "Noise", min = 0, max = 1e6, help = "standard deviation; 0: estimated from the residuals of the fit")
            double noise,
            @Setting(label = "Layers", min = 2, max = 64, help = "coupling layers, which take turns at the two halves of the parameters")
            int layers,
            @Setting(label = "Hidden units", min = 1, max = 4096, optional = true,
                    help = "widths of the hidden layers in each coupling; empty: affine functions") List<Integer> hidden,
            @Setting(label = "Bins", min = 0, max = 64, help = "of each spline, from 2; 0: affine couplings alone") int bins,
            @Setting(label = "Steps", min = 0, max = 10_000_000, help = "of the optimiser") int steps,
            @Setting(label = "Draws a step", min = 2, max = 10_000, help = "networks drawn at each step, in pairs") int drawsPerStep,
            @Setting(label = "Learning rate", min = 1e-8, max = 1, help = "at the start; it falls to 0 along a cosine") double learningRate,
            @Setting(label = "Draws", min = 2, max = 1_000_000, help = "samples of the distribution") int draws) {

        public Settings {
            hidden = List.copyOf(hidden);
        }

        public Settings() {
            this(1, 0, 4, List.of(16), 4, 300, 8, 5e-3, 1000);
        }
    }

    private record Bound(double value, double standardError, double[] logWeights) { }

    @Override
    public ParameterDistribution estimate(Problem problem, Settings settings, Progress progress) {
        int p = problem.model().parameters();
        require(problem.model(), settings);
        double[] fit = problem.fit(progress.part(0, 0.3));
        Likelihood likelihood = Likelihood.at(problem, settings.noise(), fit);
        progress.report(0.3, "finding the mode");
        GaussNewtonStart start = GaussNewtonStart.of(problem, likelihood, settings.priorDeviation(), fit, progress);
        CouplingFlow flow = new CouplingFlow(p, settings.layers(), settings.hidden(), settings.bins(), REACH, BOUND, problem.seed());
        double[] identity = flow.identity(flow.forward(), problem.seed());
        double[] trained = train(problem, likelihood, settings, start, flow, identity, progress.part(0.4, 0.9));
        progress.report(0.9, "judging the posterior");
        PosteriorFlow before = new PosteriorFlow(start.mode(), start.scale(), flow, identity);
        PosteriorFlow after = new PosteriorFlow(start.mode(), start.scale(), flow, trained);
        NumericArray base = StandardNormal.draw(MOMENT_DRAWS, p, RandomStream.of(problem.seed(), 0, "variational flow bound"));
        PosteriorFlow.Draws ofBefore = before.of(base);
        PosteriorFlow.Draws ofAfter = after.of(base);
        Bound normal = bound(problem, likelihood, settings, ofBefore, progress);
        Bound learned = bound(problem, likelihood, settings, ofAfter, progress);
        boolean kept = learned.value() >= normal.value();
        return distribution(problem, settings, kept ? after : before, kept ? ofAfter : ofBefore, kept ? learned : normal)
                .withDiagnostic("evidence lower bound of the normal start", normal.value())
                .withDiagnostic("flow kept", kept ? 1 : 0)
                .withDiagnostic("noise", likelihood.noise())
                .withDiagnostic("gradient evaluations", (double) settings.steps() * even(settings.drawsPerStep()));
    }

    private static void require(Model model, Settings settings) {
        if (settings.bins() == 1) {
            throw new SettingException("bins", "1", "0 (affine couplings alone) or an integer from 2 to 64 is allowed");
        }
        if (model.parameters() < 2 || model.parameters() > MOST_PARAMETERS) {
            throw new SettingException("model", model.parameters() + " parameters", "2 to " + MOST_PARAMETERS
                    + " are allowed: couplings need two, and the start needs a product with the Gauss-Newton matrix for each");
        }
        if (!model.fixed().isEmpty()) {
            throw new SettingException("model", model.fixed().size() + " parameters fixed at 0",
                    "none may be fixed: their posterior is no density");
        }
    }

    private static int even(int draws) {
        return draws + draws % 2;
    }

    /** Ascends the bound with Adam on fresh pairs of base values. */
    private static double[] train(Problem problem, Likelihood likelihood, Settings settings, GaussNewtonStart start, CouplingFlow flow,
            double[] identity, Progress progress) {
        Model forward = flow.forward();
        Ascent ascent = new Ascent(identity, settings.learningRate(), settings.steps(), LARGEST_GRADIENT);
        int p = start.mode().length();
        int n = even(settings.drawsPerStep());
        for (int step = 0; step < settings.steps(); step++) {
            progress.check();
            NumericArray base = pairs(n, p, RandomStream.of(problem.seed(), step, "variational flow"));
            Samples table = CouplingFlow.table(base);
            NumericArray both = forward.head(CouplingFlow.BOTH, ascent.parameters(), table);
            double[] x = new double[n * p];
            for (int i = 0; i < n; i++) {
                both.copyTo(i * (p + 1), x, i * p, p);
            }
            NumericArray w = PosteriorFlow.place(start.mode(), start.scale(), NumericArray.owned(x, n, p));
            double[][] slopes = new double[n][];
            problem.executor().run(n, i -> slopes[i] = GaussNewtonStart.gradient(likelihood, settings.priorDeviation(),
                    w.slice(i).toArray()), Progress.none());
            NumericArray inner = Lapack.multiply(NumericArray.ofRows(slopes), start.scale());
            double[] cotangents = new double[n * (p + 1)];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < p; j++) {
                    cotangents[i * (p + 1) + j] = inner.at(i * p + j) / n;
                }
                cotangents[i * (p + 1) + p] = 1.0 / n;
            }
            ascent.step(forward.objective().vectorJacobianProduct(CouplingFlow.BOTH, ascent.parameters(),
                    NumericArray.owned(cotangents, n, p + 1), table));
            progress.report((step + 1.0) / settings.steps(), "fitting the posterior flow");
        }
        return ascent.parameters();
    }

    private static NumericArray pairs(int n, int p, RandomStream random) {
        double[] z = new double[n * p];
        for (int i = 0; i < n / 2 * p; i++) {
            z[i] = random.gaussian();
            z[n / 2 * p + i] = -z[i];
        }
        return NumericArray.owned(z, n, p);
    }

    private static Bound bound(Problem problem, Likelihood likelihood, Settings settings, PosteriorFlow.Draws draws, Progress progress) {
        double[] weights = new double[draws.logs().length];
        problem.executor().run(weights.length, i -> {
            progress.check();
            weights[i] = GaussNewtonStart.logJoint(likelihood, settings.priorDeviation(), draws.parameters().slice(i).toArray())
                    - draws.logs()[i];
        }, Progress.none());
        if (Arrays.stream(weights).anyMatch(weight -> !Double.isFinite(weight))) {
            return new Bound(Double.NEGATIVE_INFINITY, Double.NaN, weights);
        }
        return new Bound(Flow.mean(weights), Flow.standardError(weights), weights);
    }

    private static ParameterDistribution distribution(Problem problem, Settings settings, PosteriorFlow q, PosteriorFlow.Draws draws,
            Bound bound) {
        if (!Double.isFinite(bound.value())) {
            throw new NumericalException("variational flow",
                    "the likelihood of some drawn networks is not finite; a smaller prior deviation may help");
        }
        NumericArray rows = draws.parameters();
        int p = rows.size(1);
        double[] mean = new double[p];
        for (int i = 0; i < rows.length(); i++) {
            mean[i % p] += rows.at(i) / rows.size(0);
        }
        double largest = Arrays.stream(bound.logWeights()).max().orElseThrow();
        double[] weights = Arrays.stream(bound.logWeights()).map(log -> Math.exp(log - largest)).toArray();
        double sum = Arrays.stream(weights).sum();
        double squares = Arrays.stream(weights).map(weight -> weight * weight).sum();
        RandomStream random = RandomStream.of(problem.seed(), 0, "variational flow draws");
        NumericArray samples = q.of(StandardNormal.draw(settings.draws(), p, random)).parameters();
        return ParameterDistribution.of(problem.model(), NumericArray.owned(mean), Covariance.ofSamples(rows))
                .withSamples(samples, NumericArray.zeros(0, p), false)
                .withDensity(q)
                .withDiagnostic("evidence lower bound", bound.value())
                .withDiagnostic("standard error of the bound", bound.standardError())
                .withDiagnostic("log evidence by importance sampling", largest + Math.log(sum / weights.length))
                .withDiagnostic("effective share of the importance weights", sum * sum / squares / weights.length);
    }
}

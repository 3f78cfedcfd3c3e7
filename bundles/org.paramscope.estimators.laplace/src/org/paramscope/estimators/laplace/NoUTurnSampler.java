package org.paramscope.estimators.laplace;

import java.util.Arrays;

import org.paramscope.data.NumericArray;
import org.paramscope.data.NumericalException;
import org.paramscope.data.Progress;
import org.paramscope.data.SettingException;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.Covariance;
import org.paramscope.engine.Estimator;
import org.paramscope.engine.Likelihood;
import org.paramscope.engine.ParameterDensity;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.Problem;
import org.paramscope.engine.random.RandomStream;

/**
 * Draws from the posterior itself by Hamiltonian dynamics: the no-U-turn sampler (Hoffman, Gelman 2014) with multinomial choice along the
 * trajectory (Betancourt 2017), step size by dual averaging, masses by the variances of the warm-up. The reference against which
 * approximations are held; for small models only.
 *
 * <p>The prior is N(0, I / alpha), the noise has one standard deviation; where they are 0 in the settings the evidence of a Laplace approximation
 * chooses them. Chains start at draws of that approximation with four times its covariance, and run in parallel.
 *
 * <p>Diagnostics: {@code split R-hat}, the largest over the parameters (Gelman and others 2013; below 1.01 is good), {@code effective sample size},
 * the smallest (Geyer 1992), {@code divergences}, trajectories whose energy rose without bound, {@code acceptance}, {@code deepest trees}, the share
 * of trajectories that were cut at their greatest length, {@code chains}, {@code step size}, {@code prior precision}, {@code noise}, and
 * {@code gradient evaluations}. Chains in different modes of a network's symmetries raise R-hat.
 */
public final class NoUTurnSampler implements Estimator<NoUTurnSampler.Settings> {

    /** The most parameters: a draw takes hundreds of gradients. */
    public static final int MOST = 200;

    /**
     * @param chains         number of chains
     * @param warmUp         draws of each chain that adapt and are left out
     * @param draws          draws of each chain that are kept
     * @param target         mean acceptance at which the step size aims
     * @param priorPrecision alpha; 0: by the evidence
     * @param noise          standard deviation sigma; 0: by the evidence
     */
    public record Settings(
            @Setting(label = "Chains", min = 1, max = 64) int chains,
            @Setting(label = "Warm-up", min = 100, max = 1_000_000, unit = "draws", help = "of each chain, left out") int warmUp,
            @Setting(label = "Draws", min = 4, max = 1_000_000, help = "of each chain") int draws,
            @Setting(label = "Target acceptance", min = 0.5, max = 0.99, help = "higher: smaller steps, fewer divergences") double target,
            @Setting(label = "Prior precision", min = 0, max = 1e12, help = "of each parameter; 0: by the evidence") double priorPrecision,
            @Setting(label = "Noise", min = 0, max = 1e12, help = "standard deviation of the residuals; 0: by the evidence") double noise) {
        public Settings() {
            this(4, 1000, 1000, 0.8, 0, 0);
        }
    }

    private static final int MODE_STEPS = 100;

    @Override
    public ParameterDistribution estimate(Problem problem, Settings settings, Progress progress) {
        int[] active = Partition.trained(problem.model());
        if (active.length > MOST) {
            throw new SettingException("model", active.length + " parameters", "the sampler is a reference for small models: at most "
                    + MOST + " parameters are possible; Laplace or variational inference have no such limit");
        }
        Evaluations evaluations = new Evaluations();
        double[] fit = problem.fit(progress.part(0, 0.1));
        Evidence evidence = Evidence.of(problem, Structure.FULL, settings.priorPrecision(), settings.noise(), MODE_STEPS, Integer.MAX_VALUE, fit,
                evaluations, progress.part(0.1, 0.2));
        Posterior posterior = evidence.posterior();
        Covariance covariance = evidence.curvature().covariance(posterior.likelihood().scale(), posterior.priorPrecision());
        double[] variances = Arrays.stream(active).mapToDouble(covariance::variance).toArray();
        double[][] starts = starts(evidence, covariance, settings.chains(), problem.seed());
        Chain[] chains = new Chain[settings.chains()];
        problem.executor().run(settings.chains(), c -> {
            Chain chain = new Chain(new Energy(posterior), starts[c], variances, RandomStream.of(problem.seed(), c, "trajectories"));
            chain.run(settings.warmUp(), settings.draws(), settings.target(), progress);
            chains[c] = chain;
        }, progress.part(0.2, 1));
        return distribution(problem, posterior, active, chains, settings, evaluations);
    }

    /** The energy of the parameters that are not taken as known. */
    private record Energy(Posterior posterior) implements Potential {

        @Override
        public double energy(double[] q) {
            return posterior.energy(spread(q));
        }

        @Override
        public double[] gradient(double[] q) {
            double[] all = posterior.gradient(spread(q));
            double[] own = new double[q.length];
            for (int k = 0; k < q.length; k++) {
                own[k] = all[posterior.active()[k]];
            }
            return own;
        }

        private double[] spread(double[] q) {
            double[] w = new double[posterior.problem().model().parameters()];
            for (int k = 0; k < q.length; k++) {
                w[posterior.active()[k]] = q[k];
            }
            return w;
        }
    }

    /** The mode plus twice the difference of a draw from it, of the active parameters. */
    private static double[][] starts(Evidence evidence, Covariance covariance, int chains, long seed) {
        Posterior posterior = evidence.posterior();
        int[] active = posterior.active();
        double[][] starts = new double[chains][active.length];
        ParameterDensity density = ParameterDensity.gaussian(NumericArray.of(evidence.mode()), covariance);
        for (int c = 0; c < chains; c++) {
            double[] w = density.draw(RandomStream.of(seed, c, "chain starts"));
            for (int k = 0; k < active.length; k++) {
                w[active[k]] = 2 * w[active[k]] - evidence.mode()[active[k]];
                starts[c][k] = w[active[k]];
            }
            double energy = posterior.energy(w);
            if (!Double.isFinite(energy)) {
                throw new NumericalException("no-U-turn sampler", "the energy at the start of chain " + c + " is " + energy);
            }
        }
        return starts;
    }

    private static ParameterDistribution distribution(Problem problem, Posterior posterior, int[] active, Chain[] chains, Settings settings,
            Evaluations evaluations) {
        int p = problem.model().parameters();
        int m = active.length;
        int kept = settings.draws();
        double[] draws = new double[Math.multiplyExact(Math.multiplyExact(chains.length, kept), p)];
        double[] mean = new double[p];
        for (int row = 0; row < chains.length * kept; row++) {
            for (int k = 0; k < m; k++) {
                double value = chains[row / kept].draws()[row % kept][k];
                draws[row * p + active[k]] = value;
                mean[active[k]] += value / (chains.length * kept);
            }
        }
        NumericArray samples = NumericArray.owned(draws, chains.length * kept, p);
        NumericArray centre = NumericArray.owned(mean);
        double ratio = 0;
        double effective = Double.POSITIVE_INFINITY;
        for (int k = 0; k < m; k++) {
            double[][] series = new double[chains.length][kept];
            for (int c = 0; c < chains.length; c++) {
                for (int t = 0; t < kept; t++) {
                    series[c][t] = chains[c].draws()[t][k];
                }
            }
            ratio = Math.max(ratio, Convergence.splitRatio(series));
            effective = Math.min(effective, Convergence.effectiveSize(series));
        }
        double divergences = 0;
        double acceptance = 0;
        double deepest = 0;
        double step = 0;
        for (Chain chain : chains) {
            divergences += chain.divergences();
            acceptance += chain.acceptance() / chains.length;
            deepest += (double) chain.deepest() / kept / chains.length;
            step += chain.stepSize() / chains.length;
        }
        ParameterDistribution distribution = ParameterDistribution.of(problem.model(), centre,
                Covariance.ofSamples(samples, centre, 1.0 / (samples.size(0) - 1)))
                .withSamples(samples, NumericArray.zeros(0, p), false)
                .withDiagnostic("split R-hat", ratio).withDiagnostic("effective sample size", effective)
                .withDiagnostic("divergences", divergences).withDiagnostic("acceptance", acceptance)
                .withDiagnostic("deepest trees", deepest).withDiagnostic("chains", chains.length).withDiagnostic("step size", step)
                .withDiagnostic("prior precision", posterior.priorPrecision());
        return (Likelihood.hasNoise(problem.model()) ? distribution.withDiagnostic("noise", posterior.likelihood().noise()) : distribution)
                .withDiagnostic("gradient evaluations", evaluations.count());
    }
}

package org.paramscope.estimators.flow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.paramscope.data.NumericArray;
import org.paramscope.data.NumericalException;
import org.paramscope.data.Progress;
import org.paramscope.data.SettingException;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.Covariance;
import org.paramscope.engine.DensityEstimator;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.ReplicaExecutor;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.geometry.density.KernelDensity;
import org.paramscope.geometry.density.PrincipalSubspace;

/**
 * Density of aligned replicas by a normalising flow: affine couplings (Dinh, Sohl-Dickstein, Bengio 2017) and rational-quadratic
 * splines (Durkan, Bekasov, Murray, Papamakarios 2019) in a principal subspace, a normal complement. Its samples are draws.
 *
 * <p>A share of the replicas is held out from the beginning: neither axes, flow nor bandwidth see it. The flow starts as the normal
 * density of the other replicas, and a part of those says when to stop. Among several dimensions that with the largest likelihood
 * of the held-out replicas is taken. The mean and the covariance are those of draws in the subspace and exact in the complement.
 *
 * <p>Diagnostics: {@code subspace dimension}; {@code training replicas}, {@code held-out replicas}; the mean {@code held-out
 * log-likelihood} in nats a replica, that {@code of a Gaussian}, {@code of a kernel density with Silverman's bandwidth} and
 * {@code with a leave-one-out bandwidth}; {@code gain over a Gaussian} with its {@code standard error}; the {@code training
 * log-likelihood} and {@code training gain over a Gaussian}; and {@code memorised} 1 where the flow is no better on
 * held-out replicas than a Gaussian, though it is on those that it has seen.
 */
public final class Flow implements DensityEstimator<Flow.Settings> {

    private static final int LEAST_REPLICAS = 10;
    private static final int LARGEST_AUTOMATIC = 32;
    private static final int REPLICAS_A_DIMENSION = 4;
    private static final int MOMENT_DRAWS = 20_000;
    private static final double STOPPING_SHARE = 0.15;
    /** A flow that stayed the Gaussian gains this much at most, in nats. */
    private static final double ROUNDING = 1e-6;

    /**
     * @param dimension    of the subspace; 0 = chosen by held-out likelihood
     * @param layers       coupling layers, which take turns at the two halves of the coordinates
     * @param hidden       widths of the hidden layers of each conditioner
     * @param bins         of each spline, from 2; 0 = affine couplings alone
     * @param heldOut      share of the replicas that is held out
     * @param steps        of the optimiser
     * @param batch        replicas that a step looks at
     * @param learningRate at the start; it falls to 0 along a cosine
     * @param draws        samples of the distribution
     */
    public record Settings(
            @Setting(label = "Dimension", min = 0, max = 1000, help = "of the principal subspace; 0: chosen by held-out likelihood")
            int dimension,
            @Setting(label = "Layers", min = 2, max = 64, help = "coupling layers, which take turns at the two halves of the coordinates")
            int layers,
            @Setting(label = "Hidden units", min = 1, max = 4096, optional = true,
                    help = "widths of the hidden layers in each coupling; empty: affine functions") List<Integer> hidden,
            @Setting(label = "Bins", min = 0, max = 64, help = "of each spline, from 2; 0: affine couplings alone") int bins,
            @Setting(label = "Held out", min = 0.05, max = 0.5, help = "share of the replicas by which the density is judged")
            double heldOut,
            @Setting(label = "Steps", min = 1, max = 10_000_000, help = "of the optimiser, for each dimension that is tried") int steps,
            @Setting(label = "Batch", min = 1, max = 1_000_000, help = "replicas that a step looks at") int batch,
            @Setting(label = "Learning rate", min = 1e-8, max = 1, help = "at the start; it falls to 0 along a cosine") double learningRate,
            @Setting(label = "Draws", min = 2, max = 1_000_000, help = "samples of the distribution") int draws) {

        public Settings {
            hidden = List.copyOf(hidden);
        }

        public Settings() {
            this(0, 6, List.of(16, 16), 8, 0.2, 1000, 256, 0.01, 1000);
        }
    }

    private record Candidate(FlowDensity density, double[] heldOutLogs) { }

    @Override
    public ParameterDistribution fit(ParameterDistribution replicas, Settings settings, long seed, ReplicaExecutor executor,
            Progress progress) {
        NumericArray samples = replicas.samples();
        require(samples, settings);
        Split split = Split.of(samples, settings.heldOut(), STOPPING_SHARE, seed);
        PrincipalSubspace axes = PrincipalSubspace.of(split.training(), 1);
        List<Integer> dimensions = dimensions(settings, axes, split.training().size(0));
        Candidate[] candidates = new Candidate[dimensions.size()];
        NumericalException[] failures = new NumericalException[dimensions.size()];
        progress.report(0, "fitting flows of " + dimensions + " dimensions");
        // the widest takes longest and comes first
        executor.run(candidates.length, i -> {
            int k = candidates.length - 1 - i;
            try {
                candidates[k] = candidate(axes.withDimension(dimensions.get(k)), split, settings, seed, progress);
            } catch (NumericalException e) {
                failures[k] = e;
            }
        }, progress.part(0, 0.9));
        Candidate best = best(candidates, failures);
        progress.report(0.9, "judging the density");
        return distribution(replicas, best, split, settings, seed);
    }

    private static void require(NumericArray samples, Settings settings) {
        if (settings.bins() == 1) {
            throw new SettingException("bins", "1", "0 (affine couplings alone) or an integer from 2 to 64 is allowed");
        }
        if (samples.size(1) < 2) {
            throw new SettingException("dimension", Integer.toString(samples.size(1)), "a flow needs at least 2 parameters");
        }
        if (samples.size(0) < LEAST_REPLICAS) {
            throw new SettingException("replicas", Integer.toString(samples.size(0)), "at least " + LEAST_REPLICAS
                    + " are needed: some are held out, some say when to stop");
        }
    }

    private static List<Integer> dimensions(Settings settings, PrincipalSubspace axes, int training) {
        if (axes.rank() < 2) {
            throw new NumericalException("principal axes", "the replicas span a single axis; a flow needs at least 2");
        }
        if (settings.dimension() > 0) {
            if (settings.dimension() < 2 || settings.dimension() > axes.rank()) {
                throw new SettingException("dimension", Integer.toString(settings.dimension()), "0 (automatic) or 2 to " + axes.rank()
                        + " is allowed: " + training + " training replicas span " + axes.rank() + " axes");
            }
            return List.of(settings.dimension());
        }
        int most = Math.max(2, Math.min(Math.min(axes.rank(), LARGEST_AUTOMATIC), training / REPLICAS_A_DIMENSION));
        List<Integer> dimensions = new ArrayList<>();
        for (int d = 2; d < most; d *= 2) {
            dimensions.add(d);
        }
        dimensions.add(most);
        return dimensions;
    }

    private static Candidate candidate(PrincipalSubspace subspace, Split split, Settings settings, long seed, Progress progress) {
        CouplingFlow flow = new CouplingFlow(subspace.dimension(), settings.layers(), settings.hidden(), settings.bins(), 5, 3, seed);
        double[] parameters = new FlowTraining(settings.steps(), settings.batch(), settings.learningRate()).fit(flow,
                subspace.coordinates(split.fitting()), subspace.coordinates(split.stopping()), seed, cancelOnly(progress));
        FlowDensity density = new FlowDensity(subspace, flow, parameters);
        return new Candidate(density, density.logDensities(split.heldOut()));
    }

    private static Candidate best(Candidate[] candidates, NumericalException[] failures) {
        Candidate best = null;
        for (Candidate candidate : candidates) {
            if (candidate != null && (best == null || mean(candidate.heldOutLogs()) > mean(best.heldOutLogs()))) {
                best = candidate;
            }
        }
        if (best == null) {
            throw failures[0];
        }
        return best;
    }

    private static ParameterDistribution distribution(ParameterDistribution replicas, Candidate best, Split split, Settings settings,
            long seed) {
        FlowDensity density = best.density();
        PrincipalSubspace subspace = density.subspace();
        RandomStream random = RandomStream.of(seed, 0, "flow draws");
        NumericArray base = StandardNormal.draw(MOMENT_DRAWS, subspace.dimension(), RandomStream.of(seed, 0, "flow moments"));
        NumericArray images = density.images(base);
        Covariance inside = Covariance.ofSamples(images);
        NumericArray mean = subspace.onSubspace(meanRow(images)).slice(0);
        Covariance covariance = subspace.covariance(inside.dense());
        ParameterDistribution distribution = replicas.model().isPresent()
                ? ParameterDistribution.of(replicas.model().get(), mean, covariance)
                : ParameterDistribution.of(replicas.layout(), replicas.units(), mean, covariance);
        distribution = distribution.withSamples(density.draw(settings.draws(), random), NumericArray.zeros(0, subspace.size()), false)
                .withDensity(density);
        return diagnosed(distribution, best, split);
    }

    private static ParameterDistribution diagnosed(ParameterDistribution distribution, Candidate best, Split split) {
        PrincipalSubspace subspace = best.density().subspace();
        NumericArray known = subspace.coordinates(split.training());
        NumericArray rows = subspace.coordinates(split.heldOut());
        double[] complement = subspace.complement(split.heldOut());
        double[] own = best.heldOutLogs();
        double[] gaussian = StandardNormal.logDensities(rows);
        double[] gain = new double[own.length];
        Arrays.setAll(gain, i -> own[i] - complement[i] - gaussian[i]);
        double rest = mean(complement);
        double training = mean(best.density().logDensities(split.training()));
        double trainingGain = training - mean(subspace.complement(split.training())) - mean(StandardNormal.logDensities(known));
        boolean memorised = mean(gain) < ROUNDING && trainingGain > ROUNDING;
        return distribution.withDiagnostic("subspace dimension", subspace.dimension())
                .withDiagnostic("training replicas", split.training().size(0))
                .withDiagnostic("held-out replicas", own.length)
                .withDiagnostic("held-out log-likelihood", mean(own))
                .withDiagnostic("held-out log-likelihood of a Gaussian", mean(gaussian) + rest)
                .withDiagnostic("held-out log-likelihood of a kernel density with Silverman's bandwidth",
                        mean(KernelDensity.silverman(known).logDensity(rows)) + rest)
                .withDiagnostic("held-out log-likelihood of a kernel density with a leave-one-out bandwidth",
                        mean(KernelDensity.leaveOneOut(known).logDensity(rows)) + rest)
                .withDiagnostic("gain over a Gaussian", mean(gain))
                .withDiagnostic("standard error of the gain", standardError(gain))
                .withDiagnostic("training log-likelihood", training)
                .withDiagnostic("training gain over a Gaussian", trainingGain)
                .withDiagnostic("memorised", memorised ? 1 : 0);
    }

    private static NumericArray meanRow(NumericArray rows) {
        double[] mean = new double[rows.size(1)];
        for (int i = 0; i < rows.length(); i++) {
            mean[i % mean.length] += rows.at(i) / rows.size(0);
        }
        return NumericArray.owned(mean, 1, mean.length);
    }

    static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    static double standardError(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1.0) / values.length);
    }

    /** Candidates run beside each other, so none of them reports how far it is. */
    private static Progress cancelOnly(Progress progress) {
        return new Progress() {
            @Override
            public void report(double fraction, String message) {
                // the executor counts candidates
            }

            @Override
            public boolean cancelled() {
                return progress.cancelled();
            }
        };
    }
}

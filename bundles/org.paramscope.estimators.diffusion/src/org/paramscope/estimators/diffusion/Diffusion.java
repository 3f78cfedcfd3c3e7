package org.paramscope.estimators.diffusion;

import java.util.Arrays;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.Covariance;
import org.paramscope.engine.DensityEstimator;
import org.paramscope.engine.Objective;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.ReplicaExecutor;
import org.paramscope.engine.Replicas;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.geometry.alignment.UnitShuffle;
import org.paramscope.geometry.density.PrincipalSubspace;

/**
 * Distribution of aligned replicas by a denoising diffusion (Ho, Jain, Abbeel 2020) in a principal subspace, with a normal
 * complement; draws by the same chain or by a shorter one (Song, Meng, Ermon 2021). It has no density, but a lower bound of it.
 *
 * <p>Diagnostics: {@code subspace dimension}; {@code training replicas}, {@code held-out replicas}; {@code distance to the nearest
 * training replica} of draws, the same {@code of held-out replicas}, medians in standardised coordinates, their {@code ratio}, and
 * {@code memorised} 1 where draws are less than half as far away as held-out replicas; the {@code bound of the held-out
 * log-likelihood} with its {@code standard
 * error} and the {@code held-out log-likelihood of a Gaussian} in nats a replica; and, where the model and its samples are known,
 * the {@code median loss of drawn networks} and {@code of replicas}.
 */
public final class Diffusion implements DensityEstimator<Diffusion.Settings> {

    private static final int LEAST_REPLICAS = 10;
    private static final int LARGEST_AUTOMATIC = 32;
    private static final int SHUFFLES = 8;
    private static final int MOST_JUDGED = 1000;
    private static final int MOST_NETWORKS = 100;
    private static final double COPIED = 0.5;

    /**
     * @param dimension    of the subspace; 0 = as many axes as the replicas span, at most 32 and half of the replicas
     * @param hidden       width of the network that predicts the noise
     * @param blocks       residual blocks of that network
     * @param levels       of noise, T
     * @param heldOut      share of the replicas that is held out
     * @param steps        of the optimiser
     * @param batch        noisy replicas that a step looks at
     * @param learningRate at the start; it falls to 0 along a cosine
     * @param visited      levels that a draw visits; 0 = all
     * @param eta          share of fresh noise in a draw, 0 = deterministic
     * @param draws        samples of the distribution
     * @param control      what it is fitted to
     */
    public record Settings(
            @Setting(label = "Dimension", min = 0, max = 10_000, help = "of the principal subspace; 0: what the replicas span, at most 32")
            int dimension,
            @Setting(label = "Hidden units", min = 1, max = 4096, help = "width of the network that predicts the noise") int hidden,
            @Setting(label = "Blocks", min = 0, max = 32, help = "residual blocks of that network") int blocks,
            @Setting(label = "Noise levels", min = 2, max = 10_000, help = "between a replica and pure noise") int levels,
            @Setting(label = "Held out", min = 0.05, max = 0.5, help = "share of the replicas by which the draws are judged")
            double heldOut,
            @Setting(label = "Steps", min = 1, max = 10_000_000, help = "of the optimiser") int steps,
            @Setting(label = "Batch", min = 1, max = 1_000_000, help = "noisy replicas that a step looks at") int batch,
            @Setting(label = "Learning rate", min = 1e-8, max = 1, help = "at the start; it falls to 0 along a cosine") double learningRate,
            @Setting(label = "Visited levels", min = 0, max = 10_000, help = "of noise in a draw; 0: all") int visited,
            @Setting(label = "Fresh noise", min = 0, max = 1, help = "in a draw; 0: a deterministic map of the starting noise") double eta,
            @Setting(label = "Draws", min = 2, max = 1_000_000, help = "samples of the distribution") int draws,
            @Setting(label = "Control", help = "what it is fitted to: replicas as they are, or with their units shuffled") Control control) {

        public Settings() {
            this(0, 64, 2, 200, 0.2, 2000, 256, 3e-3, 0, 1, 1000, Control.NONE);
        }
    }

    @Override
    public ParameterDistribution fit(ParameterDistribution replicas, Settings settings, long seed, ReplicaExecutor executor,
            Progress progress) {
        NumericArray samples = replicas.samples();
        if (samples.size(0) < LEAST_REPLICAS) {
            throw new SettingException("replicas", Integer.toString(samples.size(0)), "at least " + LEAST_REPLICAS
                    + " are needed: some are held out");
        }
        if (settings.visited() > settings.levels()) {
            throw new SettingException("visited", Integer.toString(settings.visited()), "0 (all) to " + settings.levels()
                    + ", the noise levels, are allowed");
        }
        int n = samples.size(0);
        int held = Math.max(2, (int) Math.round(n * settings.heldOut()));
        int[] order = RandomStream.of(seed, 0, "held-out replicas").permutation(n);
        NumericArray training = samples.select(Arrays.copyOfRange(order, held, n));
        NumericArray heldOut = samples.select(Arrays.copyOfRange(order, 0, held));
        if (settings.control() == Control.SHUFFLED_UNITS) {
            UnitShuffle shuffle = shuffle(replicas);
            training = shuffled(training, shuffle, SHUFFLES, seed);
            heldOut = shuffled(heldOut, shuffle, 1, seed + 1);
        }
        PrincipalSubspace subspace = subspace(training, settings, n - held);
        NumericArray known = subspace.coordinates(training);
        progress.report(0, "fitting a diffusion of " + subspace.dimension() + " dimensions");
        Denoiser denoiser = new Denoiser(new NoiseSchedule(settings.levels()), subspace.dimension(), settings.hidden(), settings.blocks());
        double[] fitted = denoiser.fit(known, settings.steps(), settings.batch(), settings.learningRate(), seed, progress.part(0, 0.7));
        progress.report(0.7, "drawing networks");
        int visited = settings.visited() == 0 ? settings.levels() : settings.visited();
        NumericArray drawn = new Sampler(denoiser, fitted, visited, settings.eta()).draw(settings.draws(), seed, executor,
                progress.part(0.7, 0.9));
        progress.report(0.9, "judging the draws");
        ParameterDistribution distribution = distribution(replicas, subspace, drawn, seed)
                .withDiagnostic("subspace dimension", subspace.dimension())
                .withDiagnostic("training replicas", n - held)
                .withDiagnostic("held-out replicas", held);
        distribution = withDistances(distribution, known, subspace.coordinates(heldOut), drawn);
        distribution = withBound(distribution, denoiser, fitted, subspace, heldOut, seed, progress);
        return withLosses(distribution, replicas, executor);
    }

    private static PrincipalSubspace subspace(NumericArray training, Settings settings, int replicas) {
        PrincipalSubspace axes = PrincipalSubspace.of(training, 1);
        int most = Math.min(axes.rank(), Math.min(LARGEST_AUTOMATIC, Math.max(1, replicas / 2)));
        return axes.withDimension(settings.dimension() > 0 ? settings.dimension() : most);
    }

    private static UnitShuffle shuffle(ParameterDistribution replicas) {
        UnitShuffle shuffle = UnitShuffle.of(replicas.units(), replicas.layout().size());
        if (!shuffle.possible()) {
            throw new SettingException("control", "shuffled-units", "none is allowed: this model has no interchangeable units");
        }
        return shuffle;
    }

    private static NumericArray shuffled(NumericArray networks, UnitShuffle shuffle, int copies, long seed) {
        double[][] rows = new double[networks.size(0) * copies][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = shuffle.shuffled(networks.slice(i / copies).toArray(), RandomStream.of(seed, i, "shuffled units"));
        }
        return NumericArray.ofRows(rows);
    }

    private static ParameterDistribution distribution(ParameterDistribution replicas, PrincipalSubspace subspace, NumericArray drawn,
            long seed) {
        NumericArray samples = subspace.parameters(drawn, RandomStream.of(seed, 0, "diffusion complement"));
        double[] centre = new double[subspace.dimension()];
        for (int i = 0; i < drawn.length(); i++) {
            centre[i % centre.length] += drawn.at(i) / drawn.size(0);
        }
        NumericArray mean = subspace.onSubspace(NumericArray.owned(centre, 1, centre.length)).slice(0);
        Covariance covariance = subspace.covariance(Covariance.ofSamples(drawn).dense());
        ParameterDistribution distribution = replicas.model().isPresent()
                ? ParameterDistribution.of(replicas.model().get(), mean, covariance)
                : ParameterDistribution.of(replicas.layout(), replicas.units(), mean, covariance);
        return distribution.withSamples(samples, NumericArray.zeros(0, subspace.size()), false);
    }

    private static ParameterDistribution withDistances(ParameterDistribution distribution, NumericArray known, NumericArray heldOut,
            NumericArray drawn) {
        double ofDraws = NearestReplicas.medianDistance(first(drawn, MOST_JUDGED), known);
        double ofHeldOut = NearestReplicas.medianDistance(first(heldOut, MOST_JUDGED), known);
        return distribution.withDiagnostic("distance to the nearest training replica", ofDraws)
                .withDiagnostic("distance of held-out replicas", ofHeldOut)
                .withDiagnostic("ratio of the distances", ofDraws / ofHeldOut)
                .withDiagnostic("memorised", ofDraws < COPIED * ofHeldOut ? 1 : 0);
    }

    private static ParameterDistribution withBound(ParameterDistribution distribution, Denoiser denoiser, double[] fitted,
            PrincipalSubspace subspace, NumericArray heldOut, long seed, Progress progress) {
        NumericArray judged = first(heldOut, MOST_JUDGED);
        NumericArray rows = subspace.coordinates(judged);
        double rest = Arrays.stream(subspace.complement(judged)).average().orElseThrow();
        double squares = 0;
        for (int i = 0; i < rows.length(); i++) {
            squares += rows.at(i) * rows.at(i) / rows.size(0);
        }
        double[] bounds = LikelihoodBound.of(denoiser, fitted, rows, seed, progress);
        double bound = Arrays.stream(bounds).average().orElseThrow();
        double spread = Arrays.stream(bounds).map(b -> (b - bound) * (b - bound)).sum() / (bounds.length - 1.0);
        return distribution.withDiagnostic("bound of the held-out log-likelihood", bound + rest)
                .withDiagnostic("standard error of the bound", Math.sqrt(spread / bounds.length))
                .withDiagnostic("held-out log-likelihood of a Gaussian", rest - (squares + rows.size(1) * Math.log(2 * Math.PI)) / 2);
    }

    /** Whether drawn networks do what replicas do, on the samples of the replicas. */
    private static ParameterDistribution withLosses(ParameterDistribution distribution, ParameterDistribution replicas,
            ReplicaExecutor executor) {
        if (replicas.model().isEmpty() || replicas.replicas().isEmpty()) {
            return distribution;
        }
        Replicas trained = replicas.replicas().get();
        Objective objective = replicas.model().get().objective();
        double[] drawn = losses(objective, distribution.samples(), trained.samples(), executor);
        double[] known = losses(objective, replicas.samples(), trained.samples(), executor);
        return distribution.withDiagnostic("median loss of drawn networks", NearestReplicas.median(drawn))
                .withDiagnostic("median loss of replicas", NearestReplicas.median(known));
    }

    private static double[] losses(Objective objective, NumericArray networks, Samples samples, ReplicaExecutor executor) {
        double[] losses = new double[Math.min(MOST_NETWORKS, networks.size(0))];
        executor.run(losses.length, i -> losses[i] = objective.loss(networks.slice(i).toArray(), samples), Progress.none());
        return losses;
    }

    private static NumericArray first(NumericArray rows, int most) {
        return rows.size(0) > most ? rows.rows(0, most) : rows;
    }
}

package org.paramscope.estimators.bootstrap;

import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.data.settings.Setting;
import org.paramscope.data.settings.SettingsCheck;
import org.paramscope.engine.Estimator;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.Problem;
import org.paramscope.engine.Replicas;
import org.paramscope.engine.Resampling;
import org.paramscope.geometry.alignment.Alignment;

/**
 * Bootstrap: B replicas of the model, each trained from the same start on resampled rows or perturbed targets, aligned; their mean and
 * covariance. Different starts would measure the optimisation, not the data: that is the {@link DeepEnsemble}. Intervals of
 * parameters and statistics: {@link BootstrapIntervals}.
 *
 * <p>Diagnostics: those of the alignment, {@code block} in samples, 0 for pairs, and {@code block shortened from} where
 * an automatic block did not fit twice into the samples to train on.
 */
public final class Bootstrap implements Estimator<Bootstrap.Settings>, SettingsCheck<Bootstrap.Settings> {

    /**
     * @param scheme      what is drawn
     * @param replicas    number of replicas B
     * @param block       length of a block in samples, at least one window, of stationary blocks the mean; 0 stands for the longer of the
     *                    window and what {@code blockLength} says, or less in a short series, and for 1 in a table. Pairs ignore it.
     * @param blockLength what an automatic block follows
     */
    public record Settings(
            @Setting(label = "Scheme", help = "rows one by one, blocks of consecutive windows, or residuals with random signs") Scheme scheme,
            @Setting(label = "Replicas", min = 2, max = 100_000) int replicas,
            @Setting(label = "Block", min = 0, max = 1_000_000_000, unit = "samples",
                    help = "0: the longer of the window and the block length of the rule, less in a short series") int block,
            @Setting(label = "Block length", help = "what an automatic block follows: the period, or the fading of the autocorrelation")
                    BlockRule blockLength) {
        public Settings() {
            this(Scheme.MOVING_BLOCKS, 100, 0, BlockRule.PERIOD);
        }
    }

    @Override
    public void check(Settings settings, Samples samples) {
        int window = samples.shape().length();
        if (settings.scheme() == Scheme.WILD && BlockLength.table(samples)) {
            window = 1;
        }
        int longest = BlockLength.longest(samples);
        boolean automatic = !settings.scheme().blocks() || settings.block() == 0;
        if (!automatic && (settings.block() < window || settings.block() > longest)) {
            throw new SettingException("block", Integer.toString(settings.block()), longest < window
                    ? "0 (automatic) is allowed; the longest stretch to train on has " + longest + " samples, less than a window of " + window
                    : "0 (automatic) or an integer from " + window + " (a window) to " + longest
                            + " samples (the longest stretch to train on) is allowed");
        }
    }

    @Override
    public ParameterDistribution estimate(Problem problem, Settings settings, Progress progress) {
        Samples samples = problem.samples();
        check(settings, samples);
        int wanted = wanted(settings, samples);
        int block = settings.block() > 0 || wanted <= 1 ? wanted : BlockLength.fitting(samples, wanted);
        Resampling resampling = resampling(problem, settings, block, progress.part(0, 0.05));
        Replicas replicas = problem.train(resampling, progress.part(0.05, 0.9));
        progress.report(0.9, "aligning the replicas");
        ParameterDistribution distribution = Alignment.of(replicas, progress.part(0.9, 1)).distribution()
                .withDiagnostic("block", block);
        return wanted > block ? distribution.withDiagnostic("block shortened from", wanted) : distribution;
    }

    private static int wanted(Settings settings, Samples samples) {
        if (!settings.scheme().blocks()) {
            return 0;
        }
        if (settings.block() > 0) {
            return settings.block();
        }
        return settings.scheme() == Scheme.WILD && BlockLength.table(samples) ? 1
                : BlockLength.wanted(samples, settings.blockLength(), settings.scheme() == Scheme.STATIONARY_BLOCKS);
    }

    private static Resampling resampling(Problem problem, Settings settings, int block, Progress progress) {
        Samples samples = problem.samples();
        int replicas = settings.replicas();
        long seed = problem.seed();
        return switch (settings.scheme()) {
            case PAIRS -> Resampling.pairs(samples, replicas, seed);
            case MOVING_BLOCKS -> Resampling.movingBlocks(samples, block, replicas, seed);
            case CIRCULAR_BLOCKS -> Resampling.circularBlocks(samples, block, replicas, seed);
            case STATIONARY_BLOCKS -> Resampling.stationaryBlocks(samples, block, replicas, seed);
            case WILD -> WildResampling.of(problem, block, replicas, progress);
        };
    }
}

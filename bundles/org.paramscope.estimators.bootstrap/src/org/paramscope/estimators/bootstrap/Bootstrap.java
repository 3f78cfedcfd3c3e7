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
 * Bootstrap: B replicas of the model, each trained from the same start on resampled rows, aligned; their mean and
 * covariance. Different starts would measure the optimisation, not the data: that is the {@link DeepEnsemble}.
 *
 * <p>Diagnostics: those of the alignment, {@code block} in samples, 0 for pairs, and {@code block shortened from} where
 * an automatic block did not fit twice into the samples to train on.
 */
public final class Bootstrap implements Estimator<Bootstrap.Settings>, SettingsCheck<Bootstrap.Settings> {

    /**
     * @param scheme   what is drawn
     * @param replicas number of replicas B
     * @param block    length of a block in samples, at least one window; 0 stands for the longer of the window and
     *                 the dominant period, or less in a short series. Pairs ignore it.
     */
    public record Settings(
            @Setting(label = "Scheme", help = "rows one by one, or blocks of consecutive windows") Scheme scheme,
            @Setting(label = "Replicas", min = 2, max = 100_000) int replicas,
            @Setting(label = "Block", min = 0, max = 1_000_000_000, unit = "samples",
                    help = "0: the longer of the window and the period, less in a short series") int block) {
        public Settings() {
            this(Scheme.MOVING_BLOCKS, 100, 0);
        }
    }

    @Override
    public void check(Settings settings, Samples samples) {
        int window = samples.shape().length();
        int longest = BlockLength.longest(samples);
        boolean automatic = settings.scheme() == Scheme.PAIRS || settings.block() == 0;
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
        boolean pairs = settings.scheme() == Scheme.PAIRS;
        int block = pairs ? 0 : settings.block() > 0 ? settings.block() : BlockLength.of(samples);
        Resampling resampling = pairs ? Resampling.pairs(samples, settings.replicas(), problem.seed())
                : Resampling.movingBlocks(samples, block, settings.replicas(), problem.seed());
        Replicas replicas = problem.train(resampling, progress.part(0, 0.9));
        progress.report(0.9, "aligning the replicas");
        ParameterDistribution distribution = Alignment.of(replicas, progress.part(0.9, 1)).distribution()
                .withDiagnostic("block", block);
        int wanted = pairs || settings.block() > 0 ? block : BlockLength.wanted(samples);
        return wanted > block ? distribution.withDiagnostic("block shortened from", wanted) : distribution;
    }
}

package org.paramscope.estimators.bootstrap;

import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.data.settings.Setting;
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
 * <p>Diagnostics: those of the alignment, and {@code block} in samples, 0 for pairs.
 */
public final class Bootstrap implements Estimator<Bootstrap.Settings> {

    /**
     * @param scheme   what is drawn
     * @param replicas number of replicas B
     * @param block    length of a block in samples, at least one window; 0 stands for the longer of the window and
     *                 the dominant period. Pairs ignore it.
     */
    public record Settings(
            @Setting(label = "Scheme", help = "rows one by one, or blocks of consecutive windows") Scheme scheme,
            @Setting(label = "Replicas", min = 2, max = 100_000) int replicas,
            @Setting(label = "Block", min = 0, max = 1_000_000_000, unit = "samples",
                    help = "0: the longer of the window and the period") int block) {
        public Settings() {
            this(Scheme.MOVING_BLOCKS, 100, 0);
        }
    }

    @Override
    public ParameterDistribution estimate(Problem problem, Settings settings, Progress progress) {
        Samples samples = problem.samples();
        int block = settings.scheme() == Scheme.PAIRS ? 0 : block(settings.block(), samples);
        Resampling resampling = settings.scheme() == Scheme.PAIRS
                ? Resampling.pairs(samples, settings.replicas(), problem.seed())
                : Resampling.movingBlocks(samples, block, settings.replicas(), problem.seed());
        Replicas replicas = problem.train(resampling, progress.part(0, 0.9));
        return Alignment.of(replicas, progress.part(0.9, 1)).distribution()
                .withDiagnostic("block", block);
    }

    private static int block(int setting, Samples samples) {
        int window = samples.shape().length();
        if (setting == 0) {
            return BlockLength.of(samples);
        }
        if (setting < window) {
            throw new SettingException("block", Integer.toString(setting),
                    "0 or at least " + window + " samples, the length of a window, is allowed");
        }
        return setting;
    }
}

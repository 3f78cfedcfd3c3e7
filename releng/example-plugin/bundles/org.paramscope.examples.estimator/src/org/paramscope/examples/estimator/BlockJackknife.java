package org.paramscope.examples.estimator;

import org.paramscope.data.Progress;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.Estimator;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.Problem;
import org.paramscope.engine.Replicas;
import org.paramscope.engine.Resampling;
import org.paramscope.geometry.alignment.Alignment;

/**
 * Delete-one-block jackknife (Kuensch 1989, Annals of Statistics 17, section 2.1, non-overlapping blocks): one replica for
 * each block of the training samples, trained from the common start on all others.
 */
public final class BlockJackknife implements Estimator<BlockJackknife.Settings> {

    /**
     * The settings.
     *
     * @param blocks how many blocks of equal length the training samples are cut into
     */
    public record Settings(
            @Setting(label = "Blocks", min = 2, max = 10_000, help = "one replica each; a block should span a period")
            int blocks) {

        /** The defaults. */
        public Settings() {
            this(40);
        }

        /** The factor (B - 1) / B of the jackknife before the sum of squared deviations (Efron 1982, equation 3.1). */
        public double scale() {
            return (blocks - 1.0) / blocks;
        }
    }

    @Override
    public ParameterDistribution estimate(Problem problem, Settings settings, Progress progress) {
        Resampling blocks = Resampling.withoutEachBlock(problem.samples(), settings.blocks());
        Replicas replicas = problem.train(blocks, progress.part(0, 0.9));
        return Alignment.of(replicas, progress.part(0.9, 1)).distribution(settings.scale());
    }
}

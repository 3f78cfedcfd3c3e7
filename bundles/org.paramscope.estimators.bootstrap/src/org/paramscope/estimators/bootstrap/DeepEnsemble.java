package org.paramscope.estimators.bootstrap;

import org.paramscope.data.Progress;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.Estimator;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.Problem;
import org.paramscope.engine.Replicas;
import org.paramscope.engine.Resampling;
import org.paramscope.engine.Start;
import org.paramscope.geometry.alignment.Alignment;

/**
 * Deep ensemble (Lakshminarayanan, Pritzel &amp; Blundell 2017): replicas from independent random starts on the
 * samples as they are. The spread is that of the optimisation: it says nothing of the sampling of the data, and a
 * model with a closed-form fit has none.
 */
public final class DeepEnsemble implements Estimator<DeepEnsemble.Settings> {

    /** @param replicas number of networks */
    public record Settings(
            @Setting(label = "Replicas", min = 2, max = 100_000) int replicas) {
        public Settings() {
            this(100);
        }
    }

    @Override
    public ParameterDistribution estimate(Problem problem, Settings settings, Progress progress) {
        Resampling asTheyAre = Resampling.none(problem.samples(), settings.replicas());
        Replicas replicas = problem.train(asTheyAre, Start.independent(), progress.part(0, 0.9));
        progress.report(0.9, "aligning the replicas");
        return Alignment.of(replicas, progress.part(0.9, 1)).distribution();
    }
}

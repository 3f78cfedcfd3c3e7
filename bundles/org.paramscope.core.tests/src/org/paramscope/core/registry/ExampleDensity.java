package org.paramscope.core.registry;

import org.paramscope.data.Progress;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.DensityEstimator;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.Replicas;
import org.paramscope.geometry.alignment.Alignment;

/** The example of the schema of density estimators: one Gaussian over the aligned replicas, scaled. */
public final class ExampleDensity implements DensityEstimator<ExampleDensity.Settings> {

    /** Width relative to that of the replicas. */
    public record Settings(@Setting(label = "Width", min = 0.001, max = 1000) double width) {
        public Settings() {
            this(1);
        }
    }

    @Override
    public ParameterDistribution fit(Replicas replicas, Settings settings, Progress progress) {
        return Alignment.of(replicas, progress).distribution(settings.width() * settings.width() / (replicas.count() - 1));
    }
}

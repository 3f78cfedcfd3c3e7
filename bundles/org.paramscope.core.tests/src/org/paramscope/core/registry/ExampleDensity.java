package org.paramscope.core.registry;

import org.paramscope.data.Progress;
import org.paramscope.data.SettingException;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.Covariance;
import org.paramscope.engine.DensityEstimator;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.ReplicaExecutor;

/** One Gaussian over the aligned replicas, wider or narrower than they are. */
public final class ExampleDensity implements DensityEstimator<ExampleDensity.Settings> {

    public record Settings(
            @Setting(label = "Width", min = 0.001, max = 1000, help = "relative to that of the replicas") double width) {

        public Settings() {
            this(1);
        }
    }

    @Override
    public ParameterDistribution fit(ParameterDistribution replicas, Settings settings, long seed, ReplicaExecutor executor,
            Progress progress) {
        int count = replicas.samples().size(0);
        if (count < 2) {
            throw new SettingException("upstream", count + " replicas", "at least 2 are needed");
        }
        double scale = settings.width() * settings.width() / (count - 1);
        return ParameterDistribution.of(replicas.layout(), replicas.units(), replicas.mean(),
                Covariance.ofSamples(replicas.samples(), replicas.mean(), scale)).withDiagnostic("width", settings.width());
    }
}

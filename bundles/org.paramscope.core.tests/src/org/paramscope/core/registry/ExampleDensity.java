package org.paramscope.core.registry;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.SettingException;
import org.paramscope.data.settings.Setting;
import org.paramscope.engine.Covariance;
import org.paramscope.engine.DensityEstimator;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.ReplicaExecutor;

/** The example of the schema of density estimators: one Gaussian over the aligned replicas, scaled. */
public final class ExampleDensity implements DensityEstimator<ExampleDensity.Settings> {

    /** Width relative to that of the replicas. */
    public record Settings(@Setting(label = "Width", min = 0.001, max = 1000) double width) {
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
        double[] mean = replicas.mean().toArray();
        double scale = settings.width() / Math.sqrt(count - 1.0);
        double[][] factor = replicas.samples().toRows();
        for (double[] row : factor) {
            for (int i = 0; i < row.length; i++) {
                row[i] = scale * (row[i] - mean[i]);
            }
        }
        return ParameterDistribution.of(replicas.layout(), replicas.units(), replicas.mean(), new Covariance.LowRank(NumericArray.ofRows(factor)));
    }
}

package org.paramscope.engine;

import org.paramscope.data.Progress;

/**
 * Fits a density to the aligned samples of a distribution that another estimator, or an archive, gave. Contract of the extension
 * point {@code densityEstimators}.
 *
 * @param <S> settings: a record whose components carry {@link org.paramscope.data.settings.Setting}
 */
public interface DensityEstimator<S extends Record> {

    /**
     * The fitted distribution, with the layout, the units and, if known, the model of {@code replicas}; its samples are draws from
     * the density, or those it was fitted to. It must not depend on the executor.
     *
     * @param replicas whose samples [B, p] are aligned: neuron i of one is neuron i of the next
     * @param seed of every random stream
     * @param executor that runs independent tasks
     * @throws org.paramscope.data.SettingException when the samples are too few for the settings
     * @throws org.paramscope.data.NumericalException when no density can be fitted
     * @throws org.paramscope.data.CancelledException when the user cancelled
     */
    ParameterDistribution fit(ParameterDistribution replicas, S settings, long seed, ReplicaExecutor executor, Progress progress);
}

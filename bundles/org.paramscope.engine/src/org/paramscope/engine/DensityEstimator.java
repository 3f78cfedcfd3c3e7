package org.paramscope.engine;

import org.paramscope.data.Progress;

/**
 * Fits a density to replicas. Contract of the extension point {@code densityEstimators}.
 *
 * @param <S> settings: a record whose components carry {@link org.paramscope.data.settings.Setting}
 */
public interface DensityEstimator<S extends Record> {

    /** The distribution of the (aligned) replicas. */
    ParameterDistribution fit(Replicas replicas, S settings, Progress progress);
}

package org.paramscope.engine;

import org.paramscope.data.Progress;

/**
 * Estimates the distribution of a model's parameters. Contract of the extension point {@code estimators}.
 *
 * @param <S> settings: a record whose components carry {@link org.paramscope.data.settings.Setting}
 */
public interface Estimator<S extends Record> {

    /**
     * The distribution over the parameter vector of {@code problem.model()}.
     *
     * @throws org.paramscope.data.NumericalException when no distribution can be computed
     * @throws org.paramscope.data.CancelledException when the user cancelled
     */
    ParameterDistribution estimate(Problem problem, S settings, Progress progress);
}

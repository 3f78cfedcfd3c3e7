package org.paramscope.engine;

import org.paramscope.data.DataException;
import org.paramscope.data.Progress;

/**
 * Opens networks of one architecture that were trained elsewhere. Contract of the extension point {@code replicaSources}.
 *
 * @param <S> settings: a record whose components carry {@link org.paramscope.data.settings.Setting}
 */
public interface ReplicaSource<S extends Record> {

    /**
     * The networks' parameters as samples [B, p] with layout and units, as they were stored: not aligned. The model is there only
     * where the source knows it.
     *
     * @throws DataException when something cannot be read, or the architectures differ; names the file and the place
     * @throws org.paramscope.data.CancelledException when the user cancelled
     */
    ParameterDistribution open(S settings, Progress progress) throws DataException;
}

package org.paramscope.engine;

import org.paramscope.data.DataException;
import org.paramscope.data.Progress;

/**
 * Opens replicas that were trained elsewhere. Contract of the extension point {@code replicaSources}.
 *
 * @param <S> settings: a record whose components carry {@link org.paramscope.data.settings.Setting}
 */
public interface ReplicaSource<S extends Record> {

    /** The replicas of one model. */
    Replicas open(S settings, Progress progress) throws DataException;
}

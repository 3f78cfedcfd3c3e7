package org.paramscope.core.store;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import org.paramscope.core.run.ReplicaResult;

/** The result of an archive in a folder: {@code replicas.npz} with all arrays, {@code replicas.json} with the rest. */
public final class ReplicaStore {

    private static final String NAME = "replicas";

    private ReplicaStore() {
    }

    /** Writes a result; the folder must be there. */
    public static void write(Path folder, ReplicaResult result) throws StoreException {
        new StoredPart(folder, NAME).write(result, "", Map.of());
    }

    /** The result in a folder; empty when there is none. */
    public static Optional<ReplicaResult> read(Path folder) throws StoreException {
        return new StoredPart(folder, NAME).read(ReplicaResult.class, "");
    }
}

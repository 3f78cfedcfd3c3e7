package org.paramscope.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.paramscope.core.store.StoreException;
import org.paramscope.study.WriteFailure;

/** Folders that commands write to. */
final class Folders {

    private Folders() {
    }

    /** Refuses a file where an option wants a folder. */
    static void require(String option, Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new UsageException(option + " is " + folder + ": that is a file; a folder is wanted, a new or an existing one");
        }
    }

    static void create(Path folder) throws StoreException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StoreException(folder, "cannot be made: " + WriteFailure.explain(folder, 0, e), e);
        }
    }
}

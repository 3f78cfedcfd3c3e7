package org.paramscope.core.store;

import java.nio.file.Path;

/** Results cannot be written or read: the file, what is wrong, what to do. */
public final class StoreException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Path file;

    /** Something is wrong with a file. */
    public StoreException(Path file, String what, Throwable cause) {
        super(file + ": " + what, cause);
        this.file = file;
    }

    /** The file or folder. */
    public Path file() {
        return file;
    }
}

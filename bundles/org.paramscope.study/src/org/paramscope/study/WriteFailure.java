package org.paramscope.study;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;

/** Why a file could not be written, in words that say what to do. */
public final class WriteFailure {

    private WriteFailure() {
    }

    /**
     * Explains a failure.
     *
     * @param file  that could not be written
     * @param bytes that were to be written; 0 when unknown
     */
    public static String explain(Path file, long bytes, Exception cause) {
        String reason = String.valueOf(cause instanceof FileSystemException f && f.getReason() != null
                ? f.getReason() : cause.getMessage());
        if (reason.contains("No space left") || reason.contains("not enough space") || reason.contains("quota")) {
            return "the disk is full (" + (bytes > 0 ? bytes + " bytes are needed, " : "") + free(file)
                    + " bytes are free); make room, or write elsewhere";
        }
        if (cause instanceof ReadOnlyFileSystemException || cause instanceof AccessDeniedException
                || reason.contains("Read-only") || reason.contains("Permission denied")) {
            return "the folder is read-only; choose another one";
        }
        if (cause instanceof NotDirectoryException || cause instanceof FileAlreadyExistsException
                || reason.contains("Not a directory")) {
            return "a file is where a folder should be: " + reason;
        }
        if (cause instanceof NoSuchFileException) {
            return "no such folder: " + file.toAbsolutePath().getParent();
        }
        return reason;
    }

    private static String free(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        while (folder != null && !Files.exists(folder)) {
            folder = folder.getParent();
        }
        // Not the file store of java.nio: it looks for the mount point, which a changed root directory does not show.
        return folder == null ? "?" : Long.toString(folder.toFile().getUsableSpace());
    }
}

package org.paramscope.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import org.paramscope.data.DataException;

/** Whether a path names a file that can be read at all. */
final class FileCheck {

    private FileCheck() {
    }

    /**
     * Refuses what is no readable file.
     *
     * @param dataset what a message is about when no file is named
     * @param wanted the kind of file, as in {@code a text file}
     */
    static void require(Path path, String dataset, String wanted) throws DataException {
        if (path.toString().isEmpty()) {
            throw new DataException(dataset, "", "no file is named: the path of " + wanted + " is needed");
        }
        if (!Files.exists(path)) {
            throw new DataException(path.toString(), "", "there is no such file");
        }
        if (Files.isDirectory(path)) {
            throw new DataException(path.toString(), "", "is a folder: " + wanted + " is allowed");
        }
        if (!Files.isReadable(path)) {
            throw new DataException(path.toString(), "", "may not be read: read permission is needed");
        }
    }

    /** The name of a file without its ending. */
    static String stem(Path path) {
        return path.getFileName().toString().replaceFirst("(?<=.)\\.[^.]*$", "");
    }
}

package org.paramscope.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Unsaved edits kept beside a study, in {@code .<name>.unsaved}, so that a crash loses nothing. The user's file
 * is not touched; the side file goes when the study is saved or the edits are discarded.
 */
public final class Recovery {

    private Recovery() {
    }

    /** Where the unsaved edits of a study file are kept. */
    public static Path file(Path study) {
        Path absolute = study.toAbsolutePath();
        return absolute.resolveSibling("." + absolute.getFileName() + ".unsaved");
    }

    /** Keeps the study as it is edited. */
    public static void keep(Study edited, Path study) throws StudyException {
        StudyFiles.save(edited, file(study));
    }

    /** The edits that a crash left: those younger than the study file; empty when there are none. */
    public static Optional<Study> find(Path study) throws StudyException {
        Path side = file(study);
        try {
            boolean younger = Files.exists(side) && (!Files.exists(study)
                    || Files.getLastModifiedTime(side).compareTo(Files.getLastModifiedTime(study)) >= 0);
            return younger ? Optional.of(StudyFiles.load(side)) : Optional.empty();
        } catch (IOException e) {
            throw new StudyException(side, "cannot be examined: " + e.getMessage(), e);
        }
    }

    /** Forgets the edits: they are saved, or not wanted. */
    public static void discard(Path study) throws StudyException {
        try {
            Files.deleteIfExists(file(study));
        } catch (IOException e) {
            throw new StudyException(file(study), "cannot be removed: " + e.getMessage(), e);
        }
    }
}

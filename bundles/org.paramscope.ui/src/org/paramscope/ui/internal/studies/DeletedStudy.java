package org.paramscope.ui.internal.studies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A study that was deleted with its results: moved aside in its folder, so that it can come back. */
final class DeletedStudy {

    private static final String ASIDE = ".deleted-studies";

    private final Path study;
    private final Map<Path, Path> moved = new LinkedHashMap<>();

    private DeletedStudy(Path study) {
        this.study = study;
    }

    /** Moves a study and its results aside. */
    static DeletedStudy delete(Path study) throws IOException {
        DeletedStudy deleted = new DeletedStudy(study);
        Path aside = study.resolveSibling(ASIDE).resolve(Long.toString(System.currentTimeMillis()));
        Files.createDirectories(aside);
        try {
            for (Path each : deleted.files()) {
                Path target = aside.resolve(each.getFileName());
                Files.move(each, target);
                deleted.moved.put(each, target);
            }
        } catch (IOException e) {
            deleted.restore();
            throw e;
        }
        return deleted;
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        files.add(study);
        files.add(study.resolveSibling(StudyLabels.name(study) + ".results"));
        files.removeIf(file -> !Files.exists(file));
        return files;
    }

    /** Brings the study and its results back. */
    void restore() throws IOException {
        for (Map.Entry<Path, Path> each : moved.entrySet()) {
            if (Files.exists(each.getKey())) {
                throw new IOException(each.getKey() + " exists again; the deleted study stays in " + each.getValue());
            }
            Files.move(each.getValue(), each.getKey());
        }
        moved.clear();
    }

    Path study() {
        return study;
    }
}

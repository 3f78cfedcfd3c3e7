package org.paramscope.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.paramscope.core.report.Report;
import org.paramscope.core.run.RunOptions;
import org.paramscope.core.run.RunResult;
import org.paramscope.core.run.Runs;
import org.paramscope.core.run.StudyRunner;
import org.paramscope.core.store.ResultStore;
import org.paramscope.core.store.StoreException;
import org.paramscope.data.AtomicFile;
import org.paramscope.data.DataException;
import org.paramscope.data.PluginException;
import org.paramscope.study.RunNode;
import org.paramscope.study.Studies;
import org.paramscope.study.Study;
import org.paramscope.study.StudyException;
import org.paramscope.study.StudyFiles;
import org.paramscope.study.WriteFailure;

/** Runs a study file, notes the run in it, and writes the report beside it. */
final class Execution {

    private final Session session;

    Execution(Session session) {
        this.session = session;
    }

    /**
     * Runs a study.
     *
     * @param study what is run; may differ from what the file holds
     * @param kept  what the file holds; the run is added to it and it is saved, whatever the outcome
     */
    RunResult run(Study study, Study kept, Path file, RunOptions options)
            throws DataException, PluginException, StoreException, StudyException {
        List<String> before = ResultStore.of(file).runs();
        try {
            return new StudyRunner(session.registry()).run(study, file, options, session.progress());
        } finally {
            note(kept, file, before);
        }
    }

    /**
     * Writes a new study and runs it. Where the run is refused before it begins, for the data cannot be
     * read or do not suit the study, a study that was not there before is not left behind.
     */
    RunResult runNew(Study study, Path file, RunOptions options)
            throws DataException, PluginException, StoreException, StudyException, IOException {
        Path folder = file.toAbsolutePath().getParent();
        boolean newFolder = !Files.exists(folder);
        boolean newFile = !Files.exists(file);
        Folders.create(folder);
        StudyFiles.save(study, file);
        try {
            return run(study, study, file, options);
        } finally {
            if (newFile && study.getRuns().isEmpty() && ResultStore.of(file).runs().isEmpty()) {
                Files.deleteIfExists(file);
                if (newFolder && isEmpty(folder)) {
                    Files.delete(folder);
                }
            }
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    private static void note(Study kept, Path file, List<String> before) throws StoreException, StudyException {
        boolean changed = false;
        for (String run : ResultStore.of(file).runs()) {
            if (!before.contains(run) && Studies.run(kept, run).isEmpty()) {
                Optional<RunNode> node = Runs.node(file, run);
                node.ifPresent(kept.getRuns()::add);
                changed |= node.isPresent();
            }
        }
        if (changed) {
            StudyFiles.save(kept, file);
        }
    }

    /** Writes the report as one HTML file. */
    void report(RunResult result, Path file) throws StoreException {
        byte[] page = Report.html(result, session.registry()).getBytes(StandardCharsets.UTF_8);
        try {
            AtomicFile.write(file, out -> out.write(page));
        } catch (IOException e) {
            throw new StoreException(file, "cannot be written: " + WriteFailure.explain(file, page.length, e), e);
        }
    }
}

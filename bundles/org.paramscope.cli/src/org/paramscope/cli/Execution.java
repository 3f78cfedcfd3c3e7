package org.paramscope.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.eclipse.emf.ecore.util.EcoreUtil;
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
import org.paramscope.data.Progress;
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
     * Runs a study that a file holds; the run is added to the file, whatever its outcome.
     *
     * @param values of the study that are changed for this run only, as PATH=VALUE
     */
    RunResult run(Path file, List<String> values, RunOptions options)
            throws DataException, PluginException, StoreException, StudyException {
        Study kept = StudyFiles.load(file);
        Study study = EcoreUtil.copy(kept);
        StudyOptions.apply(study, values, session.registry());
        Progress progress = session.progress();
        StudyRunner runner = new StudyRunner(session.registry());
        StudyRunner.Prepared prepared = runner.prepare(study, file, options, progress);
        StringBuilder resume = new StringBuilder("paramscope run ").append(quoted(file.toString()));
        values.forEach(value -> resume.append(" --set ").append(quoted(value)));
        return run(() -> runner.run(prepared, options, progress), kept, file, resume + " --resume");
    }

    /**
     * A study that is not written yet and may be run.
     *
     * @param study    the study
     * @param file     that it will be written to
     * @param prepared its data
     */
    record New(Study study, Path file, StudyRunner.Prepared prepared) {
    }

    /** Finds out whether a new study may be run; nothing is written. */
    New prepare(Study study, Path file, RunOptions options) throws DataException, PluginException, StoreException {
        return new New(study, file, new StudyRunner(session.registry()).prepare(study, file, options, session.progress()));
    }

    /** Writes a new study and runs it. */
    RunResult run(New fresh, RunOptions options) throws StoreException, StudyException {
        Folders.create(fresh.file().toAbsolutePath().getParent());
        StudyFiles.save(fresh.study(), fresh.file());
        Progress progress = session.progress();
        return run(() -> new StudyRunner(session.registry()).run(fresh.prepared(), options, progress), fresh.study(), fresh.file(),
                "paramscope run " + quoted(fresh.file().toString()) + " --resume");
    }

    /** A run that is under way. */
    private interface Run {
        RunResult result() throws StoreException;
    }

    private RunResult run(Run run, Study kept, Path file, String resume) throws StoreException, StudyException {
        List<String> before = ResultStore.of(file).runs();
        session.resumable(resume);
        try {
            RunResult result = run.result();
            session.resumable("");
            return result;
        } finally {
            note(kept, file, before);
        }
    }

    /** A word as a shell reads it back. */
    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./=,:+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
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

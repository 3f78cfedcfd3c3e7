package org.paramscope.ui.internal.editor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchWindow;
import org.paramscope.core.run.RunResult;
import org.paramscope.core.run.Runs;
import org.paramscope.core.store.ResultStore;
import org.paramscope.core.store.StoreException;
import org.paramscope.study.RunNode;
import org.paramscope.study.RunStatus;
import org.paramscope.study.Studies;
import org.paramscope.study.StudyException;
import org.paramscope.ui.internal.Failures;
import org.paramscope.ui.internal.run.ActiveResult;
import org.paramscope.ui.internal.run.ActiveResult.Focus;
import org.paramscope.ui.internal.run.ActiveResult.Shown;
import org.paramscope.ui.internal.run.RunStudyJob;
import org.paramscope.ui.internal.run.RunStudyJob.End;
import org.paramscope.ui.internal.studies.StudyFolders;

/** Runs the study of an editor, notes the runs in it, and shows their results in the window while the editor is in front. */
final class StudyRuns {

    private final StudyEditor editor;
    private final IWorkbenchWindow window;
    private final Display display;
    private final AtomicBoolean telling = new AtomicBoolean();
    private RunStudyJob job;
    private RunResult found;
    /** The run whose result is being read; empty when none is. */
    private String wanted = "";
    private Focus focus = Focus.ANY;
    private String problem = "";

    StudyRuns(StudyEditor editor) {
        this.editor = editor;
        window = editor.getSite().getWorkbenchWindow();
        display = window.getShell().getDisplay();
    }

    boolean running() {
        return job != null;
    }

    /** Saves and runs, unless a value is wrong or the study runs already. */
    void run() {
        if (job != null) {
            editor.setActivePage("runs");
            return;
        }
        List<String> problems = editor.document().problems();
        if (!problems.isEmpty()) {
            MessageDialog.openError(shell(), "Run", String.join("\n", problems));
            return;
        }
        if (editor.isDirty() && !editor.save()) {
            return;
        }
        editor.setActivePage("runs");
        editor.runsPage().progress(0, "Starting...");
        Path file = editor.document().file();
        job = new RunStudyJob(editor.document().study(), file, this::tell, end -> display.asyncExec(() -> ended(file, end)));
        job.schedule();
        problem = "";
        tellViewers();
    }

    void cancel() {
        if (job != null) {
            job.cancel();
        }
    }

    /** Shows progress, at most one message waiting at a time: runs report far more often than screens are drawn. */
    private void tell(double fraction, String message) {
        if (telling.compareAndSet(false, true)) {
            display.asyncExec(() -> {
                telling.set(false);
                if (job != null && !closed()) {
                    editor.runsPage().progress(fraction, message);
                }
            });
        }
    }

    private boolean closed() {
        return window.getShell() == null || window.getShell().isDisposed()
                || editor.getSite().getPage().findEditor(editor.getEditorInput()) != editor;
    }

    private void ended(Path file, End end) {
        job = null;
        note(file);
        if (window.getShell() == null || window.getShell().isDisposed()) {
            return;
        }
        if (!closed()) {
            editor.runsPage().ended();
        }
        switch (end) {
            case End.Finished finished -> {
                found = finished.result();
                wanted = "";
                focus = Focus.ANY;
                tellViewers();
                if (!closed()) {
                    editor.runsPage().refresh();
                }
            }
            case End.Cancelled cancelled -> tellViewers();
            case End.Failed failed -> {
                tellViewers();
                Failures.show(shell(), "The run failed", failed.cause());
            }
        }
    }

    /** Notes in the study the runs that its result folder knows of. */
    private void note(Path file) {
        try {
            for (String run : ResultStore.of(file).runs()) {
                Optional<RunNode> node = Studies.run(editor.document().study(), run).isPresent() ? Optional.empty()
                        : Runs.node(file, run);
                if (node.isPresent()) {
                    editor.document().record(node.get());
                }
            }
            StudyFolders.changed();
        } catch (StoreException | StudyException e) {
            Failures.show(shell(), "The run is not noted in the study", e);
        }
    }

    private Shell shell() {
        return window.getShell();
    }

    /** The editor came to the front: the viewers show the result chosen last, or else that of the last finished run. */
    void inFront() {
        if (found == null && wanted.isEmpty() && problem.isEmpty()) {
            lastFinished().ifPresent(run -> show(run, "", failure -> Failures.log("results", failure)));
        }
        tellViewers();
    }

    /** The last run that ended with a result. */
    Optional<String> lastFinished() {
        return editor.document().study().getRuns().reversed().stream().filter(run -> run.getStatus() == RunStatus.FINISHED)
                .findFirst().map(RunNode::getIdentifier);
    }

    /** Reads what a run found and shows it in the viewers, looking at a model; an empty name means any. */
    void show(String identifier, String model) {
        show(identifier, model, failure -> Failures.show(shell(), "Results", failure));
    }

    private void show(String identifier, String model, Consumer<StoreException> failed) {
        focus = new Focus(model, "");
        if (shown().filter(run -> run.provenance().identifier().equals(identifier)).isPresent()) {
            tellViewers();
            ActiveResult.of(window).look(focus);
        } else if (!wanted.equals(identifier)) {
            wanted = identifier;
            problem = "";
            tellViewers();
            read(List.of(identifier), results -> arrived(identifier, results.get(0)), failure -> {
                wanted = "";
                problem = "The results of run " + identifier + " cannot be read: " + Failures.line(failure);
                tellViewers();
                failed.accept(failure);
            });
        }
    }

    private void arrived(String identifier, RunResult result) {
        if (wanted.equals(identifier)) {
            wanted = "";
            found = result;
            tellViewers();
            if (!closed()) {
                editor.runsPage().changed();
            }
        }
    }

    /** Reads two runs and shows what differs. */
    void compare(String older, String newer) {
        read(List.of(older, newer), results -> {
            if (!closed()) {
                editor.runsPage().fill(RunTables.compare(results.get(0), results.get(1)), "");
            }
        }, failure -> Failures.show(shell(), "Results", failure));
    }

    private void read(List<String> identifiers, Consumer<List<RunResult>> then, Consumer<StoreException> failed) {
        Path file = editor.document().file();
        Job reading = Job.create("Reading results", monitor -> {
            try {
                List<RunResult> results = new ArrayList<>();
                for (String identifier : identifiers) {
                    results.add(ResultStore.of(file).read(identifier));
                }
                display.asyncExec(() -> then.accept(results));
            } catch (StoreException e) {
                display.asyncExec(() -> failed.accept(e));
            }
            return Status.OK_STATUS;
        });
        reading.schedule();
    }

    /** The result that is shown while the editor is in front. */
    Optional<RunResult> shown() {
        return Optional.ofNullable(found);
    }

    /** Tells the window's viewers what to show, if this editor is in front. */
    private void tellViewers() {
        if (window.getShell() != null && StudyEditors.active(window.getActivePage()).filter(front -> front == editor).isPresent()) {
            ActiveResult viewers = ActiveResult.of(window);
            boolean other = viewers.result().orElse(null) != found;
            viewers.show(new Shown(editor.getTitle(), shown(), found == null ? reason() : ""));
            if (other && found != null) {
                viewers.look(focus);
            }
        }
    }

    private String reason() {
        String study = "The study '" + editor.getTitle() + "' ";
        return !problem.isEmpty() ? problem
                : !wanted.isEmpty() ? "Reading the results of run " + wanted + "..."
                : running() ? study + "is running. What it finds appears here."
                : study + "has no results yet. Run it (F9), and this view shows what was found.";
    }
}

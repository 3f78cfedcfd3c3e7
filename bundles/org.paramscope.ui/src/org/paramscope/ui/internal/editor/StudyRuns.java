package org.paramscope.ui.internal.editor;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import org.eclipse.core.runtime.IStatus;
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
import org.paramscope.study.Studies;
import org.paramscope.study.StudyException;
import org.paramscope.ui.internal.Failures;
import org.paramscope.ui.internal.run.ActiveResult;
import org.paramscope.ui.internal.run.ActiveResult.Focus;
import org.paramscope.ui.internal.run.RunStudyJob;
import org.paramscope.ui.internal.run.RunStudyJob.End;
import org.paramscope.ui.internal.studies.StudyFolders;

/** Runs the study of an editor, notes the runs in it, and shows their results in the window. */
final class StudyRuns {

    private final StudyEditor editor;
    private final IWorkbenchWindow window;
    private final Display display;
    private final AtomicBoolean telling = new AtomicBoolean();
    private RunStudyJob job;

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
                ActiveResult.of(window).show(finished.result());
                if (!closed()) {
                    editor.runsPage().refresh();
                }
            }
            case End.Cancelled cancelled -> { }
            case End.Failed failed -> Failures.show(shell(), "The run failed", failed.cause());
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

    /** Reads what a run found and shows it in the viewers. */
    void show(String identifier, String model) {
        Optional<RunResult> shown = shown().filter(run -> run.provenance().identifier().equals(identifier));
        if (shown.isPresent()) {
            ActiveResult.of(window).look(new Focus(model, ""));
            return;
        }
        read(List.of(identifier), results -> {
            ActiveResult.of(window).show(results.get(0));
            ActiveResult.of(window).look(new Focus(model, ""));
            if (!closed()) {
                editor.runsPage().refresh();
            }
        });
    }

    /** Reads two runs and shows what differs. */
    void compare(String older, String newer) {
        read(List.of(older, newer), results -> {
            if (!closed()) {
                editor.runsPage().fill(RunTables.compare(results.get(0), results.get(1)), "");
            }
        });
    }

    private void read(List<String> identifiers, java.util.function.Consumer<List<RunResult>> then) {
        Path file = editor.document().file();
        Job reading = Job.create("Reading results", monitor -> {
            try {
                List<RunResult> results = new java.util.ArrayList<>();
                for (String identifier : identifiers) {
                    results.add(ResultStore.of(file).read(identifier));
                }
                display.asyncExec(() -> then.accept(results));
                return Status.OK_STATUS;
            } catch (StoreException e) {
                display.asyncExec(() -> Failures.show(shell(), "Results", e));
                return (IStatus) Status.OK_STATUS;
            }
        });
        reading.schedule();
    }

    /** The result in the viewers, if its run is one of this study. */
    Optional<RunResult> shown() {
        return ActiveResult.of(window).result()
                .filter(run -> Studies.run(editor.document().study(), run.provenance().identifier()).isPresent());
    }
}

package org.paramscope.ui.internal.run;

import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.emf.ecore.util.EcoreUtil;
import org.eclipse.ui.progress.IProgressConstants;
import org.paramscope.core.run.RunOptions;
import org.paramscope.core.run.RunResult;
import org.paramscope.core.run.StudyRunner;
import org.paramscope.data.CancelledException;
import org.paramscope.data.Progress;
import org.paramscope.study.Study;
import org.paramscope.ui.internal.Icons;
import org.paramscope.ui.internal.Installed;

/** Runs a study in the background. */
public final class RunStudyJob extends Job {

    /** How a run ended. */
    public sealed interface End {

        /** It ended with a result. */
        record Finished(RunResult result) implements End {
        }

        /** The user cancelled it. */
        record Cancelled() implements End {
        }

        /** It failed. */
        record Failed(Throwable cause) implements End {
        }
    }

    private final Study study;
    private final Path file;
    private final BiConsumer<Double, String> watcher;
    private final Consumer<End> done;

    /**
     * @param study copied; later edits do not enter
     * @param file of the study, beside which results are written
     * @param watcher told the fraction done and what is being done, from the job's threads
     * @param done told how the run ended, from the job's thread
     */
    public RunStudyJob(Study study, Path file, BiConsumer<Double, String> watcher, Consumer<End> done) {
        super("Running " + study.getName());
        this.study = EcoreUtil.copy(study);
        this.file = file;
        this.watcher = watcher;
        this.done = done;
        setPriority(LONG);
        setProperty(IProgressConstants.ICON_PROPERTY, Icons.descriptor("run"));
    }

    @Override
    protected IStatus run(IProgressMonitor monitor) {
        End end = result(watched(new MonitorProgress(monitor, getName())));
        done.accept(end);
        return end instanceof End.Cancelled ? Status.CANCEL_STATUS : Status.OK_STATUS;
    }

    private End result(Progress progress) {
        try {
            return new End.Finished(new StudyRunner(Installed.registry()).run(study, file, RunOptions.standard(), progress));
        } catch (CancelledException e) {
            return new End.Cancelled();
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            // Plugins run here: whatever they throw ends the run, not the window, and is shown in one line.
            return new End.Failed(e);
        }
    }

    private Progress watched(Progress progress) {
        return new Progress() {
            @Override
            public void report(double fraction, String message) {
                progress.report(fraction, message);
                watcher.accept(fraction, message);
            }

            @Override
            public boolean cancelled() {
                return progress.cancelled();
            }
        };
    }
}

package org.paramscope.ui.internal.run;

import java.nio.file.Path;
import java.util.function.Function;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.emf.ecore.util.EcoreUtil;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Widget;
import org.paramscope.data.CancelledException;
import org.paramscope.study.Study;

/** Opens the data of a study in the background, a moment after the last change of it. */
public final class DataOpening {

    private static final int PAUSE_MILLISECONDS = 250;

    private final Widget owner;
    private final Display display;
    private final Function<OpenedData, Runnable> then;
    private Job job;

    /**
     * @param owner ends the work when it is disposed
     * @param then  called in the background; what it returns runs on the display's thread, unless other data were asked for
     */
    public DataOpening(Widget owner, Function<OpenedData, Runnable> then) {
        this.owner = owner;
        this.display = owner.getDisplay();
        this.then = then;
        owner.addDisposeListener(event -> cancel());
    }

    /** Opens the data of a study as it is now; what was being opened no longer counts. */
    public void start(Study study, Path file) {
        cancel();
        Study copy = EcoreUtil.copy(study);
        Job[] started = new Job[1];
        started[0] = Job.create("Opening data", (IProgressMonitor monitor) -> open(copy, file, started[0], monitor));
        job = started[0];
        job.setSystem(true);
        job.setPriority(Job.SHORT);
        job.schedule(PAUSE_MILLISECONDS);
    }

    private IStatus open(Study study, Path file, Job self, IProgressMonitor monitor) {
        try {
            Runnable action = then.apply(OpenedData.of(study, file, new MonitorProgress(monitor, "Opening data")));
            if (!display.isDisposed()) {
                display.asyncExec(() -> finished(self, action));
            }
            return Status.OK_STATUS;
        } catch (CancelledException e) {
            return Status.CANCEL_STATUS;
        }
    }

    private void finished(Job self, Runnable action) {
        if (job == self && !owner.isDisposed()) {
            job = null;
            action.run();
        }
    }

    /** Opens nothing any more. */
    public void cancel() {
        if (job != null) {
            job.cancel();
            job = null;
        }
    }
}

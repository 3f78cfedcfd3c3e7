package org.paramscope.ui.internal.run;

import org.eclipse.core.runtime.IProgressMonitor;
import org.paramscope.data.Progress;

/** Reports progress to a monitor of the workbench; its cancel button cancels. Safe to call from any thread. */
public final class MonitorProgress implements Progress {

    private static final int TICKS = 1000;

    private final IProgressMonitor monitor;
    private int done;
    private String said = "";

    public MonitorProgress(IProgressMonitor monitor, String task) {
        this.monitor = monitor;
        monitor.beginTask(task, TICKS);
    }

    @Override
    public synchronized void report(double fraction, String message) {
        int now = (int) Math.round(TICKS * Math.clamp(fraction, 0.0, 1.0));
        if (now > done) {
            monitor.worked(now - done);
            done = now;
        }
        if (!message.equals(said)) {
            said = message;
            monitor.subTask(message);
        }
    }

    @Override
    public boolean cancelled() {
        return monitor.isCanceled();
    }
}

package org.paramscope.provisioning;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.paramscope.data.Progress;

/** Passes the monitor's ticks on to a {@link Progress}, and its wish to cancel back. */
final class ReportingMonitor extends NullProgressMonitor {

    private final Progress progress;
    private int total;
    private double done;
    private double reported;
    private String task = "";

    ReportingMonitor(Progress progress) {
        this.progress = progress;
    }

    @Override
    public void beginTask(String name, int totalWork) {
        total = totalWork;
        done = 0;
        report(name);
    }

    @Override
    public void setTaskName(String name) {
        report(name);
    }

    @Override
    public void subTask(String name) {
        report(name);
    }

    @Override
    public void internalWorked(double work) {
        done += work;
        report(task);
    }

    @Override
    public void worked(int work) {
        internalWorked(work);
    }

    @Override
    public boolean isCanceled() {
        return progress.cancelled();
    }

    private void report(String name) {
        if (name != null && !name.isBlank()) {
            task = name;
        }
        // p2 begins several tasks one after the other on the same monitor; progress never goes back.
        reported = Math.max(reported, total > 0 ? Math.min(1, done / total) : 0);
        progress.report(reported, task);
    }
}

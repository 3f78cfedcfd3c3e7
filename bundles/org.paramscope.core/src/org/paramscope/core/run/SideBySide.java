package org.paramscope.core.run;

import java.util.Arrays;

import org.paramscope.data.Progress;

/** The progress of tasks that run at the same time: the mean of theirs, with the number of those that are done. */
final class SideBySide {

    private final Progress whole;
    private final double[] fractions;

    /** The progress of so many tasks. */
    SideBySide(Progress whole, int tasks) {
        this.whole = whole;
        this.fractions = new double[tasks];
    }

    /** The progress of a task, from 0 on. */
    Progress task(int index) {
        return new Progress() {
            @Override
            public void report(double fraction, String message) {
                SideBySide.this.report(index, fraction);
            }

            @Override
            public boolean cancelled() {
                return whole.cancelled();
            }
        };
    }

    /** For who runs the tasks: asks for a cancel, and leaves the reports to the tasks. */
    Progress cancelling() {
        return new Progress() {
            @Override
            public void report(double fraction, String message) {
                // the tasks say more
            }

            @Override
            public boolean cancelled() {
                return whole.cancelled();
            }
        };
    }

    private synchronized void report(int index, double fraction) {
        fractions[index] = Math.max(fractions[index], Math.clamp(fraction, 0.0, 1.0));
        long done = Arrays.stream(fractions).filter(f -> f >= 1).count();
        whole.report(Arrays.stream(fractions).average().orElse(1), done + " of " + fractions.length);
    }
}

package org.paramscope.engine;

import java.util.concurrent.TimeUnit;
import org.paramscope.data.Progress;

/** Adds up how far all replicas have come, and reports it whichever of them goes on, a few times a second at most. */
final class ReplicaProgress {

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);
    private final Progress whole;
    private final double[] fractions;
    private double sum;
    private int done;
    private long last = System.nanoTime() - PAUSE;

    ReplicaProgress(Progress whole, int replicas) {
        this.whole = whole;
        this.fractions = new double[replicas];
    }

    /** The progress of one replica. */
    Progress of(int replica) {
        return new Progress() {
            @Override
            public void report(double fraction, String message) {
                advance(replica, fraction, false);
            }

            @Override
            public boolean cancelled() {
                return whole.cancelled();
            }
        };
    }

    /** A replica has ended, well or badly. */
    void ended(int replica) {
        advance(replica, 1, true);
    }

    private synchronized void advance(int replica, double fraction, boolean ended) {
        sum += fraction - fractions[replica];
        fractions[replica] = fraction;
        done += ended ? 1 : 0;
        long now = System.nanoTime();
        if (ended || now - last >= PAUSE) {
            last = now;
            whole.report(sum / fractions.length, done + " of " + fractions.length);
        }
    }

    /** Cancels what the whole cancels, but leaves the reports to this class. */
    Progress silent() {
        return new Progress() {
            @Override
            public void report(double fraction, String message) {
                // replicas report for themselves
            }

            @Override
            public boolean cancelled() {
                return whole.cancelled();
            }
        };
    }
}

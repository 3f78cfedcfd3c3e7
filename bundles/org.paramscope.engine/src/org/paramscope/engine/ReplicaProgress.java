package org.paramscope.engine;

import java.util.concurrent.TimeUnit;
import org.paramscope.data.Progress;

/**
 * Adds up how far all replicas have come, and reports it whichever of them goes on, a few times a second at most. While none of
 * them does, as before kernels are compiled, what was reported last is reported again, so that watchers know that work goes on.
 */
final class ReplicaProgress implements AutoCloseable {

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);
    private final Progress whole;
    private final double[] fractions;
    private double sum;
    private int done;
    private boolean closed;
    private long last = System.nanoTime() - PAUSE;

    ReplicaProgress(Progress whole, int replicas) {
        this.whole = whole;
        this.fractions = new double[replicas];
        Thread.ofPlatform().daemon().name("replica progress").start(this::repeat);
    }

    private synchronized void repeat() {
        try {
            while (!closed) {
                long quiet = System.nanoTime() - last;
                if (quiet >= 2 * PAUSE) {
                    tell();
                } else {
                    TimeUnit.NANOSECONDS.timedWait(this, 2 * PAUSE - quiet);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the repetition. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
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
        if (ended || System.nanoTime() - last >= PAUSE) {
            tell();
        }
    }

    private void tell() {
        last = System.nanoTime();
        whole.report(sum / fractions.length, done + " of " + fractions.length);
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

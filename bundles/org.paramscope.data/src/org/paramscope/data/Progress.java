package org.paramscope.data;

/** How far long work has come, and whether the user still wants it. Safe to call from any thread. */
public interface Progress {

    /**
     * Reports.
     *
     * @param fraction done, from 0 to 1
     * @param message what is being done; a short phrase
     */
    void report(double fraction, String message);

    /** Whether the user cancelled. */
    boolean cancelled();

    /**
     * Checks for cancellation; long work calls this between kernels.
     *
     * @throws CancelledException when the user cancelled
     */
    default void check() {
        if (cancelled()) {
            throw new CancelledException();
        }
    }

    /** The progress of a part of the work, which takes the fractions {@code from} to {@code to} of the whole. */
    default Progress part(double from, double to) {
        Progress whole = this;
        return new Progress() {
            @Override
            public void report(double fraction, String message) {
                whole.report(from + (to - from) * Math.clamp(fraction, 0.0, 1.0), message);
            }

            @Override
            public boolean cancelled() {
                return whole.cancelled();
            }
        };
    }

    /** Reports to nobody and is never cancelled. */
    static Progress none() {
        return new Progress() {
            @Override
            public void report(double fraction, String message) {
                // nobody watches
            }

            @Override
            public boolean cancelled() {
                return false;
            }
        };
    }
}

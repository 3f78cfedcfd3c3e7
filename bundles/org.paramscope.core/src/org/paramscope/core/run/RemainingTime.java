package org.paramscope.core.run;

import java.util.Locale;

/** Tells from the fraction of finished work and the clock how long the rest will take. */
public final class RemainingTime {

    private static final double TOO_EARLY_SECONDS = 1;

    private final long started = System.nanoTime();

    /** For example "about 12 s left"; empty while nothing can be said. */
    public String text(double fraction) {
        return text(fraction, (System.nanoTime() - started) * 1e-9);
    }

    static String text(double fraction, double elapsedSeconds) {
        if (!(fraction > 0.01) || fraction >= 1 || elapsedSeconds < TOO_EARLY_SECONDS) {
            return "";
        }
        return "about " + duration(elapsedSeconds * (1 - fraction) / fraction) + " left";
    }

    /** A duration in words: 0.4 s, 12 s, 3 min, 2.5 h. */
    public static String duration(double seconds) {
        if (seconds < 1) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        } else if (seconds < 90) {
            return String.format(Locale.ROOT, "%.0f s", seconds);
        } else if (seconds < 5400) {
            return String.format(Locale.ROOT, "%.0f min", seconds / 60);
        }
        return String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }
}

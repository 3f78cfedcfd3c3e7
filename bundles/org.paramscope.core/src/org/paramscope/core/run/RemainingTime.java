package org.paramscope.core.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * Tells from the course of the finished fraction how long the rest will take. The pace is that of the later half of
 * the time, since stages differ in theirs. Safe for several threads.
 */
public final class RemainingTime {

    private static final double TOO_EARLY_SECONDS = 2;

    private record Point(double seconds, double fraction) {
    }

    private final long started = System.nanoTime();
    private final Deque<Point> course = new ArrayDeque<>();

    /** Takes note of the fraction; for example "about 12 s left", or empty while nothing can be said. */
    public String text(double fraction) {
        return text(fraction, (System.nanoTime() - started) * 1e-9);
    }

    synchronized String text(double fraction, double seconds) {
        if (course.isEmpty() || fraction > course.getLast().fraction()) {
            course.addLast(new Point(seconds, fraction));
        }
        while (course.size() > 2 && course.getFirst().seconds() < seconds / 2) {
            course.removeFirst();
        }
        Point from = course.getFirst();
        double done = fraction - from.fraction();
        double elapsed = seconds - from.seconds();
        if (fraction >= 1 || seconds < TOO_EARLY_SECONDS || !(done > 0.005) || !(elapsed > 0)) {
            return "";
        }
        return "about " + duration(elapsed * (1 - fraction) / done) + " left";
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

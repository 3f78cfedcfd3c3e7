package org.paramscope.ui.internal.studies;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

import org.paramscope.study.RunNode;
import org.paramscope.study.RunStatus;

/** How runs are described in lists. */
public final class RunWords {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm");

    private RunWords() {
    }

    /** When it started, in the local time zone. */
    public static String started(RunNode run) {
        try {
            return run.getStarted() == null ? "" : LOCAL.format(Instant.parse(run.getStarted()).atZone(ZoneId.systemDefault()));
        } catch (DateTimeParseException e) {
            // Written by hand or by another program: shown as it stands.
            return run.getStarted();
        }
    }

    public static String duration(RunNode run) {
        double seconds = run.getDurationSeconds();
        return seconds <= 0 ? "" : seconds < 120 ? String.format("%.1f s", seconds)
                : String.format("%d min %02d s", (int) seconds / 60, (int) seconds % 60);
    }

    public static String status(RunStatus status) {
        return status.getLiteral().toLowerCase(java.util.Locale.ROOT);
    }

    static String detail(RunNode run) {
        return run.getStatus() == RunStatus.FINISHED ? duration(run) : status(run.getStatus());
    }

    public static String icon(RunStatus status) {
        return switch (status) {
            case RUNNING -> "running";
            case FINISHED -> "finished";
            case FAILED, CANCELLED -> "failed";
        };
    }
}

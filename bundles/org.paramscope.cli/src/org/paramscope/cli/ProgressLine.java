package org.paramscope.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.BooleanSupplier;

import org.paramscope.core.run.RemainingTime;
import org.paramscope.data.Progress;

/** Shows progress: one line that is drawn over on a terminal, plain lines every few seconds elsewhere. */
final class ProgressLine implements Progress {

    private static final int BAR = 24;
    private static final int WIDTH = 100;
    private static final String BLANK = "\r" + " ".repeat(WIDTH) + "\r";
    private static final double ROUNDING = 1e-9;
    private static final long REDRAW = 100_000_000L;
    private static final long STAGE = 500_000_000L;
    private static final long FIRST = 3_000_000_000L;
    private static final long LINE = 5_000_000_000L;

    private final PrintWriter out;
    private final boolean terminal;
    private final BooleanSupplier cancelled;
    private final RemainingTime remaining = new RemainingTime();
    private final long begun = System.nanoTime();
    private long last;
    private String stage = "";
    private double highest;
    private boolean drawn;

    ProgressLine(PrintWriter out, boolean terminal, BooleanSupplier cancelled) {
        this.out = out;
        this.terminal = terminal;
        this.cancelled = cancelled;
    }

    @Override
    public synchronized void report(double fraction, String message) {
        long now = System.nanoTime();
        if (fraction < highest - ROUNDING) {
            // Of what comes late, the counter would jump back.
            return;
        }
        highest = Math.max(highest, Math.clamp(fraction, 0.0, 1.0));
        boolean end = highest >= 1;
        if (terminal) {
            if (end || now - last >= REDRAW) {
                last = now;
                draw(message, end);
            }
            return;
        }
        String next = message.indexOf(':') > 0 ? message.substring(0, message.indexOf(':')) : message;
        if (last == 0 && !end && now - begun < FIRST) {
            // What is refused at once is one line, without a line of progress before it.
            return;
        }
        if (end || last == 0 || !next.equals(stage) && now - last >= STAGE || now - last >= LINE) {
            stage = next;
            last = now;
            out.printf(Locale.ROOT, "%3.0f %% %s%s%n", 100 * highest, message, time());
            out.flush();
        }
    }

    @Override
    public boolean cancelled() {
        return cancelled.getAsBoolean();
    }

    private void draw(String message, boolean end) {
        int full = (int) Math.round(highest * BAR);
        String text = String.format(Locale.ROOT, "[%s%s] %3.0f %% %s%s", "#".repeat(full), "-".repeat(BAR - full),
                100 * highest, message, time());
        String line = text.length() > WIDTH ? text.substring(0, WIDTH) : text + " ".repeat(WIDTH - text.length());
        out.print(end ? BLANK : "\r" + line);
        drawn = !end;
        out.flush();
    }

    /** Makes room for a message where the bar is. */
    synchronized void clear() {
        if (drawn) {
            out.print(BLANK);
            drawn = false;
        }
    }

    private String time() {
        String text = remaining.text(highest);
        return text.isEmpty() ? "" : ", " + text;
    }
}

package org.paramscope.core.run;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.paramscope.data.Progress;

/**
 * Progress with a name before every message, and with what is being counted before every bare count: stages count
 * anew, and of "3 of 100" alone nobody could tell what it is that begins again.
 */
final class NamedProgress implements Progress {

    private static final Pattern COUNT = Pattern.compile("(\\d+) of (\\d+)");

    private final Progress whole;
    private final String name;
    private String stage = "";
    private String total = "";
    private long done;

    private NamedProgress(Progress whole, String name) {
        this.whole = whole;
        this.name = name;
    }

    static Progress of(Progress whole, String name) {
        return new NamedProgress(whole, name);
    }

    @Override
    public synchronized void report(double fraction, String message) {
        Matcher count = COUNT.matcher(message);
        if (count.matches()) {
            String counted = goesOn(Long.parseLong(count.group(1)), count.group(2)) ? message : "";
            whole.report(fraction, Stream.of(stage, counted).filter(s -> !s.isEmpty()).collect(Collectors.joining(", ", name + ": ", "")));
        } else {
            stage = message;
            total = "";
            done = 0;
            whole.report(fraction, name + ": " + message);
        }
    }

    /** Whether a count goes on with that of the stage. A stage that counts several things would seem to go back. */
    private boolean goesOn(long number, String of) {
        total = total.isEmpty() ? of : total;
        boolean on = of.equals(total) && number >= done;
        done = on ? number : done;
        return on;
    }

    @Override
    public boolean cancelled() {
        return whole.cancelled();
    }
}

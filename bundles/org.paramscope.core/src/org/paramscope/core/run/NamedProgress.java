package org.paramscope.core.run;

import java.util.regex.Pattern;

import org.paramscope.data.Progress;

/**
 * Progress with a name before every message, and with what is being counted before every bare count: stages count
 * anew, and of "3 of 100" alone nobody could tell what it is that begins again.
 */
final class NamedProgress implements Progress {

    private static final Pattern COUNT = Pattern.compile("\\d+ of \\d+");

    private final Progress whole;
    private final String name;
    private volatile String stage = "";

    private NamedProgress(Progress whole, String name) {
        this.whole = whole;
        this.name = name;
    }

    static Progress of(Progress whole, String name) {
        return new NamedProgress(whole, name);
    }

    @Override
    public void report(double fraction, String message) {
        boolean count = COUNT.matcher(message).matches();
        stage = count ? stage : message;
        whole.report(fraction, name + ": " + (count && !stage.isEmpty() ? stage + ", " + message : message));
    }

    @Override
    public boolean cancelled() {
        return whole.cancelled();
    }
}

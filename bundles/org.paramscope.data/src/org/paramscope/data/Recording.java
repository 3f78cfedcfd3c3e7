package org.paramscope.data;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Signals that were recorded together.
 *
 * @param name of the recording
 * @param signals at least one
 * @param events what happened meanwhile
 * @param seams ascending indices of samples that do not follow on the sample before; no window crosses
 *     one. They count samples of the first signal.
 * @param origin where the data come from
 */
public record Recording(String name, List<Signal> signals, List<Event> events, List<Integer> seams, Origin origin) {

    public Recording {
        signals = List.copyOf(signals);
        events = List.copyOf(events);
        seams = List.copyOf(seams);
        if (signals.isEmpty()) {
            throw new ShapeException("a recording has at least one signal");
        }
        int last = 0;
        for (int seam : seams) {
            if (seam <= last || seam >= signals.getFirst().length()) {
                throw new SettingException("seam", Integer.toString(seam),
                        "ascending sample numbers from 1 to " + (signals.getFirst().length() - 1) + " are allowed");
            }
            last = seam;
        }
    }

    /** A recording without events and seams; its name is the first signal's, its hash that of the values. */
    public static Recording of(Signal... signals) {
        if (signals.length == 0) {
            throw new ShapeException("a recording has at least one signal");
        }
        String name = signals[0].name();
        Origin origin = new Origin(name, "", "", false, hash(List.of(signals)));
        return new Recording(name, List.of(signals), List.of(), List.of(), origin);
    }

    /** The first signal. */
    public Signal signal() {
        return signals.getFirst();
    }

    /**
     * The signal of that name, or else the channel of that name as a signal.
     *
     * @throws SettingException when there is neither; it lists the channels there are
     */
    public Signal signal(String channelOrName) {
        for (Signal signal : signals) {
            if (signal.name().equals(channelOrName)) {
                return signal;
            }
        }
        List<String> known = new ArrayList<>();
        for (Signal signal : signals) {
            if (signal.channels().contains(channelOrName)) {
                return signal.channel(channelOrName);
            }
            known.addAll(signal.channels());
        }
        throw new SettingException("channel", channelOrName, "one of " + Signal.listed(known) + " is allowed");
    }

    /**
     * The channels that a text names, as one signal: a channel or a signal by its name; several channels of one signal, separated by
     * commas; {@code *} or {@code all} for every channel.
     *
     * @throws SettingException when there is no such channel, or they belong to several signals, whose clocks or units differ
     */
    public Signal choose(String text) {
        if (all(text) && signals.stream().noneMatch(s -> s.channels().contains(text))) {
            if (signals.size() > 1) {
                throw new SettingException("channel", text, "the channels belong to several signals, name one: "
                        + Signal.listed(signals.stream().map(Signal::name).toList()));
            }
            return signal();
        }
        for (Signal signal : signals) {
            if (signal.channels().contains(text)) {
                return signal.channel(text);
            }
        }
        List<String> names = Arrays.stream(text.split(",")).map(String::strip).toList();
        for (Signal signal : signals) {
            if (names.size() > 1 && signal.channels().contains(names.getFirst())) {
                return signal.select(names);
            }
        }
        return signal(names.size() > 1 ? names.getFirst() : text);
    }

    /** Whether a text asks for every channel: {@code *} or {@code all}. */
    public static boolean all(String text) {
        return text.equals("*") || text.equalsIgnoreCase("all");
    }

    /** The same recording under another name. */
    public Recording withName(String newName) {
        return new Recording(newName, signals, events, seams, origin);
    }

    /** The same recording with other events. */
    public Recording withEvents(List<Event> newEvents) {
        return new Recording(name, signals, newEvents, seams, origin);
    }

    /** The same recording with other seams. */
    public Recording withSeams(List<Integer> newSeams) {
        return new Recording(name, signals, events, newSeams, origin);
    }

    /** The same recording with another origin. */
    public Recording withOrigin(Origin newOrigin) {
        return new Recording(name, signals, events, seams, newOrigin);
    }

    /** The same recording, its origin described; the hash stays that of the values. */
    public Recording withOrigin(String title, String source, String licence, boolean simulated) {
        return withOrigin(new Origin(title, source, licence, simulated, hash(signals)));
    }

    private static String hash(List<Signal> signals) {
        if (signals.size() == 1) {
            return signals.getFirst().values().sha256();
        }
        MessageDigest digest = Hashes.sha256();
        for (Signal signal : signals) {
            digest.update(signal.values().sha256().getBytes(StandardCharsets.US_ASCII));
        }
        return Hashes.hexadecimal(digest);
    }
}

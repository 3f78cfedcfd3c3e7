package org.paramscope.ui.internal.editor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.paramscope.data.Recording;

/** The channels to choose from: what the study holds, and the words shown for it. */
final class ChannelChoice {

    /** More cannot be looked through in a list. */
    private static final int MOST_OFFERED = 200;

    private ChannelChoice() {
    }

    /**
     * Words by what the study holds. A study may leave the channel empty where there is only one, or a film, and may name several.
     *
     * @param channels that the data have; none while they are not known
     * @param used     that the study names; may be null
     */
    static Map<String, String> words(List<String> channels, String used) {
        Map<String, String> words = new LinkedHashMap<>();
        String named = used == null ? "" : used;
        if (channels.size() > 1) {
            channels.stream().limit(MOST_OFFERED).forEach(channel -> words.put(channel, channel));
            words.put("*", "all " + channels.size() + " channels");
            if (named.contains(",") || Recording.all(named)) {
                words.putIfAbsent(named, named);
            } else if (named.isEmpty() && channels.size() > MOST_OFFERED) {
                words.put("", "all pixels of a film");
            }
        } else if (channels.size() == 1) {
            String only = channels.get(0);
            words.put("", only + " (the only one)");
            if (named.equals(only)) {
                words.put(only, only);
            }
        } else {
            words.put(named, named.isEmpty() ? "the only one" : named);
        }
        return words;
    }
}

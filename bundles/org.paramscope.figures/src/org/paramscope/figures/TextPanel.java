package org.paramscope.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.paramscope.data.NumericArray;

/**
 * A panel of wrapped words.
 *
 * @param title      empty for none
 * @param paragraphs each wrapped to the width
 * @param refusal    whether it explains why a picture is not shown; marked by colour and a bar
 * @param notes      remarks printed below
 */
public record TextPanel(String title, List<String> paragraphs, boolean refusal, List<String> notes) implements Figure {

    /** Copies the lists. */
    public TextPanel {
        paragraphs = List.copyOf(paragraphs);
        notes = List.copyOf(notes);
    }

    @Override
    public TextPanel title(String text) {
        return new TextPanel(text, paragraphs, refusal, notes);
    }

    @Override
    public TextPanel note(String text) {
        List<String> more = new ArrayList<>(notes);
        more.add(text);
        return new TextPanel(title, paragraphs, refusal, more);
    }

    /** The same, marked as a refusal. */
    public TextPanel asRefusal() {
        return new TextPanel(title, paragraphs, true, notes);
    }

    @Override
    public Map<String, NumericArray> data() {
        return Map.of();
    }
}

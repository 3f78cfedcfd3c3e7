package org.paramscope.figures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.paramscope.data.NumericArray;

/**
 * Panels in rows and columns, lettered A, B, C when there is more than one. Plot areas of a row and of a column align.
 *
 * @param title   empty for none
 * @param columns how many stand side by side, at least 1
 * @param panels  plots or text panels, row by row
 * @param notes   remarks printed below all
 */
public record Grid(String title, int columns, List<Figure> panels, List<String> notes) implements Figure {

    /** Copies the lists; grids do not nest. */
    public Grid {
        panels = List.copyOf(panels);
        notes = List.copyOf(notes);
        if (columns < 1 || panels.isEmpty() || panels.stream().anyMatch(Grid.class::isInstance)) {
            throw new IllegalArgumentException("a grid of " + columns + " columns and " + panels.size()
                    + " panels; it needs at least one of each, and panels that are no grids");
        }
    }

    @Override
    public Grid title(String text) {
        return new Grid(text, columns, panels, notes);
    }

    @Override
    public Grid note(String text) {
        List<String> more = new ArrayList<>(notes);
        more.add(text);
        return new Grid(title, columns, panels, more);
    }

    /** The number of rows. */
    public int rows() {
        return (panels.size() + columns - 1) / columns;
    }

    /** The letter of a panel, empty when there is only one. */
    public String letter(int panel) {
        return panels.size() == 1 ? "" : String.valueOf((char) ('A' + panel));
    }

    @Override
    public Map<String, NumericArray> data() {
        Map<String, NumericArray> all = new LinkedHashMap<>();
        for (int i = 0; i < panels.size(); i++) {
            String prefix = letter(i).isEmpty() ? "" : letter(i) + ".";
            panels.get(i).data().forEach((name, values) -> all.put(prefix + name, values));
        }
        return all;
    }
}

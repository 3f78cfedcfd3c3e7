package org.paramscope.ui.internal.figure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.swt.graphics.Color;
import org.paramscope.figures.Colour;
import org.paramscope.figures.Ink;
import org.paramscope.figures.Item;
import org.paramscope.figures.Theme;

/** The colours of a plot's items in a theme: items of one name share a colour, others take the next. */
final class Colours {

    private final Theme theme;
    private final Map<Object, Ink> inks = new HashMap<>();

    Colours(Theme theme, List<Item> items) {
        this.theme = theme;
        int next = 0;
        for (Item item : items) {
            if (item.style().ink().equals(Ink.AUTOMATIC) && !inks.containsKey(key(item))) {
                inks.put(key(item), Ink.series(next++));
            }
        }
    }

    private static Object key(Item item) {
        return item.name().isEmpty() ? item : item.name();
    }

    /** The colour of an item at full strength. */
    Colour colour(Item item) {
        Ink ink = item.style().ink();
        return theme.colour(ink.equals(Ink.AUTOMATIC) ? inks.get(key(item)) : ink);
    }

    /** The colour of an item, faded towards the ground by its opacity. */
    Color faded(Item item) {
        return of(colour(item).towards(theme.background(), 1 - item.style().opacity()));
    }

    Color of(Ink ink) {
        return of(theme.colour(ink));
    }

    Theme theme() {
        return theme;
    }

    static Color of(Colour colour) {
        return new Color(colour.red(), colour.green(), colour.blue());
    }
}

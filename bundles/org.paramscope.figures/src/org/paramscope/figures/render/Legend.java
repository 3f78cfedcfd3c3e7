package org.paramscope.figures.render;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.paramscope.figures.Ink;
import org.paramscope.figures.Item;
import org.paramscope.figures.Plot;
import org.paramscope.figures.Style;

/** The entries of a legend, their size, and their marks in a column or in rows. */
final class Legend {

    static final double SIZE = 7;
    private static final double SWATCH = 15;
    private static final double GAP = 4;
    private static final double PITCH = 9.5;

    private record Entry(String name, List<Item> items, Ink ink) {
    }

    private final List<Entry> entries = new ArrayList<>();

    /** Collects the named items that a legend explains; rules, spans, labels and maps carry their own words. */
    Legend(Plot plot, Map<Item, Ink> inks) {
        Map<String, List<Item>> byName = new LinkedHashMap<>();
        for (Item item : plot.items()) {
            boolean explained = item instanceof Item.Series || item instanceof Item.Band || item instanceof Item.Ellipses
                    || item instanceof Item.Bars;
            if (explained && !item.name().isBlank()) {
                byName.computeIfAbsent(item.name(), k -> new ArrayList<>()).add(item);
            }
        }
        byName.forEach((name, items) -> entries.add(new Entry(name, items, inks.get(items.get(0)))));
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Whether another legend explains the same names in the same colours. */
    boolean sameAs(Legend other) {
        return keys().equals(other.keys());
    }

    private List<List<Object>> keys() {
        return entries.stream().map(e -> List.<Object>of(e.name(), e.ink(), e.items().get(0).style())).toList();
    }

    private double widthOf(Entry entry) {
        return SWATCH + GAP + TextMetrics.width(entry.name(), SIZE, false);
    }

    double columnWidth() {
        return entries.stream().mapToDouble(this::widthOf).max().orElse(0);
    }

    double columnHeight() {
        return entries.size() * PITCH;
    }

    /** The height of the entries set in rows of this width. */
    double rowsHeight(double width) {
        return rows(width).size() * PITCH;
    }

    private List<List<Entry>> rows(double width) {
        List<List<Entry>> rows = new ArrayList<>();
        double used = Double.POSITIVE_INFINITY;
        for (Entry entry : entries) {
            if (used + widthOf(entry) > width) {
                rows.add(new ArrayList<>());
                used = 0;
            }
            rows.get(rows.size() - 1).add(entry);
            used += widthOf(entry) + 3 * GAP;
        }
        return rows;
    }

    void column(double x, double y, double allowed, List<Mark> marks) {
        double at = y;
        for (Entry entry : entries) {
            draw(entry, x, at, allowed, marks);
            at += PITCH;
        }
    }

    void inRows(double x, double y, double width, List<Mark> marks) {
        double at = y;
        for (List<Entry> row : rows(width)) {
            double left = x;
            for (Entry entry : row) {
                draw(entry, left, at, width, marks);
                left += widthOf(entry) + 3 * GAP;
            }
            at += PITCH;
        }
    }

    private void draw(Entry entry, double x, double y, double allowed, List<Mark> marks) {
        double middle = y + PITCH / 2;
        for (Item item : entry.items().reversed()) {
            swatch(item, entry.ink(), x, middle, marks);
        }
        String name = TextMetrics.shorten(entry.name(), SIZE, false, allowed - SWATCH - GAP);
        marks.add(new Mark.Text(x + SWATCH + GAP, middle + 0.36 * SIZE, name, SIZE, false, Mark.Anchor.START, false,
                Ink.FOREGROUND));
    }

    private static void swatch(Item item, Ink ink, double x, double middle, List<Mark> marks) {
        Style style = item.style();
        switch (item) {
            case Item.Series s -> {
                if (style.line() != Style.Line.NONE) {
                    marks.add(Mark.Path.line(x, middle, x + SWATCH, middle,
                            Paint.stroke(ink, style.width(), style.opacity(), style.line())));
                }
                if (style.marker() == Style.Marker.TICK) {
                    for (double dx : new double[] {-3, -1.2, 0, 0.8, 2.6}) {
                        Markers.add(style, ink, x + SWATCH / 2 + dx, middle, style.opacity(), marks);
                    }
                } else {
                    Markers.add(style, ink, x + SWATCH / 2, middle, style.opacity(), marks);
                }
            }
            case Item.Band b -> marks.add(Mark.Path.box(new Rectangle(x, middle - 3, SWATCH, 6),
                    Paint.fill(ink, ItemMarks.BAND_OPACITY * style.opacity())));
            case Item.Ellipses e -> marks.add(new Mark.Oval(x + SWATCH / 2, middle, 6.5, 3.2, 0,
                    ItemMarks.ellipsePaint(ink, style, 1)));
            default -> marks.add(Mark.Path.box(new Rectangle(x + 3, middle - 3, SWATCH - 6, 6),
                    Paint.fill(ink, style.opacity())));
        }
    }
}

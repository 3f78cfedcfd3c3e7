package org.paramscope.figures.render;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.paramscope.figures.Ink;
import org.paramscope.figures.Item;
import org.paramscope.figures.Plot;

/** The words of spans and vertical rules above a plot, and of horizontal rules at its right: outside the data. */
final class EdgeLabels {

    static final double SIZE = 6.5;
    static final double PITCH = 8.5;

    private EdgeLabels() {
    }

    /** Words above the area, in as many rows as it takes to keep them apart. */
    static List<Mark.Text> above(Plot plot, Frame frame, Map<Item, Ink> inks, Rectangle cell) {
        List<Mark.Text> placed = new ArrayList<>();
        for (Item item : plot.items()) {
            double at = item instanceof Item.Span s ? (frame.px.apply(s.from()) + frame.px.apply(s.to())) / 2
                    : item instanceof Item.Rule r && r.vertical() ? frame.px.apply(r.at()) : Double.NaN;
            if (Double.isNaN(at) || item.name().isBlank()) {
                continue;
            }
            Ink ink = item instanceof Item.Span ? Ink.MUTED : inks.get(item);
            double half = TextMetrics.width(item.name(), SIZE, false) / 2;
            double centre = Math.clamp(at, Math.min(cell.x() + half, at), Math.max(at, cell.right() - half));
            centre = Math.min(Math.max(centre, cell.x() + half), cell.right() - half);
            double y = frame.area.y() - 2.5;
            Mark.Text text = words(item.name(), centre, y, ink);
            while (overlaps(text, placed)) {
                y -= PITCH;
                text = words(item.name(), centre, y, ink);
            }
            placed.add(text);
        }
        return placed;
    }

    private static boolean overlaps(Mark.Text text, List<Mark.Text> others) {
        return others.stream().anyMatch(o -> o.box().grow(1).overlaps(text.box()));
    }

    private static Mark.Text words(String text, double x, double y, Ink ink) {
        return new Mark.Text(x, y, text, SIZE, false, Mark.Anchor.MIDDLE, false, ink);
    }

    /** The width that the words at the right take. */
    static double rightWidth(Plot plot, double most) {
        return plot.items().stream().filter(EdgeLabels::horizontal)
                .mapToDouble(i -> 6 + Math.min(most, TextMetrics.width(i.name(), SIZE, false))).max().orElse(0);
    }

    private static boolean horizontal(Item item) {
        return item instanceof Item.Rule r && !r.vertical() && !r.name().isBlank();
    }

    /** Words right of the area at their heights, pushed apart; a short line leads to those that had to move. */
    static List<Mark> right(Plot plot, Frame frame, Map<Item, Ink> inks, double most) {
        List<Item.Rule> rules = plot.items().stream().filter(EdgeLabels::horizontal).map(Item.Rule.class::cast)
                .sorted(Comparator.comparingDouble(r -> frame.py.apply(r.at()))).toList();
        double[] y = rules.stream().mapToDouble(r -> frame.py.apply(r.at())).toArray();
        double[] at = Spread.apart(y, PITCH, frame.area.y(), frame.area.bottom());
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < at.length; i++) {
            Item.Rule rule = rules.get(i);
            marks.add(Mark.Path.line(frame.area.right(), y[i], frame.area.right() + 4, at[i],
                    Paint.stroke(inks.get(rule), 0.6)));
            marks.add(new Mark.Text(frame.area.right() + 5.5, at[i] + 0.36 * SIZE,
                    TextMetrics.shorten(rule.name(), SIZE, false, most), SIZE, false, Mark.Anchor.START, false, inks.get(rule)));
        }
        return marks;
    }
}

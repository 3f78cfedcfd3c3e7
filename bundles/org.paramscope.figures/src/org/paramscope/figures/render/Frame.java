package org.paramscope.figures.render;

import java.util.ArrayList;
import java.util.List;
import org.paramscope.figures.Axis;
import org.paramscope.figures.Ink;
import org.paramscope.figures.Plot;

/** A plot area with its projections, ticks and tick labels. */
final class Frame {

    static final double TICK_SIZE = 7;
    private static final double TICK_LENGTH = 2.5;
    private static final double LONGEST_WORD = 74;

    final Rectangle area;
    final Projection px;
    final Projection py;
    final Ticks xTicks;
    final Ticks yTicks;
    final List<Mark.Text> xLabels = new ArrayList<>();
    final List<Mark.Text> yLabels = new ArrayList<>();

    private final Plot plot;

    /** Fits the frame into a room; equal aspect widens the ranges, or narrows the room where the ranges are fixed. */
    Frame(Plot plot, Bounds.Range xRange, Bounds.Range yRange, Rectangle room, double longestYWord) {
        this.plot = plot;
        double[] x = {xRange.low(), xRange.high()};
        double[] y = {yRange.low(), yRange.high()};
        Rectangle fitted = room;
        if (plot.equalAspect() && !plot.x().logarithmic() && !plot.y().logarithmic()) {
            boolean fixed = plot.x().low().isPresent() && plot.y().low().isPresent();
            double unit = Math.min(room.width() / (x[1] - x[0]), room.height() / (y[1] - y[0]));
            if (fixed) {
                double width = unit * (x[1] - x[0]);
                double height = unit * (y[1] - y[0]);
                fitted = new Rectangle(room.x(), room.y() + (room.height() - height) / 2, width, height);
            } else {
                widen(x, room.width() / unit);
                widen(y, room.height() / unit);
            }
        }
        area = fitted;
        px = plot.x().reversed() ? new Projection(x[0], x[1], plot.x().logarithmic(), area.right(), area.x())
                : new Projection(x[0], x[1], plot.x().logarithmic(), area.x(), area.right());
        py = plot.y().reversed() ? new Projection(y[0], y[1], plot.y().logarithmic(), area.y(), area.bottom())
                : new Projection(y[0], y[1], plot.y().logarithmic(), area.bottom(), area.y());
        xTicks = labelX();
        yTicks = labelY(longestYWord);
    }

    private static void widen(double[] range, double length) {
        double middle = (range[0] + range[1]) / 2;
        range[0] = middle - length / 2;
        range[1] = middle + length / 2;
    }

    private static Ticks numbers(Projection p, int most) {
        return p.logarithmic() ? Ticks.logarithmic(p.low(), p.high(), most) : Ticks.linear(p.low(), p.high(), most);
    }

    private Ticks labelX() {
        if (!plot.x().ticks().isEmpty()) {
            boolean flat = words(false);
            if (!flat) {
                xLabels.clear();
                words(true);
            }
            return new Ticks(plot.x().ticks(), List.of());
        }
        for (int most = (int) Math.clamp(area.width() / 26, 2, 9); most >= 2; most--) {
            Ticks ticks = numbers(px, most);
            xLabels.clear();
            for (Axis.Tick tick : ticks.major()) {
                xLabels.add(below(tick.label(), px.apply(tick.position()), Ink.MUTED));
            }
            if (apart(xLabels, 5) || most == 2) {
                if (!apart(xLabels, 2)) {
                    xLabels.subList(1, xLabels.size()).clear();
                }
                return ticks;
            }
        }
        throw new IllegalStateException("no ticks for " + px);
    }

    private Mark.Text below(String text, double x, Ink ink) {
        return new Mark.Text(x, area.bottom() + TICK_LENGTH + 2.5 + TextMetrics.ascent(TICK_SIZE), text, TICK_SIZE, false,
                Mark.Anchor.MIDDLE, false, ink);
    }

    /** Word ticks: level if all find room, else upright, where those without room are left out. */
    private boolean words(boolean upright) {
        for (Axis.Tick tick : plot.x().ticks()) {
            double x = px.apply(tick.position());
            Mark.Text text = upright
                    ? new Mark.Text(x + 0.36 * TICK_SIZE, area.bottom() + TICK_LENGTH + 2.5,
                            TextMetrics.shorten(tick.label(), TICK_SIZE, false, LONGEST_WORD), TICK_SIZE, false,
                            Mark.Anchor.END, true, Ink.FOREGROUND)
                    : below(tick.label(), x, Ink.FOREGROUND);
            boolean room = xLabels.stream().noneMatch(other -> other.box().grow(upright ? 0.3 : 2).overlaps(text.box()));
            if (!room && !upright) {
                return false;
            }
            if (room) {
                xLabels.add(text);
            }
        }
        return true;
    }

    private Ticks labelY(double longestWord) {
        double right = area.x() - TICK_LENGTH - 2.5;
        List<Axis.Tick> words = plot.y().ticks();
        Ticks ticks = words.isEmpty() ? numbers(py, (int) Math.clamp(area.height() / 17, 2, 8)) : new Ticks(words, List.of());
        for (Axis.Tick tick : ticks.major()) {
            List<String> lines = words.isEmpty() ? List.of(tick.label()) : wrapped(tick.label(), longestWord);
            List<Mark.Text> texts = new ArrayList<>();
            double pitch = 1.15 * TICK_SIZE;
            double first = py.apply(tick.position()) + 0.36 * TICK_SIZE - pitch * (lines.size() - 1) / 2;
            for (int i = 0; i < lines.size(); i++) {
                texts.add(new Mark.Text(right, first + i * pitch, lines.get(i), TICK_SIZE, false, Mark.Anchor.END, false,
                        words.isEmpty() ? Ink.MUTED : Ink.FOREGROUND));
            }
            if (texts.stream().noneMatch(t -> yLabels.stream().anyMatch(o -> o.box().overlaps(t.box())))) {
                yLabels.addAll(texts);
            }
        }
        return ticks;
    }

    private static List<String> wrapped(String text, double longest) {
        List<String> lines = TextMetrics.wrap(text, TICK_SIZE, false, longest);
        if (lines.size() <= 3) {
            return lines;
        }
        return List.of(lines.get(0), lines.get(1),
                TextMetrics.shorten(String.join(" ", lines.subList(2, lines.size())), TICK_SIZE, false, longest));
    }

    private static boolean apart(List<Mark.Text> texts, double gap) {
        for (int i = 0; i < texts.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (texts.get(i).box().grow(gap / 2).overlaps(texts.get(j).box().grow(gap / 2))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Grid lines, beneath the data. */
    void grid(List<Mark> marks) {
        Paint faint = Paint.stroke(Ink.FAINT, 0.5);
        if (plot.x().ticks().isEmpty()) {
            xTicks.major().forEach(t -> marks.add(Mark.Path.line(px.apply(t.position()), area.y(), px.apply(t.position()),
                    area.bottom(), faint)));
        }
        yTicks.major().forEach(t -> marks.add(Mark.Path.line(area.x(), py.apply(t.position()), area.right(),
                py.apply(t.position()), faint)));
    }

    /** Axis lines, ticks and tick labels, above the data; a box around maps. */
    void axes(boolean boxed, List<Mark> marks) {
        Paint line = Paint.stroke(Ink.MUTED, 0.7);
        if (boxed) {
            marks.add(Mark.Path.box(area, line));
        } else {
            marks.add(new Mark.Path(new double[] {area.x(), area.x(), area.right()},
                    new double[] {area.y(), area.bottom(), area.bottom()}, false, line));
        }
        for (Axis.Tick t : xTicks.major()) {
            tickX(px.apply(t.position()), TICK_LENGTH, line, marks);
        }
        xTicks.minor().forEach(v -> tickX(px.apply(v), 1.4, Paint.stroke(Ink.MUTED, 0.5), marks));
        for (Axis.Tick t : yTicks.major()) {
            tickY(py.apply(t.position()), TICK_LENGTH, line, marks);
        }
        yTicks.minor().forEach(v -> tickY(py.apply(v), 1.4, Paint.stroke(Ink.MUTED, 0.5), marks));
        marks.addAll(xLabels);
        marks.addAll(yLabels);
    }

    private void tickX(double x, double length, Paint paint, List<Mark> marks) {
        marks.add(Mark.Path.line(x, area.bottom(), x, area.bottom() + length, paint));
    }

    private void tickY(double y, double length, Paint paint, List<Mark> marks) {
        marks.add(Mark.Path.line(area.x() - length, y, area.x(), y, paint));
    }
}

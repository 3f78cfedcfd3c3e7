package org.paramscope.figures.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.paramscope.data.NumericArray;
import org.paramscope.figures.Ink;
import org.paramscope.figures.Item;
import org.paramscope.figures.Pick;
import org.paramscope.figures.Plot;
import org.paramscope.figures.Selection;
import org.paramscope.figures.Style;

/** The marks of a plot's items in a given area, the obstacles that they make, and the labels that they ask for. */
final class ItemMarks {

    static final double BAND_OPACITY = 0.28;
    private static final double DIMMED = 0.35;
    private static final int MOST_TIPS = 120;

    /** A label wished for beside a point; of equally good places the first direction is taken. */
    record Wish(String text, double x, double y, double clearance, boolean required, int first, Ink ink) {
    }

    final List<Mark> marks = new ArrayList<>();
    final Obstacles obstacles = new Obstacles();
    final List<Wish> wishes = new ArrayList<>();

    private final List<Mark> emphasised = new ArrayList<>();
    private final Projection px;
    private final Projection py;
    private final Rectangle area;
    private final Selection selection;
    private final boolean dim;

    ItemMarks(Plot plot, Projection px, Projection py, Rectangle area, Map<Item, Ink> inks) {
        this.px = px;
        this.py = py;
        this.area = area;
        this.selection = plot.selection();
        this.dim = plot.items().stream().anyMatch(i -> picks(i).stream().anyMatch(selection::contains));
        for (Item item : plot.items()) {
            add(item, inks.get(item));
        }
        marks.addAll(emphasised);
    }

    private static List<Pick> picks(Item item) {
        return switch (item) {
            case Item.Series s -> s.tags().picks();
            case Item.Ellipses e -> e.tags().picks();
            case Item.Bars b -> b.tags().picks();
            default -> List.of();
        };
    }

    private void add(Item item, Ink ink) {
        switch (item) {
            case Item.Series s -> series(s, ink);
            case Item.Band b -> band(b, ink);
            case Item.Ellipses e -> ellipses(e, ink);
            case Item.Bars b -> bars(b, ink);
            case Item.Rule r -> rule(r, ink);
            case Item.Span s -> marks.add(Mark.Path.box(new Rectangle(Math.min(px.apply(s.from()), px.apply(s.to())), area.y(),
                    Math.abs(px.apply(s.to()) - px.apply(s.from())), area.height()), Paint.fill(ink, s.style().opacity())));
            case Item.Label l -> wishes.add(new Wish(l.name(), px.apply(l.x()), py.apply(l.y()), 4.5, true, 2, l.ink()));
            case Item.HeatMap h -> {
                marks.add(Rasters.of(h, px, py));
                blocks(h);
                obstacles.region(corners(true), corners(false));
            }
            case Item.Picture p -> {
                marks.add(Rasters.of(p, px, py));
                obstacles.region(corners(true), corners(false));
            }
        }
    }

    private double[] corners(boolean x) {
        return x ? new double[] {area.x(), area.right(), area.right(), area.x()}
                : new double[] {area.y(), area.y(), area.bottom(), area.bottom()};
    }

    private void series(Item.Series s, Ink ink) {
        Style style = s.style();
        if (style.line() != Style.Line.NONE) {
            List<double[][]> pieces = Polylines.pieces(s.x(), s.y(), px, py, area.width());
            for (double[][] piece : pieces) {
                marks.add(new Mark.Path(piece[0], piece[1], false,
                        Paint.stroke(ink, style.width(), style.opacity(), style.line())));
                for (int i = 1; i < piece[0].length; i++) {
                    obstacles.line(piece[0][i - 1], piece[1][i - 1], piece[0][i], piece[1][i]);
                }
            }
        }
        s.interval().ifPresent(interval -> errorBars(s, interval, ink));
        if (style.marker() != Style.Marker.NONE) {
            for (int i = 0; i < s.x().length(); i++) {
                if (Double.isFinite(s.x().at(i)) && Double.isFinite(s.y().at(i))) {
                    point(s, i, ink);
                }
            }
        }
    }

    private void errorBars(Item.Series s, Item.Interval interval, Ink ink) {
        for (int i = 0; i < s.x().length(); i++) {
            double low = interval.low().at(i);
            double high = interval.high().at(i);
            if (Double.isFinite(low) && Double.isFinite(high) && Double.isFinite(s.x().at(i))) {
                double x = px.apply(s.x().at(i));
                double upper = py.apply(high);
                double lower = py.apply(low);
                marks.add(Mark.Path.line(x, upper, x, lower, Paint.stroke(ink, 0.9, 0.75 * s.style().opacity(), Style.Line.SOLID)));
                obstacles.line(x, upper, x, lower);
            }
        }
    }

    private void point(Item.Series s, int i, Ink ink) {
        double x = px.apply(s.x().at(i));
        double y = py.apply(s.y().at(i));
        Optional<Pick> pick = at(s.tags().picks(), i);
        boolean chosen = pick.filter(selection::contains).isPresent();
        double radius = s.style().size() / 2;
        List<Mark> own = new ArrayList<>();
        if (chosen) {
            own.add(Mark.Oval.circle(x, y, radius + 2.2, new Paint(Ink.BACKGROUND, 0.7, Ink.HIGHLIGHT, 1, 1.3, Style.Line.SOLID)));
        }
        Markers.add(chosen ? s.style().size(s.style().size() + 1) : s.style(), ink, x, y, opacity(s.style(), pick, chosen), own);
        String tip = at(s.tags().tips(), i).orElseGet(() -> s.x().length() > MOST_TIPS ? ""
                : (s.name().isBlank() ? "" : s.name() + ": ") + Ticks.readable(s.x().at(i)) + ", " + Ticks.readable(s.y().at(i)));
        if (pick.isEmpty() && tip.isBlank()) {
            marks.addAll(own);
        } else {
            (chosen ? emphasised : marks).add(new Mark.Tagged(pick, tip, x, y, own));
        }
        obstacles.point(x, y, radius);
        at(s.tags().labels(), i).filter(label -> !label.isBlank()).ifPresent(label -> wishes.add(
                new Wish(label, x, y, radius + (chosen ? 3 : 1), chosen, 0, chosen ? Ink.HIGHLIGHT : Ink.FOREGROUND)));
    }

    private double opacity(Style style, Optional<Pick> pick, boolean chosen) {
        return dim && pick.isPresent() && !chosen ? DIMMED * style.opacity() : style.opacity();
    }

    private static <T> Optional<T> at(List<T> list, int i) {
        return list.isEmpty() ? Optional.empty() : Optional.of(list.get(i));
    }

    private void band(Item.Band b, Ink ink) {
        for (int[] run : Polylines.finiteRuns(b.x(), b.low(), b.high())) {
            int n = run[1] - run[0];
            double[] x = new double[2 * n];
            double[] y = new double[2 * n];
            for (int i = 0; i < n; i++) {
                x[i] = px.apply(b.x().at(run[0] + i));
                y[i] = py.apply(b.high().at(run[0] + i));
                x[2 * n - 1 - i] = x[i];
                y[2 * n - 1 - i] = py.apply(b.low().at(run[0] + i));
            }
            marks.add(new Mark.Path(x, y, true, Paint.fill(ink, BAND_OPACITY * b.style().opacity())));
            obstacles.region(x, y);
        }
    }

    static Paint ellipsePaint(Ink ink, Style style, double opacity) {
        return new Paint(ink, 0.12 * style.opacity() * opacity, ink, 0.55 * style.opacity() * opacity, style.width(), Style.Line.SOLID);
    }

    private void ellipses(Item.Ellipses e, Ink ink) {
        for (int i = 0; i < e.centres().size(0); i++) {
            NumericArray s = e.covariances().slice(i);
            double cx = e.centres().get(i, 0);
            double cy = e.centres().get(i, 1);
            if (!Double.isFinite(cx + cy + s.get(0, 0) + s.get(0, 1) + s.get(1, 1))) {
                continue;
            }
            Optional<Pick> pick = at(e.tags().picks(), i);
            boolean chosen = pick.filter(selection::contains).isPresent();
            Paint paint = chosen ? new Paint(Ink.HIGHLIGHT, 0.16, Ink.HIGHLIGHT, 1, 1.2, Style.Line.SOLID)
                    : ellipsePaint(ink, e.style(), dim && pick.isPresent() ? 0.6 : 1);
            Mark mark = Ellipses.of(cx, cy, s, Math.sqrt(e.squaredRadius()), px, py, paint);
            double[][] outline = Ellipses.outline(cx, cy, s, Math.sqrt(e.squaredRadius()), px, py, 24);
            obstacles.region(outline[0], outline[1]);
            (chosen ? emphasised : marks).add(mark);
        }
    }

    private void bars(Item.Bars b, Ink ink) {
        double zero = py.apply(py.logarithmic() ? py.low() : 0);
        for (int i = 0; i < b.x().length(); i++) {
            if (!Double.isFinite(b.heights().at(i))) {
                continue;
            }
            double left = px.apply(b.x().at(i) - b.width() / 2);
            double right = px.apply(b.x().at(i) + b.width() / 2);
            double top = py.apply(b.heights().at(i));
            Rectangle box = new Rectangle(left, Math.min(top, zero), right - left, Math.abs(zero - top));
            Optional<Pick> pick = at(b.tags().picks(), i);
            boolean chosen = pick.filter(selection::contains).isPresent();
            Mark mark = Mark.Path.box(box, Paint.fill(chosen ? Ink.HIGHLIGHT : ink, opacity(b.style(), pick, chosen)));
            String tip = at(b.tags().tips(), i).orElse(Ticks.readable(b.heights().at(i)));
            marks.add(new Mark.Tagged(pick, tip, (left + right) / 2, top, List.of(mark)));
            obstacles.region(new double[] {left, right, right, left}, new double[] {top, top, zero, zero});
        }
    }

    private void rule(Item.Rule r, Ink ink) {
        double at = r.vertical() ? px.apply(r.at()) : py.apply(r.at());
        Mark.Path line = r.vertical() ? Mark.Path.line(at, area.y(), at, area.bottom(), stroke(r, ink))
                : Mark.Path.line(area.x(), at, area.right(), at, stroke(r, ink));
        marks.add(line);
        obstacles.line(line.x()[0], line.y()[0], line.x()[1], line.y()[1]);
    }

    private static Paint stroke(Item.Rule r, Ink ink) {
        return Paint.stroke(ink, r.style().width(), r.style().opacity(), r.style().line());
    }

    private void blocks(Item.HeatMap h) {
        Paint paint = Paint.stroke(Ink.FOREGROUND, 0.5, 0.55, Style.Line.SOLID);
        boolean square = h.values().size(0) == h.values().size(1);
        for (double at : h.boundaries()) {
            marks.add(Mark.Path.line(px.apply(at), area.y(), px.apply(at), area.bottom(), paint));
            if (square) {
                marks.add(Mark.Path.line(area.x(), py.apply(at), area.right(), py.apply(at), paint));
            }
        }
    }
}

package org.paramscope.figures.render;

import java.util.List;
import org.paramscope.data.NumericArray;
import org.paramscope.figures.Axis;
import org.paramscope.figures.Item;
import org.paramscope.figures.Plot;
import org.paramscope.figures.Style;

/** The range of an axis: fixed ends, or the data's with a margin, and how many values a logarithmic axis cannot show. */
final class Bounds {

    private final boolean logarithmic;
    private double low = Double.POSITIVE_INFINITY;
    private double high = Double.NEGATIVE_INFINITY;
    private int unshown;
    private boolean touchesZero;

    private Bounds(boolean logarithmic) {
        this.logarithmic = logarithmic;
    }

    /** A closed range that holds all data, and the count of values that are not positive on a logarithmic axis. */
    record Range(double low, double high, int unshown) {
        double middle() {
            return (low + high) / 2;
        }
    }

    static Range horizontal(Plot plot) {
        Bounds b = new Bounds(plot.x().logarithmic());
        plot.items().forEach(b::addX);
        boolean curves = plot.items().stream().allMatch(i -> !(i instanceof Item.Series s) || s.style().marker() == Style.Marker.NONE);
        return b.range(plot.x(), curves ? 0.015 : 0.05);
    }

    static Range vertical(Plot plot) {
        Bounds b = new Bounds(plot.y().logarithmic());
        plot.items().forEach(b::addY);
        return b.range(plot.y(), 0.05);
    }

    private void addX(Item item) {
        switch (item) {
            case Item.Series s -> add(s.x());
            case Item.Band s -> add(s.x());
            case Item.Ellipses e -> ellipses(e, 0);
            case Item.Bars s -> {
                for (int i = 0; i < s.x().length(); i++) {
                    add(s.x().at(i) - s.width() / 2);
                    add(s.x().at(i) + s.width() / 2);
                }
            }
            case Item.Rule r when r.vertical() -> add(r.at());
            case Item.Span s -> {
                add(s.from());
                add(s.to());
            }
            case Item.Label l -> add(l.x());
            default -> {
            }
        }
    }

    private void addY(Item item) {
        switch (item) {
            case Item.Series s -> {
                add(s.y());
                s.interval().ifPresent(i -> {
                    add(i.low());
                    add(i.high());
                });
            }
            case Item.Band s -> {
                add(s.low());
                add(s.high());
            }
            case Item.Ellipses e -> ellipses(e, 1);
            case Item.Bars s -> {
                add(s.heights());
                touchesZero = true;
            }
            case Item.Rule r when !r.vertical() -> add(r.at());
            case Item.Label l -> add(l.y());
            default -> {
            }
        }
    }

    private void ellipses(Item.Ellipses e, int axis) {
        for (int i = 0; i < e.centres().size(0); i++) {
            double reach = Math.sqrt(Math.max(0, e.squaredRadius() * e.covariances().get(i, axis, axis)));
            add(e.centres().get(i, axis));
            if (Double.isFinite(reach) && !(logarithmic && e.centres().get(i, axis) - reach <= 0)) {
                add(e.centres().get(i, axis) - reach);
                add(e.centres().get(i, axis) + reach);
            }
        }
    }

    private void add(NumericArray values) {
        for (int i = 0; i < values.length(); i++) {
            add(values.at(i));
        }
    }

    private void add(double value) {
        if (!Double.isFinite(value)) {
            return;
        }
        if (logarithmic && value <= 0) {
            unshown++;
            return;
        }
        low = Math.min(low, value);
        high = Math.max(high, value);
    }

    private Range range(Axis axis, double margin) {
        double from = low <= high ? low : logarithmic ? 0.1 : 0;
        double to = low <= high ? high : logarithmic ? 10 : 1;
        if (touchesZero && !logarithmic) {
            from = Math.min(from, 0);
            to = Math.max(to, 0);
        }
        if (logarithmic) {
            double ratio = to / from > 1 + 1e-9 ? Math.pow(to / from, margin) : 2;
            from /= ratio;
            to *= ratio;
        } else {
            double pad = to - from > 1e-12 * Math.max(Math.abs(to), Math.abs(from)) ? margin * (to - from)
                    : to == 0 ? 1 : 0.1 * Math.abs(to);
            from = touchesZero && from == 0 ? 0 : from - pad;
            to = touchesZero && to == 0 ? 0 : to + pad;
        }
        double fixedLow = axis.low().orElse(from);
        double fixedHigh = axis.high().orElse(to);
        if (logarithmic && fixedLow <= 0) {
            fixedLow = from;
        }
        if (!(fixedLow < fixedHigh)) {
            throw new IllegalArgumentException("the axis " + axis.label() + " would run from " + fixedLow + " to " + fixedHigh
                    + "; a fixed end lies beyond the data");
        }
        return new Range(fixedLow, fixedHigh, unshown);
    }
}

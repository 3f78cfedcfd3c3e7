package org.paramscope.ui.internal.figure;

import java.util.function.DoubleConsumer;

import org.paramscope.data.NumericArray;
import org.paramscope.figures.Axis;
import org.paramscope.figures.Item;
import org.paramscope.figures.Plot;

/**
 * The range of an axis that holds all data.
 *
 * @param low    lower end; positive when logarithmic
 * @param high   upper end, above low
 * @param hidden how many values a logarithmic axis cannot show
 */
record DataRange(double low, double high, int hidden) {

    private static final double MARGIN = 0.04;

    static DataRange horizontal(Plot plot) {
        Collector values = new Collector(plot.x().logarithmic());
        plot.items().forEach(item -> collectX(item, values));
        return values.range(plot.x());
    }

    static DataRange vertical(Plot plot) {
        Collector values = new Collector(plot.y().logarithmic());
        plot.items().forEach(item -> collectY(item, values));
        return values.range(plot.y());
    }

    private static void collectX(Item item, Collector to) {
        switch (item) {
            case Item.Series s -> to.all(s.x());
            case Item.Band b -> to.all(b.x());
            case Item.Ellipses e -> collect(e, 0, to);
            case Item.Bars b -> {
                for (int i = 0; i < b.x().length(); i++) {
                    to.accept(b.x().at(i) - b.width() / 2);
                    to.accept(b.x().at(i) + b.width() / 2);
                }
            }
            case Item.Rule r when r.vertical() -> to.accept(r.at());
            case Item.Span s -> {
                to.accept(s.from());
                to.accept(s.to());
            }
            case Item.Label l -> to.accept(l.x());
            default -> {
            }
        }
    }

    private static void collectY(Item item, Collector to) {
        switch (item) {
            case Item.Series s -> {
                to.all(s.y());
                s.interval().ifPresent(interval -> {
                    to.all(interval.low());
                    to.all(interval.high());
                });
            }
            case Item.Band b -> {
                to.all(b.low());
                to.all(b.high());
            }
            case Item.Ellipses e -> collect(e, 1, to);
            case Item.Bars b -> {
                to.all(b.heights());
                to.fromZero = true;
            }
            case Item.Rule r when !r.vertical() -> to.accept(r.at());
            case Item.Label l -> to.accept(l.y());
            default -> {
            }
        }
    }

    private static void collect(Item.Ellipses e, int axis, Collector to) {
        for (int i = 0; i < e.centres().size(0); i++) {
            double reach = Math.sqrt(Math.max(0, e.squaredRadius() * e.covariances().get(i, axis, axis)));
            to.accept(e.centres().get(i, axis) - reach);
            to.accept(e.centres().get(i, axis) + reach);
        }
    }

    /** Gathers the finite values that the axis can show. */
    private static final class Collector implements DoubleConsumer {

        private final boolean logarithmic;
        private double low = Double.POSITIVE_INFINITY;
        private double high = Double.NEGATIVE_INFINITY;
        private int hidden;
        private boolean fromZero;

        Collector(boolean logarithmic) {
            this.logarithmic = logarithmic;
        }

        void all(NumericArray values) {
            for (int i = 0; i < values.length(); i++) {
                accept(values.at(i));
            }
        }

        @Override
        public void accept(double value) {
            if (logarithmic && value <= 0) {
                hidden++;
            } else if (Double.isFinite(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }

        DataRange range(Axis axis) {
            double from = low <= high ? low : logarithmic ? 0.1 : 0;
            double to = low <= high ? high : logarithmic ? 10 : 1;
            if (logarithmic) {
                double factor = to > from ? Math.pow(to / from, MARGIN) : 2;
                from /= factor;
                to *= factor;
            } else {
                from = fromZero ? Math.min(0, from) : from;
                to = fromZero ? Math.max(0, to) : to;
                double pad = to > from ? MARGIN * (to - from) : Math.max(1e-9, 0.1 * Math.abs(to));
                from -= fromZero && from == 0 ? 0 : pad;
                to += fromZero && to == 0 ? 0 : pad;
            }
            double fixedLow = axis.low().orElse(from);
            double fixedHigh = axis.high().orElse(to);
            boolean fits = fixedLow < fixedHigh && !(logarithmic && fixedLow <= 0);
            return new DataRange(fits ? fixedLow : from, fits ? fixedHigh : to, hidden);
        }
    }
}

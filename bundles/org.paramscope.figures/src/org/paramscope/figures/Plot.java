package org.paramscope.figures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;

/**
 * Two axes and what is drawn between them.
 *
 * @param title       empty for none
 * @param x           horizontal axis
 * @param y           vertical axis
 * @param items       drawn in this order, the first below
 * @param selection   marks that stand for these neurons are emphasised
 * @param equalAspect whether a unit of x is as long as a unit of y
 * @param notes       remarks printed below
 */
public record Plot(String title, Axis x, Axis y, List<Item> items, Selection selection, boolean equalAspect,
        List<String> notes) implements Figure {

    static final Plot EMPTY = new Plot("", Axis.AUTOMATIC, Axis.AUTOMATIC, List.of(), Selection.none(), false, List.of());

    /** Copies the lists. */
    public Plot {
        items = List.copyOf(items);
        notes = List.copyOf(notes);
    }

    @Override
    public Plot title(String text) {
        return new Plot(text, x, y, items, selection, equalAspect, notes);
    }

    /** The same with this label at the x axis. */
    public Plot x(String label) {
        return x(a -> a.label(label));
    }

    /** The same with this label at the y axis. */
    public Plot y(String label) {
        return y(a -> a.label(label));
    }

    /** The same with a changed x axis, such as {@code x(a -> a.range(0, 1))}. */
    public Plot x(UnaryOperator<Axis> change) {
        return new Plot(title, change.apply(x), y, items, selection, equalAspect, notes);
    }

    /** The same with a changed y axis. */
    public Plot y(UnaryOperator<Axis> change) {
        return new Plot(title, x, change.apply(y), items, selection, equalAspect, notes);
    }

    /** The same with a logarithmic x axis. */
    public Plot logX() {
        return x(a -> a.scale(Axis.Scale.LOGARITHMIC));
    }

    /** The same with a logarithmic y axis. */
    public Plot logY() {
        return y(a -> a.scale(Axis.Scale.LOGARITHMIC));
    }

    /** The same with units of both axes equally long. */
    public Plot withEqualAspect() {
        return new Plot(title, x, y, items, selection, true, notes);
    }

    /** The same with these neurons emphasised. */
    public Plot select(Selection picked) {
        return new Plot(title, x, y, items, picked, equalAspect, notes);
    }

    @Override
    public Plot note(String text) {
        List<String> more = new ArrayList<>(notes);
        more.add(text);
        return new Plot(title, x, y, items, selection, equalAspect, more);
    }

    /** The same with one more item on top. */
    public Plot add(Item item) {
        List<Item> more = new ArrayList<>(items);
        more.add(item);
        return new Plot(title, x, y, more, selection, equalAspect, notes);
    }

    /** A line through (x, y), both [n]. */
    public Plot line(String name, NumericArray xs, NumericArray ys) {
        return series(name, xs, ys, Style.LINE);
    }

    /** Points (x, y), both [n]. */
    public Plot points(String name, NumericArray xs, NumericArray ys) {
        return series(name, xs, ys, Style.POINTS);
    }

    /** A series in a style of one's own. */
    public Plot series(String name, NumericArray xs, NumericArray ys, Style style) {
        return add(new Item.Series(name, xs, ys, Optional.empty(), Item.Tags.none(), style));
    }

    /** Points with error bars from low to high, all [n]. */
    public Plot errorBars(String name, NumericArray xs, NumericArray ys, NumericArray low, NumericArray high) {
        return add(new Item.Series(name, xs, ys, Optional.of(new Item.Interval(low, high)), Item.Tags.none(), Style.POINTS));
    }

    /** A filled region between low and high, all [n]. */
    public Plot band(String name, NumericArray xs, NumericArray low, NumericArray high) {
        return add(new Item.Band(name, xs, low, high, Style.LINE));
    }

    /** Regions that hold 95 % of Gaussians with centres [n, 2] and covariances [n, 2, 2]. */
    public Plot ellipses(String name, NumericArray centres, NumericArray covariances) {
        return add(new Item.Ellipses(name, centres, covariances, 0.95, Item.Tags.none(), Style.LINE.width(0.6)));
    }

    /** Bars from zero, all [n]. */
    public Plot bars(String name, NumericArray xs, NumericArray heights) {
        return add(new Item.Bars(name, xs, heights, 0.8, Item.Tags.none(), Style.LINE));
    }

    /** A dashed vertical line, labelled above the plot. */
    public Plot vertical(double at, String label) {
        return add(new Item.Rule(label, at, true, Style.LINE.ink(Ink.MUTED).line(Style.Line.DASHED).width(0.8)));
    }

    /** A dashed horizontal line, labelled right of the plot. */
    public Plot horizontal(double at, String label) {
        return add(new Item.Rule(label, at, false, Style.LINE.ink(Ink.MUTED).line(Style.Line.DASHED).width(0.8)));
    }

    /** A shaded stretch of x, labelled above the plot. */
    public Plot span(double from, double to, String label) {
        return add(new Item.Span(label, from, to, Style.LINE.ink(Ink.FAINT).opacity(0.6)));
    }

    /** Words beside a position. */
    public Plot label(double atX, double atY, String text) {
        return add(new Item.Label(text, atX, atY, Ink.FOREGROUND));
    }

    /** A matrix [rows, columns] as colours, row 0 at the top; the range follows the finite values. */
    public Plot heatMap(NumericArray values, String meaning) {
        double[] finite = IntStream.range(0, values.length()).mapToDouble(values::at).filter(Double::isFinite).toArray();
        double low = java.util.Arrays.stream(finite).min().orElse(0);
        double high = java.util.Arrays.stream(finite).max().orElse(1);
        if (low < 0) {
            double most = Math.max(-low, high);
            return heatMap(values, meaning, ColourMap.DIVERGING, -most, most, List.of());
        }
        return heatMap(values, meaning, ColourMap.SEQUENTIAL, low, high > low ? high : low + 1, List.of());
    }

    /** A matrix [rows, columns] as colours with block boundaries, row 0 at the top. */
    public Plot heatMap(NumericArray values, String meaning, ColourMap map, double low, double high, List<Double> boundaries) {
        return add(new Item.HeatMap(meaning, values, map, low, high, boundaries))
                .x(a -> a.range(0, values.size(1))).y(a -> a.reversed() ? a : a.reverse())
                .y(a -> a.range(0, values.size(0)));
    }

    /** An image [rows, columns] or [rows, columns, 3] of values in [0, 1]. */
    public Plot image(String name, NumericArray values) {
        return add(new Item.Picture(name, values)).x(a -> a.range(0, values.size(1)))
                .y(a -> a.reversed() ? a : a.reverse()).y(a -> a.range(0, values.size(0))).withEqualAspect();
    }

    @Override
    public Map<String, NumericArray> data() {
        Map<String, NumericArray> all = new LinkedHashMap<>();
        for (int i = 0; i < items.size(); i++) {
            String name = items.get(i).name().isBlank() ? "item" + (i + 1) : items.get(i).name();
            for (Map.Entry<String, NumericArray> part : items.get(i).data().entrySet()) {
                String key = name + "." + part.getKey();
                for (int k = 2; all.containsKey(key); k++) {
                    key = name + "-" + k + "." + part.getKey();
                }
                all.put(key, part.getValue());
            }
        }
        return all;
    }
}

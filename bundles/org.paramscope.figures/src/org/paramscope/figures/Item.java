package org.paramscope.figures;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.paramscope.data.NumericArray;
import org.paramscope.data.ShapeException;

/** One thing drawn in a plot. Items with a name stand in the legend; equal names share one entry and one colour. */
public sealed interface Item {

    /** The name in the legend; empty for none. */
    String name();

    /** The numbers behind the item, by part ("x", "y", "low" ...), for export. */
    Map<String, NumericArray> data();

    /** The style, or that of a plain line for items that have none. */
    default Style style() {
        return Style.LINE;
    }

    /**
     * Points, a line through them, or both, as the style says. A value that is not finite interrupts the line.
     *
     * @param name     for the legend
     * @param x        [n]
     * @param y        [n]
     * @param interval error bars, or empty
     * @param tags     what the points stand for
     * @param style    line and marker
     */
    record Series(String name, NumericArray x, NumericArray y, Optional<Interval> interval, Tags tags, Style style)
            implements Item {
        /** Checks that all parts have the same length. */
        public Series {
            sameLength(name, x, y);
            interval.ifPresent(i -> sameLength(name, x, i.low()));
            tags.check(name, x.length());
        }

        @Override
        public Map<String, NumericArray> data() {
            Map<String, NumericArray> parts = named("x", x, "y", y);
            interval.ifPresent(i -> {
                parts.put("low", i.low());
                parts.put("high", i.high());
            });
            return parts;
        }
    }

    /**
     * Lower and upper ends of error bars.
     *
     * @param low  [n]
     * @param high [n]
     */
    record Interval(NumericArray low, NumericArray high) {
        /** Checks that both have the same length. */
        public Interval {
            sameLength("interval", low, high);
        }
    }

    /**
     * What points stand for; each list is empty or has an entry for each point.
     *
     * @param picks  for selection
     * @param tips   shown when the pointer rests on a point
     * @param labels drawn beside a point where there is room; always when it is selected
     */
    record Tags(List<Pick> picks, List<String> tips, List<String> labels) {
        private static final Tags NONE = new Tags(List.of(), List.of(), List.of());

        /** Copies the lists. */
        public Tags {
            picks = List.copyOf(picks);
            tips = List.copyOf(tips);
            labels = List.copyOf(labels);
        }

        /** Nothing. */
        public static Tags none() {
            return NONE;
        }

        void check(String item, int points) {
            for (List<?> list : List.of(picks, tips, labels)) {
                if (!list.isEmpty() && list.size() != points) {
                    throw new ShapeException("item " + item + " has " + points + " points and " + list.size() + " tags");
                }
            }
        }
    }

    /**
     * A filled region between two curves.
     *
     * @param name  for the legend
     * @param x     [n]
     * @param low   [n]
     * @param high  [n]
     * @param style only ink and opacity count
     */
    record Band(String name, NumericArray x, NumericArray low, NumericArray high, Style style) implements Item {
        /** Checks the lengths. */
        public Band {
            sameLength(name, x, low);
            sameLength(name, x, high);
        }

        @Override
        public Map<String, NumericArray> data() {
            return named("x", x, "low", low, "high", high);
        }
    }

    /**
     * Regions of a two-dimensional Gaussian that hold a given probability.
     *
     * @param name        for the legend
     * @param centres     [n, 2]
     * @param covariances [n, 2, 2]
     * @param probability in (0, 1), usually 0.95
     * @param tags        what they stand for
     * @param style       ink and line
     */
    record Ellipses(String name, NumericArray centres, NumericArray covariances, double probability, Tags tags,
            Style style) implements Item {
        /** Checks shapes and probability. */
        public Ellipses {
            int n = centres.rank() == 2 ? centres.size(0) : -1;
            if (n < 0 || centres.size(1) != 2 || !java.util.Arrays.equals(covariances.shape(), new int[] {n, 2, 2})) {
                throw new ShapeException("ellipses " + name + " have centres " + java.util.Arrays.toString(centres.shape())
                        + " and covariances " + java.util.Arrays.toString(covariances.shape())
                        + "; [n, 2] and [n, 2, 2] are needed");
            }
            if (!(probability > 0 && probability < 1)) {
                throw new IllegalArgumentException("ellipses " + name + " hold probability " + probability
                        + "; it must lie between 0 and 1");
            }
            tags.check(name, n);
        }

        /** The squared Mahalanobis radius: quantile of chi-squared with two degrees of freedom. */
        public double squaredRadius() {
            return -2 * Math.log(1 - probability);
        }

        @Override
        public Map<String, NumericArray> data() {
            return named("centres", centres, "covariances", covariances);
        }
    }

    /**
     * Bars from zero.
     *
     * @param name    for the legend
     * @param x       [n], middles
     * @param heights [n]
     * @param width   in units of x
     * @param tags    what they stand for
     * @param style   only ink and opacity count
     */
    record Bars(String name, NumericArray x, NumericArray heights, double width, Tags tags, Style style) implements Item {
        /** Checks the lengths. */
        public Bars {
            sameLength(name, x, heights);
            tags.check(name, x.length());
        }

        @Override
        public Map<String, NumericArray> data() {
            return named("x", x, "height", heights);
        }
    }

    /**
     * A line across the plot, labelled at its end outside the data.
     *
     * @param name     the label; empty for none
     * @param at       position
     * @param vertical whether it stands at an x; otherwise it lies at a y
     * @param style    ink and line
     */
    record Rule(String name, double at, boolean vertical, Style style) implements Item {
        @Override
        public Map<String, NumericArray> data() {
            return named(vertical ? "x" : "y", NumericArray.of(new double[] {at}));
        }
    }

    /**
     * A shaded stretch of the x axis, labelled above the plot.
     *
     * @param name  the label; empty for none
     * @param from  lower end
     * @param to    upper end
     * @param style only ink and opacity count
     */
    record Span(String name, double from, double to, Style style) implements Item {
        @Override
        public Map<String, NumericArray> data() {
            return named("x", NumericArray.of(new double[] {from, to}));
        }
    }

    /**
     * Words beside a position; placed so that they cover nothing.
     *
     * @param name the words
     * @param x    position
     * @param y    position
     * @param ink  colour
     */
    record Label(String name, double x, double y, Ink ink) implements Item {
        @Override
        public Map<String, NumericArray> data() {
            return Map.of();
        }
    }

    /**
     * A matrix as colours; cell (row i, column j) covers x in [j, j+1] and y in [i, i+1]. NaN stays empty.
     *
     * @param name       what the colour means, with its unit: the label of the colour bar
     * @param values     [rows, columns]
     * @param map        sequential or diverging
     * @param low        value of the lowest colour; for a diverging map it must be -high
     * @param high       value of the highest colour
     * @param boundaries positions of block boundaries, the same for rows and columns when the matrix is square
     */
    record HeatMap(String name, NumericArray values, ColourMap map, double low, double high, List<Double> boundaries)
            implements Item {
        /** Checks shape and range. */
        public HeatMap {
            boundaries = List.copyOf(boundaries);
            if (values.rank() != 2) {
                throw new ShapeException("heat map " + name + " needs [rows, columns], not "
                        + java.util.Arrays.toString(values.shape()));
            }
            if (!(low < high) || map == ColourMap.DIVERGING && low != -high) {
                throw new IllegalArgumentException("heat map " + name + " from " + low + " to " + high
                        + "; the first must be smaller, and a diverging map must be centred on zero");
            }
        }

        @Override
        public Map<String, NumericArray> data() {
            return named("values", values);
        }
    }

    /**
     * An image over a rectangle of the plot; row 0 is at the top.
     *
     * @param name   empty, or a name for export
     * @param values [rows, columns] grey or [rows, columns, 3] red, green, blue; each in [0, 1]
     */
    record Picture(String name, NumericArray values) implements Item {
        /** Checks the shape. */
        public Picture {
            if (values.rank() != 2 && !(values.rank() == 3 && values.size(2) == 3)) {
                throw new ShapeException("image " + name + " needs [rows, columns] or [rows, columns, 3], not "
                        + java.util.Arrays.toString(values.shape()));
            }
        }

        @Override
        public Map<String, NumericArray> data() {
            return named("values", values);
        }
    }

    private static void sameLength(String item, NumericArray a, NumericArray b) {
        if (a.length() != b.length()) {
            throw new ShapeException("item " + item + " joins arrays of " + a.length() + " and " + b.length() + " values");
        }
    }

    private static Map<String, NumericArray> named(Object... pairs) {
        Map<String, NumericArray> parts = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            parts.put((String) pairs[i], (NumericArray) pairs[i + 1]);
        }
        return parts;
    }
}

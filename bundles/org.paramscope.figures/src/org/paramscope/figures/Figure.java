package org.paramscope.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.paramscope.data.NumericArray;

/**
 * A figure as data: what is drawn, not how. It is laid out, painted and exported by
 * {@code org.paramscope.figures.render}. All figures are immutable; each method returns a changed copy.
 *
 * <pre>{@code
 * Figure.lines(eigenvalues).logY().x("index").y("eigenvalue")
 * }</pre>
 */
public sealed interface Figure permits Plot, TextPanel, Grid {

    /** The title, empty for none. */
    String title();

    /** The same with this title. */
    Figure title(String text);

    /** Remarks printed below the figure. */
    List<String> notes();

    /** The same with one more remark. */
    Figure note(String text);

    /** The numbers behind the figure, by "item.part", for CSV and NPZ. */
    Map<String, NumericArray> data();

    /** An empty plot. */
    static Plot plot() {
        return Plot.EMPTY;
    }

    /** Values [n], or [n, k] for k curves, against their index counted from 1. */
    static Plot lines(NumericArray y) {
        return curves(plot(), y, Style.LINE);
    }

    /** As {@link #lines}, with points instead of lines. */
    static Plot points(NumericArray y) {
        return curves(plot(), y, Style.POINTS);
    }

    /** A line through (x, y), both [n]. */
    static Plot line(String name, NumericArray x, NumericArray y) {
        return plot().line(name, x, y);
    }

    /** Points (x, y), both [n]. */
    static Plot points(String name, NumericArray x, NumericArray y) {
        return plot().points(name, x, y);
    }

    /** Bars [n] at 1, 2, 3 ... */
    static Plot bars(NumericArray heights) {
        return plot().bars("", index(heights.length()), heights);
    }

    /**
     * A matrix [rows, columns] as colours: diverging and centred on zero if a value is negative, else sequential.
     *
     * @param values  the matrix
     * @param meaning the label of the colour bar
     */
    static Plot heatMap(NumericArray values, String meaning) {
        return plot().heatMap(values, meaning);
    }

    /** An image [rows, columns] or [rows, columns, 3] of values in [0, 1]. */
    static Plot image(NumericArray values) {
        return plot().image("", values);
    }

    /** A panel of words, such as the reason why something is not shown. */
    static TextPanel text(String title, String... paragraphs) {
        return new TextPanel(title, List.of(paragraphs), false, List.of());
    }

    /**
     * Panels in rows of {@code columns}, lettered A, B, C when there is more than one. Of grids among the panels the
     * panels are taken one by one, with the grid's notes at the first.
     */
    static Grid grid(int columns, Figure... panels) {
        List<Figure> single = new ArrayList<>();
        for (Figure panel : panels) {
            if (panel instanceof Grid grid) {
                Figure first = grid.panels().get(0);
                for (String note : grid.notes()) {
                    first = first.note(note);
                }
                single.add(first);
                single.addAll(grid.panels().subList(1, grid.panels().size()));
            } else {
                single.add(panel);
            }
        }
        return new Grid("", columns, single, List.of());
    }

    /** The numbers 1 to n. */
    static NumericArray index(int n) {
        return NumericArray.owned(java.util.stream.IntStream.rangeClosed(1, n).asDoubleStream().toArray());
    }

    private static Plot curves(Plot plot, NumericArray y, Style style) {
        if (y.rank() < 2) {
            return plot.series("", index(y.length()), y, style);
        }
        Plot result = plot;
        for (int k = 0; k < y.size(1); k++) {
            result = result.series("", index(y.size(0)), y.column(k), style.ink(Ink.series(k)));
        }
        return result;
    }
}

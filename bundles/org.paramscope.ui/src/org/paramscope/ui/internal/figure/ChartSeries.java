package org.paramscope.ui.internal.figure;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swtchart.Chart;
import org.eclipse.swtchart.ILineSeries;
import org.eclipse.swtchart.ISeries;
import org.eclipse.swtchart.LineStyle;
import org.paramscope.data.NumericArray;
import org.paramscope.figures.Ink;
import org.paramscope.figures.Item;
import org.paramscope.figures.Plot;
import org.paramscope.figures.Style;

/** The lines and points of a plot as a chart's series: a line for each finite run, an outline for each ellipse. */
final class ChartSeries {

    private static final int OUTLINE = 181;

    private final Chart chart;
    private final Plot plot;
    private final Colours colours;
    private final double lowestX;
    private final double lowestY;
    private int next;

    private ChartSeries(Chart chart, Plot plot, Colours colours, double lowestX, double lowestY) {
        this.chart = chart;
        this.plot = plot;
        this.colours = colours;
        this.lowestX = lowestX;
        this.lowestY = lowestY;
    }

    /**
     * Replaces the chart's series.
     *
     * @param lowestX where values stand that a logarithmic axis cannot show
     * @param lowestY where values stand that a logarithmic axis cannot show
     */
    static void fill(Chart chart, Plot plot, Colours colours, double lowestX, double lowestY) {
        for (ISeries<?> former : chart.getSeriesSet().getSeries()) {
            chart.getSeriesSet().deleteSeries(former.getId());
        }
        ChartSeries series = new ChartSeries(chart, plot, colours, lowestX, lowestY);
        plot.items().forEach(series::add);
        chart.enableCompress(plot.items().stream().noneMatch(Item.Ellipses.class::isInstance));
    }

    private void add(Item item) {
        switch (item) {
            case Item.Series s -> series(s);
            case Item.Ellipses e -> ellipses(e);
            case Item.HeatMap h -> throw new IllegalArgumentException("a heat map is no XY item");
            case Item.Picture p -> throw new IllegalArgumentException("a picture is no XY item");
            // Areas, rules and words are painted by ChartShapes.
            default -> { }
        }
    }

    private void series(Item.Series s) {
        double[] x = guarded(s.x(), plot.x().logarithmic(), lowestX);
        double[] y = guarded(s.y(), plot.y().logarithmic(), lowestY);
        for (int[] run : finiteRuns(x, y)) {
            ILineSeries<?> line = line(s, java.util.Arrays.copyOfRange(x, run[0], run[1]),
                    java.util.Arrays.copyOfRange(y, run[0], run[1]), colours.faded(s));
            line.setLineStyle(lineStyle(s.style().line()));
            line.setLineWidth((int) Math.max(1, Math.round(s.style().width() * 1.2)));
            line.setSymbolType(symbol(s.style().marker()));
            line.setSymbolColor(colours.faded(s));
            line.setSymbolSize((int) Math.max(2, Math.round(s.style().size() * 0.75)));
        }
    }

    private void ellipses(Item.Ellipses e) {
        for (int i = 0; i < e.centres().size(0); i++) {
            boolean chosen = !e.tags().picks().isEmpty() && plot.selection().contains(e.tags().picks().get(i));
            double[][] outline = Gaussian2.outline(e, i, OUTLINE);
            if (Double.isFinite(outline[0][0]) && Double.isFinite(outline[1][0])) {
                ILineSeries<?> line = line(e, outline[0], outline[1],
                        chosen ? colours.of(Ink.HIGHLIGHT) : colours.faded(e));
                line.setSymbolType(ILineSeries.PlotSymbolType.NONE);
                line.setLineWidth(chosen ? 2 : 1);
            }
        }
    }

    private ILineSeries<?> line(Item item, double[] x, double[] y, Color colour) {
        ILineSeries<?> line = (ILineSeries<?>) chart.getSeriesSet().createSeries(ISeries.SeriesType.LINE,
                item.name() + "#" + next++);
        line.setXSeries(x);
        line.setYSeries(y);
        line.setDescription(item.name());
        line.setLineColor(colour);
        line.setAntialias(SWT.ON);
        return line;
    }

    private static double[] guarded(NumericArray values, boolean logarithmic, double lowest) {
        double[] all = values.toArray();
        for (int i = 0; logarithmic && i < all.length; i++) {
            all[i] = all[i] <= 0 ? lowest : all[i];
        }
        return all;
    }

    /** The stretches, from (included) to (excluded), in which both coordinates are finite. */
    static List<int[]> finiteRuns(double[] x, double[] y) {
        List<int[]> runs = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= x.length; i++) {
            if (i == x.length || !Double.isFinite(x[i]) || !Double.isFinite(y[i])) {
                if (i > from) {
                    runs.add(new int[] {from, i});
                }
                from = i + 1;
            }
        }
        return runs;
    }

    private static LineStyle lineStyle(Style.Line line) {
        return switch (line) {
            case NONE -> LineStyle.NONE;
            case SOLID -> LineStyle.SOLID;
            case DASHED -> LineStyle.DASH;
            case DOTTED -> LineStyle.DOT;
        };
    }

    private static ILineSeries.PlotSymbolType symbol(Style.Marker marker) {
        return switch (marker) {
            case NONE -> ILineSeries.PlotSymbolType.NONE;
            case DISC -> ILineSeries.PlotSymbolType.CIRCLE;
            case SQUARE -> ILineSeries.PlotSymbolType.SQUARE;
            case DIAMOND -> ILineSeries.PlotSymbolType.DIAMOND;
            case TRIANGLE -> ILineSeries.PlotSymbolType.TRIANGLE;
            case CROSS -> ILineSeries.PlotSymbolType.CROSS;
            // Painted by ChartShapes: charts have no such signs.
            case RING, TICK -> ILineSeries.PlotSymbolType.NONE;
        };
    }
}

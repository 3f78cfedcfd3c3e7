package org.paramscope.ui.internal.figure;

import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swtchart.Chart;
import org.eclipse.swtchart.IAxis;
import org.eclipse.swtchart.LineStyle;
import org.eclipse.swtchart.Range;
import org.paramscope.figures.Axis;
import org.paramscope.figures.Plot;
import org.paramscope.figures.Theme;

/** One XY plot as a chart that zooms and reads out. */
final class ChartPanel {

    private final Chart chart;
    private final Font small;
    private final Font bold;
    private final ChartShapes shapes = new ChartShapes();
    private Plot plot;
    private boolean zoomed;

    ChartPanel(Composite parent, FigureListener listener) {
        chart = new Chart(parent, SWT.NONE);
        LocalResourceManager resources = new LocalResourceManager(JFaceResources.getResources(), chart);
        small = resources.create(FontDescriptor.createFrom(JFaceResources.getDefaultFont()).setHeight(9));
        bold = resources.create(FontDescriptor.createFrom(JFaceResources.getDefaultFont()).setHeight(9)
                .setStyle(SWT.BOLD));
        // The window's style sheet must not repaint what follows the figure's own theme.
        chart.setData("org.eclipse.e4.ui.css.disabled", Boolean.TRUE);
        // Charts explain a series each; here names are shared by panels, see LegendStrip.
        chart.getLegend().setVisible(false);
        shapes.install(chart);
        chart.addListener(SWT.Resize, event -> keepAspect());
        new ChartPointer(this, listener).install();
    }

    Chart chart() {
        return chart;
    }

    Plot plot() {
        return plot;
    }

    IAxis x() {
        return chart.getAxisSet().getXAxis(0);
    }

    IAxis y() {
        return chart.getAxisSet().getYAxis(0);
    }

    /**
     * Shows a plot; the zoom stays while the axes mean the same as before.
     *
     * @param letter of the panel; empty when it is the only one
     * @return how many values a logarithmic axis cannot show
     */
    int show(Plot next, Colours colours, String letter) {
        Plot before = plot;
        plot = next;
        chart.suspendUpdate(true);
        style(colours.theme(), letter);
        boolean sameAxes = before != null && before.x().equals(plot.x()) && before.y().equals(plot.y());
        Range[] view = zoomed && sameAxes ? new Range[] {x().getRange(), y().getRange()} : null;
        DataRange horizontal = DataRange.horizontal(plot);
        DataRange vertical = DataRange.vertical(plot);
        x().enableLogScale(false);
        y().enableLogScale(false);
        ChartSeries.fill(chart, plot, colours, horizontal.low(), vertical.low());
        scale(x(), plot.x(), horizontal);
        scale(y(), plot.y(), vertical);
        shapes.show(plot, colours);
        chart.suspendUpdate(false);
        if (view == null) {
            zoomed = false;
            keepAspect();
        } else {
            x().setRange(view[0]);
            y().setRange(view[1]);
        }
        chart.redraw();
        return horizontal.hidden() + vertical.hidden();
    }

    private void style(Theme theme, String letter) {
        Color ground = Colours.of(theme.background());
        chart.setBackground(ground);
        chart.getPlotArea().setBackground(ground);
        chart.getTitle().setVisible(!plot.title().isEmpty() || !letter.isEmpty());
        chart.getTitle().setText(letter.isEmpty() ? plot.title() : letter + "   " + plot.title());
        chart.getTitle().setFont(bold);
        chart.getTitle().setForeground(Colours.of(theme.foreground()));
        style(x(), plot.x(), theme);
        style(y(), plot.y(), theme);
    }

    private void style(IAxis axis, Axis described, Theme theme) {
        axis.getTitle().setText(described.label());
        axis.getTitle().setVisible(!described.label().isEmpty());
        axis.getTitle().setFont(small);
        axis.getTitle().setForeground(Colours.of(theme.muted()));
        axis.getTick().setFont(small);
        axis.getTick().setForeground(Colours.of(theme.muted()));
        axis.getGrid().setStyle(LineStyle.SOLID);
        axis.getGrid().setForeground(Colours.of(theme.faint()));
        axis.setReversed(described.reversed());
    }

    private static void scale(IAxis axis, Axis described, DataRange range) {
        axis.setRange(new Range(range.low(), range.high()));
        axis.enableLogScale(described.logarithmic());
    }

    /** Makes a unit of x as long as a unit of y where the plot asks for it. */
    private void keepAspect() {
        if (plot == null || zoomed) {
            return;
        }
        DataRange horizontal = DataRange.horizontal(plot);
        DataRange vertical = DataRange.vertical(plot);
        Range xs = new Range(horizontal.low(), horizontal.high());
        Range ys = new Range(vertical.low(), vertical.high());
        Point size = chart.getPlotArea().getSize();
        if (plot.equalAspect() && size.x > 0 && size.y > 0) {
            double unit = Math.max((xs.upper - xs.lower) / size.x, (ys.upper - ys.lower) / size.y);
            xs = widened(xs, unit * size.x);
            ys = widened(ys, unit * size.y);
        }
        x().setRange(xs);
        y().setRange(ys);
    }

    private static Range widened(Range range, double length) {
        double middle = (range.lower + range.upper) / 2;
        return new Range(middle - length / 2, middle + length / 2);
    }

    void zoomTo(Range xs, Range ys) {
        if (xs.upper - xs.lower > 1e-12 * Math.abs(xs.upper) && ys.upper - ys.lower > 1e-12 * Math.abs(ys.upper)) {
            zoomed = true;
            x().setRange(xs);
            y().setRange(ys);
            chart.redraw();
        }
    }

    /** Shows all of the plot again. */
    void resetZoom() {
        zoomed = false;
        keepAspect();
        chart.redraw();
    }
}

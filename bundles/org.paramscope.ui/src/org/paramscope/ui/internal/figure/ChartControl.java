package org.paramscope.ui.internal.figure;

import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swtchart.Chart;
import org.eclipse.swtchart.IAxis;
import org.eclipse.swtchart.LineStyle;
import org.eclipse.swtchart.Range;
import org.paramscope.figures.Axis;
import org.paramscope.figures.Figure;
import org.paramscope.figures.Plot;
import org.paramscope.figures.Theme;

/** An XY plot as a chart that zooms and reads out. */
final class ChartControl implements FigureControl {

    private final Composite box;
    private final Chart chart;
    private final Label notes;
    private final Font small;
    private final Font bold;
    private final ChartShapes shapes = new ChartShapes();
    private Plot plot;
    private boolean zoomed;

    ChartControl(Composite parent, FigureListener listener) {
        box = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(box);
        LocalResourceManager resources = new LocalResourceManager(JFaceResources.getResources(), box);
        small = resources.create(FontDescriptor.createFrom(JFaceResources.getDefaultFont()).setHeight(9));
        bold = resources.create(FontDescriptor.createFrom(JFaceResources.getDefaultFont()).setHeight(9)
                .setStyle(SWT.BOLD));
        chart = new Chart(box, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(chart);
        notes = new Label(box, SWT.WRAP);
        notes.setFont(small);
        GridDataFactory.fillDefaults().grab(true, false).indent(8, 0).hint(50, SWT.DEFAULT).applyTo(notes);
        // The window's style sheet must not repaint what follows the figure's own theme.
        for (Control control : new Control[] {box, chart, notes}) {
            control.setData("org.eclipse.e4.ui.css.disabled", Boolean.TRUE);
        }
        shapes.install(chart);
        chart.addListener(SWT.Resize, event -> keepAspect());
        new ChartPointer(this, listener).install();
    }

    @Override
    public Control control() {
        return box;
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

    @Override
    public boolean suits(Figure figure) {
        return FigureView.isXy(figure);
    }

    @Override
    public void show(Figure figure, Theme theme) {
        Plot before = plot;
        plot = (Plot) figure;
        Colours colours = new Colours(theme, plot.items());
        chart.suspendUpdate(true);
        style(theme);
        boolean sameAxes = before != null && before.x().equals(plot.x()) && before.y().equals(plot.y());
        Range[] view = zoomed && sameAxes ? new Range[] {x().getRange(), y().getRange()} : null;
        DataRange horizontal = DataRange.horizontal(plot);
        DataRange vertical = DataRange.vertical(plot);
        x().enableLogScale(false);
        y().enableLogScale(false);
        boolean legend = ChartSeries.fill(chart, plot, colours, horizontal.low(), vertical.low());
        scale(x(), plot.x(), horizontal);
        scale(y(), plot.y(), vertical);
        chart.getLegend().setVisible(legend);
        shapes.show(plot, colours);
        chart.suspendUpdate(false);
        if (view == null) {
            zoomed = false;
            keepAspect();
        } else {
            x().setRange(view[0]);
            y().setRange(view[1]);
        }
        tell(horizontal.hidden() + vertical.hidden());
        chart.redraw();
    }

    private void style(Theme theme) {
        Color ground = Colours.of(theme.background());
        Color muted = Colours.of(theme.muted());
        box.setBackground(ground);
        notes.setBackground(ground);
        notes.setForeground(muted);
        chart.setBackground(ground);
        chart.getPlotArea().setBackground(ground);
        chart.getTitle().setVisible(!plot.title().isEmpty());
        chart.getTitle().setText(plot.title());
        chart.getTitle().setFont(bold);
        chart.getTitle().setForeground(Colours.of(theme.foreground()));
        chart.getLegend().setPosition(SWT.BOTTOM);
        chart.getLegend().setBackground(ground);
        chart.getLegend().setForeground(Colours.of(theme.foreground()));
        chart.getLegend().setFont(small);
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

    private void tell(int hidden) {
        String guard = hidden == 0 ? ""
                : hidden + (hidden == 1 ? " value is" : " values are") + " not positive and cannot be shown on a logarithmic axis.";
        String text = Stream.concat(plot.notes().stream(), Stream.of(guard)).filter(s -> !s.isEmpty())
                .collect(Collectors.joining("  "));
        notes.setText(text);
        ((org.eclipse.swt.layout.GridData) notes.getLayoutData()).exclude = text.isEmpty();
        notes.setVisible(!text.isEmpty());
        box.layout(true, true);
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

    @Override
    public void resetZoom() {
        zoomed = false;
        keepAspect();
        chart.redraw();
    }
}

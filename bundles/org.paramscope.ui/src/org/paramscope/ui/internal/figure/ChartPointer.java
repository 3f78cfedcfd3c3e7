package org.paramscope.ui.internal.figure;

import java.util.List;
import java.util.Optional;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swtchart.IAxis;
import org.eclipse.swtchart.Range;
import org.paramscope.figures.Item;
import org.paramscope.figures.Pick;

/** What the pointer does in a chart: the wheel zooms, dragging moves, a click picks, a double click shows all again. */
final class ChartPointer {

    private static final double REACH = 9;
    private static final double STEP = 1.25;

    private final ChartPanel chart;
    private final FigureListener listener;
    private Point pressed;
    private Range[] before;
    private boolean dragged;

    ChartPointer(ChartPanel chart, FigureListener listener) {
        this.chart = chart;
        this.listener = listener;
    }

    /** A mark near the pointer. */
    private record Near(Optional<Pick> pick, String tip, double distance) {
    }

    void install() {
        Control area = chart.chart().getPlotArea().getControl();
        area.addListener(SWT.MouseVerticalWheel, this::zoom);
        area.addListener(SWT.MouseDown, this::press);
        area.addListener(SWT.MouseMove, this::move);
        area.addListener(SWT.MouseUp, this::release);
        area.addListener(SWT.MouseDoubleClick, event -> chart.resetZoom());
        area.addListener(SWT.MouseExit, event -> listener.readOut(""));
    }

    private void zoom(Event event) {
        double factor = event.count > 0 ? 1 / STEP : STEP;
        chart.zoomTo(around(chart.x(), event.x, factor), around(chart.y(), event.y, factor));
        event.doit = false;
    }

    private static Range around(IAxis axis, int pixel, double factor) {
        double at = axis.getDataCoordinate(pixel);
        Range range = axis.getRange();
        if (axis.isLogScaleEnabled()) {
            return new Range(at * Math.pow(range.lower / at, factor), at * Math.pow(range.upper / at, factor));
        }
        return new Range(at + (range.lower - at) * factor, at + (range.upper - at) * factor);
    }

    private void press(Event event) {
        if (event.button == 1) {
            pressed = new Point(event.x, event.y);
            before = new Range[] {chart.x().getRange(), chart.y().getRange()};
            dragged = false;
        }
    }

    private void move(Event event) {
        if (pressed != null && (dragged || Math.abs(event.x - pressed.x) + Math.abs(event.y - pressed.y) > 5)) {
            dragged = true;
            chart.x().setRange(before[0]);
            chart.y().setRange(before[1]);
            chart.zoomTo(moved(chart.x(), event.x, pressed.x), moved(chart.y(), event.y, pressed.y));
            return;
        }
        Optional<Near> near = nearest(event.x, event.y);
        chart.chart().getPlotArea().setToolTipText(near.map(Near::tip).filter(tip -> !tip.isEmpty()).orElse(null));
        listener.readOut(near.map(Near::tip).filter(tip -> !tip.isEmpty()).orElseGet(() -> String.format("x = %.5g, y = %.5g",
                chart.x().getDataCoordinate(event.x), chart.y().getDataCoordinate(event.y))));
    }

    private static Range moved(IAxis axis, int now, int then) {
        double from = axis.getDataCoordinate(then);
        double to = axis.getDataCoordinate(now);
        Range range = axis.getRange();
        if (axis.isLogScaleEnabled()) {
            return new Range(range.lower * from / to, range.upper * from / to);
        }
        return new Range(range.lower + from - to, range.upper + from - to);
    }

    private void release(Event event) {
        if (pressed != null && !dragged && event.button == 1) {
            boolean add = (event.stateMask & SWT.MOD1) != 0;
            nearest(event.x, event.y).flatMap(Near::pick).ifPresent(pick -> listener.picked(pick, add));
        }
        pressed = null;
    }

    private Optional<Near> nearest(int x, int y) {
        Near best = null;
        for (Item item : chart.plot().items()) {
            Near found = switch (item) {
                case Item.Series s -> nearest(s, x, y);
                case Item.Ellipses e -> nearest(e, x, y);
                default -> null;
            };
            if (found != null && found.distance() <= REACH && (best == null || found.distance() < best.distance()
                    || found.distance() == best.distance() && best.pick().isEmpty())) {
                best = found;
            }
        }
        return Optional.ofNullable(best);
    }

    private Near nearest(Item.Series s, int x, int y) {
        int best = -1;
        double closest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < s.x().length(); i++) {
            double distance = distance(s.x().at(i), s.y().at(i), x, y);
            if (distance < closest) {
                closest = distance;
                best = i;
            }
        }
        return best < 0 ? null : new Near(at(s.tags().picks(), best), at(s.tags().tips(), best)
                .orElse(String.format("%s%.5g, %.5g", s.name().isEmpty() ? "" : s.name() + ": ", s.x().at(best),
                        s.y().at(best))), closest);
    }

    private Near nearest(Item.Ellipses e, int x, int y) {
        int best = -1;
        double closest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < e.centres().size(0); i++) {
            double distance = distance(e.centres().get(i, 0), e.centres().get(i, 1), x, y);
            if (distance < closest) {
                closest = distance;
                best = i;
            }
        }
        return best < 0 ? null : new Near(at(e.tags().picks(), best), at(e.tags().tips(), best).orElse(""), closest);
    }

    private double distance(double dataX, double dataY, int x, int y) {
        boolean shown = Double.isFinite(dataX) && Double.isFinite(dataY) && !(chart.x().isLogScaleEnabled() && dataX <= 0)
                && !(chart.y().isLogScaleEnabled() && dataY <= 0);
        return shown ? Math.hypot(chart.x().getPixelCoordinate(dataX) - x, chart.y().getPixelCoordinate(dataY) - y)
                : Double.POSITIVE_INFINITY;
    }

    private static <T> Optional<T> at(List<T> list, int index) {
        return index < list.size() ? Optional.of(list.get(index)) : Optional.empty();
    }
}

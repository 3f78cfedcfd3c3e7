package org.paramscope.ui.internal.figure;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.events.PaintEvent;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swtchart.Chart;
import org.eclipse.swtchart.IAxis;
import org.eclipse.swtchart.ICustomPaintListener;
import org.paramscope.figures.Ink;
import org.paramscope.figures.Item;
import org.paramscope.figures.Plot;
import org.paramscope.figures.Style;

/** What a chart has no series for: areas behind the lines, and rings, error bars, rules and words before them. */
final class ChartShapes {

    static final int BAND_ALPHA = 70;
    private static final int BLOCK_ALPHA = 150;

    private Chart chart;
    private Plot plot;
    private Colours colours;
    private final List<Rectangle> words = new ArrayList<>();

    void install(Chart target) {
        chart = target;
        target.getPlotArea().addCustomPaintListener(layer(true));
        target.getPlotArea().addCustomPaintListener(layer(false));
    }

    void show(Plot next, Colours inks) {
        plot = next;
        colours = inks;
    }

    private ICustomPaintListener layer(boolean behind) {
        return new ICustomPaintListener() {
            @Override
            public void paintControl(PaintEvent event) {
                if (plot != null) {
                    paint(event.gc, behind);
                }
            }

            @Override
            public boolean drawBehindSeries() {
                return behind;
            }
        };
    }

    private void paint(GC gc, boolean behind) {
        gc.setAntialias(SWT.ON);
        gc.setFont(chart.getAxisSet().getXAxis(0).getTick().getFont());
        if (behind) {
            plot.items().forEach(item -> behind(gc, item));
        } else {
            words.clear();
            plot.items().forEach(item -> before(gc, item));
        }
        gc.setAlpha(255);
    }

    private void behind(GC gc, Item item) {
        Color colour = Colours.of(colours.colour(item));
        gc.setBackground(colour);
        switch (item) {
            case Item.Span s -> {
                gc.setAlpha((int) (255 * s.style().opacity()));
                int from = px(s.from());
                gc.fillRectangle(Math.min(from, px(s.to())), 0, Math.abs(px(s.to()) - from), height());
            }
            case Item.Band b -> band(gc, b);
            case Item.Bars b -> bars(gc, b);
            case Item.Ellipses e -> {
                for (int i = 0; i < e.centres().size(0); i++) {
                    boolean chosen = !e.tags().picks().isEmpty() && plot.selection().contains(e.tags().picks().get(i));
                    gc.setBackground(chosen ? colours.of(Ink.HIGHLIGHT) : colour);
                    gc.setAlpha(chosen ? 60 : 26);
                    double[][] outline = Gaussian2.outline(e, i, 61);
                    gc.fillPolygon(polygon(outline[0], outline[1], outline[0].length));
                }
            }
            default -> { }
        }
    }

    private void band(GC gc, Item.Band b) {
        gc.setAlpha((int) (BAND_ALPHA * b.style().opacity()));
        double[] both = new double[b.x().length()];
        for (int i = 0; i < both.length; i++) {
            both[i] = b.low().at(i) + b.high().at(i);
        }
        for (int[] run : ChartSeries.finiteRuns(b.x().toArray(), both)) {
            int n = run[1] - run[0];
            double[] x = new double[2 * n];
            double[] y = new double[2 * n];
            for (int i = 0; i < n; i++) {
                x[i] = b.x().at(run[0] + i);
                y[i] = b.high().at(run[0] + i);
                x[2 * n - 1 - i] = x[i];
                y[2 * n - 1 - i] = b.low().at(run[0] + i);
            }
            gc.fillPolygon(polygon(x, y, 2 * n));
        }
    }

    private void bars(GC gc, Item.Bars b) {
        for (int i = 0; i < b.x().length(); i++) {
            boolean chosen = !b.tags().picks().isEmpty() && plot.selection().contains(b.tags().picks().get(i));
            gc.setBackground(chosen ? colours.of(Ink.HIGHLIGHT) : Colours.of(colours.colour(b)));
            gc.setAlpha(chosen ? 255 : (int) (BLOCK_ALPHA * b.style().opacity()));
            int left = px(b.x().at(i) - b.width() / 2);
            int right = px(b.x().at(i) + b.width() / 2);
            int top = py(b.heights().at(i));
            int foot = plot.y().logarithmic() ? height() : py(0);
            gc.fillRectangle(left, Math.min(top, foot), Math.max(1, right - left - 1), Math.abs(foot - top));
        }
    }

    private void before(GC gc, Item item) {
        gc.setAlpha(255);
        switch (item) {
            case Item.Series s -> {
                s.interval().ifPresent(interval -> errorBars(gc, s, interval));
                marks(gc, s);
                labels(gc, s);
            }
            case Item.Rule r -> rule(gc, r);
            case Item.Span s -> word(gc, s.name(), (px(s.from()) + px(s.to())) / 2, 3, 0.5, Ink.MUTED);
            case Item.Label l -> {
                boolean left = px(l.x()) + 6 + gc.textExtent(l.name()).x > width();
                word(gc, l.name(), px(l.x()) + (left ? -6 : 6), py(l.y()) - 18, left ? 1 : 0, l.ink());
            }
            default -> { }
        }
    }

    private void errorBars(GC gc, Item.Series s, Item.Interval interval) {
        gc.setForeground(colours.faded(s));
        gc.setLineWidth(1);
        gc.setLineStyle(SWT.LINE_SOLID);
        for (int i = 0; i < s.x().length(); i++) {
            if (Double.isFinite(s.x().at(i)) && Double.isFinite(interval.low().at(i) + interval.high().at(i))) {
                int x = px(s.x().at(i));
                gc.drawLine(x, py(interval.low().at(i)), x, py(interval.high().at(i)));
            }
        }
    }

    private void marks(GC gc, Item.Series s) {
        int radius = (int) Math.max(2, Math.round(s.style().size() * 0.66));
        boolean tags = !s.tags().picks().isEmpty();
        gc.setLineStyle(SWT.LINE_SOLID);
        for (int i = 0; i < s.x().length(); i++) {
            int x = px(s.x().at(i));
            int y = py(s.y().at(i));
            gc.setForeground(colours.faded(s));
            gc.setLineWidth(1);
            if (s.style().marker() == Style.Marker.RING) {
                gc.drawOval(x - radius, y - radius, 2 * radius, 2 * radius);
            } else if (s.style().marker() == Style.Marker.TICK) {
                gc.drawLine(x, y - radius - 2, x, y + radius + 2);
            }
            if (tags && plot.selection().contains(s.tags().picks().get(i))) {
                gc.setForeground(colours.of(Ink.HIGHLIGHT));
                gc.setLineWidth(2);
                gc.drawOval(x - radius - 4, y - radius - 4, 2 * radius + 8, 2 * radius + 8);
            }
        }
        gc.setLineWidth(1);
    }

    private void labels(GC gc, Item.Series s) {
        for (int i = 0; i < s.tags().labels().size(); i++) {
            String label = s.tags().labels().get(i);
            boolean chosen = !s.tags().picks().isEmpty() && plot.selection().contains(s.tags().picks().get(i));
            Point size = gc.textExtent(label);
            int[][] places = {{7, -size.y - 2}, {7, 2}, {-size.x - 7, -size.y - 2}, {-size.x - 7, 2}};
            for (int[] place : places) {
                int x = px(s.x().at(i)) + place[0];
                int y = py(s.y().at(i)) + place[1];
                boolean inside = x >= 0 && y >= 0 && x + size.x <= width() && y + size.y <= height();
                if (inside && (free(x, y, size) || chosen)) {
                    word(gc, label, x, y, 0, chosen ? Ink.HIGHLIGHT : Ink.FOREGROUND);
                    break;
                }
            }
        }
    }

    private boolean free(int x, int y, Point size) {
        Rectangle box = new Rectangle(x, y, size.x, size.y);
        return words.stream().noneMatch(box::intersects);
    }

    private void rule(GC gc, Item.Rule r) {
        gc.setForeground(colours.faded(r));
        gc.setLineWidth((int) Math.max(1, Math.round(r.style().width())));
        gc.setLineStyle(switch (r.style().line()) {
            case DASHED -> SWT.LINE_DASH;
            case DOTTED -> SWT.LINE_DOT;
            default -> SWT.LINE_SOLID;
        });
        if (r.vertical()) {
            gc.drawLine(px(r.at()), 0, px(r.at()), height());
            boolean left = px(r.at()) > 0.6 * width();
            int y = 2;
            Point size = gc.textExtent(r.name());
            while (!r.name().isEmpty() && y < height() - 20
                    && !free(left ? px(r.at()) - 4 - size.x : px(r.at()) + 4, y, size)) {
                y += size.y;
            }
            word(gc, r.name(), px(r.at()) + (left ? -4 : 4), y, left ? 1 : 0, r.style().ink());
        } else {
            gc.drawLine(0, py(r.at()), width(), py(r.at()));
            word(gc, r.name(), width() - 4, py(r.at()) - 17, 1, r.style().ink());
        }
        gc.setLineStyle(SWT.LINE_SOLID);
        gc.setLineWidth(1);
    }

    /** Writes a word; {@code anchor} is the part of its length that lies left of x. */
    private void word(GC gc, String text, int x, int y, double anchor, Ink ink) {
        if (!text.isEmpty()) {
            Point size = gc.textExtent(text);
            int left = (int) Math.round(x - anchor * size.x);
            gc.setForeground(colours.of(ink));
            gc.drawText(text, left, y, true);
            words.add(new Rectangle(left, y, size.x, size.y));
        }
    }

    private int[] polygon(double[] x, double[] y, int n) {
        int[] points = new int[2 * n];
        for (int i = 0; i < n; i++) {
            points[2 * i] = px(x[i]);
            points[2 * i + 1] = py(y[i]);
        }
        return points;
    }

    private int px(double value) {
        return pixel(chart.getAxisSet().getXAxis(0), value);
    }

    private int py(double value) {
        return pixel(chart.getAxisSet().getYAxis(0), value);
    }

    private static int pixel(IAxis axis, double value) {
        return axis.getPixelCoordinate(axis.isLogScaleEnabled() ? Math.max(value, axis.getRange().lower) : value);
    }

    private int width() {
        return chart.getPlotArea().getSize().x;
    }

    private int height() {
        return chart.getPlotArea().getSize().y;
    }
}

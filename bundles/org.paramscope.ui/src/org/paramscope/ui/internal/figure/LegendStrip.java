package org.paramscope.ui.internal.figure;

import java.util.LinkedHashMap;
import java.util.Map;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.paramscope.figures.Item;
import org.paramscope.figures.Plot;
import org.paramscope.figures.Style;
import org.paramscope.figures.Theme;

/** Explains the names in one or several plots, each name once, in as many rows as needed. */
final class LegendStrip {

    private static final int SWATCH = 22;
    private static final int GAP = 5;
    private static final int BETWEEN = 16;

    /** A name, how its item is drawn, and its colour at full strength and faded by its opacity. */
    private record Entry(Item item, Color colour, Color faded) {
    }

    private final Canvas canvas;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private Theme theme;

    LegendStrip(Composite parent, Font font) {
        canvas = new Canvas(parent, SWT.DOUBLE_BUFFERED) {
            @Override
            public Point computeSize(int wide, int high, boolean changed) {
                int width = wide == SWT.DEFAULT ? Math.max(100, getParent().getClientArea().width - 10) : wide;
                return new Point(Math.min(width, 100), height(width));
            }
        };
        canvas.setFont(font);
        canvas.addListener(SWT.Paint, event -> paint(event.gc));
    }

    /** The height of all rows at a width. */
    int height(int width) {
        return entries.isEmpty() ? 0 : walk(null, width) + 4;
    }

    Control control() {
        return canvas;
    }

    void clear(Theme next) {
        theme = next;
        entries.clear();
        canvas.setBackground(Colours.of(next.background()));
        canvas.redraw();
    }

    /** Explains a plot's items; rules, spans and labels carry their own words. */
    void add(Plot plot, Colours colours) {
        for (Item item : plot.items()) {
            boolean explained = item instanceof Item.Series || item instanceof Item.Band || item instanceof Item.Ellipses
                    || item instanceof Item.Bars;
            if (explained && !item.name().isBlank()) {
                entries.putIfAbsent(item.name(), new Entry(item, Colours.of(colours.colour(item)), colours.faded(item)));
            }
        }
    }

    private void paint(GC gc) {
        gc.setAntialias(SWT.ON);
        walk(gc, canvas.getClientArea().width);
    }

    /** Sets the entries in rows and paints them if there is something to paint on; returns the height of all rows. */
    private int walk(GC gc, int width) {
        GC measure = gc == null ? new GC(canvas) : gc;
        measure.setFont(canvas.getFont());
        int height = measure.getFontMetrics().getHeight() + 3;
        int x = 0;
        int y = 0;
        for (Map.Entry<String, Entry> each : entries.entrySet()) {
            int length = SWATCH + GAP + measure.textExtent(each.getKey()).x;
            if (x > 0 && x + length > width) {
                x = 0;
                y += height;
            }
            if (gc != null) {
                swatch(gc, each.getValue(), x, y + height / 2);
                gc.setAlpha(255);
                gc.setForeground(Colours.of(theme.foreground()));
                gc.drawText(each.getKey(), x + SWATCH + GAP, y + 1, true);
            }
            x += length + BETWEEN;
        }
        if (gc == null) {
            measure.dispose();
        }
        return y + height;
    }

    private static void swatch(GC gc, Entry entry, int x, int y) {
        Style style = entry.item().style();
        gc.setForeground(entry.faded());
        gc.setBackground(entry.faded());
        switch (entry.item()) {
            case Item.Band b -> {
                gc.setBackground(entry.colour());
                gc.setAlpha((int) (ChartShapes.BAND_ALPHA * style.opacity()));
                gc.fillRectangle(x, y - 4, SWATCH, 9);
            }
            case Item.Ellipses e -> gc.drawOval(x + 2, y - 5, SWATCH - 4, 10);
            case Item.Bars b -> gc.fillRectangle(x + 5, y - 5, SWATCH - 10, 10);
            default -> {
                if (style.line() != Style.Line.NONE) {
                    gc.setLineWidth(2);
                    gc.setLineStyle(style.line() == Style.Line.DASHED ? SWT.LINE_DASH
                            : style.line() == Style.Line.DOTTED ? SWT.LINE_DOT : SWT.LINE_SOLID);
                    gc.drawLine(x, y, x + SWATCH, y);
                    gc.setLineStyle(SWT.LINE_SOLID);
                    gc.setLineWidth(1);
                }
                marker(gc, style.marker(), x + SWATCH / 2, y);
            }
        }
    }

    private static void marker(GC gc, Style.Marker marker, int x, int y) {
        switch (marker) {
            case NONE -> { }
            case DISC -> gc.fillOval(x - 3, y - 3, 7, 7);
            case RING -> gc.drawOval(x - 4, y - 4, 8, 8);
            case SQUARE -> gc.fillRectangle(x - 3, y - 3, 7, 7);
            case DIAMOND -> gc.fillPolygon(new int[] {x, y - 4, x + 4, y, x, y + 4, x - 4, y});
            case TRIANGLE -> gc.fillPolygon(new int[] {x, y - 4, x + 4, y + 3, x - 4, y + 3});
            case CROSS -> {
                gc.drawLine(x - 3, y - 3, x + 3, y + 3);
                gc.drawLine(x - 3, y + 3, x + 3, y - 3);
            }
            case TICK -> gc.drawLine(x, y - 5, x, y + 5);
        }
    }
}

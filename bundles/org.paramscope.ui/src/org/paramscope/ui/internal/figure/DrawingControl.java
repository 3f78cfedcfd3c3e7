package org.paramscope.ui.internal.figure;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.paramscope.figures.Figure;
import org.paramscope.figures.Grid;
import org.paramscope.figures.Item;
import org.paramscope.figures.Pick;
import org.paramscope.figures.Plot;
import org.paramscope.figures.TextPanel;
import org.paramscope.figures.Theme;
import org.paramscope.figures.render.Drawing;
import org.paramscope.figures.render.Layout;
import org.paramscope.figures.render.Mark;

/** Heat maps, grids and words, painted as they are laid out; the wheel zooms a single plot. */
final class DrawingControl implements FigureControl {

    /** Pixels a point: figures are made for paper, on a screen they are read from farther away. */
    private static final double SCALE = 1.62;
    /** Of a panel with its title and legend. */
    private static final int PANEL_HEIGHT = 220;
    private static final double REACH = 6;
    private static final double STEP = 1.25;

    private final Canvas canvas;
    private final FigureListener listener;
    private final Font regular;
    private final Font bold;
    private Figure whole;
    private Figure shown;
    private Theme theme;
    private Drawing drawing;

    DrawingControl(Composite parent, FigureListener listener) {
        this.listener = listener;
        canvas = new Canvas(parent, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND);
        canvas.setData("org.eclipse.e4.ui.css.disabled", Boolean.TRUE);
        LocalResourceManager resources = new LocalResourceManager(JFaceResources.getResources(), canvas);
        regular = resources.create(FontDescriptor.createFrom(JFaceResources.getDefaultFont()).setHeight(9)
                .setStyle(SWT.NORMAL));
        bold = resources.create(FontDescriptor.createFrom(JFaceResources.getDefaultFont()).setHeight(9)
                .setStyle(SWT.BOLD));
        canvas.addListener(SWT.Paint, event -> paint(event.gc));
        canvas.addListener(SWT.Resize, event -> drawing = null);
        canvas.addListener(SWT.MouseVerticalWheel, this::zoom);
        canvas.addListener(SWT.MouseDoubleClick, event -> resetZoom());
        canvas.addListener(SWT.MouseMove, this::readOut);
        canvas.addListener(SWT.MouseExit, event -> listener.readOut(""));
        canvas.addListener(SWT.MouseUp, this::pick);
    }

    @Override
    public Control control() {
        return canvas;
    }

    @Override
    public boolean suits(Figure figure) {
        return !FigureView.isXy(figure);
    }

    @Override
    public void show(Figure figure, Theme colours) {
        whole = figure;
        shown = figure;
        theme = colours;
        drawing = null;
        canvas.setBackground(Colours.of(colours.background()));
        canvas.redraw();
    }

    /** Words are laid out in the drawing, so their height is estimated. */
    @Override
    public int readableHeight(int width) {
        Stream<Figure> parts = whole instanceof Grid grid ? Stream.concat(Stream.of(grid), grid.panels().stream()) : Stream.of(whole);
        List<String> words = parts.flatMap(part -> Stream.concat(part.notes().stream(),
                part instanceof TextPanel text && part == whole ? text.paragraphs().stream() : Stream.empty())).toList();
        return ReadableSize.panels(whole, PANEL_HEIGHT).y + ReadableSize.words(words, width);
    }

    @Override
    public void resetZoom() {
        shown = whole;
        drawing = null;
        canvas.redraw();
    }

    private void paint(GC gc) {
        Point size = canvas.getSize();
        gc.fillRectangle(0, 0, size.x, size.y);
        if (shown == null || size.x / SCALE < 60 || size.y / SCALE < 50) {
            return;
        }
        if (drawing == null) {
            drawing = Layout.of(shown, size.x / SCALE, size.y / SCALE);
        }
        drawing.paint(new GcPainter(gc, theme, SCALE, regular, bold));
    }

    private void zoom(Event event) {
        if (drawing != null && shown instanceof Plot plot && !drawing.areas().isEmpty()) {
            Drawing.Area area = drawing.areas().get(0);
            double factor = event.count > 0 ? 1 / STEP : STEP;
            double x = area.x().invert(event.x / SCALE);
            double y = area.y().invert(event.y / SCALE);
            shown = plot.x(axis -> axis.range(x + (area.x().low() - x) * factor, x + (area.x().high() - x) * factor))
                    .y(axis -> axis.range(y + (area.y().low() - y) * factor, y + (area.y().high() - y) * factor));
            drawing = null;
            canvas.redraw();
            event.doit = false;
        }
    }

    private void readOut(Event event) {
        if (drawing == null) {
            return;
        }
        double x = event.x / SCALE;
        double y = event.y / SCALE;
        String text = drawing.nearest(x, y, REACH).map(Mark.Tagged::tip).filter(tip -> !tip.isEmpty())
                .or(() -> drawing.area(x, y).flatMap(area -> cell(area, x, y))).orElse("");
        canvas.setToolTipText(text.isEmpty() ? null : text);
        listener.readOut(text);
    }

    private static Optional<String> cell(Drawing.Area area, double x, double y) {
        int column = (int) Math.floor(area.x().invert(x));
        int row = (int) Math.floor(area.y().invert(y));
        for (Item item : area.plot().items()) {
            if (item instanceof Item.HeatMap map && row >= 0 && row < map.values().size(0) && column >= 0
                    && column < map.values().size(1)) {
                return Optional.of(String.format("[%d, %d] = %.5g", row, column, map.values().get(row, column)));
            }
        }
        return Optional.empty();
    }

    private void pick(Event event) {
        if (drawing != null && event.button == 1) {
            Optional<Pick> pick = drawing.pick(event.x / SCALE, event.y / SCALE, REACH);
            pick.ifPresent(found -> listener.picked(found, (event.stateMask & SWT.MOD1) != 0));
        }
    }
}

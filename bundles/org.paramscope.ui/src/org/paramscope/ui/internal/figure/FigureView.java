package org.paramscope.ui.internal.figure;

import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swtchart.Chart;
import org.paramscope.figures.Figure;
import org.paramscope.figures.Grid;
import org.paramscope.figures.Item;
import org.paramscope.figures.Plot;
import org.paramscope.figures.TextPanel;
import org.paramscope.figures.Theme;

/**
 * Shows any figure: charts when it is made of XY plots, else its primitives on a canvas. It scrolls where there is less
 * room than the figure needs to be read.
 */
public final class FigureView extends Composite {

    private final FigureListener listener;
    private final ScrolledComposite scroll;
    private FigureControl shown;
    private Figure figure;

    /** @param listener told of clicks and of what lies below the pointer */
    public FigureView(Composite parent, FigureListener listener) {
        super(parent, SWT.NONE);
        this.listener = listener;
        setLayout(new FillLayout());
        scroll = new ScrolledComposite(this, SWT.H_SCROLL | SWT.V_SCROLL);
        // Bars that only show themselves under the pointer would hide that there is more to see.
        scroll.setScrollbarsMode(SWT.NONE);
        scroll.setData("org.eclipse.e4.ui.css.disabled", Boolean.TRUE);
        scroll.addListener(SWT.Resize, event -> keepReadable());
    }

    /** Shows a figure in a theme. */
    public void show(Figure next, Theme theme) {
        figure = next;
        boolean chart = isXy(next);
        if (shown == null || !shown.suits(next)) {
            if (shown != null) {
                shown.control().dispose();
            }
            shown = chart ? new ChartsControl(scroll, listener) : new DrawingControl(scroll, listener);
            scroll.setContent(shown.control());
        }
        setBackground(Colours.of(theme.background()));
        scroll.setBackground(Colours.of(theme.background()));
        shown.show(next, theme);
        keepReadable();
        layout(true, true);
    }

    /** Gives the figure the room that there is beside the bars, and at least what it needs. */
    private void keepReadable() {
        if (figure == null) {
            return;
        }
        Point room = scroll.getSize();
        int least = ReadableSize.width(figure);
        boolean tall = shown.readableHeight(Math.max(least, room.x)) > room.y;
        int wide = room.x - (tall ? scroll.getVerticalBar().getSize().x : 0);
        int width = Math.max(least, wide);
        int high = room.y - (width > wide ? scroll.getHorizontalBar().getSize().y : 0);
        shown.control().setSize(width, Math.max(shown.readableHeight(width), high));
    }

    /** Whether every item of a figure, or of all its panels, has a place on two axes with numbers. */
    static boolean isXy(Figure figure) {
        return switch (figure) {
            case Plot plot -> plot.x().ticks().isEmpty() && plot.y().ticks().isEmpty() && plot.items().stream()
                    .noneMatch(item -> item instanceof Item.HeatMap || item instanceof Item.Picture);
            case Grid grid -> grid.panels().stream().allMatch(FigureView::isXy);
            case TextPanel words -> false;
        };
    }

    /** The charts that show it, panel by panel; none when it is painted. */
    public List<Chart> charts() {
        return shown instanceof ChartsControl charts ? charts.charts() : List.of();
    }

    /** The figure that is shown; null before the first. */
    public Figure figure() {
        return figure;
    }

    /** The control that shows it: a chart or a canvas; null before the first. */
    public org.eclipse.swt.widgets.Control shownBy() {
        return shown == null ? null : shown.control();
    }

    /** Shows all of the figure again after zooming. */
    public void resetZoom() {
        if (shown != null) {
            shown.resetZoom();
        }
    }
}

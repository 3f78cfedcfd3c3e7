package org.paramscope.ui.internal.figure;

import org.eclipse.swt.widgets.Control;
import org.paramscope.figures.Figure;
import org.paramscope.figures.Theme;

/** A control that shows one kind of figure. */
interface FigureControl {

    Control control();

    /** Whether this kind of control shows such a figure. */
    boolean suits(Figure figure);

    /** Shows a figure; the zoom stays while the axes mean the same as before. */
    void show(Figure figure, Theme theme);

    /** The height, in pixels, below which the figure shown can no longer be read at a width. */
    int readableHeight(int width);

    /** Shows all of the figure again. */
    void resetZoom();
}

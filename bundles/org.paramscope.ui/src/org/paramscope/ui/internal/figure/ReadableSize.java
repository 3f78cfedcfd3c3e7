package org.paramscope.ui.internal.figure;

import java.util.List;

import org.eclipse.swt.graphics.Point;
import org.paramscope.figures.Figure;
import org.paramscope.figures.Grid;
import org.paramscope.figures.Plot;
import org.paramscope.figures.TextPanel;

/** The size below which a figure can no longer be read: as large as its rows and columns of panels need, with its words. */
final class ReadableSize {

    private static final int PANEL_WIDTH = 250;
    private static final int LINE_HEIGHT = 17;
    /** A careful guess: words are measured only when they are laid out. */
    private static final int LETTER_WIDTH = 6;

    private ReadableSize() {
    }

    /**
     * The smallest size of all panels, in pixels, without notes.
     *
     * @param height of one panel
     */
    static Point panels(Figure figure, int height) {
        return switch (figure) {
            case Plot plot -> new Point(PANEL_WIDTH, height);
            case Grid grid -> new Point(grid.columns() * PANEL_WIDTH, grid.rows() * height);
            case TextPanel words -> new Point(PANEL_WIDTH / 2, 0);
        };
    }

    /** The smallest width, in pixels. */
    static int width(Figure figure) {
        return panels(figure, 0).x;
    }

    /** The height, in pixels, of paragraphs wrapped to a width. */
    static int words(List<String> paragraphs, int width) {
        return paragraphs.stream().mapToInt(text -> LINE_HEIGHT * (1 + text.length() * LETTER_WIDTH / Math.max(width, LETTER_WIDTH)))
                .sum();
    }
}

package org.paramscope.figures.render;

/** What stands around a plot area, in points. */
record Insets(double top, double right, double bottom, double left) {

    Rectangle inside(Rectangle cell) {
        return new Rectangle(cell.x() + left, cell.y() + top, Math.max(10, cell.width() - left - right),
                Math.max(10, cell.height() - top - bottom));
    }
}

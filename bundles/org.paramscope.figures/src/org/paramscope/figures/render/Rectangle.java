package org.paramscope.figures.render;

/**
 * An upright rectangle in points (1/72 inch), y downward.
 *
 * @param x      left edge
 * @param y      upper edge
 * @param width  not negative
 * @param height not negative
 */
public record Rectangle(double x, double y, double width, double height) {

    /** The right edge. */
    public double right() {
        return x + width;
    }

    /** The lower edge. */
    public double bottom() {
        return y + height;
    }

    /** Whether a point lies inside or on the edge. */
    public boolean contains(double px, double py) {
        return px >= x && px <= right() && py >= y && py <= bottom();
    }

    /** Whether the other lies wholly inside or on the edge. */
    public boolean contains(Rectangle o) {
        return contains(o.x, o.y) && contains(o.right(), o.bottom());
    }

    /** Whether the interiors share a point. */
    public boolean overlaps(Rectangle o) {
        return x < o.right() && o.x < right() && y < o.bottom() && o.y < bottom();
    }

    /** Enlarged on all sides; a negative margin shrinks. */
    public Rectangle grow(double margin) {
        return new Rectangle(x - margin, y - margin, width + 2 * margin, height + 2 * margin);
    }

    /** Whether a segment touches the rectangle (Liang and Barsky 1984). */
    boolean touches(double x1, double y1, double x2, double y2) {
        double[] step = {x1 - x2, x2 - x1, y1 - y2, y2 - y1};
        double[] room = {x1 - x, right() - x1, y1 - y, bottom() - y1};
        double enter = 0;
        double leave = 1;
        for (int side = 0; side < 4; side++) {
            if (step[side] == 0) {
                if (room[side] < 0) {
                    return false;
                }
            } else if (step[side] < 0) {
                enter = Math.max(enter, room[side] / step[side]);
            } else {
                leave = Math.min(leave, room[side] / step[side]);
            }
        }
        return enter <= leave;
    }
}

package org.paramscope.figures.render;

import java.util.List;
import java.util.Optional;
import org.paramscope.figures.ColourMap;
import org.paramscope.figures.Ink;
import org.paramscope.figures.Pick;

/**
 * A primitive of a laid-out figure, in points (1/72 inch) from the upper left corner. Arrays in marks must not be
 * written to.
 */
public sealed interface Mark {

    /**
     * A polyline or polygon.
     *
     * @param x      [n]
     * @param y      [n]
     * @param closed whether the last point is joined to the first
     * @param paint  fill and outline
     */
    record Path(double[] x, double[] y, boolean closed, Paint paint) implements Mark {
        /** A straight line. */
        public static Path line(double x1, double y1, double x2, double y2, Paint paint) {
            return new Path(new double[] {x1, x2}, new double[] {y1, y2}, false, paint);
        }

        /** A rectangle. */
        public static Path box(Rectangle r, Paint paint) {
            return new Path(new double[] {r.x(), r.right(), r.right(), r.x()},
                    new double[] {r.y(), r.y(), r.bottom(), r.bottom()}, true, paint);
        }
    }

    /**
     * An ellipse.
     *
     * @param x       centre
     * @param y       centre
     * @param radiusX half axis along the angle
     * @param radiusY half axis across
     * @param degrees clockwise rotation
     * @param paint   fill and outline
     */
    record Oval(double x, double y, double radiusX, double radiusY, double degrees, Paint paint) implements Mark {
        /** A circle. */
        public static Oval circle(double x, double y, double radius, Paint paint) {
            return new Oval(x, y, radius, radius, 0, paint);
        }
    }

    /** Which part of a text stands at its position. */
    enum Anchor {
        /** The beginning. */
        START,
        /** The middle. */
        MIDDLE,
        /** The end. */
        END
    }

    /**
     * One line of text.
     *
     * @param x        position of the anchor
     * @param y        position of the base line
     * @param text     the words
     * @param size     of the font, in points
     * @param bold     whether bold
     * @param anchor   which part stands at the position
     * @param vertical whether it reads upward
     * @param ink      colour
     */
    record Text(double x, double y, String text, double size, boolean bold, Anchor anchor, boolean vertical, Ink ink)
            implements Mark {
        /** The box that the text takes, by the widths that the layout reckons with. */
        public Rectangle box() {
            double length = TextMetrics.width(text, size, bold);
            double shift = anchor == Anchor.START ? 0 : anchor == Anchor.MIDDLE ? length / 2 : length;
            double up = TextMetrics.ascent(size);
            double high = up + TextMetrics.descent(size);
            return vertical ? new Rectangle(x - up, y + shift - length, high, length)
                    : new Rectangle(x - shift, y - up, length, high);
        }
    }

    /**
     * A picture of levels of a colour map.
     *
     * @param bounds  where
     * @param columns of cells
     * @param rows    of cells
     * @param levels  [rows x columns], 0 to 255; -1 stays empty
     * @param map     what the levels mean
     */
    record Raster(Rectangle bounds, int columns, int rows, short[] levels, ColourMap map) implements Mark {
    }

    /**
     * A picture in colours of its own.
     *
     * @param bounds  where
     * @param columns of pixels
     * @param rows    of pixels
     * @param rgb     [rows x columns], 24 bit
     */
    record Photo(Rectangle bounds, int columns, int rows, int[] rgb) implements Mark {
    }

    /**
     * Marks of which only what lies inside the bounds is seen.
     *
     * @param bounds the window
     * @param marks  what is seen through it
     */
    record Clip(Rectangle bounds, List<Mark> marks) implements Mark {
    }

    /**
     * Marks that stand for something.
     *
     * @param pick  what they stand for
     * @param tip   shown when the pointer rests on them; empty for none
     * @param x     centre
     * @param y     centre
     * @param marks the marks
     */
    record Tagged(Optional<Pick> pick, String tip, double x, double y, List<Mark> marks) implements Mark {
    }
}

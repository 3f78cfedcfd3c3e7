package org.paramscope.figures.render;

import org.paramscope.figures.Ink;
import org.paramscope.figures.Style;

/**
 * How a shape is filled and outlined.
 *
 * @param fill          ink of the inside, {@link Ink#NONE} for none
 * @param fillOpacity   0 to 1
 * @param stroke        ink of the outline, {@link Ink#NONE} for none
 * @param strokeOpacity 0 to 1
 * @param width         of the outline, in points
 * @param line          solid, dashed or dotted
 */
public record Paint(Ink fill, double fillOpacity, Ink stroke, double strokeOpacity, double width, Style.Line line) {

    /** A filled shape without outline. */
    public static Paint fill(Ink ink, double opacity) {
        return new Paint(ink, opacity, Ink.NONE, 1, 0, Style.Line.SOLID);
    }

    /** A solid line. */
    public static Paint stroke(Ink ink, double width) {
        return stroke(ink, width, 1, Style.Line.SOLID);
    }

    /** A line. */
    public static Paint stroke(Ink ink, double width, double opacity, Style.Line line) {
        return new Paint(Ink.NONE, 1, ink, opacity, width, line);
    }

    /** The lengths of dashes and gaps in points, empty for a solid line. */
    public double[] dashes() {
        return switch (line) {
            case DASHED -> new double[] {3.5, 2.2};
            case DOTTED -> new double[] {0.9, 1.8};
            default -> new double[0];
        };
    }
}

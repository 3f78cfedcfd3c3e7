package org.paramscope.figures;

/**
 * How a series, band or set of ellipses is drawn.
 *
 * @param ink     its colour; {@link Ink#AUTOMATIC} takes the next series colour
 * @param line    how consecutive points are joined
 * @param width   line width in points (1/72 inch)
 * @param marker  the sign at each point
 * @param size    diameter of the marker in points
 * @param opacity of lines and markers, and scaled down of areas; in (0, 1]
 */
public record Style(Ink ink, Line line, double width, Marker marker, double size, double opacity) {

    /** How consecutive points are joined. */
    public enum Line {
        /** Not at all. */
        NONE,
        /** By a line. */
        SOLID,
        /** By dashes. */
        DASHED,
        /** By dots. */
        DOTTED
    }

    /** The sign at a point. */
    public enum Marker {
        /** None. */
        NONE,
        /** A disc. */
        DISC,
        /** A square. */
        SQUARE,
        /** A square on its corner. */
        DIAMOND,
        /** A triangle that points up. */
        TRIANGLE,
        /** An empty circle. */
        RING,
        /** A diagonal cross. */
        CROSS,
        /** A short vertical stroke, for many values on a line. */
        TICK
    }

    /** A solid line. */
    public static final Style LINE = new Style(Ink.AUTOMATIC, Line.SOLID, 1.2, Marker.NONE, 4, 1);
    /** Discs without a line. */
    public static final Style POINTS = new Style(Ink.AUTOMATIC, Line.NONE, 1.0, Marker.DISC, 4, 1);
    /** Discs joined by a line. */
    public static final Style JOINED = new Style(Ink.AUTOMATIC, Line.SOLID, 1.2, Marker.DISC, 4, 1);

    /** Checks the ranges. */
    public Style {
        if (!(width >= 0) || !(size >= 0) || !(opacity > 0) || opacity > 1) {
            throw new IllegalArgumentException("style with width " + width + ", size " + size + " and opacity " + opacity
                    + "; width and size must not be negative and opacity must lie in (0, 1]");
        }
    }

    /** The same in another colour. */
    public Style ink(Ink other) {
        return new Style(other, line, width, marker, size, opacity);
    }

    /** The same with another way of joining points. */
    public Style line(Line other) {
        return new Style(ink, other, width, marker, size, opacity);
    }

    /** The same with another line width in points. */
    public Style width(double other) {
        return new Style(ink, line, other, marker, size, opacity);
    }

    /** The same with another marker. */
    public Style marker(Marker other) {
        return new Style(ink, line, width, other, size, opacity);
    }

    /** The same with markers of another diameter in points. */
    public Style size(double other) {
        return new Style(ink, line, width, marker, other, opacity);
    }

    /** The same with another opacity. */
    public Style opacity(double other) {
        return new Style(ink, line, width, marker, size, other);
    }
}

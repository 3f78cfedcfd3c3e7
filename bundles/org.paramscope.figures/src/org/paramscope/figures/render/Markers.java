package org.paramscope.figures.render;

import java.util.List;
import org.paramscope.figures.Ink;
import org.paramscope.figures.Style;

/** The shapes of markers. */
final class Markers {

    private Markers() {
    }

    /** Adds the marker of a style around a centre. Areas carry a thin edge in the colour of the ground, so that neighbours stay apart. */
    static void add(Style style, Ink ink, double x, double y, double opacity, List<Mark> marks) {
        double r = style.size() / 2;
        Paint area = new Paint(ink, opacity, Ink.BACKGROUND, 0.8 * opacity, 0.4, Style.Line.SOLID);
        Paint stroke = Paint.stroke(ink, Math.max(0.7, 0.2 * style.size()), opacity, Style.Line.SOLID);
        switch (style.marker()) {
            case NONE -> {
            }
            case DISC -> marks.add(Mark.Oval.circle(x, y, r, area));
            case RING -> marks.add(Mark.Oval.circle(x, y, r, Paint.stroke(ink, 0.8, opacity, Style.Line.SOLID)));
            case SQUARE -> marks.add(Mark.Path.box(new Rectangle(x - 0.88 * r, y - 0.88 * r, 1.76 * r, 1.76 * r), area));
            case DIAMOND -> marks.add(new Mark.Path(new double[] {x, x + 1.2 * r, x, x - 1.2 * r},
                    new double[] {y - 1.2 * r, y, y + 1.2 * r, y}, true, area));
            case TRIANGLE -> marks.add(new Mark.Path(new double[] {x, x + 1.1 * r, x - 1.1 * r},
                    new double[] {y - 1.15 * r, y + 0.85 * r, y + 0.85 * r}, true, area));
            case CROSS -> {
                marks.add(Mark.Path.line(x - 0.8 * r, y - 0.8 * r, x + 0.8 * r, y + 0.8 * r, stroke));
                marks.add(Mark.Path.line(x - 0.8 * r, y + 0.8 * r, x + 0.8 * r, y - 0.8 * r, stroke));
            }
            case TICK -> marks.add(Mark.Path.line(x, y - r, x, y + r, Paint.stroke(ink, 0.6, opacity, Style.Line.SOLID)));
        }
    }
}

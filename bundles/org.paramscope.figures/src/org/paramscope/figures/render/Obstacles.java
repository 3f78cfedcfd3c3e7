package org.paramscope.figures.render;

import java.util.ArrayList;
import java.util.List;

/** What is already drawn in a plot and must not be covered by words. */
final class Obstacles {

    private record Segment(double x1, double y1, double x2, double y2) {
    }

    private record Polygon(double[] x, double[] y) {
        /** Whether a point is inside (even-odd rule). */
        boolean contains(double px, double py) {
            boolean inside = false;
            for (int i = 0, j = x.length - 1; i < x.length; j = i++) {
                if (y[i] > py != y[j] > py && px < (x[j] - x[i]) * (py - y[i]) / (y[j] - y[i]) + x[i]) {
                    inside = !inside;
                }
            }
            return inside;
        }
    }

    private final List<Segment> lines = new ArrayList<>();
    private final List<Rectangle> points = new ArrayList<>();
    private final List<Polygon> regions = new ArrayList<>();
    private final List<Rectangle> texts = new ArrayList<>();

    void line(double x1, double y1, double x2, double y2) {
        lines.add(new Segment(x1, y1, x2, y2));
    }

    void point(double x, double y, double radius) {
        points.add(new Rectangle(x - radius, y - radius, 2 * radius, 2 * radius));
    }

    void region(double[] x, double[] y) {
        regions.add(new Polygon(x, y));
        for (int i = 0, j = x.length - 1; i < x.length; j = i++) {
            line(x[j], y[j], x[i], y[i]);
        }
    }

    void text(Rectangle box) {
        texts.add(box);
    }

    /** Whether words in the box would touch other words. */
    boolean onText(Rectangle box) {
        return texts.stream().anyMatch(box::overlaps);
    }

    /** Whether words in the box would touch a point. */
    boolean onPoint(Rectangle box) {
        return points.stream().anyMatch(box::overlaps);
    }

    /** Whether words in the box would touch a line. */
    boolean onLine(Rectangle box) {
        return lines.stream().anyMatch(s -> box.touches(s.x1, s.y1, s.x2, s.y2));
    }

    /** Whether nothing at all lies in the box, regions around it included. */
    boolean free(Rectangle box) {
        double x = box.x() + box.width() / 2;
        double y = box.y() + box.height() / 2;
        return !onText(box) && !onPoint(box) && !onLine(box) && regions.stream().noneMatch(r -> r.contains(x, y));
    }
}

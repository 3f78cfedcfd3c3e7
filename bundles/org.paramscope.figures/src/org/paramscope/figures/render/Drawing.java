package org.paramscope.figures.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paramscope.figures.Pick;
import org.paramscope.figures.Plot;

/**
 * A figure laid out once: primitives that every painter paints alike.
 *
 * @param title  for readers of the screen
 * @param width  in points
 * @param height in points
 * @param marks  in the order of painting
 * @param areas  where the plots' data lie, in the order of the panels
 * @param notes  all remarks, those made by the layout included
 */
public record Drawing(String title, double width, double height, List<Mark> marks, List<Area> areas, List<String> notes) {

    /**
     * The plot area of one panel.
     *
     * @param plot   what is drawn there
     * @param bounds where
     * @param x      horizontal projection
     * @param y      vertical projection
     */
    public record Area(Plot plot, Rectangle bounds, Projection x, Projection y) {
    }

    /** Copies the lists. */
    public Drawing {
        marks = List.copyOf(marks);
        areas = List.copyOf(areas);
        notes = List.copyOf(notes);
    }

    /** Hands every primitive to the painter, in order. */
    public void paint(Painter painter) {
        marks.forEach(mark -> paint(mark, painter));
    }

    private static void paint(Mark mark, Painter painter) {
        switch (mark) {
            case Mark.Path path -> painter.path(path);
            case Mark.Oval oval -> painter.oval(oval);
            case Mark.Text text -> painter.text(text);
            case Mark.Raster raster -> painter.raster(raster);
            case Mark.Photo photo -> painter.photo(photo);
            case Mark.Clip clip -> {
                painter.open(clip.bounds());
                clip.marks().forEach(inner -> paint(inner, painter));
                painter.close();
            }
            case Mark.Tagged tagged -> {
                painter.tag(tagged);
                tagged.marks().forEach(inner -> paint(inner, painter));
                painter.untag(tagged);
            }
        }
    }

    /** All primitives without their groups. */
    public List<Mark> flattened() {
        List<Mark> all = new ArrayList<>();
        marks.forEach(mark -> flatten(mark, all));
        return all;
    }

    private static void flatten(Mark mark, List<Mark> all) {
        switch (mark) {
            case Mark.Clip clip -> clip.marks().forEach(inner -> flatten(inner, all));
            case Mark.Tagged tagged -> tagged.marks().forEach(inner -> flatten(inner, all));
            default -> all.add(mark);
        }
    }

    /** The tagged marks, in the order of painting. */
    public List<Mark.Tagged> tagged() {
        List<Mark.Tagged> all = new ArrayList<>();
        marks.forEach(mark -> collect(mark, all));
        return all;
    }

    private static void collect(Mark mark, List<Mark.Tagged> all) {
        switch (mark) {
            case Mark.Clip clip -> clip.marks().forEach(inner -> collect(inner, all));
            case Mark.Tagged tagged -> all.add(tagged);
            default -> {
            }
        }
    }

    /** The tagged mark nearest to a position, at most {@code reach} points away. */
    public Optional<Mark.Tagged> nearest(double x, double y, double reach) {
        Mark.Tagged best = null;
        double closest = reach;
        for (Mark.Tagged tagged : tagged()) {
            double distance = Math.hypot(tagged.x() - x, tagged.y() - y);
            if (distance <= closest) {
                closest = distance;
                best = tagged;
            }
        }
        return Optional.ofNullable(best);
    }

    /** What the mark nearest to a position stands for, at most {@code reach} points away. */
    public Optional<Pick> pick(double x, double y, double reach) {
        return tagged().stream().filter(t -> t.pick().isPresent() && Math.hypot(t.x() - x, t.y() - y) <= reach)
                .min(java.util.Comparator.comparingDouble(t -> Math.hypot(t.x() - x, t.y() - y)))
                .flatMap(Mark.Tagged::pick);
    }

    /** The plot area that holds a position. */
    public Optional<Area> area(double x, double y) {
        return areas.stream().filter(a -> a.bounds().contains(x, y)).findFirst();
    }
}

package org.paramscope.figures.render;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.paramscope.figures.Figure;
import org.paramscope.figures.Grid;
import org.paramscope.figures.Ink;
import org.paramscope.figures.Plot;
import org.paramscope.figures.TextPanel;

/** Turns a figure into primitives, once for all painters, without fonts or a display. */
public final class Layout {

    private static final double POINTS_PER_MILLIMETRE = 72 / 25.4;
    private static final double MARGIN = 5;
    private static final double NOTE_SIZE = 6.3;
    private static final double TEXT_SIZE = 7.5;
    private static final double GAP_X = 16;
    private static final double GAP_Y = 13;
    private static final double NOTES_MOST = 0.3;
    /** Panels narrower or lower than these cannot be read. */
    private static final double LEAST_PANEL_WIDTH = 190;
    private static final double LEAST_PANEL_HEIGHT = 165;

    private final List<Mark> marks = new ArrayList<>();
    private final List<Drawing.Area> areas = new ArrayList<>();

    private Layout() {
    }

    /** The length of so many millimetres, in points. */
    public static double points(double millimetres) {
        return millimetres * POINTS_PER_MILLIMETRE;
    }

    /** Lays a figure out on a sheet of this size in millimetres. */
    public static Drawing ofMillimetres(Figure figure, double width, double height) {
        return of(figure, points(width), points(height));
    }

    /**
     * Lays a figure out on a sheet of this size.
     *
     * @param figure what to draw
     * @param width  in points (1/72 inch), at least 60
     * @param height in points, at least 50
     */
    public static Drawing of(Figure figure, double width, double height) {
        if (!(width >= 60 && width < 1e5 && height >= 50 && height < 1e5)) {
            throw new IllegalArgumentException("a figure of " + width + " x " + height
                    + " points; at least 60 x 50 points (22 x 18 mm) are needed");
        }
        return new Layout().sheet(figure, width, height);
    }

    /**
     * The height in points below which a figure of this width cannot be read: room for its panels, side by side as far as the
     * width allows, and for all of its remarks. A window that is lower should scroll; from this height on, a grid on a
     * narrow sheet sets its panels below each other.
     *
     * @param width in points, at least 60
     */
    public static double leastHeight(Figure figure, double width) {
        double room = width - 2 * MARGIN;
        double notes = noteLines(remarks(figure, panels(figure)), room).size() * TextMetrics.lineHeight(NOTE_SIZE);
        if (!(figure instanceof Grid grid)) {
            return LEAST_PANEL_HEIGHT + notes + 2 * MARGIN;
        }
        int rows = rows(grid.panels().size(), columns(grid, room));
        return rows * LEAST_PANEL_HEIGHT + (rows - 1) * GAP_Y + notes + 2 * MARGIN;
    }

    /** The columns of a grid, fewer where the room is narrow. */
    private static int columns(Grid grid, double room) {
        int fitting = Math.max(1, (int) ((room + GAP_X) / (LEAST_PANEL_WIDTH + GAP_X)));
        return Math.min(Math.min(grid.columns(), grid.panels().size()), fitting);
    }

    private static int rows(int panels, int columns) {
        return (panels + columns - 1) / columns;
    }

    private static List<String> noteLines(List<String> notes, double width) {
        List<String> lines = new ArrayList<>();
        notes.forEach(note -> lines.addAll(TextMetrics.wrap(note, NOTE_SIZE, false, width)));
        return lines;
    }

    private Drawing sheet(Figure figure, double width, double height) {
        Rectangle sheet = new Rectangle(0, 0, width, height);
        marks.add(Mark.Path.box(sheet, Paint.fill(Ink.BACKGROUND, 1)));
        Rectangle room = sheet.grow(-MARGIN);
        List<Panel> panels = panels(figure);
        List<String> notes = remarks(figure, panels);
        boolean roomy = height >= leastHeight(figure, width);
        room = notes(notes, room, roomy);
        if (figure instanceof Grid grid) {
            grid(grid, panels, room, roomy ? columns(grid, room.width()) : Math.min(grid.columns(), panels.size()));
        } else {
            cell(panels.get(0), room);
        }
        return new Drawing(figure.title(), width, height, marks, areas, notes);
    }

    /** A panel with its letter; plots have a layout. */
    private static final class Panel {
        final Figure figure;
        final String letter;
        private final PlotLayout layout;
        private Insets insets;

        Panel(Figure figure, String letter) {
            this.figure = figure;
            this.letter = letter;
            this.layout = figure instanceof Plot plot ? new PlotLayout(plot, letter) : null;
        }

        Optional<PlotLayout> plot() {
            return Optional.ofNullable(layout);
        }
    }

    private static List<Panel> panels(Figure figure) {
        if (!(figure instanceof Grid grid)) {
            return List.of(new Panel(figure, ""));
        }
        List<Panel> panels = new ArrayList<>();
        for (int i = 0; i < grid.panels().size(); i++) {
            panels.add(new Panel(grid.panels().get(i), grid.letter(i)));
        }
        return panels;
    }

    /** The figure's remarks, then those of its panels with their letters. */
    private static List<String> remarks(Figure figure, List<Panel> panels) {
        Set<String> notes = new LinkedHashSet<>(figure.notes());
        Map<String, String> letters = new LinkedHashMap<>();
        for (Panel panel : panels) {
            List<String> own = new ArrayList<>(figure instanceof Grid ? panel.figure.notes() : List.of());
            panel.plot().ifPresent(p -> own.addAll(p.notes()));
            own.forEach(note -> letters.merge(note, panel.letter, (a, b) -> a + ", " + b));
        }
        letters.forEach((note, of) -> notes.add(of.isEmpty() ? note : of + ": " + note));
        return List.copyOf(notes);
    }

    /** Sets the remarks at the foot, cut on a low sheet, and returns the room above them. */
    private Rectangle notes(List<String> notes, Rectangle room, boolean roomy) {
        List<String> lines = noteLines(notes, room.width());
        double pitch = TextMetrics.lineHeight(NOTE_SIZE);
        int most = roomy ? Integer.MAX_VALUE : Math.max(1, (int) (NOTES_MOST * room.height() / pitch));
        if (lines.size() > most) {
            lines.subList(most, lines.size()).clear();
            lines.set(most - 1, TextMetrics.shorten(lines.get(most - 1) + " \u2026", NOTE_SIZE, false, room.width()));
        }
        if (lines.isEmpty()) {
            return room;
        }
        double y = room.bottom() - TextMetrics.descent(NOTE_SIZE) - (lines.size() - 1) * pitch;
        for (String line : lines) {
            marks.add(new Mark.Text(room.x(), y, line, NOTE_SIZE, false, Mark.Anchor.START, false, Ink.MUTED));
            y += pitch;
        }
        return new Rectangle(room.x(), room.y(), room.width(), room.height() - lines.size() * pitch - 4);
    }

    private void cell(Panel panel, Rectangle cell) {
        panel.plot().ifPresentOrElse(
                layout -> areas.add(layout.draw(cell, layout.measure(cell.width(), cell.height()), marks)),
                () -> words((TextPanel) panel.figure, panel.letter, cell));
    }

    private void grid(Grid grid, List<Panel> panels, Rectangle room, int columns) {
        Heading heading = new Heading("", grid.title());
        heading.draw(room, marks);
        double head = heading.height(room.width()) + (grid.title().isBlank() ? 0 : 3);
        int rows = rows(panels.size(), columns);
        double width = (room.width() - (columns - 1) * GAP_X) / columns;
        double height = (room.height() - head - (rows - 1) * GAP_Y) / rows;
        List<Rectangle> cells = new ArrayList<>();
        for (int i = 0; i < panels.size(); i++) {
            cells.add(new Rectangle(room.x() + i % columns * (width + GAP_X),
                    room.y() + head + i / columns * (height + GAP_Y), width, height));
        }
        shareLegends(panels, columns, width);
        for (Panel panel : panels) {
            panel.insets = panel.plot().map(p -> p.measure(width, height)).orElse(new Insets(0, 0, 0, 0));
        }
        for (int i = 0; i < panels.size(); i++) {
            Panel panel = panels.get(i);
            int at = i;
            if (panel.plot().filter(p -> !p.fits(cells.get(at), aligned(panels, at, columns))).isPresent()) {
                panel.insets = panel.layout.measureOutside(width, height);
            }
        }
        for (int i = 0; i < panels.size(); i++) {
            Panel panel = panels.get(i);
            if (panel.layout == null) {
                words((TextPanel) panel.figure, panel.letter, cells.get(i));
            } else {
                areas.add(panel.layout.draw(cells.get(i), aligned(panels, i, columns), marks));
            }
        }
    }

    /** Panels that explain the same as the one before leave it out; one above may then use the width of both. */
    private static void shareLegends(List<Panel> panels, int columns, double width) {
        int owner = 0;
        for (int i = 1; i < panels.size(); i++) {
            PlotLayout before = panels.get(owner).layout;
            PlotLayout here = panels.get(i).layout;
            if (before != null && here != null && here.shareLegend(before)) {
                if (i / columns == owner / columns) {
                    before.legendRoom((i - owner + 1) * (width + GAP_X) - GAP_X);
                }
            } else {
                owner = i;
            }
        }
    }

    /** The insets that align a plot with those of its row and column. */
    private static Insets aligned(List<Panel> panels, int panel, int columns) {
        Insets own = panels.get(panel).insets;
        double top = own.top();
        double bottom = own.bottom();
        double left = own.left();
        for (int i = 0; i < panels.size(); i++) {
            Insets other = panels.get(i).insets;
            if (i / columns == panel / columns) {
                top = Math.max(top, other.top());
                bottom = Math.max(bottom, other.bottom());
            }
            if (i % columns == panel % columns) {
                left = Math.max(left, other.left());
            }
        }
        return new Insets(top, own.right(), bottom, left);
    }

    private void words(TextPanel panel, String letter, Rectangle cell) {
        Heading heading = new Heading(letter, panel.title());
        heading.draw(cell, marks);
        double head = heading.height(cell.width());
        Rectangle box = new Rectangle(cell.x(), cell.y() + head, cell.width(), cell.height() - head);
        double inner = box.width() - 20;
        double size = TEXT_SIZE;
        while (size > 5 && height(panel, size, inner) > box.height() - 14) {
            size -= 0.25;
        }
        double tall = Math.min(box.height(), height(panel, size, inner) + 14);
        Ink ink = panel.refusal() ? Ink.WARNING : Ink.MUTED;
        marks.add(Mark.Path.box(new Rectangle(box.x(), box.y(), box.width(), tall), Paint.fill(ink, 0.07)));
        marks.add(Mark.Path.box(new Rectangle(box.x(), box.y(), 2.5, tall), Paint.fill(ink, 1)));
        double y = box.y() + 7 + TextMetrics.ascent(size);
        for (String paragraph : panel.paragraphs()) {
            for (String line : TextMetrics.wrap(paragraph, size, false, inner)) {
                if (y <= box.bottom() - TextMetrics.descent(size)) {
                    marks.add(new Mark.Text(box.x() + 11, y, line, size, false, Mark.Anchor.START, false, Ink.FOREGROUND));
                }
                y += TextMetrics.lineHeight(size);
            }
            y += 0.45 * size;
        }
    }

    private static double height(TextPanel panel, double size, double width) {
        return panel.paragraphs().stream().mapToDouble(p -> 0.45 * size
                + TextMetrics.wrap(p, size, false, width).size() * TextMetrics.lineHeight(size)).sum() - 0.45 * size;
    }
}

package org.paramscope.figures.render;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.paramscope.figures.Axis;
import org.paramscope.figures.Ink;
import org.paramscope.figures.Item;
import org.paramscope.figures.Plot;

/** Lays out one plot: reckons what stands around it, then makes the marks. */
final class PlotLayout {

    private static final double LABEL_SIZE = 7.5;
    private static final double SMALLEST_LABEL = 6;
    private static final double BAR_WIDTH = 7;
    private static final double BAR_GAP = 7;

    private enum Spot {
        NONE, INSIDE, RIGHT, ABOVE
    }

    private final Plot plot;
    private final Heading heading;
    private final Bounds.Range xRange;
    private final Bounds.Range yRange;
    private final Map<Item, Ink> inks;
    private final Legend legend;
    private final Optional<Item.HeatMap> map;
    private Spot spot;
    private double legendRoom = Double.NaN;

    PlotLayout(Plot plot, String letter) {
        this.plot = plot;
        this.heading = new Heading(letter, plot.title());
        this.xRange = Bounds.horizontal(plot);
        this.yRange = Bounds.vertical(plot);
        this.inks = inks(plot);
        this.legend = new Legend(plot, inks);
        this.map = plot.items().stream().filter(Item.HeatMap.class::isInstance).map(Item.HeatMap.class::cast).findFirst();
        this.spot = legend.isEmpty() ? Spot.NONE : Spot.INSIDE;
    }

    private static Map<Item, Ink> inks(Plot plot) {
        Map<Item, Ink> inks = new IdentityHashMap<>();
        Map<String, Integer> numbers = new LinkedHashMap<>();
        for (Item item : plot.items()) {
            Ink ink = item.style().ink();
            if (ink.equals(Ink.AUTOMATIC)) {
                String key = item.name().isBlank() ? "\u0000" + numbers.size() : item.name();
                numbers.putIfAbsent(key, numbers.size());
                ink = Ink.series(numbers.get(key));
            }
            inks.put(item, ink);
        }
        return inks;
    }

    /** Remarks that the layout itself has to make. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        remark(plot.x(), xRange, "left", notes);
        remark(plot.y(), yRange, "lower", notes);
        return notes;
    }

    private static void remark(Axis axis, Bounds.Range range, String edge, List<String> notes) {
        if (range.unshown() > 0) {
            notes.add(range.unshown() + (range.unshown() == 1 ? " value of " : " values of ")
                    + (axis.label().isBlank() ? "an axis" : axis.label())
                    + " not above zero, drawn at the " + edge + " edge of the logarithmic axis");
        }
    }

    /** Leaves the legend to the panel before, if that explains the same; says whether it does. */
    boolean shareLegend(PlotLayout before) {
        boolean shared = !legend.isEmpty() && legend.sameAs(before.legend);
        spot = shared ? Spot.NONE : spot;
        return shared;
    }

    /** The width that a legend above the plot may take, when panels at the right share it. */
    void legendRoom(double width) {
        legendRoom = width;
    }

    private double rowsWidth(double cellWidth) {
        return Double.isNaN(legendRoom) ? cellWidth : legendRoom;
    }

    /** What stands around the plot in a cell of this size; chooses the place of the legend. */
    Insets measure(double width, double height) {
        Rectangle cell = new Rectangle(0, 0, width, height);
        Insets insets = settle(cell);
        if (spot != Spot.INSIDE || corner(frame(insets.inside(cell), cell), cell).isPresent()) {
            return insets;
        }
        return measureOutside(width, height);
    }

    /** Whether the legend still finds an empty corner inside these insets, if that is where it is meant to stand. */
    boolean fits(Rectangle cell, Insets insets) {
        return spot != Spot.INSIDE || corner(frame(insets.inside(cell), cell), cell).isPresent();
    }

    /** As {@link #measure}, with the legend outside the data. */
    Insets measureOutside(double width, double height) {
        boolean narrow = legend.columnWidth() > 0.3 * width || legend.columnHeight() > 0.75 * height;
        boolean low = !plot.equalAspect() && legend.rowsHeight(rowsWidth(width)) < 0.12 * height;
        spot = narrow || low ? Spot.ABOVE : Spot.RIGHT;
        return settle(new Rectangle(0, 0, width, height));
    }

    private Insets settle(Rectangle cell) {
        Insets insets = new Insets(heading.height(cell.width()) + 6, 10, 26, 30);
        for (int round = 0; round < 3; round++) {
            insets = around(frame(insets.inside(cell), cell), insets.inside(cell), cell);
        }
        return insets;
    }

    private Frame frame(Rectangle room, Rectangle cell) {
        return new Frame(plot, xRange, yRange, room, 0.3 * cell.width());
    }

    private Insets around(Frame frame, Rectangle room, Rectangle cell) {
        double top = heading.height(cell.width());
        if (spot == Spot.ABOVE) {
            top += legend.rowsHeight(rowsWidth(cell.width())) + 3;
        }
        top += EdgeLabels.above(plot, frame, inks, cell).stream()
                .mapToDouble(t -> frame.area.y() - t.box().y() + 1).max().orElse(0);
        double bottom = frame.xLabels.stream().mapToDouble(t -> t.box().bottom() - frame.area.bottom()).max().orElse(4);
        bottom += plot.x().label().isBlank() ? 0 : TextMetrics.lineHeight(LABEL_SIZE) + 2.5;
        double left = frame.yLabels.stream().mapToDouble(t -> frame.area.x() - t.box().x()).max().orElse(4);
        left += plot.y().label().isBlank() ? 0 : TextMetrics.lineHeight(LABEL_SIZE) + 3;
        double beyond = frame.xLabels.stream().mapToDouble(t -> t.box().right() - frame.area.right()).max().orElse(0);
        double before = frame.xLabels.stream().mapToDouble(t -> frame.area.x() - t.box().x()).max().orElse(0);
        double labels = EdgeLabels.rightWidth(plot, mostRight(cell));
        double right = Math.max(beyond, labels + barWidth(frame) + (spot == Spot.RIGHT ? legend.columnWidth() + 9 : 0));
        return new Insets(Math.max(5, top), Math.max(5, right), bottom, Math.max(left, before));
    }

    private static double mostRight(Rectangle cell) {
        return 0.26 * cell.width();
    }

    private List<Axis.Tick> barTicks(Frame frame) {
        int most = (int) Math.clamp(frame.area.height() / 18, 2, 7);
        return map.map(m -> Ticks.linear(m.low(), m.high(), most).major()).orElse(List.of());
    }

    private double barWidth(Frame frame) {
        if (map.isEmpty()) {
            return 0;
        }
        double numbers = barTicks(frame).stream().mapToDouble(t -> TextMetrics.width(t.label(), Frame.TICK_SIZE, false)).max().orElse(0);
        return BAR_GAP + BAR_WIDTH + 4 + numbers + (map.get().name().isBlank() ? 0 : TextMetrics.lineHeight(LABEL_SIZE) + 3);
    }

    /** The emptiest corner for the legend: upper right, upper left, lower right, lower left; then middles of the edges. */
    private Optional<Rectangle> corner(Frame frame, Rectangle cell) {
        double width = legend.columnWidth() + 4;
        double height = legend.columnHeight() + 2;
        Rectangle a = frame.area.grow(-3);
        if (width > 0.7 * a.width() || height > 0.8 * a.height()) {
            return Optional.empty();
        }
        ItemMarks items = new ItemMarks(plot, frame.px, frame.py, frame.area, inks);
        double[] lefts = {a.right() - width, a.x(), a.x() + (a.width() - width) / 2};
        double[] tops = {a.y(), a.bottom() - height, a.y() + (a.height() - height) / 2};
        int[][] order = {{0, 0}, {1, 0}, {0, 1}, {1, 1}, {2, 0}, {2, 1}, {0, 2}, {1, 2}};
        for (int[] at : order) {
            Rectangle box = new Rectangle(lefts[at[0]], tops[at[1]], width, height);
            if (items.obstacles.free(box.grow(2))) {
                return Optional.of(box);
            }
        }
        return Optional.empty();
    }

    /** Adds the marks of the plot in its cell and says where its area is. */
    Drawing.Area draw(Rectangle cell, Insets insets, List<Mark> marks) {
        Frame frame = frame(insets.inside(cell), cell);
        ItemMarks items = new ItemMarks(plot, frame.px, frame.py, frame.area, inks);
        heading.draw(cell, marks);
        boolean boxed = map.isPresent() || plot.items().stream().anyMatch(Item.Picture.class::isInstance);
        List<Mark> inside = new ArrayList<>();
        if (!boxed) {
            frame.grid(inside);
        }
        inside.addAll(items.marks);
        marks.add(new Mark.Clip(frame.area.grow(0.6), inside));
        frame.axes(boxed, marks);
        axisLabels(frame, cell, marks);
        marks.addAll(EdgeLabels.above(plot, frame, inks, cell));
        marks.addAll(EdgeLabels.right(plot, frame, inks, mostRight(cell)));
        map.ifPresent(m -> colourBar(m, frame, cell, marks));
        drawLegend(frame, cell, items.obstacles, marks);
        LabelPlacement.place(items.wishes, items.obstacles, frame.area.grow(-1), marks);
        return new Drawing.Area(plot, frame.area, frame.px, frame.py);
    }

    private void axisLabels(Frame frame, Rectangle cell, List<Mark> marks) {
        Rectangle a = frame.area;
        if (!plot.x().label().isBlank()) {
            double below = frame.xLabels.stream().mapToDouble(t -> t.box().bottom()).max().orElse(a.bottom() + 3);
            String label = TextMetrics.shorten(plot.x().label(), LABEL_SIZE, false, cell.width());
            double half = TextMetrics.width(label, LABEL_SIZE, false) / 2;
            double middle = Math.max(cell.x() + half, Math.min(a.x() + a.width() / 2, cell.right() - half));
            marks.add(new Mark.Text(middle, below + 3 + TextMetrics.ascent(LABEL_SIZE), label,
                    LABEL_SIZE, false, Mark.Anchor.MIDDLE, false, Ink.FOREGROUND));
        }
        if (!plot.y().label().isBlank()) {
            double left = frame.yLabels.stream().mapToDouble(t -> t.box().x()).min().orElse(a.x() - 4);
            marks.add(upright(plot.y().label(), left - 4 - TextMetrics.descent(LABEL_SIZE), a, cell));
        }
    }

    /** A label that reads upward, in the middle of the area, or moved, made smaller and shortened so far that the cell holds it. */
    private Mark.Text upright(String label, double x, Rectangle a, Rectangle cell) {
        double top = cell.y() + heading.height(cell.width());
        double room = cell.bottom() - top;
        double size = Math.clamp(LABEL_SIZE * room / TextMetrics.width(label, LABEL_SIZE, false), SMALLEST_LABEL, LABEL_SIZE);
        String shown = TextMetrics.shorten(label, size, false, room);
        double half = TextMetrics.width(shown, size, false) / 2;
        double middle = Math.max(top + half, Math.min(a.y() + a.height() / 2, cell.bottom() - half));
        return new Mark.Text(x, middle, shown, size, false, Mark.Anchor.MIDDLE, true, Ink.FOREGROUND);
    }

    private void colourBar(Item.HeatMap m, Frame frame, Rectangle cell, List<Mark> marks) {
        double x = frame.area.right() + EdgeLabels.rightWidth(plot, mostRight(cell)) + BAR_GAP;
        Rectangle bar = new Rectangle(x, frame.area.y(), BAR_WIDTH, frame.area.height());
        Projection p = new Projection(m.low(), m.high(), false, bar.bottom(), bar.y());
        marks.add(Rasters.bar(bar, m.map()));
        marks.add(Mark.Path.box(bar, Paint.stroke(Ink.MUTED, 0.5)));
        double widest = 0;
        for (Axis.Tick tick : barTicks(frame)) {
            double y = p.apply(tick.position());
            marks.add(Mark.Path.line(bar.right(), y, bar.right() + 2, y, Paint.stroke(Ink.MUTED, 0.7)));
            marks.add(new Mark.Text(bar.right() + 4, y + 0.36 * Frame.TICK_SIZE, tick.label(), Frame.TICK_SIZE, false,
                    Mark.Anchor.START, false, Ink.MUTED));
            widest = Math.max(widest, TextMetrics.width(tick.label(), Frame.TICK_SIZE, false));
        }
        if (!m.name().isBlank()) {
            marks.add(upright(m.name(), bar.right() + 4 + widest + 3 + TextMetrics.ascent(LABEL_SIZE), frame.area, cell));
        }
    }

    private void drawLegend(Frame frame, Rectangle cell, Obstacles obstacles, List<Mark> marks) {
        switch (spot) {
            case NONE -> {
            }
            case INSIDE -> corner(frame, cell).ifPresent(box -> {
                legend.column(box.x() + 2, box.y() + 1, box.width(), marks);
                obstacles.text(box);
            });
            case RIGHT -> legend.column(cell.right() - legend.columnWidth(), frame.area.y(), legend.columnWidth() + 1, marks);
            case ABOVE -> legend.inRows(cell.x(), cell.y() + heading.height(cell.width()), rowsWidth(cell.width()), marks);
        }
    }
}

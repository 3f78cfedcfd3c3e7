package org.paramscope.figures.render;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Sets labels beside their points where they cover nothing; those not required are left out where there is no room. */
final class LabelPlacement {

    static final double SIZE = 6.5;
    private static final double[] DISTANCES = {0, 5, 11, 19, 30, 44};
    /** An optional label may cross a line, such as the edge of a region, but covers no point, and stands close by. */
    private static final double OPTIONAL = 6;
    private static final int NEAR = 2;

    private LabelPlacement() {
    }

    /** Adds the labels, required ones first, and leader lines to those that stand apart. */
    static void place(List<ItemMarks.Wish> wishes, Obstacles obstacles, Rectangle area, List<Mark> marks) {
        List<ItemMarks.Wish> ordered = new ArrayList<>(wishes);
        ordered.sort(Comparator.comparing(w -> !w.required()));
        for (ItemMarks.Wish wish : ordered) {
            Mark.Text text = best(wish, obstacles, area);
            if (text != null) {
                obstacles.text(text.box().grow(0.6));
                leader(wish, text.box(), marks);
                marks.add(text);
            }
        }
    }

    private static Mark.Text best(ItemMarks.Wish wish, Obstacles obstacles, Rectangle area) {
        Mark.Text best = null;
        double lowest = wish.required() ? 100 : OPTIONAL;
        for (int k = 0; k < (wish.required() ? DISTANCES.length : NEAR); k++) {
            for (int direction = 0; direction < 8; direction++) {
                Mark.Text text = candidate(wish, DISTANCES[k], direction);
                Rectangle box = text.box();
                if (!area.contains(box) || obstacles.onText(box)) {
                    continue;
                }
                double cost = (obstacles.onPoint(box) ? 20 : 0) + (obstacles.onLine(box) ? 4 : 0)
                        + 0.6 * k + 0.01 * direction - (direction == wish.first() ? 0.1 : 0);
                if (cost < lowest) {
                    lowest = cost;
                    best = text;
                }
            }
        }
        return best;
    }

    /** Right, left, above, below, then the corners. */
    private static Mark.Text candidate(ItemMarks.Wish wish, double distance, int direction) {
        int[] dx = {1, -1, 0, 0, 1, -1, 1, -1};
        int[] dy = {0, 0, -1, 1, -1, -1, 1, 1};
        double reach = (wish.clearance() + distance) * (direction < 4 ? 1 : 0.75);
        Mark.Anchor anchor = dx[direction] > 0 ? Mark.Anchor.START : dx[direction] < 0 ? Mark.Anchor.END : Mark.Anchor.MIDDLE;
        double drop = dy[direction] == 0 ? 0.36 * SIZE : dy[direction] > 0 ? TextMetrics.ascent(SIZE) : -TextMetrics.descent(SIZE);
        return new Mark.Text(wish.x() + reach * dx[direction], wish.y() + reach * dy[direction] + drop, wish.text(), SIZE, false,
                anchor, false, wish.ink());
    }

    private static void leader(ItemMarks.Wish wish, Rectangle box, List<Mark> marks) {
        double x = Math.clamp(wish.x(), box.x(), box.right());
        double y = Math.clamp(wish.y(), box.y(), box.bottom());
        double distance = Math.hypot(x - wish.x(), y - wish.y());
        if (distance > wish.clearance() + 4) {
            double start = wish.clearance() / distance;
            marks.add(Mark.Path.line(wish.x() + start * (x - wish.x()), wish.y() + start * (y - wish.y()), x, y,
                    Paint.stroke(wish.ink(), 0.5)));
        }
    }
}

package org.paramscope.figures.render;

import java.util.List;
import org.paramscope.figures.Ink;

/** The letter and title above a panel. */
record Heading(String letter, String title) {

    static final double SIZE = 8.5;

    private double indent() {
        return letter.isEmpty() ? 0 : TextMetrics.width(letter, SIZE, true) + 7;
    }

    private List<String> lines(double width) {
        return TextMetrics.wrap(title, SIZE, true, width - indent());
    }

    /** The height it takes, the distance to what follows included. */
    double height(double width) {
        int count = Math.max(lines(width).size(), letter.isEmpty() ? 0 : 1);
        return count == 0 ? 0 : count * TextMetrics.lineHeight(SIZE) + 4;
    }

    void draw(Rectangle cell, List<Mark> marks) {
        double y = cell.y() + TextMetrics.ascent(SIZE);
        if (!letter.isEmpty()) {
            marks.add(words(cell.x(), y, letter));
        }
        for (String line : lines(cell.width())) {
            marks.add(words(cell.x() + indent(), y, line));
            y += TextMetrics.lineHeight(SIZE);
        }
    }

    private static Mark.Text words(double x, double y, String text) {
        return new Mark.Text(x, y, text, SIZE, true, Mark.Anchor.START, false, Ink.FOREGROUND);
    }
}

package org.paramscope.figures.render;

import java.util.ArrayList;
import java.util.List;

/**
 * Widths of text that do not depend on the machine: the advance widths of DejaVu Sans, in thousandths of the font
 * size. Arial and Helvetica run narrower, so text set in those stays within the reckoned boxes.
 */
public final class TextMetrics {

    /** Advance widths of the characters 32 to 126. */
    private static final int[] REGULAR = {318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337,
        636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575,
        775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390,
        838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392,
        634, 592, 818, 592, 592, 525, 636, 337, 636, 838};
    private static final int[] BOLD = {348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696,
        696, 696, 696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734, 830, 683, 683, 821,
        837, 372, 372, 775, 637, 995, 837, 850, 733, 850, 770, 720, 682, 812, 774, 1103, 771, 724, 725, 457, 365, 457, 838,
        500, 500, 675, 716, 593, 716, 678, 435, 716, 712, 343, 343, 665, 343, 1042, 712, 687, 716, 716, 493, 595, 478, 712,
        652, 924, 645, 652, 582, 712, 365, 712, 838};
    private static final String SUPERSCRIPTS = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079";

    private TextMetrics() {
    }

    /** The width of a line of text in points. */
    public static double width(String text, double size, boolean bold) {
        double sum = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            sum += advance(text.codePointAt(i), bold);
        }
        return sum * size / 1000;
    }

    private static int advance(int c, boolean bold) {
        int[] table = bold ? BOLD : REGULAR;
        if (c >= 32 && c < 127) {
            return table[c - 32];
        }
        if (SUPERSCRIPTS.indexOf(c) >= 0) {
            return bold ? 438 : 401;
        }
        return switch (c) {
            case '\u207b' -> 528; // superscript minus
            case '\u2212', '\u00d7', '\u00b1', '\u2264', '\u2265', '\u2192' -> 838;
            case '\u00b7' -> bold ? 380 : 318;
            case '\u2013', '\u00b0' -> 500;
            default -> c >= 0x2e80 ? 1000 : bold ? 740 : 690; // full width; else about a wide Greek or accented letter
        };
    }

    /** The height of letters with ascenders above the base line, in points. */
    public static double ascent(double size) {
        return 0.76 * size;
    }

    /** The depth of letters below the base line, in points. */
    public static double descent(double size) {
        return 0.22 * size;
    }

    /** The distance of base lines, in points. */
    public static double lineHeight(double size) {
        return 1.25 * size;
    }

    /** Breaks text at blanks so that no line is wider than allowed; longer words are cut. */
    public static List<String> wrap(String text, double size, boolean bold, double allowed) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+")) {
            if (!line.isEmpty() && width(line + " " + word, size, bold) > allowed) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(shorten(word, size, bold, allowed));
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
        return lines;
    }

    /** The text, or as much of its beginning as fits, with an ellipsis. */
    public static String shorten(String text, double size, boolean bold, double allowed) {
        if (width(text, size, bold) <= allowed) {
            return text;
        }
        int end = text.length();
        while (end > 1 && width(text.substring(0, end) + "\u2026", size, bold) > allowed) {
            end--;
        }
        return text.substring(0, end).stripTrailing() + "\u2026";
    }
}

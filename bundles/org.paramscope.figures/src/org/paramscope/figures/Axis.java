package org.paramscope.figures;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * An axis of a plot.
 *
 * @param label    quantity and unit, such as "time (s)"
 * @param scale    linear or logarithmic
 * @param low      fixed lower end, or empty to follow the data
 * @param high     fixed upper end, or empty to follow the data
 * @param ticks    ticks with words in place of numbers, or empty for numbers
 * @param reversed whether values rise to the left, or downward
 */
public record Axis(String label, Scale scale, OptionalDouble low, OptionalDouble high, List<Tick> ticks,
        boolean reversed) {

    /** How values are spread along the axis. */
    public enum Scale {
        /** Equal steps. */
        LINEAR,
        /** Equal ratios; values that are not positive are drawn at the lower end, and a note says how many. */
        LOGARITHMIC
    }

    /**
     * A tick with a word.
     *
     * @param position where, in data units
     * @param label    the word
     */
    public record Tick(double position, String label) {
    }

    /** A linear axis without label that follows the data. */
    public static final Axis AUTOMATIC = new Axis("", Scale.LINEAR, OptionalDouble.empty(), OptionalDouble.empty(),
            List.of(), false);

    /** Copies the ticks. */
    public Axis {
        ticks = List.copyOf(ticks);
    }

    /** The same with this label. */
    public Axis label(String text) {
        return new Axis(text, scale, low, high, ticks, reversed);
    }

    /** The same with this scale. */
    public Axis scale(Scale other) {
        return new Axis(label, other, low, high, ticks, reversed);
    }

    /** The same with fixed ends. */
    public Axis range(double from, double to) {
        if (!(from < to)) {
            throw new IllegalArgumentException("axis " + label + " from " + from + " to " + to + "; the first must be smaller");
        }
        return new Axis(label, scale, OptionalDouble.of(from), OptionalDouble.of(to), ticks, reversed);
    }

    /** The same with categories at 0, 1, 2 ... */
    public Axis categories(List<String> names) {
        List<Tick> at = IntStream.range(0, names.size()).mapToObj(i -> new Tick(i, names.get(i))).toList();
        return new Axis(label, scale, OptionalDouble.of(-0.5), OptionalDouble.of(names.size() - 0.5), at, reversed);
    }

    /** The same with these ticks. */
    public Axis ticks(List<Tick> words) {
        return new Axis(label, scale, low, high, words, reversed);
    }

    /** The same in the other direction. */
    public Axis reverse() {
        return new Axis(label, scale, low, high, ticks, !reversed);
    }

    /** Whether the scale is logarithmic. */
    public boolean logarithmic() {
        return scale == Scale.LOGARITHMIC;
    }
}

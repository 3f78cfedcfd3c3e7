package org.paramscope.engine.internal.plan;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.paramscope.engine.ParameterLayout;
import org.paramscope.engine.ParameterLayout.Entry;

/**
 * Which rows (outputs) or columns (inputs) of a weight, or entries of a bias, belong to each unit of a layer.
 *
 * @param entry name of the array of parameters
 * @param lines by unit the numbers of its rows or columns, as many for each, those at the same place alike
 */
record UnitAxis(String entry, boolean rows, List<List<Integer>> lines) {

    /** Line u belongs to unit u of so many. */
    static UnitAxis each(String entry, boolean rows, int units) {
        return new UnitAxis(entry, rows, identity(units));
    }

    /** Unit u owns u. */
    static List<List<Integer>> identity(int units) {
        return IntStream.range(0, units).mapToObj(List::of).toList();
    }

    /** Lines are groups of one for each channel: unit u owns, in every group, those of its channels. */
    static UnitAxis grouped(String entry, boolean rows, List<List<Integer>> channels, int groups, int width) {
        return new UnitAxis(entry, rows, channels.stream().map(own -> own.stream().flatMap(channel -> IntStream.range(0, groups)
                .mapToObj(group -> group * width + channel)).toList()).toList());
    }

    /** Indices of a unit's parameters, line by line. */
    IntStream indices(int unit, ParameterLayout layout) {
        Entry array = layout.entry(entry);
        return lines.get(unit).stream().flatMapToInt(line -> rows
                ? IntStream.range(0, array.columns()).map(column -> array.offset() + line * array.columns() + column)
                : IntStream.range(0, array.rows()).map(row -> array.offset() + row * array.columns() + line));
    }

    /** Whether a line belongs to units on both sides, but not to the same ones throughout. */
    boolean contradicts(UnitAxis other) {
        return entry.equals(other.entry) && rows == other.rows && !lines.equals(other.lines)
                && !Collections.disjoint(all(), other.all());
    }

    private Set<Integer> all() {
        return lines.stream().flatMap(List::stream).collect(Collectors.toSet());
    }
}

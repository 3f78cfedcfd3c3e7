package org.paramscope.engine;

import java.util.List;
import org.paramscope.data.ShapeException;

/**
 * Where each array of parameters lies in the parameter vector. Weights are [outputs, inputs] in C
 * order under {@code block.weight}, those of convolutions as their blocks say; biases are [outputs, 1] under {@code block.bias}.
 *
 * @param entries in the order of the vector, without gaps
 */
public record ParameterLayout(List<Entry> entries) {

    /**
     * One array of parameters.
     *
     * @param offset of its first value in the parameter vector
     */
    public record Entry(String name, int offset, int rows, int columns) {

        /** Number of values. */
        public int size() {
            return rows * columns;
        }
    }

    public ParameterLayout {
        entries = List.copyOf(entries);
        int offset = 0;
        for (Entry entry : entries) {
            if (entry.offset() != offset) {
                throw new ShapeException("parameters '" + entry.name() + "' start at " + entry.offset() + ", not at " + offset);
            }
            offset += entry.size();
        }
    }

    /** Length p of the parameter vector. */
    public int size() {
        return entries.isEmpty() ? 0 : entries.getLast().offset() + entries.getLast().size();
    }

    /** The array of that name; a {@link ShapeException} names those that exist. */
    public Entry entry(String name) {
        return entries.stream().filter(e -> e.name().equals(name)).findFirst().orElseThrow(() -> new ShapeException(
                "no parameters '" + name + "' among " + entries.stream().map(Entry::name).toList()));
    }

    /**
     * The parameters of another model whose arrays have the same names and shapes, in the order of this one.
     *
     * @param other the layout of {@code values}; may have more arrays
     */
    public double[] arrange(ParameterLayout other, double[] values) {
        if (values.length != other.size()) {
            throw new ShapeException(values.length + " parameters for a layout of " + other.size());
        }
        double[] arranged = new double[size()];
        for (Entry entry : entries) {
            Entry from = other.entry(entry.name());
            if (from.rows() != entry.rows() || from.columns() != entry.columns()) {
                throw new ShapeException("parameters '" + entry.name() + "' are [" + entry.rows() + ", " + entry.columns() + "] here and ["
                        + from.rows() + ", " + from.columns() + "] there");
            }
            System.arraycopy(values, from.offset(), arranged, entry.offset(), entry.size());
        }
        return arranged;
    }

    /** Label of one parameter, as in {@code encoder.weight[3,1]} or {@code encoder.bias[3]}; indices count from 0. */
    public String label(int i) {
        Entry entry = entryAt(i);
        int within = i - entry.offset();
        return entry.name().endsWith(".bias") ? entry.name() + "[" + within + "]"
                : entry.name() + "[" + within / entry.columns() + "," + within % entry.columns() + "]";
    }

    /** The array in which parameter {@code i} lies. */
    public Entry entryAt(int i) {
        for (Entry entry : entries) {
            if (i >= entry.offset() && i < entry.offset() + entry.size()) {
                return entry;
            }
        }
        throw new ShapeException("parameter " + i + " of " + size());
    }
}

package org.paramscope.engine.graph;

import java.util.stream.IntStream;

/** A recurrent layer that is being described: what is not said keeps its default. {@link #states} and {@link #last} add it. */
public final class Recurrent {

    private final Graph graph;
    private final String name;
    private final Recurrence.Cell cell;
    private final Node in;
    private final int hidden;
    private Node initial;
    private Node mask;
    private int steps;
    private boolean reversed;
    private Node added;

    Recurrent(Graph graph, String name, Recurrence.Cell cell, Node in, int hidden) {
        this.graph = graph;
        this.name = name;
        this.cell = cell;
        this.in = in;
        this.hidden = hidden;
    }

    /** Starts from a state [hidden] (LSTM [2 hidden]) instead of 0. */
    public Recurrent from(Node state) {
        this.initial = state;
        return this;
    }

    /** Keeps the state where the mask [steps] is 0. */
    public Recurrent where(Node present) {
        this.mask = present;
        return this;
    }

    /** Reads the same features so many times. */
    public Recurrent repeated(int times) {
        this.steps = times;
        return this;
    }

    /** Runs from the last step to the first. */
    public Recurrent reversed() {
        this.reversed = true;
        return this;
    }

    /** The hidden state after each step, [steps, hidden]. */
    public Node states() {
        Node all = all();
        return cell.states() == 1 ? all : graph.features(name + ".states", all, 0, hidden);
    }

    /** The hidden state after the step that comes last in the layer's time, [hidden]. */
    public Node last() {
        return end(".last", 0, hidden);
    }

    /** The whole state after the last step, [hidden] or for LSTM [2 hidden]: to start another layer {@link #from}. */
    public Node lastState() {
        return end(".lastState", 0, hidden * cell.states());
    }

    private Node end(String suffix, int from, int to) {
        Node all = all();
        int width = all.shape().features();
        int at = reversed ? 0 : all.width() - width;
        return graph.select(name + suffix, IntStream.range(at + from, at + to).toArray(), all);
    }

    private Node all() {
        if (added == null) {
            added = graph.recurrent(name, cell, in, initial, mask, hidden, steps, reversed);
        }
        return added;
    }
}

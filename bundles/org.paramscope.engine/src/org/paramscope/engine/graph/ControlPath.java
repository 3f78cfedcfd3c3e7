package org.paramscope.engine.graph;

import java.util.Optional;

/**
 * A control path that is being described: what is not said keeps its default, a natural cubic spline through all values at the
 * times 0, 1, 2, ... without a channel for time. {@link #derivative} and {@link #start} add it to the graph.
 */
public final class ControlPath {

    private final Graph graph;
    private final String name;
    private final Node values;
    private Node mask;
    private Node times;
    private Control.Interpolation interpolation = Control.Interpolation.NATURAL_CUBIC;
    private boolean time;
    private Node added;

    ControlPath(Graph graph, String name, Node values) {
        this.graph = graph;
        this.name = name;
        this.values = values;
    }

    /** Looks only at values whose entry of the mask, an input [T, C], is above 0. */
    public ControlPath where(Node observed) {
        this.mask = observed;
        return this;
    }

    /** Takes the true times of each sample from an input [T]. */
    public ControlPath at(Node trueTimes) {
        this.times = trueTimes;
        return this;
    }

    /** Makes the true time the first channel. */
    public ControlPath withTime() {
        this.time = true;
        return this;
    }

    /** Runs between observed values in this way. */
    public ControlPath by(Control.Interpolation kind) {
        this.interpolation = kind;
        return this;
    }

    /** The path's derivative, [T - 1, 3, channels], for {@link Graph#control}. */
    public Node derivative() {
        if (added == null) {
            added = graph.add(new Control(name, graph.position(values), Optional.ofNullable(mask).map(graph::position),
                    Optional.ofNullable(times).map(graph::position), interpolation, time));
        }
        return added;
    }

    /** Where the path starts, X(0), [channels]. */
    public Node start() {
        return graph.add(new ControlStart(name + ".start", graph.position(derivative())));
    }
}

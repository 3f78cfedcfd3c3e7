package org.paramscope.models.continuous;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Node;
import org.paramscope.engine.graph.Shape;

/** Values, times and mask of any time steps of the samples, counted from the first of the past; each added to the graph once. */
final class Steps {

    /** Some of the time steps. */
    record Range(int from, int to) {
        int count() {
            return to - from;
        }
    }

    private final Graph graph;
    private final SampleShape shape;
    private final Map<String, Node> known = new HashMap<>();

    Steps(Graph graph, SampleShape shape) {
        this.graph = graph;
        this.shape = shape;
    }

    /** The steps of the window. */
    Range window() {
        return new Range(shape.past(), shape.past() + shape.length());
    }

    /** The steps from which a state is encoded; a path needs two. */
    Range read(Start start) {
        return readsPast(start, shape) ? new Range(0, shape.past()) : window();
    }

    /** Whether a state is encoded from the past alone. */
    static boolean readsPast(Start start, SampleShape shape) {
        return start == Start.PAST && shape.past() >= 2;
    }

    /** [steps, channels] */
    Node values(Range range) {
        if (range.equals(window())) {
            return graph.sequence();
        }
        int channels = shape.channels();
        int[] entries = IntStream.range(range.from() * channels, range.to() * channels).toArray();
        return once("values", range, name -> graph.reshape(name, shape.past() == 0 ? graph.select(name + ".chosen", entries, graph.input())
                : graph.select(name + ".chosen", entries, graph.past(), graph.input()), range.count(), channels));
    }

    /** Times in mean sampling intervals, [steps]; empty when they are regular. */
    Optional<Node> times(Range range) {
        return shape.irregular() ? Optional.of(once("instants", range, name -> graph.slice(name,
                graph.input(Samples.TIMES, Shape.of(shape.past() + shape.length())), range.from(), range.to()))) : Optional.empty();
    }

    /** 1 where a value was observed, 0 where not, [steps, channels]; empty when all were. */
    Optional<Node> observed(Range range) {
        int channels = shape.channels();
        return shape.gaps() ? Optional.of(once("mask", range, name -> graph.reshape(name, graph.slice(name + ".chosen",
                graph.input(Samples.OBSERVED, Shape.of(shape.before() + shape.size())), range.from() * channels, range.to() * channels),
                range.count(), channels))) : Optional.empty();
    }

    private Node once(String what, Range range, Function<String, Node> add) {
        String name = what + "." + range.from() + "-" + range.to();
        Node node = known.get(name);
        if (node == null) {
            node = add.apply(name);
            known.put(name, node);
        }
        return node;
    }
}

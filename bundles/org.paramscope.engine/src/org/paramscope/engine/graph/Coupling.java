package org.paramscope.engine.graph;

import java.util.stream.IntStream;
import org.paramscope.data.ShapeException;

/**
 * What a coupling of a normalising flow yields.
 *
 * @param value the moved entries, or all entries of a whole layer: [d]
 * @param logDeterminant log |det dy/dx|: [1]
 */
public record Coupling(Node value, Node logDeterminant) {

    /** Computes the parameters of a coupling from the entries that it leaves as they are. */
    @FunctionalInterface
    public interface Conditioner {

        /** Adds blocks to the graph and returns a node of the width {@code parameters}. */
        Node parameters(Graph graph, Node kept, int parameters);
    }

    /** A whole layer: moves the entries at odd places, or those at even places. */
    static Coupling layer(Graph graph, String name, Node x, boolean odd, CouplingTransform transform, boolean inverse,
            Conditioner conditioner) {
        int d = x.width();
        if (x.shape().rank() != 1 || d < 2) {
            throw new ShapeException("block '" + name + "': a coupling layer moves half of the entries of a vector, not of " + x);
        }
        int parity = odd ? 1 : 0;
        Node kept = graph.select(name + ".kept", IntStream.range(0, d).filter(i -> i % 2 != parity).toArray(), x);
        Node moving = graph.select(name + ".moving", IntStream.range(0, d).filter(i -> i % 2 == parity).toArray(), x);
        Coupling coupling = graph.coupling(name + ".transform", moving,
                conditioner.parameters(graph, kept, transform.parameters() * moving.width()), transform, inverse);
        int[] places = IntStream.range(0, d).map(i -> i % 2 == parity ? i / 2 : moving.width() + i / 2).toArray();
        return new Coupling(graph.select(name, places, coupling.value(), kept), coupling.logDeterminant());
    }
}

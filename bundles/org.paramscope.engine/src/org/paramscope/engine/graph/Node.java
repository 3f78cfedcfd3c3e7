package org.paramscope.engine.graph;

/** A value in a {@link Graph} under construction: the output of one block. */
public final class Node {

    private final Graph graph;
    private final int position;
    private final Block block;
    private final Shape shape;

    Node(Graph graph, int position, Block block, Shape shape) {
        this.graph = graph;
        this.position = position;
        this.block = block;
        this.shape = shape;
    }

    /** Number of values a sample. */
    public int width() {
        return shape.size();
    }

    /** Axes of the value of one sample. */
    public Shape shape() {
        return shape;
    }

    /** Name of the block. */
    public String name() {
        return block.name();
    }

    int position() {
        return position;
    }

    boolean of(Graph other) {
        return graph == other;
    }

    @Override
    public String toString() {
        return name() + " " + shape;
    }
}

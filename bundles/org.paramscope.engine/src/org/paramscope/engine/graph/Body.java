package org.paramscope.engine.graph;

import java.util.List;
import org.paramscope.data.ShapeException;

/**
 * A sub-graph that another block evaluates many times: the cell of a scan, the vector field of a differential
 * equation. Its parameters belong to that block.
 *
 * @param blocks the inputs first, in the order in which the outer block supplies them
 * @param inputs number of inputs
 * @param result position of the block that yields the result; not an input
 */
public record Body(List<Block> blocks, int inputs, int result) {

    public Body {
        blocks = List.copyOf(blocks);
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i) instanceof Control) {
                throw new ShapeException("block '" + blocks.get(i).name() + "': a sub-graph does not see the samples through which a path runs");
            }
            if (blocks.get(i) instanceof Input != i < inputs) {
                throw new ShapeException("block '" + blocks.get(i).name() + "': the inputs of a sub-graph stand first, and only there");
            }
        }
        if (result < inputs || result >= blocks.size()) {
            throw new ShapeException("a sub-graph of " + blocks.size() + " blocks has no result at position " + result);
        }
    }

    /** The shape of the result when the inputs have the shapes that they were built for. */
    public Shape shape() {
        return Shapes.of(blocks).get(result);
    }

    /** The shape of an input. */
    public Shape input(int i) {
        return ((Input) blocks.get(i)).inputShape();
    }

    /** Refuses inputs of other shapes in the name of the outer block. */
    void require(String name, List<Shape> given) {
        for (int i = 0; i < inputs; i++) {
            if (!input(i).equals(given.get(i))) {
                throw new ShapeException("block '" + name + "': its sub-graph was built for '" + blocks.get(i).name() + "' "
                        + input(i) + ", not " + given.get(i));
            }
        }
    }

    /** Floating point operations of one evaluation for one sample. */
    public long flop() {
        return Shapes.flop(blocks);
    }
}

package org.paramscope.engine.graph;

import java.util.List;
import java.util.Optional;

/**
 * One step of a static graph. A graph is a list of blocks; a block names its sources by their position
 * in that list, which is below its own. Blocks are values: they carry no parameters.
 */
public sealed interface Block {

    /** Unique name in the graph; parameters are called {@code name.weight} and {@code name.bias}. */
    String name();

    /** Number of values that the block yields a sample, at least 1. */
    int width();

    /** The window, or the inputs of a table row. */
    record Input(String name, int width) implements Block { }

    /** The values before the window. */
    record Past(String name, int width) implements Block { }

    /**
     * y = f(W x + b).
     *
     * @param source position of the block that yields x
     * @param width of y
     * @param transposeOf position of the block whose transposed weight is W (tied weights), or empty
     * @param bias whether there is b; otherwise b = 0
     */
    record Affine(String name, int source, int width, Optional<Integer> transposeOf, boolean bias, Activation activation)
            implements Block { }

    /**
     * A choice of entries, without parameters: y_i is entry {@code indices[i]} of the concatenated sources.
     *
     * @param sources positions of the blocks, in the order of concatenation
     * @param indices into the concatenation, at least one; repetitions are allowed
     */
    record Select(String name, List<Integer> sources, List<Integer> indices) implements Block {

        public Select {
            sources = List.copyOf(sources);
            indices = List.copyOf(indices);
        }

        @Override
        public int width() {
            return indices.size();
        }
    }
}

package org.paramscope.engine.graph;

import java.util.List;
import org.paramscope.data.ShapeException;

/**
 * One step of a static graph. A graph is a list of blocks; a block names its sources by their position
 * in that list, which is below its own. Blocks are values: they carry no parameters, and what follows
 * from the shapes of their sources is not stored but derived.
 */
public sealed interface Block permits Input, Affine, Convolution, TransposedConvolution, Select, Reshape, Elementwise,
        Arithmetic, Rescale, Reduce, Softmax, LayerNormalization, Recurrence, Scan, Integration, GaussianSample,
        GaussianDivergence, AffineCoupling, SplineCoupling, StochasticAffine, Control, ControlStart {

    /** Unique name in the graph; parameters are called {@code name.weight}, {@code name.bias} and so on. */
    String name();

    /** Positions of the blocks whose values this one reads. */
    List<Integer> sources();

    /**
     * The shape of this block's value.
     *
     * @param in shapes of the sources, in their order
     * @throws ShapeException when the sources do not fit: names the block and the shapes
     */
    Shape shape(List<Shape> in);

    /** The block's own arrays of parameters, in the order of the parameter vector. */
    default List<Parameter> parameters(List<Shape> in) {
        return List.of();
    }

    /** Floating point operations of the forward pass of one sample: 2 for each multiply-add, 1 for each other operation. */
    long flop(List<Shape> in);

    /** What the block computes, in a phrase that names the sources, as in {@code tanh(W input + b)}. */
    String describe(List<String> names);

    /** Whether the value comes with the samples; nothing is computed in a pass, and there is no gradient. */
    default boolean laidOut() {
        return false;
    }

    /** The same block reading other positions. */
    Block withSources(List<Integer> positions);

    /** The same block with another number of units; a {@link ShapeException} when it has none of its own. */
    default Block withWidth(int width) {
        throw new ShapeException("block '" + name() + "' has no width to be changed");
    }

    /**
     * An array of parameters of a block.
     *
     * @param name after the block's name and a dot
     * @param rows outputs
     * @param columns inputs; 1 for a vector
     * @param initial how it starts
     */
    record Parameter(String name, int rows, int columns, Initial initial) {

        /** Number of values. */
        public int size() {
            return Math.multiplyExact(rows, columns);
        }
    }

    /**
     * Distribution of starting values.
     *
     * @param bound values are uniform within centre +- bound; 0 for the centre itself
     * @param centre mean
     */
    record Initial(double centre, double bound) {

        /** All 0. */
        public static final Initial ZERO = new Initial(0, 0);
        /** All 1. */
        public static final Initial ONE = new Initial(1, 0);

        /** Uniform on +-sqrt(6 / (inputs + outputs)) (Glorot, Bengio 2010). */
        public static Initial glorot(int inputs, int outputs) {
            return new Initial(0, Math.sqrt(6.0 / (inputs + outputs)));
        }
    }
}

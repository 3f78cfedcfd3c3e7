package org.paramscope.engine.graph;

import java.util.ArrayList;
import java.util.List;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.graph.Block.Parameter;

/** What follows from a list of blocks: the shape of each value, and that everything fits. */
public final class Shapes {

    private Shapes() { }

    /**
     * The shape of each block's value.
     *
     * @throws ShapeException when blocks do not fit: names the block and the shapes
     */
    public static List<Shape> of(List<Block> blocks) {
        List<Shape> shapes = new ArrayList<>();
        for (Block block : blocks) {
            shapes.add(next(block, blocks, shapes));
        }
        return shapes;
    }

    /** The shape of a block that follows others of known shapes. */
    static Shape next(Block block, List<Block> blocks, List<Shape> before) {
        if (block instanceof Affine affine && affine.transposeOf().isPresent()) {
            requireTied(affine, blocks, before);
        }
        if (block instanceof Control control) {
            control.sources().forEach(source -> requireInput(control, blocks, source));
        }
        if (block instanceof ControlStart start && !(blocks.get(start.control()) instanceof Control)) {
            throw new ShapeException("block '" + start.name() + "': '" + blocks.get(start.control()).name() + "' is no control path");
        }
        return block.shape(in(block, before));
    }

    private static void requireInput(Control control, List<Block> blocks, int source) {
        Block read = blocks.get(source);
        if (read instanceof Reshape || read instanceof Select) {
            read.sources().forEach(next -> requireInput(control, blocks, next));
        } else if (!(read instanceof Input)) {
            throw new ShapeException("block '" + control.name() + "': a path runs through inputs of the samples; '" + read.name()
                    + "' is computed");
        }
    }

    /** The shapes of a block's sources. */
    public static List<Shape> in(Block block, List<Shape> shapes) {
        return block.sources().stream().map(shapes::get).toList();
    }

    /** Floating point operations of the forward pass of one sample. */
    public static long flop(List<Block> blocks) {
        List<Shape> shapes = of(blocks);
        return blocks.stream().mapToLong(block -> block.flop(in(block, shapes))).sum();
    }

    private static void requireTied(Affine affine, List<Block> blocks, List<Shape> shapes) {
        Affine owner = (Affine) blocks.get(affine.transposeOf().orElseThrow());
        Parameter weight = owner.parameters(in(owner, shapes)).getFirst();
        Shape x = shapes.get(affine.source());
        if (affine.inputs(x) != weight.rows()) {
            throw new ShapeException("block '" + affine.name() + "': the transposed weight of '" + owner.name() + "' is ["
                    + weight.columns() + ", " + weight.rows() + "], its input '" + blocks.get(affine.source()).name() + "' is " + x);
        }
        if (affine.width() != weight.columns()) {
            throw new ShapeException("block '" + affine.name() + "': the transposed weight of '" + owner.name() + "' is ["
                    + weight.columns() + ", " + weight.rows() + "], its width is " + affine.width());
        }
    }
}

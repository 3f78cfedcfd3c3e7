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
        return block.shape(in(block, before));
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

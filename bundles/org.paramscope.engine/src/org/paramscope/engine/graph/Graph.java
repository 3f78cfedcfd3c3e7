package org.paramscope.engine.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.paramscope.data.SampleShape;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.Model;

/**
 * Builds a static graph block by block; {@link #model} closes it. Parameters, gradients, units and
 * symmetries follow from the blocks. Shapes are checked at once: a {@link ShapeException} names the
 * block and the two shapes that do not fit.
 */
public final class Graph {

    private final SampleShape shape;
    private final List<Block> blocks = new ArrayList<>();
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, Integer> heads = new LinkedHashMap<>();

    /** An empty graph for samples of this shape. */
    public Graph(SampleShape shape) {
        this.shape = shape;
    }

    /** The window or the inputs of a table row: length x channels values, time step by time step. */
    public Node input() {
        Node known = nodes.get("input");
        return known != null ? known : add(new Block.Input("input", shape.size()));
    }

    /** The values before the window: past x channels values, time step by time step. Needs a past above 0. */
    public Node past() {
        if (shape.past() == 0) {
            throw new ShapeException("block 'past': the samples have a past of 0 time steps");
        }
        Node known = nodes.get("past");
        return known != null ? known : add(new Block.Past("past", shape.past() * shape.channels()));
    }

    /** y = f(W x + b) with W [width, width of in]. */
    public Node dense(String name, Node in, int width, Activation activation) {
        return affine(name, in, width, Optional.empty(), true, activation);
    }

    /** y = W x with W [width, width of in]. */
    public Node linear(String name, Node in, int width) {
        return affine(name, in, width, Optional.empty(), false, Activation.IDENTITY);
    }

    /**
     * Tied weights: y = f(V' x + b), V the weight [v, u] of the dense or linear block {@code of}; x has
     * the width v and y the width u.
     */
    public Node transposed(String name, Node in, String of, boolean bias, Activation activation) {
        Node tied = nodes.get(of);
        if (tied == null || !(blocks.get(tied.position()) instanceof Block.Affine original)) {
            throw new ShapeException("block '" + name + "': there is no dense or linear block '" + of + "'");
        }
        if (original.transposeOf().isPresent()) {
            throw new ShapeException("block '" + name + "': block '" + of + "' has no weight of its own");
        }
        int inputs = blocks.get(original.source()).width();
        if (in.width() != original.width()) {
            throw new ShapeException("block '" + name + "': the transposed weight of '" + of + "' is [" + inputs + ", "
                    + original.width() + "], its input '" + in.name() + "' is [" + in.width() + "]");
        }
        return affine(name, in, inputs, Optional.of(tied.position()), bias, activation);
    }

    /** The entries {@code indices} of the concatenated sources; no parameters. */
    public Node select(String name, int[] indices, Node... sources) {
        int total = Arrays.stream(sources).mapToInt(Node::width).sum();
        if (indices.length == 0 || sources.length == 0) {
            throw new ShapeException("block '" + name + "': at least one index and one source are needed");
        }
        for (int index : indices) {
            if (index < 0 || index >= total) {
                throw new ShapeException("block '" + name + "': index " + index + " of sources [" + total + "]");
            }
        }
        Arrays.stream(sources).forEach(this::own);
        return add(new Block.Select(name, Arrays.stream(sources).map(Node::position).toList(),
                IntStream.of(indices).boxed().toList()));
    }

    /** Names a node, so that it can be asked of the model: {@code reconstruction}, {@code latent}, {@code forecast}. */
    public Node head(String name, Node node) {
        own(node);
        if (heads.putIfAbsent(name, node.position()) != null) {
            throw new ShapeException("head '" + name + "' is named twice");
        }
        return node;
    }

    /**
     * The finished model. The loss compares the head {@value Model#OUTPUT}, or else the last node, with
     * the target.
     */
    public Model model(Loss loss) {
        if (blocks.isEmpty()) {
            throw new ShapeException("a graph without blocks is no model");
        }
        heads.putIfAbsent(Model.OUTPUT, blocks.size() - 1);
        return Model.of(shape, blocks, heads, loss);
    }

    private Node affine(String name, Node in, int width, Optional<Integer> tied, boolean bias, Activation activation) {
        own(in);
        if (width < 1) {
            throw new ShapeException("block '" + name + "': its width is " + width + ", at least 1 is needed");
        }
        return add(new Block.Affine(name, in.position(), width, tied, bias, activation));
    }

    private void own(Node node) {
        if (!node.of(this)) {
            throw new ShapeException("node '" + node.name() + "' belongs to another graph");
        }
    }

    private Node add(Block block) {
        Node node = new Node(this, blocks.size(), block);
        if (nodes.putIfAbsent(block.name(), node) != null) {
            throw new ShapeException("block '" + block.name() + "' is named twice");
        }
        blocks.add(block);
        return node;
    }
}

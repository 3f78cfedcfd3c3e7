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
    private final List<Shape> shapes = new ArrayList<>();
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, Integer> heads = new LinkedHashMap<>();

    /** An empty graph for samples of this shape. */
    public Graph(SampleShape shape) {
        this.shape = shape;
    }

    /** The cell of a {@link #scan}: the next state from an input, a state and contexts, all of the graph {@code body}. */
    @FunctionalInterface
    public interface Cell {

        /** Adds the cell's blocks to the body and returns the next state. */
        Node next(Graph body, Node input, Node state, List<Node> contexts);
    }

    /** The right side of a differential equation: dz/dt from the state, the time and contexts, all of the graph {@code body}. */
    @FunctionalInterface
    public interface Field {

        /** Adds the field's blocks to the body and returns dz/dt. */
        Node slope(Graph body, Node state, Node time, List<Node> contexts);
    }

    /** The window or the inputs of a table row: length x channels values, time step by time step; [length, channels] by {@link #sequence}. */
    public Node input() {
        requireSamples("the window");
        return input(Input.WINDOW, Shape.of(shape.size()));
    }

    /** The window as a sequence, [length, channels]. */
    public Node sequence() {
        Node known = nodes.get("sequence");
        return known != null ? known : reshape("sequence", input(), shape.length(), shape.channels());
    }

    /** The values before the window: past x channels values, time step by time step. Needs a past above 0. */
    public Node past() {
        requireSamples("the past");
        if (shape.past() == 0) {
            throw new ShapeException("block 'past': the samples have a past of 0 time steps");
        }
        return input(Input.PAST, Shape.of(shape.past() * shape.channels()));
    }

    /** Another input of the samples by its name, as a mask or the times. */
    public Node input(String name, Shape inputShape) {
        Node known = nodes.get(name);
        if (known == null) {
            return add(new Input(name, inputShape));
        }
        if (!(blocks.get(known.position()) instanceof Input) || !known.shape().equals(inputShape)) {
            throw new ShapeException("input '" + name + "' " + inputShape + " is there already as " + known);
        }
        return known;
    }

    /** y = f(W x + b) with W [width, width of in]. */
    public Node dense(String name, Node in, int width, Activation activation) {
        return affine(name, in, width, Optional.empty(), true, activation, false);
    }

    /** y = W x with W [width, width of in]. */
    public Node linear(String name, Node in, int width) {
        return affine(name, in, width, Optional.empty(), false, Activation.IDENTITY, false);
    }

    /** y = f(W x + b) for the feature vector x at each position of the other axes, W [width, features]. */
    public Node pointwise(String name, Node in, int width, Activation activation) {
        return affine(name, in, width, Optional.empty(), true, activation, true);
    }

    /**
     * Tied weights: y = f(V' x + b), V the weight [v, u] of the dense or linear block {@code of}; x has
     * the width v and y the width u.
     */
    public Node transposed(String name, Node in, String of, boolean bias, Activation activation) {
        Node tied = nodes.get(of);
        if (tied == null || !(blocks.get(tied.position()) instanceof Affine original)) {
            throw new ShapeException("block '" + name + "': there is no dense or linear block '" + of + "'");
        }
        if (original.transposeOf().isPresent()) {
            throw new ShapeException("block '" + name + "': block '" + of + "' has no weight of its own");
        }
        int width = original.inputs(shapes.get(original.source()));
        return affine(name, in, width, Optional.of(tied.position()), bias, activation, original.pointwise());
    }

    private Node affine(String name, Node in, int width, Optional<Integer> tied, boolean bias, Activation activation, boolean pointwise) {
        return add(new Affine(name, position(in), width, tied, bias, activation, pointwise));
    }

    /**
     * y = f(W * x + b), a convolution over [steps, channels] with one axis of the kernel, over [height, width, channels] with
     * two: y has other channels, and the lengths {@link KernelAxis#positions}.
     */
    public Node convolve(String name, Node in, int channels, boolean bias, Activation activation, KernelAxis... kernel) {
        return add(new Convolution(name, position(in), channels, List.of(kernel), bias, activation));
    }

    /** A {@link #convolve convolution} with as much padding as keeps all lengths. */
    public Node convolveSame(String name, Node in, int channels, boolean bias, Activation activation, int... sizes) {
        return convolve(name, in, channels, bias, activation,
                IntStream.of(sizes).mapToObj(size -> KernelAxis.of(size).same()).toArray(KernelAxis[]::new));
    }

    /** The transposed of a convolution with this kernel, as a layer of its own: y has the lengths {@link KernelAxis#length}. */
    public Node convolveTransposed(String name, Node in, int channels, boolean bias, Activation activation, KernelAxis... kernel) {
        return convolveTransposed(name, in, channels, bias, activation, new int[kernel.length], kernel);
    }

    /** As above, each axis of y longer by so much, below the stride: which of the lengths that the convolution makes equal. */
    public Node convolveTransposed(String name, Node in, int channels, boolean bias, Activation activation, int[] outputPadding,
            KernelAxis... kernel) {
        return add(new TransposedConvolution(name, position(in), channels, List.of(kernel), IntStream.of(outputPadding).boxed().toList(),
                bias, activation));
    }

    /** The entries {@code indices} of the concatenated sources; no parameters. */
    public Node select(String name, int[] indices, Node... sources) {
        if (indices.length == 0 || sources.length == 0) {
            throw new ShapeException("block '" + name + "': at least one index and one source are needed");
        }
        return select(name, IntStream.of(indices), Shape.of(indices.length), sources);
    }

    /** Elements {@code from} (included) to {@code to} (excluded) of the first axis. */
    public Node slice(String name, Node in, int from, int to) {
        int step = in.width() / in.shape().axis(0);
        if (from < 0 || to > in.shape().axis(0) || from >= to) {
            throw new ShapeException("block '" + name + "': elements " + from + " to " + to + " of " + in.shape());
        }
        List<Integer> axes = new ArrayList<>(in.shape().axes());
        axes.set(0, to - from);
        return select(name, IntStream.range(from * step, to * step), new Shape(axes), in);
    }

    /** The last element of the first axis, one axis less: the final state of a recurrence or a solution. */
    public Node last(String name, Node in) {
        int step = in.width() / in.shape().axis(0);
        Shape rest = in.shape().rank() == 1 ? Shape.of(1) : new Shape(in.shape().axes().subList(1, in.shape().rank()));
        return select(name, IntStream.range(in.width() - step, in.width()), rest, in);
    }

    /** Features {@code from} (included) to {@code to} (excluded) of the last axis. */
    public Node features(String name, Node in, int from, int to) {
        int features = in.shape().features();
        if (from < 0 || to > features || from >= to) {
            throw new ShapeException("block '" + name + "': features " + from + " to " + to + " of " + in.shape());
        }
        return select(name, IntStream.range(0, in.width()).filter(i -> i % features >= from && i % features < to),
                in.shape().withFeatures(to - from), in);
    }

    /** The features of several nodes side by side at each position; all other axes are equal. */
    public Node concatenate(String name, Node... sources) {
        int positions = sources[0].shape().positions();
        int features = 0;
        for (Node source : sources) {
            if (!source.shape().withFeatures(1).equals(sources[0].shape().withFeatures(1))) {
                throw new ShapeException("block '" + name + "': " + sources[0] + " beside " + source);
            }
            features += source.shape().features();
        }
        int[] indices = new int[positions * features];
        int at = 0;
        for (int position = 0; position < positions; position++) {
            int first = 0;
            for (Node source : sources) {
                int width = source.shape().features();
                for (int j = 0; j < width; j++) {
                    indices[at++] = first + position * width + j;
                }
                first += source.width();
            }
        }
        return select(name, IntStream.of(indices), sources[0].shape().withFeatures(features), sources);
    }

    private Node select(String name, IntStream indices, Shape result, Node... sources) {
        return add(new Select(name, Arrays.stream(sources).map(this::position).toList(), indices.boxed().toList(), result));
    }

    /** The same values under another shape. */
    public Node reshape(String name, Node in, int... axes) {
        return add(new Reshape(name, position(in), Shape.of(axes)));
    }

    /** f(x), entry by entry. */
    public Node apply(String name, Elementwise.Function function, Node in) {
        return add(new Elementwise(name, position(in), function));
    }

    /** a + b, a - b, a b, a / b, entry by entry; the right side may be one feature vector or one number. */
    public Node arithmetic(String name, Node left, Arithmetic.Operator operator, Node right) {
        return add(new Arithmetic(name, position(left), position(right), operator));
    }

    /** factor x + offset with fixed numbers. */
    public Node rescale(String name, Node in, double factor, double offset) {
        return add(new Rescale(name, position(in), factor, offset));
    }

    /** The sum over an axis. */
    public Node sum(String name, Node in, int axis) {
        return add(new Reduce(name, position(in), axis, false));
    }

    /** The mean over an axis. */
    public Node mean(String name, Node in, int axis) {
        return add(new Reduce(name, position(in), axis, true));
    }

    /** Softmax over the last axis. */
    public Node softmax(String name, Node in) {
        return add(new Softmax(name, position(in)));
    }

    /** Normalisation over the last axis, with a gain and a shift a feature. */
    public Node layerNormalization(String name, Node in) {
        return add(new LayerNormalization(name, position(in)));
    }

    /** A draw from a normal distribution; predictions take its mean. See {@link GaussianSample}. */
    public Node sample(String name, Gaussian distribution) {
        return add(new GaussianSample(name, position(distribution.mean()), distribution.form(), positions(distribution.spread())));
    }

    /** KL(q || N(0, I)): [1]. See {@link GaussianDivergence}. */
    public Node divergence(String name, Gaussian q) {
        return add(new GaussianDivergence(name, position(q.mean()), q.form(), positions(q.spread()), Optional.empty()));
    }

    /** KL(q || prior): [1]. The prior's covariance is diagonal. See {@link GaussianDivergence}. */
    public Node divergence(String name, Gaussian q, Gaussian prior) {
        if (prior.form() != CovarianceForm.DIAGONAL) {
            throw new ShapeException("block '" + name + "': the covariance of the prior is to be diagonal, not " + prior.form());
        }
        return add(new GaussianDivergence(name, position(q.mean()), q.form(), positions(q.spread()),
                Optional.of(new GaussianDivergence.Prior(position(prior.mean()), position(prior.spread().getFirst())))));
    }

    /**
     * The coupling of a normalising flow that moves all entries of x, or its inverse. See {@link AffineCoupling} and {@link
     * SplineCoupling} for the parameters.
     */
    public Coupling coupling(String name, Node x, Node parameters, CouplingTransform transform, boolean inverse) {
        Node both = add(transform.block(name, position(x), position(parameters), inverse));
        return new Coupling(select(name + ".value", IntStream.range(0, x.width()), x.shape(), both), last(name + ".logDeterminant", both));
    }

    /**
     * A whole coupling layer over a vector of at least two entries: the entries at odd places, or at even places, are moved by
     * what the conditioner computes from the others. Layers take turns. The inverse flow consists of the inverse layers in
     * reverse order; {@link org.paramscope.engine.ParameterLayout#arrange} carries the parameters over.
     */
    public Coupling couplingLayer(String name, Node x, boolean odd, CouplingTransform transform, boolean inverse,
            Coupling.Conditioner conditioner) {
        return Coupling.layer(this, name, x, odd, transform, inverse, conditioner);
    }

    private List<Integer> positions(List<Node> several) {
        return several.stream().map(this::position).toList();
    }

    /**
     * A recurrent layer over a sequence [steps, features], or {@code steps} times over the same features: [steps, hidden],
     * for LSTM [steps, 2 hidden].
     */
    public Recurrent recurrent(String name, Recurrence.Cell cell, Node in, int hidden) {
        return new Recurrent(this, name, cell, in, hidden);
    }

    /** Adds what {@link Recurrent} describes. */
    Node recurrent(String name, Recurrence.Cell cell, Node in, Node initial, Node mask, int hidden, int steps, boolean reversed) {
        return add(new Recurrence(name, cell, position(in), Optional.ofNullable(initial).map(this::position),
                Optional.ofNullable(mask).map(this::position), hidden, steps, reversed));
    }

    /** A cell of one's own over a sequence [steps, features]: the state after each step, [steps, state]. */
    public Node scan(String name, Node sequence, Node initial, Cell cell, Node... contexts) {
        Graph body = new Graph(null);
        Node x = body.input("input", Shape.of(sequence.shape().features()));
        Node state = body.input("state", initial.shape());
        Node next = cell.next(body, x, state, body.contexts(contexts));
        return add(new Scan(name, position(sequence), position(initial), Arrays.stream(contexts).map(this::position).toList(),
                body.body(next), false));
    }

    /**
     * The solution of dz/dt = f(z, t, contexts) at {@code points} points from {@code start} on, {@code step} apart: [points,
     * state], the initial state first.
     */
    public Node integrate(String name, Node initial, Solver solver, Solver.Gradient gradient, double start, double step, int points,
            Field field, Node... contexts) {
        return integrate(name, initial, null, solver, gradient, start, step, points, field, contexts);
    }

    /** A path through the observations [T, C] of a sample, as the control of {@link #control}. */
    public ControlPath path(String name, Node values) {
        requireSamples("the samples through which a path runs");
        return new ControlPath(this, name, values);
    }

    /**
     * The solution of dz = F(z, t, contexts) dX along a path (neural CDE, Kidger et al. 2020) at its T knots: [T, state], the
     * initial state first. The time t counts knots from 0.
     *
     * @param path the derivative of a {@link ControlPath}
     * @param field yields F, [state, channels]
     */
    public Node control(String name, Node path, Node initial, Solver solver, Solver.Gradient gradient, Field field, Node... contexts) {
        return integrate(name, initial, path, solver, gradient, 0, 1, path.shape().axis(0) + 1, field, contexts);
    }

    private Node integrate(String name, Node initial, Node path, Solver solver, Solver.Gradient gradient, double start, double step,
            int points, Field field, Node... contexts) {
        Graph body = new Graph(null);
        Node state = body.input("state", initial.shape());
        Node time = body.input("time", Shape.of(1));
        Node slope = field.slope(body, state, time, body.contexts(contexts));
        return add(new Integration(name, position(initial), Arrays.stream(contexts).map(this::position).toList(),
                Optional.ofNullable(path).map(this::position), body.body(slope), solver, gradient, start, step, points));
    }

    private List<Node> contexts(Node... outer) {
        List<Node> inner = new ArrayList<>();
        for (int i = 0; i < outer.length; i++) {
            inner.add(input("context" + i, outer[i].shape()));
        }
        return inner;
    }

    /** This graph as a sub-graph; a result that is an input or shares its values is copied. */
    private Body body(Node result) {
        Block last = blocks.get(position(result));
        Node computed = last instanceof Input || last instanceof Reshape
                ? select("result", IntStream.range(0, result.width()), result.shape(), result) : result;
        return new Body(blocks, (int) blocks.stream().filter(Input.class::isInstance).count(), computed.position());
    }

    /** Names a node, so that it can be asked of the model: {@code reconstruction}, {@code latent}, {@code forecast}. */
    public Node head(String name, Node node) {
        if (heads.putIfAbsent(name, position(node)) != null) {
            throw new ShapeException("head '" + name + "' is named twice");
        }
        return node;
    }

    /**
     * The finished model. The head {@value Model#OUTPUT} is the last node unless it was named.
     */
    public Model model(Loss loss) {
        if (blocks.isEmpty()) {
            throw new ShapeException("a graph without blocks is no model");
        }
        heads.putIfAbsent(Model.OUTPUT, blocks.size() - 1);
        return Model.of(shape, blocks, heads, loss);
    }

    int position(Node node) {
        if (!node.of(this)) {
            throw new ShapeException("node '" + node.name() + "' belongs to another graph");
        }
        return node.position();
    }

    private void requireSamples(String what) {
        if (shape == null) {
            throw new ShapeException("a sub-graph does not see " + what + "; hand it over as a context");
        }
    }

    Node add(Block block) {
        if (nodes.containsKey(block.name())) {
            throw new ShapeException("block '" + block.name() + "' is named twice");
        }
        Shape result = Shapes.next(block, blocks, shapes);
        Node node = new Node(this, blocks.size(), block, result);
        nodes.put(block.name(), node);
        blocks.add(block);
        shapes.add(result);
        return node;
    }
}

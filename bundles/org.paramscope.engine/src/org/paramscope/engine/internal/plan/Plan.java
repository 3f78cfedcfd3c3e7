package org.paramscope.engine.internal.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.ParameterLayout;
import org.paramscope.engine.Precision;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Affine;
import org.paramscope.engine.graph.Block;
import org.paramscope.engine.graph.Input;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Shape;
import org.paramscope.engine.graph.Shapes;
import org.paramscope.engine.internal.kernel.Lanes;
import org.paramscope.engine.internal.kernel.Packing;

/**
 * A compiled graph: the program that leads to some results, the terms of the loss that look at them, and the size of the
 * chunks in which samples pass through it. Immutable.
 */
public final class Plan {

    /** Values and derivatives of a chunk are to stay in the nearer caches: so many float32 at most, if a small chunk will do. */
    private static final int CACHED = 32_768;

    /** What comes with the samples, in the order in which the main program expects it. */
    sealed interface LaidOut permits NamedInput, PathRows { }

    /** An input of the graph. */
    record NamedInput(String name, Shape shape) implements LaidOut { }

    /** A result of the main program. */
    record Result(Place value, Place derivative, int rows) { }

    final int parameters;
    final Program main;
    final List<Program> programs;
    final Packing packing;
    final List<LaidOut> inputs;
    final List<Result> results;
    final List<LossTerm> terms;
    final List<StochasticLayer> stochastic;
    final double weightDivergenceFactor;
    final int[] fixed;
    final int chunk;
    private final int extraRows;

    private Plan(List<Block> blocks, ParameterLayout layout, List<Integer> positions, Map<String, Integer> heads, Loss loss,
            List<Integer> fixed) {
        this.parameters = layout.size();
        this.fixed = fixed.stream().mapToInt(Integer::intValue).toArray();
        this.packing = new Packing();
        this.programs = new ArrayList<>();
        this.inputs = blocks.stream().filter(Block::laidOut).map(block -> laidOut(block, blocks)).toList();
        Compiler compiler = Compiler.graph(layout, packing, programs, blocks, Set.copyOf(positions),
                loss == null ? -1 : inPlace(blocks, heads, loss));
        this.main = compiler.program();
        this.results = positions.stream().map(p -> new Result(compiler.value(p), compiler.derivative(p), compiler.rows(p))).toList();
        this.terms = loss == null ? List.of() : LossTerm.of(compiler, heads, loss);
        this.stochastic = StochasticLayer.of(blocks, layout);
        if (loss != null && loss.headTerms().size() < loss.terms().size() && stochastic.isEmpty()) {
            throw new ShapeException("the loss asks for the divergence of stochastic weights, but no block has any");
        }
        this.weightDivergenceFactor = loss == null ? 0 : loss.weightDivergenceFactor();
        this.extraRows = terms.stream().mapToInt(LossTerm::scratchRows).max().orElse(0);
        this.chunk = chunk(rows());
    }

    /** The plan of a model: its results are the heads that the loss looks at, each once. */
    public static Plan of(List<Block> blocks, ParameterLayout layout, Map<String, Integer> heads, Loss loss, List<Integer> fixed) {
        List<Integer> positions = loss.terms().stream().flatMap(term -> term.heads().stream()).map(heads::get).distinct().toList();
        return new Plan(blocks, layout, positions, heads, loss, fixed);
    }

    private static LaidOut laidOut(Block block, List<Block> blocks) {
        return block instanceof Input input ? new NamedInput(input.name(), input.inputShape()) : PathRows.of(block, blocks);
    }

    /** The plan whose one result is the value of the block at a position; without a loss. */
    public static Plan of(List<Block> blocks, ParameterLayout layout, int position, List<Integer> fixed) {
        return new Plan(blocks, layout, List.of(position), Map.of(), null, fixed);
    }

    /** Nobody reads a linear output again once it has been compared: its derivative may take the place of its value. */
    private static int inPlace(List<Block> blocks, Map<String, Integer> heads, Loss loss) {
        List<Loss.Term> terms = loss.headTerms();
        if (terms.size() != 1) {
            return -1;
        }
        int position = heads.get(terms.getFirst().heads().getFirst());
        Loss.Kind kind = terms.getFirst().kind();
        boolean entryByEntry = kind == Loss.Kind.SQUARED_ERROR || kind == Loss.Kind.SOFTMAX_CROSS_ENTROPY;
        boolean read = blocks.stream().anyMatch(block -> block.sources().contains(position));
        boolean linear = blocks.get(position) instanceof Affine affine && affine.activation() == Activation.IDENTITY;
        return entryByEntry && linear && !read ? position : -1;
    }

    private static int chunk(int rows) {
        for (int chunk = 256; chunk > 64; chunk /= 2) {
            if ((long) rows * chunk <= CACHED) {
                return chunk;
            }
        }
        return 64;
    }

    /** Rows of the workspace. */
    int rows() {
        return Math.addExact(Math.addExact(main.valueRows, main.derivativeRows), extraRows);
    }

    /** Memory of one pass beside the samples, in bytes: the workspace, packed weights, sums of the gradient and the optimiser's vectors. */
    public long bytes(Precision precision) {
        long word = precision == Precision.FLOAT64 ? Double.BYTES : Float.BYTES;
        return word * ((long) rows() * Lanes.row(chunk) + packing.size() + 13L * parameters);
    }
}

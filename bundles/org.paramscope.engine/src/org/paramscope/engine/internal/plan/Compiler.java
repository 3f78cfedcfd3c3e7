package org.paramscope.engine.internal.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.paramscope.engine.ParameterLayout;
import org.paramscope.engine.graph.Affine;
import org.paramscope.engine.graph.AffineCoupling;
import org.paramscope.engine.graph.Arithmetic;
import org.paramscope.engine.graph.Block;
import org.paramscope.engine.graph.Body;
import org.paramscope.engine.graph.Control;
import org.paramscope.engine.graph.ControlStart;
import org.paramscope.engine.graph.Convolution;
import org.paramscope.engine.graph.Elementwise;
import org.paramscope.engine.graph.GaussianDivergence;
import org.paramscope.engine.graph.GaussianSample;
import org.paramscope.engine.graph.Input;
import org.paramscope.engine.graph.Integration;
import org.paramscope.engine.graph.LayerNormalization;
import org.paramscope.engine.graph.Recurrence;
import org.paramscope.engine.graph.Reduce;
import org.paramscope.engine.graph.Rescale;
import org.paramscope.engine.graph.Reshape;
import org.paramscope.engine.graph.Scan;
import org.paramscope.engine.graph.Select;
import org.paramscope.engine.graph.Shape;
import org.paramscope.engine.graph.Shapes;
import org.paramscope.engine.graph.Softmax;
import org.paramscope.engine.graph.TransposedConvolution;
import org.paramscope.engine.graph.SplineCoupling;
import org.paramscope.engine.graph.StochasticAffine;
import org.paramscope.engine.internal.kernel.Packing;

/**
 * Turns a list of blocks into a program: places for values and derivatives, steps in order, and who writes a derivative
 * first in the reverse pass. Blocks that no result needs are left out.
 */
final class Compiler {

    private final ParameterLayout layout;
    private final Packing packing;
    private final List<Program> programs;
    private final String prefix;
    private final List<Block> blocks;
    private final List<Shape> shapes;
    private final boolean[] needed;
    private final boolean[] trainable;
    private final boolean[] written;
    private final Place[] values;
    private final Place[] derivatives;
    private int bound;
    private int valueRows;
    private int derivativeRows;

    private Compiler(ParameterLayout layout, Packing packing, List<Program> programs, String prefix, List<Block> blocks) {
        this.layout = layout;
        this.packing = packing;
        this.programs = programs;
        this.prefix = prefix;
        this.blocks = blocks;
        this.shapes = Shapes.of(blocks);
        this.needed = new boolean[blocks.size()];
        this.trainable = new boolean[blocks.size()];
        this.written = new boolean[blocks.size()];
        this.values = new Place[blocks.size()];
        this.derivatives = new Place[blocks.size()];
    }

    /**
     * A compiler for a whole graph whose results are the values at these positions; their derivatives are in place before
     * the reverse pass.
     *
     * @param inPlace position of a linear result that nobody else reads: its derivative may take the place of its value; or -1
     */
    static Compiler graph(ParameterLayout layout, Packing packing, List<Program> programs, List<Block> blocks, Set<Integer> results,
            int inPlace) {
        Compiler compiler = new Compiler(layout, packing, programs, "", blocks);
        compiler.analyse(results, new boolean[blocks.size()]);
        compiler.places(-1, inPlace);
        results.forEach(result -> compiler.written[compiler.root(result)] = true);
        return compiler;
    }

    /**
     * The program of a sub-graph. Its inputs are bound as numbers 0, 1, ..., its result as the number after the last input;
     * derivatives of inputs are added to.
     *
     * @param differentiated which inputs need a derivative
     */
    Program body(Block outer, Body body, boolean[] differentiated) {
        Compiler compiler = new Compiler(layout, packing, programs, prefix + outer.name() + ".", body.blocks());
        compiler.analyse(Set.of(body.result()), differentiated);
        compiler.places(body.result(), -1);
        compiler.written[body.result()] = true;
        Arrays.fill(compiler.written, 0, body.inputs(), true);
        return compiler.program();
    }

    private void analyse(Set<Integer> results, boolean[] differentiated) {
        results.forEach(result -> needed[result] = true);
        for (int position = blocks.size() - 1; position >= 0; position--) {
            // what comes with the samples is not computed, nor is what it is made of
            if (needed[position] && !blocks.get(position).laidOut()) {
                blocks.get(position).sources().forEach(source -> needed[source] = true);
            }
        }
        int input = 0;
        for (int position = 0; position < blocks.size(); position++) {
            Block block = blocks.get(position);
            trainable[position] = block instanceof Input ? differentiated[input++]
                    : !block.parameters(Shapes.in(block, shapes)).isEmpty() || Layouts.body(block) != null || tied(block)
                            || block.sources().stream().anyMatch(source -> trainable[source]);
        }
    }

    /** Whether a block has a weight that belongs to another: it has a derivative even where its input is constant. */
    private static boolean tied(Block block) {
        return block instanceof Affine affine && affine.transposeOf().isPresent();
    }

    private void places(int result, int inPlace) {
        for (int position = 0; position < blocks.size(); position++) {
            if (blocks.get(position).laidOut()) {
                values[position] = Place.bound(bound);
                derivatives[position] = trainable[position] ? Place.boundDerivative(bound) : null;
                bound++;
            }
        }
        for (int position = 0; position < blocks.size(); position++) {
            if (needed[position] && !blocks.get(position).laidOut() && root(position) == position) {
                if (position == result) {
                    values[position] = Place.bound(bound);
                    derivatives[position] = Place.boundDerivative(bound);
                } else {
                    values[position] = keep(rows(position));
                    if (trainable[position]) {
                        derivatives[position] = position == inPlace ? values[position] : derivativeRows(rows(position));
                    }
                }
            }
        }
        if (result >= 0) {
            bound++;
        }
    }

    /** The position whose rows a block shares: its own, unless it only reshapes. */
    int root(int position) {
        return blocks.get(position) instanceof Reshape reshape ? root(reshape.source()) : position;
    }

    /** The finished program. The order in which steps ask for their sources decides who writes a derivative first. */
    Program program() {
        List<Step> steps = new ArrayList<>();
        for (int position = blocks.size() - 1; position >= 0; position--) {
            if (needed[position] && root(position) == position && !blocks.get(position).laidOut()) {
                if (!written[position]) {
                    // nobody who reads it asks for its derivative
                    derivatives[position] = null;
                }
                steps.addFirst(step(position, blocks.get(position)));
            }
        }
        Program program = new Program(programs.size(), steps, valueRows, derivativeRows, 2 + 2 * bound);
        programs.add(program);
        return program;
    }

    private Step step(int position, Block block) {
        return switch (block) {
            case Affine affine -> new AffineStep(this, position, affine);
            case Convolution convolution -> new ConvolutionStep(this, position, convolution);
            case TransposedConvolution convolution -> new TransposedConvolutionStep(this, position, convolution);
            case Select select -> new SelectStep(this, position, select);
            case Elementwise elementwise -> new ElementwiseStep(this, position, elementwise);
            case Arithmetic arithmetic -> new ArithmeticStep(this, position, arithmetic);
            case Rescale rescale -> new RescaleStep(this, position, rescale);
            case Reduce reduce -> new ReduceStep(this, position, reduce);
            case Softmax softmax -> new SoftmaxStep(this, position, softmax);
            case LayerNormalization normalization -> new LayerNormalizationStep(this, position, normalization);
            case Recurrence recurrence -> new RecurrenceStep(this, position, recurrence);
            case Scan scan -> new ScanStep(this, position, scan);
            case Integration integration -> FixedStepIntegration.of(this, position, integration);
            case GaussianSample sample -> new GaussianSampleStep(this, position, sample);
            case GaussianDivergence divergence -> new GaussianDivergenceStep(this, position, divergence);
            case StochasticAffine affine -> new StochasticAffineStep(this, position, affine);
            case AffineCoupling coupling -> new AffineCouplingStep(this, position, coupling);
            case SplineCoupling coupling -> new SplineCouplingStep(this, position, coupling);
            case Input input -> throw noStep(input);
            case Control control -> throw noStep(control);
            case ControlStart start -> throw noStep(start);
            case Reshape reshape -> throw noStep(reshape);
        };
    }

    private static IllegalStateException noStep(Block block) {
        return new IllegalStateException("block '" + block.name() + "' does not compute");
    }

    /** A block's sources, for its step. */
    List<Source> sources(Block block) {
        return block.sources().stream().map(this::source).toList();
    }

    /** A source, for the step that reads it; to be asked for once a reading. */
    Source source(int position) {
        int root = root(position);
        boolean first = !written[root];
        written[root] = true;
        return new Source(values[root], rows(root), derivatives[root], first);
    }

    /** A source that is read but not differentiated, such as a mask. */
    Source constant(int position) {
        int root = root(position);
        return new Source(values[root], rows(root), null, false);
    }

    /** Where a block's value lies. */
    Place value(int position) {
        return values[root(position)];
    }

    /** Where a block's derivative lies; null when nobody needs it. */
    Place derivative(int position) {
        return derivatives[root(position)];
    }

    String name(int position) {
        return prefix + blocks.get(position).name();
    }

    int rows(int position) {
        return shapes.get(position).size();
    }

    Shape shape(int position) {
        return shapes.get(position);
    }

    List<Block> blocks() {
        return blocks;
    }

    Packing packing() {
        return packing;
    }

    /** A block's array of parameters. */
    ParameterLayout.Entry parameter(Block block, String parameter) {
        return layout.entry(prefix + block.name() + "." + parameter);
    }

    /** Rows for derivatives, free after the reverse pass of the step. */
    Place derivativeRows(int rows) {
        Place place = new Place(Place.DERIVATIVES, derivativeRows);
        derivativeRows += rows;
        return place;
    }

    /** The first row behind all others, once the program is made. */
    Place end() {
        return new Place(Place.DERIVATIVES, derivativeRows);
    }

    /** Rows for values that a step keeps until its reverse pass; they begin as zeros. */
    Place keep(int rows) {
        Place place = new Place(Place.VALUES, valueRows);
        valueRows = Math.addExact(valueRows, rows);
        return place;
    }
}

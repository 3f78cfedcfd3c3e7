package org.paramscope.engine.internal.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.paramscope.engine.ParameterLayout;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Block;
import org.paramscope.engine.internal.kernel.Packing;

/**
 * A compiled graph: the steps that lead to one output, where each value and each derivative lies in the
 * workspace of a replica, and in which order the vector-Jacobian products follow. Immutable.
 */
public final class Plan {

    /** Where the values of a block lie: in the inputs, in the past, or from some row of the workspace. */
    enum Home { INPUT, PAST, WORKSPACE }

    /** Values or derivatives of a block. */
    record Place(Home home, int row) { }

    /** A block that computes. */
    sealed interface Step {
        String name();

        int position();
    }

    /**
     * @param weight offset of the weight; entry (o, i) lies at weight + o * rowStep + i * columnStep
     * @param bias offset, or -1
     * @param forward place of the packed weight
     * @param backward place of the packed transposed weight, or -1 when the source needs no derivative
     * @param accumulate whether the derivative of the source holds another consumer's part already
     */
    record AffineStep(String name, int position, int source, int outputs, int inputs, int weight, int rowStep,
            int columnStep, int bias, Activation activation, int forward, int backward, boolean accumulate) implements Step {

        /** How many rows after the values their sums W x + b lie: 0 if the values have taken their place. */
        int argument() {
            return activation.needsArgument() ? outputs : 0;
        }
    }

    /**
     * Row i is row rows[i] of block sources[i].
     *
     * @param differentiated which distinct sources need a derivative
     * @param clear which of these have none yet
     */
    record SelectStep(String name, int position, int[] sources, int[] rows, List<Integer> differentiated,
            List<Integer> clear) implements Step { }

    final int parameters;
    final int output;
    final int outputWidth;
    final List<Step> steps;
    final Place[] values;
    final int[] derivatives;
    final int workspaceRows;
    final Packing packing;

    private Plan(Builder builder) {
        this.parameters = builder.layout.size();
        this.output = builder.output;
        this.outputWidth = builder.blocks.get(builder.output).width();
        this.steps = List.copyOf(builder.steps);
        this.values = builder.values;
        this.derivatives = builder.derivatives;
        this.workspaceRows = builder.rows;
        this.packing = builder.packing;
    }

    /** The plan for the output of the block at a position. */
    public static Plan of(List<Block> blocks, ParameterLayout layout, int output) {
        Builder builder = new Builder(blocks, layout, output);
        builder.build();
        return new Plan(builder);
    }

    private static final class Builder {

        private final List<Block> blocks;
        private final ParameterLayout layout;
        private final int output;
        private final boolean[] needed;
        private final boolean[] trainable;
        private final Place[] values;
        private final int[] derivatives;
        private final List<Step> steps = new ArrayList<>();
        private int rows;
        private final Packing packing = new Packing();

        Builder(List<Block> blocks, ParameterLayout layout, int output) {
            this.blocks = blocks;
            this.layout = layout;
            this.output = output;
            this.needed = new boolean[blocks.size()];
            this.trainable = new boolean[blocks.size()];
            this.values = new Place[blocks.size()];
            this.derivatives = new int[blocks.size()];
            Arrays.fill(derivatives, -1);
        }

        void build() {
            needed[output] = true;
            for (int position = output; position >= 0; position--) {
                if (needed[position]) {
                    sources(blocks.get(position)).forEach(source -> needed[source] = true);
                }
            }
            for (int position = 0; position <= output; position++) {
                if (needed[position]) {
                    place(position);
                }
            }
            // the reverse order decides who writes a derivative first and who adds to it
            boolean[] written = new boolean[blocks.size()];
            written[output] = true;
            for (int position = output; position >= 0; position--) {
                if (needed[position]) {
                    step(position, written);
                }
            }
        }

        private void place(int position) {
            Block block = blocks.get(position);
            values[position] = switch (block) {
                case Block.Input input -> new Place(Home.INPUT, 0);
                case Block.Past past -> new Place(Home.PAST, 0);
                // what an activation's derivative needs beside the values follows them
                case Block.Affine affine when affine.activation().needsArgument() ->
                        new Place(Home.WORKSPACE, take(2 * affine.width()));
                case Block computed -> new Place(Home.WORKSPACE, take(computed.width()));
            };
            trainable[position] = block instanceof Block.Affine
                    || sources(block).stream().anyMatch(source -> trainable[source]);
            if (trainable[position] || position == output) {
                // nobody reads a linear output again: its derivative may take its place
                boolean inPlace = position == output && block instanceof Block.Affine affine
                        && affine.activation() == Activation.IDENTITY;
                derivatives[position] = inPlace ? values[position].row() : take(block.width());
            }
        }

        private int take(int width) {
            int first = rows;
            rows += width;
            return first;
        }

        private void step(int position, boolean[] written) {
            switch (blocks.get(position)) {
                case Block.Affine affine -> steps.addFirst(affine(position, affine, written));
                case Block.Select select -> steps.addFirst(select(position, select, written));
                default -> { }
            }
        }

        private AffineStep affine(int position, Block.Affine affine, boolean[] written) {
            Block.Affine owner = Layouts.owner(affine, blocks);
            ParameterLayout.Entry weight = layout.entry(owner.name() + ".weight");
            boolean tied = owner != affine;
            int inputs = blocks.get(affine.source()).width();
            int rowStep = tied ? 1 : weight.columns();
            int columnStep = tied ? weight.columns() : 1;
            int bias = affine.bias() ? layout.entry(affine.name() + ".bias").offset() : -1;
            int forward = packing.add(weight.offset(), rowStep, columnStep, bias, affine.width(), inputs);
            int backward = trainable[affine.source()]
                    ? packing.add(weight.offset(), columnStep, rowStep, -1, inputs, affine.width()) : -1;
            boolean accumulate = written[affine.source()];
            written[affine.source()] = true;
            return new AffineStep(affine.name(), position, affine.source(), affine.width(), inputs, weight.offset(),
                    rowStep, columnStep, bias, affine.activation(), forward, backward, accumulate);
        }

        private SelectStep select(int position, Block.Select select, boolean[] written) {
            int[] sources = new int[select.width()];
            int[] sourceRows = new int[select.width()];
            for (int i = 0; i < sources.length; i++) {
                int within = select.indices().get(i);
                for (int source : select.sources()) {
                    int width = blocks.get(source).width();
                    if (within < width) {
                        sources[i] = source;
                        sourceRows[i] = within;
                        break;
                    }
                    within -= width;
                }
            }
            List<Integer> differentiated = select.sources().stream().distinct().filter(s -> trainable[s]).toList();
            List<Integer> clear = differentiated.stream().filter(s -> !written[s]).toList();
            differentiated.forEach(s -> written[s] = true);
            return new SelectStep(select.name(), position, sources, sourceRows, differentiated, clear);
        }

        private static List<Integer> sources(Block block) {
            return switch (block) {
                case Block.Affine affine -> List.of(affine.source());
                case Block.Select select -> select.sources();
                default -> List.of();
            };
        }
    }
}

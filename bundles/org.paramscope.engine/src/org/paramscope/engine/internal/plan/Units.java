package org.paramscope.engine.internal.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.paramscope.engine.ParameterLayout;
import org.paramscope.engine.Symmetry;
import org.paramscope.engine.UnitLayer;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Affine;
import org.paramscope.engine.graph.Arithmetic;
import org.paramscope.engine.graph.Block;
import org.paramscope.engine.graph.Convolution;
import org.paramscope.engine.graph.CovarianceForm;
import org.paramscope.engine.graph.Elementwise;
import org.paramscope.engine.graph.GaussianSample;
import org.paramscope.engine.graph.KernelAxis;
import org.paramscope.engine.graph.Recurrence;
import org.paramscope.engine.graph.Reduce;
import org.paramscope.engine.graph.Rescale;
import org.paramscope.engine.graph.Reshape;
import org.paramscope.engine.graph.Select;
import org.paramscope.engine.graph.Shape;
import org.paramscope.engine.graph.Shapes;
import org.paramscope.engine.graph.TransposedConvolution;

/**
 * Derives the layers of interchangeable units: blocks with weights below the output that only blocks with weights read, as
 * they are, in another shape or chosen entry by entry. What treats all entries alike may stand between, and may end in the sum
 * over the units, as in a penalty on a code; then units can be reordered and no more. The units are the features of the
 * block's value, each at all of its positions. A unit owns rows or columns of a weight on either side. Layers that share
 * these through tied weights can only be reordered together: they become one layer under the first's name. What a sub-graph
 * computes from its inputs is looked at in the same way: whatever happens outside, its hidden units can be exchanged.
 */
public final class Units {

    private record Layer(String name, int position, int count, List<Activation> activations, Set<UnitAxis> incoming, Set<UnitAxis> outgoing,
            boolean[] tied, boolean[] reordered) {

        boolean contradicts(Layer other) {
            return Stream.of(incoming, outgoing).flatMap(Set::stream).anyMatch(a -> Stream.of(other.incoming, other.outgoing)
                    .flatMap(Set::stream).anyMatch(a::contradicts));
        }
    }

    private final String prefix;
    private final List<Block> blocks;
    private final List<Shape> shapes;
    private final int output;

    private Units(String prefix, List<Block> blocks, int output) {
        this.prefix = prefix;
        this.blocks = blocks;
        this.shapes = Shapes.of(blocks);
        this.output = output;
    }

    /** The layers of a graph whose loss looks at the block {@code output}; those of sub-graphs come last, under the outer block's name. */
    public static List<UnitLayer> of(List<Block> blocks, ParameterLayout layout, int output) {
        return of("", blocks, layout, output);
    }

    private static List<UnitLayer> of(String prefix, List<Block> blocks, ParameterLayout layout, int output) {
        Units units = new Units(prefix, blocks, output);
        List<Layer> found = IntStream.range(0, blocks.size()).mapToObj(units::layer).flatMap(Optional::stream).toList();
        List<Layer> layers = new ArrayList<>();
        found.stream().filter(layer -> found.stream().noneMatch(layer::contradicts)).forEach(layer -> merge(layers, layer));
        Stream<UnitLayer> inner = blocks.stream().filter(block -> Layouts.body(block) != null).flatMap(block ->
                of(prefix + block.name() + ".", Layouts.body(block).blocks(), layout, Layouts.body(block).result()).stream());
        return Stream.concat(layers.stream().map(layer -> unitLayer(layer, layout)), inner).toList();
    }

    private Optional<Layer> layer(int position) {
        Optional<Layer> layer = switch (blocks.get(position)) {
            case Affine b -> Optional.of(layer(b.name(), position, b.width(), b.activation(), b.bias(), axis(b, true,
                    UnitAxis.identity(b.width()))));
            case Convolution b -> Optional.of(layer(b.name(), position, b.channels(), b.activation(), b.bias(),
                    UnitAxis.each(prefix + b.name() + ".weight", true, b.channels())));
            case TransposedConvolution b -> Optional.of(layer(b.name(), position, b.channels(), b.activation(), b.bias(),
                    columns(prefix + b.name() + ".weight", b.kernel(), b.channels(), UnitAxis.identity(b.channels()))));
            default -> Optional.empty();
        };
        return layer.filter(l -> !l.activations().contains(Activation.SOFTMAX)
                && follow(position, UnitOrigins.layer(shapes.get(position)), l) && (l.tied()[0] || !l.outgoing().isEmpty()));
    }

    private Layer layer(String block, int position, int count, Activation activation, boolean bias, UnitAxis weight) {
        String name = prefix + block;
        Set<UnitAxis> incoming = new LinkedHashSet<>(List.of(weight));
        if (bias) {
            incoming.add(UnitAxis.each(name + ".bias", true, count));
        }
        return new Layer(name, position, count, new ArrayList<>(List.of(activation)), incoming, new LinkedHashSet<>(), new boolean[1],
                new boolean[1]);
    }

    /** Collects by what the value at a position is read; whether all who read it keep the units apart. */
    private boolean follow(int position, UnitOrigins origins, Layer layer) {
        if (position == output) {
            return false;
        }
        for (int reader = position + 1; reader < blocks.size(); reader++) {
            Block block = blocks.get(reader);
            if (block.sources().contains(position) && !switch (block) {
                case Reshape reshape -> follow(reader, origins, layer);
                case Select select -> follow(reader, origins.through(select, position, Shapes.in(select, shapes)), layer);
                case Reduce sum when sum.axis() == shapes.get(position).rank() - 1 && alike(position, layer) -> reordered(layer);
                default -> alike(reader, layer) ? reordered(layer) && follow(reader, origins, layer) : read(block, position, origins, layer);
            }) {
                return false;
            }
        }
        return true;
    }

    /** Whether each entry at a position follows from the layer's entry at the same place, by the same rule for all. */
    private boolean alike(int position, Layer layer) {
        Block block = blocks.get(position);
        return position == layer.position() || position > layer.position() && switch (block) {
            case Elementwise b -> true;
            case Rescale b -> true;
            case Arithmetic b -> shapes.get(b.left()).equals(shapes.get(b.right()));
            case GaussianSample b -> b.form() == CovarianceForm.DIAGONAL;
            default -> false;
        } && block.sources().stream().allMatch(source -> alike(source, layer));
    }

    /** Scales and signs of units are no longer free. */
    private static boolean reordered(Layer layer) {
        layer.reordered()[0] = true;
        return true;
    }

    private boolean read(Block block, int position, UnitOrigins origins, Layer layer) {
        Optional<UnitAxis> axis = switch (block) {
            case Affine b -> origins.channels(b.inputs(shapes.get(position))).map(units -> axis(b, false, units));
            case Convolution b -> origins.channels(shapes.get(position).features())
                    .map(units -> columns(prefix + b.name() + ".weight", b.kernel(), shapes.get(position).features(), units));
            case TransposedConvolution b -> origins.channels(shapes.get(position).features())
                    .map(units -> new UnitAxis(prefix + b.name() + ".weight", true, units));
            case Recurrence b when b.source() == position && Collections.frequency(b.sources(), position) == 1 ->
                    origins.channels(shapes.get(position).features()).map(units -> new UnitAxis(prefix + b.name() + ".inputWeight", false, units));
            default -> Optional.empty();
        };
        axis.filter(a -> !a.lines().getFirst().isEmpty()).ifPresent(a -> {
            if (layer.incoming().contains(a)) {
                layer.tied()[0] = true;
            } else {
                layer.outgoing().add(a);
            }
        });
        return axis.isPresent();
    }

    private UnitAxis axis(Affine affine, boolean outputs, List<List<Integer>> lines) {
        return new UnitAxis(prefix + Layouts.owner(affine, blocks).name() + ".weight", outputs == affine.transposeOf().isEmpty(), lines);
    }

    /** The columns of a convolution's weight: its channels, tap by tap. */
    private static UnitAxis columns(String weight, List<KernelAxis> kernel, int channels, List<List<Integer>> units) {
        return UnitAxis.grouped(weight, false, units, KernelAxis.taps(kernel), channels);
    }

    private static void merge(List<Layer> layers, Layer found) {
        for (Layer known : layers) {
            boolean shared = found.incoming().stream().anyMatch(a -> known.incoming().contains(a) || known.outgoing().contains(a))
                    || found.outgoing().stream().anyMatch(a -> known.incoming().contains(a) || known.outgoing().contains(a));
            if (shared) {
                known.activations().addAll(found.activations());
                known.tied()[0] = true;
                known.reordered()[0] |= found.reordered()[0];
                found.incoming().stream().filter(a -> a.entry().endsWith(".bias")).forEach(known.incoming()::add);
                for (Set<UnitAxis> axes : List.of(found.incoming(), found.outgoing())) {
                    axes.stream().filter(a -> !known.incoming().contains(a)).forEach(known.outgoing()::add);
                }
                return;
            }
        }
        layers.add(found);
    }

    private static UnitLayer unitLayer(Layer layer, ParameterLayout layout) {
        return new UnitLayer(layer.name(), layer.count(), indices(layer.incoming(), layer.count(), layout),
                indices(layer.outgoing(), layer.count(), layout), symmetry(layer));
    }

    private static int[][] indices(Set<UnitAxis> axes, int count, ParameterLayout layout) {
        return IntStream.range(0, count).mapToObj(unit -> axes.stream().flatMapToInt(axis -> axis.indices(unit, layout)).toArray())
                .toArray(int[][]::new);
    }

    private static Symmetry symmetry(Layer layer) {
        boolean tied = layer.tied()[0];
        if (layer.reordered()[0]) {
            return Symmetry.PERMUTATION;
        }
        if (layer.activations().stream().allMatch(a -> a == Activation.IDENTITY)) {
            return tied ? Symmetry.ORTHOGONAL : Symmetry.GENERAL_LINEAR;
        }
        if (layer.activations().stream().allMatch(Activation::odd)) {
            return Symmetry.SIGNED_PERMUTATION;
        }
        return layer.activations().stream().allMatch(a -> a == Activation.RELU) && !tied ? Symmetry.SCALED_PERMUTATION
                : Symmetry.PERMUTATION;
    }
}

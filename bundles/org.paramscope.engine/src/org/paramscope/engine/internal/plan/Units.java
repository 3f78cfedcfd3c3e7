package org.paramscope.engine.internal.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.paramscope.engine.ParameterLayout;
import org.paramscope.engine.ParameterLayout.Entry;
import org.paramscope.engine.Symmetry;
import org.paramscope.engine.UnitLayer;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Affine;
import org.paramscope.engine.graph.Block;
import org.paramscope.engine.graph.Recurrence;

/**
 * Derives the layers of interchangeable units: affine blocks below the output that only affine blocks
 * read. A unit owns a row or a column of a weight on either side. Layers that share such an axis
 * through tied weights can only be reordered together: they become one layer under the first's name.
 */
public final class Units {

    /** The rows (outputs) or the columns (inputs) of a weight, or the entries of a bias. */
    private record Axis(String entry, boolean rows) { }

    private record Layer(String name, int count, List<Activation> activations, Set<Axis> incoming, Set<Axis> outgoing,
            boolean[] tied) { }

    private Units() { }

    /** The layers of a graph whose loss looks at the block {@code output}. */
    public static List<UnitLayer> of(List<Block> blocks, ParameterLayout layout, int output) {
        List<Layer> layers = new ArrayList<>();
        for (int position = 0; position < blocks.size(); position++) {
            if (position != output && blocks.get(position) instanceof Affine affine) {
                layer(position, affine, blocks).ifPresent(found -> merge(layers, found));
            }
        }
        return layers.stream().map(layer -> unitLayer(layer, layout)).toList();
    }

    private static Optional<Layer> layer(int position, Affine affine, List<Block> blocks) {
        Layer layer = new Layer(affine.name(), affine.width(), new ArrayList<>(List.of(affine.activation())),
                new LinkedHashSet<>(), new LinkedHashSet<>(), new boolean[1]);
        layer.incoming().add(axis(affine, true, blocks));
        if (affine.bias()) {
            layer.incoming().add(new Axis(affine.name() + ".bias", true));
        }
        boolean read = false;
        for (Block consumer : blocks) {
            if (consumer.sources().contains(position)) {
                Optional<Axis> axis = columns(consumer, position, affine, blocks);
                if (axis.isEmpty()) {
                    return Optional.empty();
                }
                read = true;
                if (layer.incoming().contains(axis.get())) {
                    layer.tied()[0] = true;
                } else {
                    layer.outgoing().add(axis.get());
                }
            }
        }
        return read && affine.activation() != Activation.SOFTMAX ? Optional.of(layer) : Optional.empty();
    }

    /** The columns by which a block reads the units of a layer one by one; empty if it does not. */
    private static Optional<Axis> columns(Block consumer, int position, Affine layer, List<Block> blocks) {
        return switch (consumer) {
            case Affine reader when reader.pointwise() || !layer.pointwise() -> Optional.of(axis(reader, false, blocks));
            case Recurrence reader when reader.source() == position && reader.initial().filter(i -> i == position).isEmpty() ->
                    Optional.of(new Axis(reader.name() + ".inputWeight", false));
            default -> Optional.empty();
        };
    }

    private static Axis axis(Affine affine, boolean outputs, List<Block> blocks) {
        return new Axis(Layouts.owner(affine, blocks).name() + ".weight", outputs == affine.transposeOf().isEmpty());
    }

    private static void merge(List<Layer> layers, Layer found) {
        for (Layer known : layers) {
            boolean shared = found.incoming().stream().anyMatch(a -> known.incoming().contains(a) || known.outgoing().contains(a))
                    || found.outgoing().stream().anyMatch(a -> known.incoming().contains(a) || known.outgoing().contains(a));
            if (shared) {
                known.activations().addAll(found.activations());
                known.tied()[0] = true;
                found.incoming().stream().filter(a -> a.entry().endsWith(".bias")).forEach(known.incoming()::add);
                for (Set<Axis> axes : List.of(found.incoming(), found.outgoing())) {
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

    private static int[][] indices(Set<Axis> axes, int count, ParameterLayout layout) {
        int[][] indices = new int[count][];
        for (int unit = 0; unit < count; unit++) {
            List<Integer> found = new ArrayList<>();
            for (Axis axis : axes) {
                Entry entry = layout.entry(axis.entry());
                int length = axis.rows() ? entry.columns() : entry.rows();
                for (int i = 0; i < length; i++) {
                    found.add(entry.offset() + (axis.rows() ? unit * entry.columns() + i : i * entry.columns() + unit));
                }
            }
            indices[unit] = found.stream().mapToInt(Integer::intValue).toArray();
        }
        return indices;
    }

    private static Symmetry symmetry(Layer layer) {
        boolean tied = layer.tied()[0];
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

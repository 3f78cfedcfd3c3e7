package org.paramscope.engine.internal.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.paramscope.engine.ParameterLayout;
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
 *
 * <p>The units of a recurrent layer read one another: their rows and columns of the state's weight move together over all gates. Recurrent
 * layers of which one starts from the state of the other, and dense layers that make such a start, are one layer under the first
 * recurrent one's name.
 */
public final class Units {

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
        List<FoundLayer> found = new ArrayList<>();
        for (int position = 0; position < blocks.size(); position++) {
            units.layer(position, found).filter(FoundLayer::complete).ifPresent(found::add);
        }
        List<FoundLayer> layers = new ArrayList<>();
        for (FoundLayer one : found) {
            if (found.stream().noneMatch(one::contradicts)) {
                layers.stream().filter(known -> known.shares(one)).findFirst().ifPresentOrElse(known -> known.merge(one), () -> layers.add(one));
            }
        }
        Stream<UnitLayer> inner = blocks.stream().filter(block -> Layouts.body(block) != null).flatMap(block ->
                of(prefix + block.name() + ".", Layouts.body(block).blocks(), layout, Layouts.body(block).result()).stream());
        return Stream.concat(layers.stream().map(layer -> layer.unitLayer(layout)), inner).toList();
    }

    private Optional<FoundLayer> layer(int position, List<FoundLayer> known) {
        return switch (blocks.get(position)) {
            case Affine b -> followed(layer(b.name(), position, b.width(), b.activation(), b.bias(), axis(b, true,
                    UnitAxis.identity(b.width()))));
            case Convolution b -> followed(layer(b.name(), position, b.channels(), b.activation(), b.bias(),
                    UnitAxis.each(prefix + b.name() + ".weight", true, b.channels())));
            case TransposedConvolution b -> followed(layer(b.name(), position, b.channels(), b.activation(), b.bias(),
                    columns(prefix + b.name() + ".weight", b.kernel(), b.channels(), UnitAxis.identity(b.channels()))));
            case Recurrence b when known.stream().noneMatch(layer -> layer.recurrent() && layer.members().contains(position)) ->
                    recurrent(b, position);
            default -> Optional.empty();
        };
    }

    private FoundLayer layer(String block, int position, int count, Activation activation, boolean bias, UnitAxis weight) {
        String name = prefix + block;
        FoundLayer layer = new FoundLayer(name, position, count, false).with(activation).reads(weight);
        return bias ? layer.reads(UnitAxis.each(name + ".bias", true, count)) : layer;
    }

    private Optional<FoundLayer> followed(FoundLayer layer) {
        int position = layer.members().getFirst();
        return Optional.of(layer).filter(l -> follow(position, UnitOrigins.layer(shapes.get(position), l.count()), l));
    }

    /** All that starts from the state of a recurrent layer, or makes its start, directly or by way of others. */
    private Optional<FoundLayer> recurrent(Recurrence first, int position) {
        FoundLayer layer = new FoundLayer(prefix + first.name(), position, first.hidden(), true);
        // members are found on the way
        for (int m = 0; m < layer.members().size(); m++) {
            int member = layer.members().get(m);
            boolean whole = switch (blocks.get(member)) {
                case Recurrence cell -> {
                    cell(cell, layer);
                    yield cell.initial().isEmpty() || startsFrom(cell.initial().get(), inPlace(cell), layer);
                }
                case Affine start -> start(start, layer);
                default -> false;
            };
            if (!whole || !follow(member, UnitOrigins.layer(shapes.get(member), layer.count()), layer)) {
                return Optional.empty();
            }
        }
        return Optional.of(layer);
    }

    private static Map<Integer, Integer> inPlace(Recurrence cell) {
        Map<Integer, Integer> units = new TreeMap<>();
        IntStream.range(0, cell.hidden() * cell.cell().states()).forEach(entry -> units.put(entry, entry % cell.hidden()));
        return units;
    }

    private void cell(Recurrence cell, FoundLayer layer) {
        String name = prefix + cell.name();
        layer.with(Activation.TANH);
        for (int gate = 0; gate < cell.cell().gates(); gate++) {
            int row = gate * cell.hidden();
            List<List<Integer>> rows = IntStream.range(row, row + cell.hidden()).mapToObj(List::of).toList();
            for (String array : List.of(".inputWeight", ".stateWeight", ".inputBias", ".stateBias")) {
                UnitAxis axis = new UnitAxis(name + array, true, rows);
                if (gate == cell.cell().candidate()) {
                    layer.reads(axis);
                } else {
                    layer.gated(axis);
                }
            }
        }
        layer.readBy(UnitAxis.each(name + ".stateWeight", false, cell.hidden()));
    }

    /** A dense layer makes a start: its outputs count the units once for each number of their state. */
    private boolean start(Affine start, FoundLayer layer) {
        if (start.transposeOf().isPresent() || blocks.stream().anyMatch(b -> b instanceof Affine other
                && other.transposeOf().map(blocks::get).filter(start::equals).isPresent())) {
            return false;
        }
        List<List<Integer>> rows = IntStream.range(0, layer.count()).mapToObj(unit -> IntStream.range(0, start.width())
                .filter(row -> row % layer.count() == unit).boxed().toList()).toList();
        layer.with(start.activation()).reads(new UnitAxis(prefix + start.name() + ".weight", true, rows));
        if (start.bias()) {
            layer.reads(new UnitAxis(prefix + start.name() + ".bias", true, rows));
        }
        return true;
    }

    /**
     * Whether entries of a value come from blocks whose outputs count the units; these join the layer.
     *
     * @param units by entry the unit that starts from it
     */
    private boolean startsFrom(int position, Map<Integer, Integer> units, FoundLayer layer) {
        return switch (blocks.get(position)) {
            case Reshape reshape -> startsFrom(reshape.source(), units, layer);
            case Select select -> {
                Map<Integer, Map<Integer, Integer>> bySource = new TreeMap<>();
                for (Map.Entry<Integer, Integer> entry : units.entrySet()) {
                    int at = select.indices().get(entry.getKey());
                    int source = 0;
                    while (at >= shapes.get(select.sources().get(source)).size()) {
                        at -= shapes.get(select.sources().get(source++)).size();
                    }
                    Integer known = bySource.computeIfAbsent(select.sources().get(source), s -> new TreeMap<>()).put(at, entry.getValue());
                    if (known != null && !known.equals(entry.getValue())) {
                        yield false;
                    }
                }
                yield bySource.entrySet().stream().allMatch(source -> startsFrom(source.getKey(), source.getValue(), layer));
            }
            case Affine start when start.width() % layer.count() == 0 -> joins(position, units, layer);
            case Recurrence cell when cell.hidden() == layer.count() -> joins(position, units, layer);
            default -> false;
        };
    }

    private static boolean joins(int position, Map<Integer, Integer> units, FoundLayer layer) {
        layer.join(position);
        return units.entrySet().stream().allMatch(entry -> entry.getKey() % layer.count() == entry.getValue());
    }

    /** Collects by what the value at a position is read; whether all who read it keep the units apart. */
    private boolean follow(int position, UnitOrigins origins, FoundLayer layer) {
        if (position == output) {
            return false;
        }
        for (int reader = position + 1; reader < blocks.size(); reader++) {
            Block block = blocks.get(reader);
            if (block.sources().contains(position) && !switch (block) {
                case Reshape reshape -> follow(reader, origins, layer);
                case Select select -> follow(reader, origins.through(select, position, Shapes.in(select, shapes)), layer);
                case Reduce sum when sum.axis() == shapes.get(position).rank() - 1 && alike(position, layer) -> layer.reordered();
                default -> !layer.members().contains(reader) && alike(reader, layer)
                        ? layer.reordered() && follow(reader, origins, layer) : read(reader, position, origins, layer);
            }) {
                return false;
            }
        }
        return true;
    }

    /** Whether each entry at a position follows from the layer's entry at the same place, by the same rule for all. */
    private boolean alike(int position, FoundLayer layer) {
        Block block = blocks.get(position);
        return layer.members().contains(position) || position > layer.members().getFirst() && switch (block) {
            case Elementwise b -> true;
            case Rescale b -> true;
            case Arithmetic b -> shapes.get(b.left()).equals(shapes.get(b.right()));
            case GaussianSample b -> b.form() == CovarianceForm.DIAGONAL;
            default -> false;
        } && block.sources().stream().allMatch(source -> alike(source, layer));
    }

    private boolean read(int reader, int position, UnitOrigins origins, FoundLayer layer) {
        Block block = blocks.get(reader);
        if (block instanceof Recurrence cell) {
            if (cell.mask().equals(Optional.of(position)) || !started(cell, reader, position, origins, layer)) {
                return false;
            }
            if (cell.source() != position) {
                return true;
            }
        }
        Optional<UnitAxis> axis = switch (block) {
            case Affine b -> origins.channels(b.inputs(shapes.get(position))).map(units -> axis(b, false, units));
            case Convolution b -> origins.channels(shapes.get(position).features())
                    .map(units -> columns(prefix + b.name() + ".weight", b.kernel(), shapes.get(position).features(), units));
            case TransposedConvolution b -> origins.channels(shapes.get(position).features())
                    .map(units -> new UnitAxis(prefix + b.name() + ".weight", true, units));
            case Recurrence b -> origins.channels(shapes.get(position).features())
                    .map(units -> new UnitAxis(prefix + b.name() + ".inputWeight", false, units));
            default -> Optional.empty();
        };
        axis.filter(a -> !a.lines().getFirst().isEmpty()).ifPresent(layer::readBy);
        return axis.isPresent();
    }

    /** Whether a recurrent layer, if it starts from the value at a position, starts each of its units from that in its place; it joins. */
    private boolean started(Recurrence cell, int reader, int position, UnitOrigins origins, FoundLayer layer) {
        if (!cell.initial().equals(Optional.of(position))) {
            return true;
        }
        if (!layer.recurrent() || cell.hidden() != layer.count() || !origins.inPlace()) {
            return false;
        }
        layer.join(reader);
        return true;
    }

    private UnitAxis axis(Affine affine, boolean outputs, List<List<Integer>> lines) {
        return new UnitAxis(prefix + Layouts.owner(affine, blocks).name() + ".weight", outputs == affine.transposeOf().isEmpty(), lines);
    }

    /** The columns of a convolution's weight: its channels, tap by tap. */
    private static UnitAxis columns(String weight, List<KernelAxis> kernel, int channels, List<List<Integer>> units) {
        return UnitAxis.grouped(weight, false, units, KernelAxis.taps(kernel), channels);
    }
}

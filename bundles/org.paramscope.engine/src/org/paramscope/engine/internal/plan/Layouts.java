package org.paramscope.engine.internal.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.ParameterLayout;
import org.paramscope.engine.ParameterLayout.Entry;
import org.paramscope.engine.graph.Affine;
import org.paramscope.engine.graph.Block;
import org.paramscope.engine.graph.Block.Initial;
import org.paramscope.engine.graph.Block.Parameter;
import org.paramscope.engine.graph.Body;
import org.paramscope.engine.graph.Integration;
import org.paramscope.engine.graph.Scan;
import org.paramscope.engine.graph.Shape;
import org.paramscope.engine.graph.Shapes;

/** Parameter layout, starting values and widths of a list of blocks. */
public final class Layouts {

    private Layouts() { }

    /** The arrays of each block in its order; those of a sub-graph carry the outer block's name first. */
    public static ParameterLayout of(List<Block> blocks) {
        List<Entry> entries = new ArrayList<>();
        add("", blocks, entries, new HashMap<>());
        return new ParameterLayout(entries);
    }

    /** How each array of parameters starts, by its name. */
    public static Map<String, Initial> initial(List<Block> blocks) {
        Map<String, Initial> initial = new HashMap<>();
        add("", blocks, new ArrayList<>(), initial);
        return initial;
    }

    private static void add(String prefix, List<Block> blocks, List<Entry> entries, Map<String, Initial> initial) {
        List<Shape> shapes = Shapes.of(blocks);
        for (Block block : blocks) {
            for (Parameter parameter : block.parameters(Shapes.in(block, shapes))) {
                String name = prefix + block.name() + "." + parameter.name();
                int offset = entries.isEmpty() ? 0 : Math.addExact(entries.getLast().offset(), entries.getLast().size());
                entries.add(new Entry(name, offset, parameter.rows(), parameter.columns()));
                initial.put(name, parameter.initial());
            }
            Body body = body(block);
            if (body != null) {
                add(prefix + block.name() + ".", body.blocks(), entries, initial);
            }
        }
    }

    /** The sub-graph of a block; null if it has none. */
    static Body body(Block block) {
        return switch (block) {
            case Scan scan -> scan.cell();
            case Integration integration -> integration.field();
            default -> null;
        };
    }

    /** A block with another sub-graph. */
    static Block withBody(Block block, Body body) {
        return switch (block) {
            case Scan s -> new Scan(s.name(), s.sequence(), s.initial(), s.contexts(), body, s.reversed());
            case Integration i -> new Integration(i.name(), i.initial(), i.contexts(), i.control(), body, i.solver(), i.gradient(),
                    i.start(), i.step(), i.points());
            default -> block;
        };
    }

    /** The block that owns the weight of an affine block: itself unless tied. */
    static Affine owner(Affine affine, List<Block> blocks) {
        return affine.transposeOf().map(position -> (Affine) blocks.get(position)).orElse(affine);
    }

    /**
     * The blocks with other widths; tied blocks follow.
     *
     * @param widths by block name; blocks of a sub-graph carry the outer block's name first, as in {@code flow.hidden}
     */
    public static List<Block> withWidths(List<Block> blocks, Map<String, Integer> widths) {
        Set<String> unknown = new HashSet<>(widths.keySet());
        List<Block> changed = withWidths("", blocks, widths, unknown);
        if (!unknown.isEmpty()) {
            throw new ShapeException("no blocks " + unknown + " among " + blocks.stream().map(Block::name).toList());
        }
        Shapes.of(changed);
        return changed;
    }

    private static List<Block> withWidths(String prefix, List<Block> blocks, Map<String, Integer> widths, Set<String> unknown) {
        List<Block> changed = new ArrayList<>();
        for (Block block : blocks) {
            Integer width = widths.get(prefix + block.name());
            unknown.remove(prefix + block.name());
            Block next = block;
            if (block instanceof Affine affine && affine.transposeOf().isPresent()) {
                next = affine.withWidth(width != null ? width : tiedWidth(affine, changed));
            } else if (width != null) {
                next = block.withWidth(width);
            }
            Body body = body(block);
            if (body != null) {
                next = withBody(next, new Body(withWidths(prefix + block.name() + ".", body.blocks(), widths, unknown), body.inputs(),
                        body.result()));
            }
            changed.add(next);
        }
        return changed;
    }

    private static int tiedWidth(Affine affine, List<Block> before) {
        Affine owner = owner(affine, before);
        return owner.inputs(Shapes.of(before).get(owner.source()));
    }

    /** One line on each block, those of a sub-graph indented. */
    public static List<String> describe(List<Block> blocks) {
        List<String> lines = new ArrayList<>();
        describe("", blocks, lines);
        return lines;
    }

    private static void describe(String indent, List<Block> blocks, List<String> lines) {
        List<Shape> shapes = Shapes.of(blocks);
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            List<Shape> in = Shapes.in(block, shapes);
            int parameters = block.parameters(in).stream().mapToInt(Parameter::size).sum();
            long flop = block.flop(in);
            lines.add(indent + block.name() + " " + shapes.get(i) + ": "
                    + block.describe(block.sources().stream().map(p -> blocks.get(p).name()).toList())
                    + (parameters > 0 ? "; " + parameters + " parameters" : "") + (flop > 0 ? ", " + flop + " FLOP" : ""));
            if (body(block) != null) {
                describe(indent + "  ", body(block).blocks(), lines);
            }
        }
    }
}

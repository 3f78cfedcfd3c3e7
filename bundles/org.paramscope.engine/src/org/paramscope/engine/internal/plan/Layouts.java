package org.paramscope.engine.internal.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.ParameterLayout;
import org.paramscope.engine.ParameterLayout.Entry;
import org.paramscope.engine.graph.Block;
import org.paramscope.engine.graph.Block.Affine;

/** Parameter layout and widths of a list of blocks. */
public final class Layouts {

    private Layouts() { }

    /** Weights, then bias, of each block in its order. */
    public static ParameterLayout of(List<Block> blocks) {
        List<Entry> entries = new ArrayList<>();
        int offset = 0;
        for (Block block : blocks) {
            if (block instanceof Affine affine) {
                if (affine.transposeOf().isEmpty()) {
                    offset = add(entries, affine.name() + ".weight", offset, affine.width(), blocks.get(affine.source()).width());
                }
                if (affine.bias()) {
                    offset = add(entries, affine.name() + ".bias", offset, affine.width(), 1);
                }
            }
        }
        return new ParameterLayout(entries);
    }

    private static int add(List<Entry> entries, String name, int offset, int rows, int columns) {
        entries.add(new Entry(name, offset, rows, columns));
        return Math.addExact(offset, Math.multiplyExact(rows, columns));
    }

    /** The block that owns the weight of an affine block: itself unless tied. */
    static Affine owner(Affine affine, List<Block> blocks) {
        return affine.transposeOf().map(position -> (Affine) blocks.get(position)).orElse(affine);
    }

    /** The blocks with other widths; tied blocks follow. */
    public static List<Block> withWidths(List<Block> blocks, Map<String, Integer> widths) {
        Set<String> unknown = new HashSet<>(widths.keySet());
        List<Block> changed = new ArrayList<>();
        for (Block block : blocks) {
            Integer width = widths.get(block.name());
            unknown.remove(block.name());
            changed.add(switch (block) {
                case Affine affine when affine.transposeOf().isPresent() -> tied(affine, changed, width);
                case Affine affine -> new Affine(affine.name(), affine.source(), positive(affine, width),
                        affine.transposeOf(), affine.bias(), affine.activation());
                case Block other when width != null && width != other.width() -> throw new ShapeException(
                        "block '" + other.name() + "' has no width to be changed");
                case Block.Select select -> fitting(select, changed);
                default -> block;
            });
        }
        if (!unknown.isEmpty()) {
            throw new ShapeException("no blocks " + unknown + " among " + blocks.stream().map(Block::name).toList());
        }
        return changed;
    }

    private static int positive(Affine affine, Integer width) {
        if (width == null) {
            return affine.width();
        }
        if (width < 1) {
            throw new ShapeException("block '" + affine.name() + "': its width is " + width + ", at least 1 is needed");
        }
        return width;
    }

    private static Affine tied(Affine affine, List<Block> before, Integer asked) {
        Affine owner = (Affine) before.get(affine.transposeOf().orElseThrow());
        int width = before.get(owner.source()).width();
        int input = before.get(affine.source()).width();
        if (input != owner.width() || asked != null && asked != width) {
            throw new ShapeException("block '" + affine.name() + "': the transposed weight of '" + owner.name() + "' is ["
                    + width + ", " + owner.width() + "], not [" + (asked == null ? width : asked) + ", " + input + "]");
        }
        return new Affine(affine.name(), affine.source(), width, affine.transposeOf(), affine.bias(), affine.activation());
    }

    private static Block fitting(Block.Select select, List<Block> before) {
        int total = select.sources().stream().mapToInt(position -> before.get(position).width()).sum();
        for (int index : select.indices()) {
            if (index >= total) {
                throw new ShapeException("block '" + select.name() + "': index " + index + " of sources [" + total + "]");
            }
        }
        return select;
    }

    /** One line on a block. */
    public static String describe(Block block, List<Block> blocks) {
        String head = block.name() + " [" + block.width() + "]";
        return switch (block) {
            case Block.Input input -> head + ": the window";
            case Block.Past past -> head + ": the values before the window";
            case Block.Select select -> head + ": chosen from "
                    + String.join(", ", select.sources().stream().map(position -> blocks.get(position).name()).toList());
            case Affine affine -> head + ": " + affine.activation().name().toLowerCase() + "("
                    + (affine.transposeOf().isPresent() ? "transposed " + owner(affine, blocks).name() : "W") + " "
                    + blocks.get(affine.source()).name() + (affine.bias() ? " + b" : "") + ")";
        };
    }
}

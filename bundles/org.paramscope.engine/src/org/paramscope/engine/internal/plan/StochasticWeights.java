package org.paramscope.engine.internal.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.graph.Affine;
import org.paramscope.engine.graph.Block;
import org.paramscope.engine.graph.Body;
import org.paramscope.engine.graph.StochasticAffine;

/** Puts stochastic layers in the place of affine ones. */
public final class StochasticWeights {

    private final double priorVariance;
    private final double initialLogVariance;
    private final Set<String> names;
    private final Set<String> unknown;

    private StochasticWeights(double priorVariance, double initialLogVariance, Set<String> names) {
        this.priorVariance = priorVariance;
        this.initialLogVariance = initialLogVariance;
        this.names = names;
        this.unknown = new HashSet<>(names);
    }

    /**
     * The blocks with stochastic layers.
     *
     * @param names of affine blocks, those of a sub-graph with the outer block's name first; all without tied weights if empty
     * @throws ShapeException when there is no such block, or its weight is tied to another's
     */
    public static List<Block> in(List<Block> blocks, double priorVariance, double initialLogVariance, Set<String> names) {
        StochasticWeights weights = new StochasticWeights(priorVariance, initialLogVariance, names);
        List<Block> changed = weights.changed("", blocks);
        if (!weights.unknown.isEmpty()) {
            throw new ShapeException("no affine blocks " + weights.unknown + " among " + blocks.stream().map(Block::name).toList());
        }
        if (changed.equals(blocks)) {
            throw new ShapeException("there is no affine block without tied weights among " + blocks.stream().map(Block::name).toList());
        }
        return changed;
    }

    private List<Block> changed(String prefix, List<Block> blocks) {
        List<Block> changed = new ArrayList<>();
        for (int position = 0; position < blocks.size(); position++) {
            Block block = blocks.get(position);
            String name = prefix + block.name();
            Body body = Layouts.body(block);
            if (block instanceof Affine affine && chosen(name, tied(affine, position, blocks))) {
                unknown.remove(name);
                changed.add(StochasticAffine.of(affine, priorVariance, initialLogVariance));
            } else if (body != null) {
                changed.add(Layouts.withBody(block, new Body(changed(name + ".", body.blocks()), body.inputs(), body.result())));
            } else {
                changed.add(block);
            }
        }
        return changed;
    }

    private boolean chosen(String name, boolean tied) {
        if (tied && names.contains(name)) {
            throw new ShapeException("block '" + name + "': its weight is used by two blocks, whose draws would not agree");
        }
        return names.contains(name) || names.isEmpty() && !tied;
    }

    private static boolean tied(Affine affine, int position, List<Block> blocks) {
        return affine.transposeOf().isPresent() || blocks.stream().anyMatch(
                other -> other instanceof Affine reader && reader.transposeOf().filter(owner -> owner == position).isPresent());
    }
}

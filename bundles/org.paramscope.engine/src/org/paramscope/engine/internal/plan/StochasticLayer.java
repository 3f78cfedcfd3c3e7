package org.paramscope.engine.internal.plan;

import java.util.ArrayList;
import java.util.List;
import org.paramscope.engine.ParameterLayout;
import org.paramscope.engine.ParameterLayout.Entry;
import org.paramscope.engine.graph.Block;
import org.paramscope.engine.graph.Body;
import org.paramscope.engine.graph.StochasticAffine;

/**
 * Normally distributed parameters of one layer: its means and log-variances, weights or biases.
 *
 * @param mean the means
 * @param logVariance as many log-variances
 * @param priorVariance of the distribution N(0, priorVariance) that they are compared with
 */
record StochasticLayer(Entry mean, Entry logVariance, double priorVariance) {

    /** All of a graph and its sub-graphs. */
    static List<StochasticLayer> of(List<Block> blocks, ParameterLayout layout) {
        List<StochasticLayer> layers = new ArrayList<>();
        add("", blocks, layout, layers);
        return layers;
    }

    private static void add(String prefix, List<Block> blocks, ParameterLayout layout, List<StochasticLayer> layers) {
        for (Block block : blocks) {
            String name = prefix + block.name() + ".";
            if (block instanceof StochasticAffine affine) {
                for (String kind : affine.bias() ? List.of("weight", "bias") : List.of("weight")) {
                    layers.add(new StochasticLayer(layout.entry(name + kind), layout.entry(name + kind + "LogVariance"),
                            affine.priorVariance()));
                }
            }
            Body body = Layouts.body(block);
            if (body != null) {
                add(name, body.blocks(), layout, layers);
            }
        }
    }
}

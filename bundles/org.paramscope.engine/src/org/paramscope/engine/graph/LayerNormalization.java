package org.paramscope.engine.graph;

import java.util.List;

/**
 * y = g (x - mean) / sqrt(variance + 1e-5) + b over the last axis (Ba, Kiros, Hinton 2016), g and b one number a
 * feature.
 */
public record LayerNormalization(String name, int source) implements Block {

    /** Added to the variance. */
    public static final double EPSILON = 1e-5;

    @Override
    public List<Integer> sources() {
        return List.of(source);
    }

    @Override
    public Shape shape(List<Shape> in) {
        return in.getFirst();
    }

    @Override
    public List<Parameter> parameters(List<Shape> in) {
        int features = in.getFirst().features();
        return List.of(new Parameter("weight", features, 1, Initial.ONE), new Parameter("bias", features, 1, Initial.ZERO));
    }

    @Override
    public long flop(List<Shape> in) {
        return 8L * in.getFirst().size();
    }

    @Override
    public String describe(List<String> names) {
        return "layer normalisation of " + names.getFirst();
    }

    @Override
    public LayerNormalization withSources(List<Integer> positions) {
        return new LayerNormalization(name, positions.getFirst());
    }
}

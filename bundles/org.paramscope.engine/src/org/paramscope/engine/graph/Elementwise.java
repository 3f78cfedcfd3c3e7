package org.paramscope.engine.graph;

import java.util.List;

/** y = f(x), entry by entry. */
public record Elementwise(String name, int source, Function function) implements Block {

    /** The functions. */
    public enum Function { EXP, LOG, SQUARE_ROOT, SQUARE, NEGATE, RECIPROCAL, TANH, SIGMOID, RELU, SOFTPLUS, GELU }

    @Override
    public List<Integer> sources() {
        return List.of(source);
    }

    @Override
    public Shape shape(List<Shape> in) {
        return in.getFirst();
    }

    @Override
    public long flop(List<Shape> in) {
        return in.getFirst().size();
    }

    @Override
    public String describe(List<String> names) {
        return function.name().toLowerCase().replace('_', ' ') + "(" + names.getFirst() + ")";
    }

    @Override
    public Elementwise withSources(List<Integer> positions) {
        return new Elementwise(name, positions.getFirst(), function);
    }
}

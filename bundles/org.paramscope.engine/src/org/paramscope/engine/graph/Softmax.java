package org.paramscope.engine.graph;

import java.util.List;

/** y_j = exp(x_j) / sum_k exp(x_k) over the last axis. */
public record Softmax(String name, int source) implements Block {

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
        return 4L * in.getFirst().size();
    }

    @Override
    public String describe(List<String> names) {
        return "softmax(" + names.getFirst() + ")";
    }

    @Override
    public Softmax withSources(List<Integer> positions) {
        return new Softmax(name, positions.getFirst());
    }
}

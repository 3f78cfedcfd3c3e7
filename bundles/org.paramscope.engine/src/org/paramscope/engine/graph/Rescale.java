package org.paramscope.engine.graph;

import java.util.List;
import org.paramscope.data.ShapeException;

/**
 * y = factor x + offset with fixed numbers.
 *
 * @param factor finite
 * @param offset finite
 */
public record Rescale(String name, int source, double factor, double offset) implements Block {

    public Rescale {
        if (!Double.isFinite(factor) || !Double.isFinite(offset)) {
            throw new ShapeException("block '" + name + "': factor " + factor + " and offset " + offset + " are to be finite");
        }
    }

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
        return 2L * in.getFirst().size();
    }

    @Override
    public String describe(List<String> names) {
        return factor + " " + names.getFirst() + (offset == 0 ? "" : " + " + offset);
    }

    @Override
    public Rescale withSources(List<Integer> positions) {
        return new Rescale(name, positions.getFirst(), factor, offset);
    }
}

package org.paramscope.engine.graph;

import java.util.ArrayList;
import java.util.List;
import org.paramscope.data.ShapeException;

/**
 * The sum or the mean over one axis, which disappears; over the only axis it leaves one entry.
 *
 * @param axis from 0
 * @param mean whether the sum is divided by the length of the axis
 */
public record Reduce(String name, int source, int axis, boolean mean) implements Block {

    @Override
    public List<Integer> sources() {
        return List.of(source);
    }

    @Override
    public Shape shape(List<Shape> in) {
        Shape x = in.getFirst();
        if (axis < 0 || axis >= x.rank()) {
            throw new ShapeException("block '" + name + "': axis " + axis + " of " + x);
        }
        if (x.rank() == 1) {
            return Shape.of(1);
        }
        List<Integer> left = new ArrayList<>(x.axes());
        left.remove(axis);
        return new Shape(left);
    }

    @Override
    public long flop(List<Shape> in) {
        return in.getFirst().size();
    }

    @Override
    public String describe(List<String> names) {
        return (mean ? "mean" : "sum") + " of " + names.getFirst() + " over axis " + axis;
    }

    @Override
    public Reduce withSources(List<Integer> positions) {
        return new Reduce(name, positions.getFirst(), axis, mean);
    }
}

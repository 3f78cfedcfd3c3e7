package org.paramscope.engine.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.paramscope.data.ShapeException;

/**
 * The axes of a value of one sample, in C order: [features], [time steps, features] or [height, width,
 * channels]. The last axis always counts features or channels.
 *
 * @param axes at least one, each at least 1
 */
public record Shape(List<Integer> axes) {

    public Shape {
        axes = List.copyOf(axes);
        if (axes.isEmpty() || axes.stream().anyMatch(axis -> axis < 1)) {
            throw new ShapeException("a shape of the axes " + axes + ": at least one axis is needed, each at least 1");
        }
        int size = 1;
        for (int axis : axes) {
            size = Math.multiplyExact(size, axis);
        }
    }

    /** The shape of these axes. */
    public static Shape of(int... axes) {
        return new Shape(Arrays.stream(axes).boxed().toList());
    }

    /** Number of axes. */
    public int rank() {
        return axes.size();
    }

    /** Length of an axis; negative numbers count from the end, -1 is the last. */
    public int axis(int i) {
        return axes.get(i < 0 ? axes.size() + i : i);
    }

    /** Number of values. */
    public int size() {
        return axes.stream().mapToInt(Integer::intValue).reduce(1, (a, b) -> a * b);
    }

    /** Length of the last axis. */
    public int features() {
        return axis(-1);
    }

    /** Number of feature vectors: the product of all axes but the last. */
    public int positions() {
        return size() / features();
    }

    /** The same shape with another last axis. */
    public Shape withFeatures(int features) {
        List<Integer> changed = new ArrayList<>(axes);
        changed.set(axes.size() - 1, features);
        return new Shape(changed);
    }

    @Override
    public String toString() {
        return axes.toString();
    }
}

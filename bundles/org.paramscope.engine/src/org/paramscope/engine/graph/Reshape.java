package org.paramscope.engine.graph;

import java.util.List;
import org.paramscope.data.ShapeException;

/** The same values under another shape of the same size. */
public record Reshape(String name, int source, Shape result) implements Block {

    @Override
    public List<Integer> sources() {
        return List.of(source);
    }

    @Override
    public Shape shape(List<Shape> in) {
        if (in.getFirst().size() != result.size()) {
            throw new ShapeException("block '" + name + "': " + in.getFirst() + " cannot become " + result);
        }
        return result;
    }

    @Override
    public long flop(List<Shape> in) {
        return 0;
    }

    @Override
    public String describe(List<String> names) {
        return names.getFirst() + " in another shape";
    }

    @Override
    public Reshape withSources(List<Integer> positions) {
        return new Reshape(name, positions.getFirst(), result);
    }
}

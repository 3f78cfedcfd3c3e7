package org.paramscope.engine.graph;

import java.util.List;
import org.paramscope.data.ShapeException;

/**
 * Where a control path starts: X(0), [channels]; a channel without an observation there has its first observed value, or 0
 * without any.
 *
 * @param control position of the {@link Control}
 */
public record ControlStart(String name, int control) implements Block {

    @Override
    public List<Integer> sources() {
        return List.of(control);
    }

    @Override
    public Shape shape(List<Shape> in) {
        if (in.getFirst().rank() != 3) {
            throw new ShapeException("block '" + name + "': " + in.getFirst() + " is no control path");
        }
        return Shape.of(in.getFirst().features());
    }

    @Override
    public boolean laidOut() {
        return true;
    }

    @Override
    public long flop(List<Shape> in) {
        return 0;
    }

    @Override
    public String describe(List<String> names) {
        return "start of " + names.getFirst();
    }

    @Override
    public ControlStart withSources(List<Integer> positions) {
        return new ControlStart(name, positions.getFirst());
    }
}

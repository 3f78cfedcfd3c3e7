package org.paramscope.engine.graph;

import java.util.List;
import org.paramscope.data.ShapeException;

/**
 * A choice of entries, without parameters: slices, concatenations and gathers. Entry i of the value, in C order, is
 * entry {@code indices[i]} of the concatenated sources.
 *
 * @param sources positions of the blocks, in the order of concatenation
 * @param indices into the concatenation, as many as the shape has entries; repetitions are allowed
 * @param result shape of the value
 */
public record Select(String name, List<Integer> sources, List<Integer> indices, Shape result) implements Block {

    public Select {
        sources = List.copyOf(sources);
        indices = List.copyOf(indices);
        if (indices.isEmpty() || sources.isEmpty()) {
            throw new ShapeException("block '" + name + "': at least one index and one source are needed");
        }
        if (indices.size() != result.size()) {
            throw new ShapeException("block '" + name + "': " + indices.size() + " indices do not fill the shape " + result);
        }
    }

    @Override
    public Shape shape(List<Shape> in) {
        int total = in.stream().mapToInt(Shape::size).sum();
        for (int index : indices) {
            if (index < 0 || index >= total) {
                throw new ShapeException("block '" + name + "': index " + index + " of sources [" + total + "]");
            }
        }
        return result;
    }

    @Override
    public long flop(List<Shape> in) {
        return 0;
    }

    @Override
    public String describe(List<String> names) {
        return "chosen from " + String.join(", ", names);
    }

    @Override
    public Select withSources(List<Integer> positions) {
        return new Select(name, positions, indices, result);
    }
}

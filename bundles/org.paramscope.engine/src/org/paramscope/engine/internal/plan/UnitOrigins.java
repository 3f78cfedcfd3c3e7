package org.paramscope.engine.internal.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.paramscope.engine.graph.Select;
import org.paramscope.engine.graph.Shape;

/**
 * What the entries of a value are, of a layer's units: entry i is output {@code outputs[i]} of the layer in C order, that is
 * unit {@code outputs[i] % units} at place {@code outputs[i] / units}, or -1 for something else.
 */
final class UnitOrigins {

    private final int[] outputs;
    private final int units;

    private UnitOrigins(int[] outputs, int units) {
        this.outputs = outputs;
        this.units = units;
    }

    /** The layer's own value: its last axis counts the units, once or, if they have several numbers each, over and over again. */
    static UnitOrigins layer(Shape shape, int units) {
        return new UnitOrigins(IntStream.range(0, shape.size()).toArray(), units);
    }

    /** Whether the entries count the units over and over again, so that each is where another layer of as many expects it. */
    boolean inPlace() {
        return IntStream.range(0, outputs.length).allMatch(i -> unit(i) == i % units);
    }

    /** What a choice from this value, which stands at a position among the sources, and from others makes of it. */
    UnitOrigins through(Select select, int position, List<Shape> in) {
        int[] concatenated = new int[in.stream().mapToInt(Shape::size).sum()];
        Arrays.fill(concatenated, -1);
        int at = 0;
        for (int i = 0; i < in.size(); i++) {
            if (select.sources().get(i) == position) {
                System.arraycopy(outputs, 0, concatenated, at, outputs.length);
            }
            at += in.get(i).size();
        }
        return new UnitOrigins(select.indices().stream().mapToInt(i -> concatenated[i]).toArray(), units);
    }

    /**
     * By unit the channels that show it, when a reader treats the entries i, i + channels, ... alike; corresponding ones in
     * the same order. Empty if a channel shows different units, or if the reader does not see the same of all units.
     */
    Optional<List<List<Integer>>> channels(int channels) {
        List<Map<List<Integer>, List<Integer>>> shown = new ArrayList<>();
        IntStream.range(0, units).forEach(unit -> shown.add(new LinkedHashMap<>()));
        for (int channel = 0; channel < channels; channel++) {
            int unit = unit(channel);
            List<Integer> places = new ArrayList<>();
            for (int i = channel; i < outputs.length; i += channels) {
                if (unit(i) != unit) {
                    return Optional.empty();
                }
                places.add(Math.floorDiv(outputs[i], units));
            }
            if (unit >= 0) {
                shown.get(unit).computeIfAbsent(places, p -> new ArrayList<>()).add(channel);
            }
        }
        return inOrderOf(shown.getFirst(), shown);
    }

    private int unit(int i) {
        return outputs[i] < 0 ? -1 : outputs[i] % units;
    }

    private static Optional<List<List<Integer>>> inOrderOf(Map<List<Integer>, List<Integer>> first,
            List<Map<List<Integer>, List<Integer>>> shown) {
        List<List<Integer>> ordered = new ArrayList<>();
        for (Map<List<Integer>, List<Integer>> one : shown) {
            if (!one.keySet().equals(first.keySet())) {
                return Optional.empty();
            }
            List<Integer> channels = new ArrayList<>();
            for (List<Integer> places : first.keySet()) {
                if (one.get(places).size() != first.get(places).size()) {
                    return Optional.empty();
                }
                channels.addAll(one.get(places));
            }
            ordered.add(channels);
        }
        return Optional.of(ordered);
    }
}

package org.paramscope.engine.internal.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.paramscope.engine.ParameterLayout;
import org.paramscope.engine.Symmetry;
import org.paramscope.engine.UnitLayer;
import org.paramscope.engine.graph.Activation;

/** A layer of interchangeable units that {@link Units} is looking at: what it knows so far of their weights. */
final class FoundLayer {

    private final String name;
    private final int count;
    private final boolean recurrent;
    private final List<Integer> members = new ArrayList<>();
    private final List<Activation> activations = new ArrayList<>();
    private final Set<UnitAxis> incoming = new LinkedHashSet<>();
    private final Set<UnitAxis> gates = new LinkedHashSet<>();
    private final Set<UnitAxis> outgoing = new LinkedHashSet<>();
    private boolean tied;
    private boolean reordered;

    FoundLayer(String name, int position, int count, boolean recurrent) {
        this.name = name;
        this.count = count;
        this.recurrent = recurrent;
        members.add(position);
    }

    int count() {
        return count;
    }

    boolean recurrent() {
        return recurrent;
    }

    /** Positions of the blocks whose outputs are the units, in place: one, but for recurrent layers that start from one another. */
    List<Integer> members() {
        return Collections.unmodifiableList(members);
    }

    void join(int position) {
        if (!members.contains(position)) {
            members.add(position);
        }
    }

    FoundLayer with(Activation activation) {
        activations.add(activation);
        return this;
    }

    FoundLayer reads(UnitAxis axis) {
        incoming.add(axis);
        return this;
    }

    /** The units' gates read by these weights. */
    FoundLayer gated(UnitAxis axis) {
        gates.add(axis);
        return reads(axis);
    }

    void readBy(UnitAxis axis) {
        if (incoming.contains(axis)) {
            tied = true;
        } else {
            outgoing.add(axis);
        }
    }

    /** Scales and signs of units are no longer free. */
    boolean reordered() {
        reordered = true;
        return true;
    }

    /** Whether anything tells the units apart, and anything reads them. */
    boolean complete() {
        return !activations.contains(Activation.SOFTMAX) && (tied || !outgoing.isEmpty());
    }

    /** Whether the two cannot both be layers: a line of weights would belong to different units. */
    boolean contradicts(FoundLayer other) {
        return axes().anyMatch(a -> other.axes().anyMatch(a::contradicts)) || this != other && (recurrent || other.recurrent) && shares(other);
    }

    private Stream<UnitAxis> axes() {
        return Stream.of(incoming, outgoing).flatMap(Set::stream);
    }

    /** Whether weights are tied across the two, so that they can only be reordered together. */
    boolean shares(FoundLayer other) {
        return !Collections.disjoint(incoming, other.incoming) || !Collections.disjoint(incoming, other.outgoing)
                || !Collections.disjoint(outgoing, other.incoming) || !Collections.disjoint(outgoing, other.outgoing);
    }

    /** Becomes one layer with another that shares its weights. */
    void merge(FoundLayer other) {
        activations.addAll(other.activations);
        tied = true;
        reordered |= other.reordered;
        other.incoming.stream().filter(a -> a.entry().endsWith(".bias")).forEach(incoming::add);
        Stream.of(other.incoming, other.outgoing).flatMap(Set::stream).filter(a -> !incoming.contains(a)).forEach(outgoing::add);
    }

    UnitLayer unitLayer(ParameterLayout layout) {
        List<Integer> gatePositions = new ArrayList<>();
        int at = 0;
        for (UnitAxis axis : incoming) {
            int size = (int) axis.indices(0, layout).count();
            if (gates.contains(axis)) {
                IntStream.range(at, at + size).forEach(gatePositions::add);
            }
            at += size;
        }
        return new UnitLayer(name, count, indices(incoming, layout), indices(outgoing, layout), symmetry(), gatePositions);
    }

    private int[][] indices(Set<UnitAxis> axes, ParameterLayout layout) {
        return IntStream.range(0, count).mapToObj(unit -> axes.stream().flatMapToInt(axis -> axis.indices(unit, layout)).toArray())
                .toArray(int[][]::new);
    }

    private Symmetry symmetry() {
        if (reordered) {
            return Symmetry.PERMUTATION;
        }
        if (activations.stream().allMatch(a -> a == Activation.IDENTITY)) {
            return tied ? Symmetry.ORTHOGONAL : Symmetry.GENERAL_LINEAR;
        }
        if (activations.stream().allMatch(Activation::odd)) {
            return Symmetry.SIGNED_PERMUTATION;
        }
        return activations.stream().allMatch(a -> a == Activation.RELU) && !tied ? Symmetry.SCALED_PERMUTATION : Symmetry.PERMUTATION;
    }
}

package org.paramscope.engine.graph;

import java.util.ArrayList;
import java.util.List;
import org.paramscope.data.ShapeException;

/**
 * A cell of one's own over time: s_t = cell(x_t, s_(t-1), contexts). The value holds the state after each step, [steps,
 * state].
 *
 * @param sequence [steps, features]
 * @param initial the state before the first step, [state]
 * @param contexts values that every step sees as they are
 * @param cell its inputs are x_t, the state, then the contexts; its result is the next state
 * @param reversed whether time runs from the last step to the first
 */
public record Scan(String name, int sequence, int initial, List<Integer> contexts, Body cell, boolean reversed)
        implements Block {

    public Scan {
        contexts = List.copyOf(contexts);
    }

    @Override
    public List<Integer> sources() {
        List<Integer> sources = new ArrayList<>(List.of(sequence, initial));
        sources.addAll(contexts);
        return sources;
    }

    @Override
    public Shape shape(List<Shape> in) {
        Shape x = in.get(0);
        Shape state = in.get(1);
        if (x.rank() != 2) {
            throw new ShapeException("block '" + name + "': its input is " + x + ", [steps, features] is needed");
        }
        List<Shape> given = new ArrayList<>(in);
        given.set(0, Shape.of(x.features()));
        cell.require(name, given);
        if (!cell.shape().equals(state)) {
            throw new ShapeException("block '" + name + "': its cell turns a state " + state + " into " + cell.shape());
        }
        return Shape.of(x.axis(0), state.size());
    }

    @Override
    public long flop(List<Shape> in) {
        return in.getFirst().axis(0) * cell.flop();
    }

    @Override
    public String describe(List<String> names) {
        return "scan over " + names.getFirst() + " from " + names.get(1);
    }

    @Override
    public Scan withSources(List<Integer> positions) {
        return new Scan(name, positions.get(0), positions.get(1), positions.subList(2, positions.size()), cell, reversed);
    }
}

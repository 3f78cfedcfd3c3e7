package org.paramscope.engine.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paramscope.data.ShapeException;

/**
 * A recurrent layer over time, in the formulas and the order of gates of PyTorch:
 *
 * <ul>
 * <li>RNN: h' = tanh(W x + b + U h + c) (Elman 1990);
 * <li>GRU: r, z = sigmoid(W x + b + U h + c), n = tanh(W x + b + r (U h + c)), h' = n + z (h - n) (Cho et al. 2014),
 * rows r, z, n;
 * <li>LSTM: i, f, o = sigmoid(W x + b + U h + c), g = tanh(same), k' = f k + i g, h' = o tanh(k') (Hochreiter,
 * Schmidhuber 1997; Gers et al. 2000), rows i, f, g, o.
 * </ul>
 * Where the mask is 0 a step keeps its state. The value holds the state after each step, [steps, hidden]; for LSTM
 * [steps, 2 hidden], h before k.
 *
 * @param source [steps, features], or [features] for the same input at every step
 * @param initial state before the first step, [hidden] (LSTM [2 hidden]); empty for 0
 * @param mask [steps] or [steps, 1], 1 where there is an input and 0 where not; empty for all
 * @param hidden number of units, at least 1
 * @param steps number of steps for a source without time, otherwise 0
 * @param reversed whether time runs from the last step to the first
 */
public record Recurrence(String name, Cell cell, int source, Optional<Integer> initial, Optional<Integer> mask, int hidden,
        int steps, boolean reversed) implements Block {

    /** The kinds of cells. */
    public enum Cell {
        RNN(1, 1, 0), GRU(3, 1, 2), LSTM(4, 2, 2);

        private final int gates;
        private final int states;
        private final int candidate;

        Cell(int gates, int states, int candidate) {
            this.gates = gates;
            this.states = states;
            this.candidate = candidate;
        }

        /** Number of affine maps a unit. */
        public int gates() {
            return gates;
        }

        /** Which of a unit's affine maps, from 0, proposes its next state; it is odd, the others are sigmoid. */
        public int candidate() {
            return candidate;
        }

        /** Numbers that a unit keeps. */
        public int states() {
            return states;
        }
    }

    public Recurrence {
        if (hidden < 1 || steps < 0) {
            throw new ShapeException("block '" + name + "': " + hidden + " units and " + steps + " steps");
        }
    }

    @Override
    public List<Integer> sources() {
        List<Integer> sources = new ArrayList<>(List.of(source));
        initial.ifPresent(sources::add);
        mask.ifPresent(sources::add);
        return sources;
    }

    /** Number of steps. */
    public int length(Shape x) {
        return steps > 0 ? steps : x.axis(0);
    }

    @Override
    public Shape shape(List<Shape> in) {
        Shape x = in.getFirst();
        if (x.rank() != (steps > 0 ? 1 : 2)) {
            throw new ShapeException("block '" + name + "': its input is " + x + ", "
                    + (steps > 0 ? "[features] is needed for " + steps + " steps" : "[steps, features] is needed"));
        }
        int length = length(x);
        int width = hidden * cell.states();
        int next = 1;
        if (initial.isPresent()) {
            require("initial state", in.get(next++), Shape.of(width));
        }
        if (mask.isPresent() && !in.get(next).equals(Shape.of(length, 1))) {
            require("mask", in.get(next), Shape.of(length));
        }
        return Shape.of(length, width);
    }

    private void require(String what, Shape given, Shape needed) {
        if (!given.equals(needed)) {
            throw new ShapeException("block '" + name + "': its " + what + " is " + given + ", " + needed + " is needed");
        }
    }

    /** Weights and biases start uniform on +-1 / sqrt(hidden). */
    @Override
    public List<Parameter> parameters(List<Shape> in) {
        int rows = cell.gates() * hidden;
        Initial initially = new Initial(0, 1 / Math.sqrt(hidden));
        return List.of(new Parameter("inputWeight", rows, in.getFirst().features(), initially),
                new Parameter("stateWeight", rows, hidden, initially), new Parameter("inputBias", rows, 1, initially),
                new Parameter("stateBias", rows, 1, initially));
    }

    @Override
    public long flop(List<Shape> in) {
        long rows = (long) cell.gates() * hidden;
        long input = rows * 2 * in.getFirst().features();
        return length(in.getFirst()) * (rows * 2 * hidden + 5 * rows) + (steps > 0 ? input : length(in.getFirst()) * input);
    }

    @Override
    public String describe(List<String> names) {
        return cell + " over " + names.getFirst() + (steps > 0 ? ", " + steps + " steps" : "") + (reversed ? ", backwards in time" : "");
    }

    @Override
    public Recurrence withSources(List<Integer> positions) {
        int next = 1;
        Optional<Integer> newInitial = initial.isPresent() ? Optional.of(positions.get(next++)) : initial;
        Optional<Integer> newMask = mask.isPresent() ? Optional.of(positions.get(next)) : mask;
        return new Recurrence(name, cell, positions.getFirst(), newInitial, newMask, hidden, steps, reversed);
    }

    @Override
    public Recurrence withWidth(int width) {
        return new Recurrence(name, cell, source, initial, mask, width, steps, reversed);
    }
}

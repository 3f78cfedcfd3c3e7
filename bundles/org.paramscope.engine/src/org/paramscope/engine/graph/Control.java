package org.paramscope.engine.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paramscope.data.ShapeException;

/**
 * The derivative of a path X through the observations of a sample, as the control of a differential equation (Kidger et al.
 * 2020). It is found when samples are laid out, not in each pass; it has no gradient. The value is [T - 1, 3, channels]: between
 * knots i and i + 1 of the T time steps dX/ds = b + s (c + s d), with s from 0 to 1 whatever the true time between them.
 *
 * <p>Each channel runs through its own observed values in true time, and is constant before the first and after the last of them;
 * one without any is 0 throughout. Values, mask and times are inputs of the samples, or entries chosen from these.
 *
 * @param values position of an input [T, C]
 * @param mask position of an input [T, C], above 0 where a value was observed; values elsewhere are not looked at; empty if all were
 * @param times position of an input [T], the true times of a sample, strictly increasing; empty for 0, 1, 2, ...
 * @param interpolation between observed values
 * @param time whether the true time is a channel, which comes first
 */
public record Control(String name, int values, Optional<Integer> mask, Optional<Integer> times, Interpolation interpolation, boolean time)
        implements Block {

    /** How a channel runs between its observed values. */
    public enum Interpolation {
        /** The natural cubic spline: twice continuously differentiable, second derivative 0 at the ends; looks ahead. */
        NATURAL_CUBIC,
        /**
         * Cubic Hermite pieces with backward differences as slopes, at the first value the forward difference; no value depends
         * on what follows the next observation (Morrill, Kidger, Yang, Lyons 2021).
         */
        HERMITE
    }

    @Override
    public List<Integer> sources() {
        List<Integer> sources = new ArrayList<>(List.of(values));
        mask.ifPresent(sources::add);
        times.ifPresent(sources::add);
        return sources;
    }

    @Override
    public Shape shape(List<Shape> in) {
        Shape x = in.getFirst();
        if (x.rank() != 2 || x.axis(0) < 2) {
            throw new ShapeException("block '" + name + "': its values are " + x + ", [at least 2 time steps, channels] are needed");
        }
        if (mask.isPresent() && !in.get(1).equals(x)) {
            throw new ShapeException("block '" + name + "': its mask is " + in.get(1) + ", its values are " + x);
        }
        if (times.isPresent() && !in.getLast().equals(Shape.of(x.axis(0)))) {
            throw new ShapeException("block '" + name + "': its times are " + in.getLast() + ", its values are " + x);
        }
        return Shape.of(x.axis(0) - 1, 3, x.axis(1) + (time ? 1 : 0));
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
        return "path through " + names.getFirst() + (mask.isPresent() ? " where " + names.get(1) : "")
                + (times.isPresent() ? " at " + names.getLast() : "")
                + (interpolation == Interpolation.HERMITE ? ", cubic Hermite with backward differences" : ", natural cubic spline")
                + (time ? ", with time" : "");
    }

    @Override
    public Control withSources(List<Integer> positions) {
        return new Control(name, positions.getFirst(), mask.map(position -> positions.get(1)), times.map(position -> positions.getLast()),
                interpolation, time);
    }
}

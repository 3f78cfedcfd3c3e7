package org.paramscope.engine.internal.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of a solution that is computed at once: between two points of the grid and, along a control path, no further
 * than to the next knot, where the path's derivative may bend.
 *
 * @param base time at its beginning
 * @param direction 1, or -1 for time that runs backwards
 * @param length above 0
 * @param interval of the control path in which it lies
 * @param from number of the state at its beginning, counted from 0 along the solution
 * @param point number of the point of the grid at its end; -1 for a knot between two points
 */
record Leg(double base, double direction, double length, int interval, int from, int point) {

    /** Relative distance from a whole number below which a time counts as one. */
    private static final double KNOT = 1e-9;

    /** The legs of a solution on a grid, one after another. */
    static List<Leg> of(FieldEvaluation field, double start, double step, int points) {
        List<Leg> legs = new ArrayList<>();
        double direction = Math.signum(step);
        for (int point = 1; point < points; point++) {
            double at = start + step * (point - 1);
            double end = start + step * point;
            while (field.controlled() && direction * (end - knotAfter(at, direction)) > KNOT * Math.max(1, Math.abs(end))) {
                double knot = knotAfter(at, direction);
                legs.add(leg(field, at, knot, legs.size(), -1));
                at = knot;
            }
            legs.add(leg(field, at, end, legs.size(), point));
        }
        return legs;
    }

    private static double knotAfter(double time, double direction) {
        double beyond = time + direction * KNOT * Math.max(1, Math.abs(time));
        return direction > 0 ? Math.floor(beyond) + 1 : Math.ceil(beyond) - 1;
    }

    private static Leg leg(FieldEvaluation field, double at, double end, int from, int point) {
        return new Leg(at, Math.signum(end - at), Math.abs(end - at), field.interval((at + end) / 2), from, point);
    }

    /** The same stretch, run through from its end. */
    Leg reversed() {
        return new Leg(base + direction * length, -direction, length, interval, from, point);
    }
}

package org.paramscope.engine.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paramscope.data.ShapeException;

/**
 * The solution of dz/dt = f(z, t, contexts) (neural ODE, Chen et al. 2018) or, with a control path X, of dz = F(z) dX
 * (neural CDE, Kidger et al. 2020) at points of a regular grid. The value is [points, state], the initial state first.
 *
 * @param initial z at the first point, [state]
 * @param contexts values that the field sees as they are
 * @param control position of a {@code Control}; then time counts its intervals; empty for an ordinary equation
 * @param field its inputs are the state, the time [1], then the contexts; its result is dz/dt, [state], or F, [state, channels]
 * @param start time of the first point
 * @param step between two points, not 0; negative numbers run backwards
 * @param points at least 2
 */
public record Integration(String name, int initial, List<Integer> contexts, Optional<Integer> control, Body field, Solver solver,
        Solver.Gradient gradient, double start, double step, int points) implements Block {

    public Integration {
        contexts = List.copyOf(contexts);
        if (points < 2 || step == 0 || !Double.isFinite(step) || !Double.isFinite(start)) {
            throw new ShapeException("block '" + name + "': " + points + " points from " + start + " with step " + step
                    + ": at least 2 points and a step other than 0 are needed");
        }
    }

    @Override
    public List<Integer> sources() {
        List<Integer> sources = new ArrayList<>(List.of(initial));
        control.ifPresent(sources::add);
        sources.addAll(contexts);
        return sources;
    }

    @Override
    public Shape shape(List<Shape> in) {
        Shape state = in.getFirst();
        List<Shape> given = new ArrayList<>(List.of(state, Shape.of(1)));
        given.addAll(in.subList(control.isPresent() ? 2 : 1, in.size()));
        field.require(name, given);
        Shape needed = state;
        if (control.isPresent()) {
            Shape path = in.get(1);
            needed = Shape.of(state.size(), path.features());
            double end = start + step * (points - 1);
            if (path.rank() != 3 || path.axis(1) != 3 || Math.min(start, end) < 0 || Math.max(start, end) > path.axis(0) + 1e-9) {
                throw new ShapeException("block '" + name + "': its path " + path + " covers the times 0 to " + path.axis(0)
                        + ", not " + start + " to " + end);
            }
        }
        if (!field.shape().equals(needed)) {
            throw new ShapeException("block '" + name + "': its field yields " + field.shape() + ", " + needed + " is needed for the state "
                    + state);
        }
        return Shape.of(points, state.size());
    }

    @Override
    public long flop(List<Shape> in) {
        int evaluations = switch (solver) {
            case Solver.Euler euler -> euler.stepsBetween();
            case Solver.RungeKutta4 kutta -> 4 * kutta.stepsBetween();
            case Solver.DormandPrince prince -> 7;
        };
        return (long) (points - 1) * evaluations * field.flop();
    }

    @Override
    public String describe(List<String> names) {
        String method = switch (solver) {
            case Solver.Euler euler -> "Euler";
            case Solver.RungeKutta4 kutta -> "Runge-Kutta 4";
            case Solver.DormandPrince prince -> "Dormand-Prince 5(4), tolerance " + prince.relative();
        };
        return "solution of a differential equation from " + names.getFirst() + (control.isPresent() ? " along " + names.get(1) : "")
                + " by " + method + (gradient == Solver.Gradient.ADJOINT ? ", adjoint gradient" : "");
    }

    @Override
    public Integration withSources(List<Integer> positions) {
        Optional<Integer> path = control.isPresent() ? Optional.of(positions.get(1)) : control;
        return new Integration(name, positions.getFirst(), positions.subList(control.isPresent() ? 2 : 1, positions.size()), path, field,
                solver, gradient, start, step, points);
    }
}

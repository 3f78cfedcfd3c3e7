package org.paramscope.engine.internal.plan;

import java.util.List;
import org.paramscope.engine.graph.Integration;

/**
 * An integration that remembers of its solution the state at the beginning of each leg only; the reverse pass comes back
 * leg by leg and computes again what it needs.
 */
abstract class StepwiseIntegration extends Step {

    final FieldEvaluation field;
    final int state;
    final List<Leg> legs;
    /** The stepper of the solution. */
    final Stepper stepper;
    final Slopes.Of slopes;
    /** A state that the reverse pass works with. */
    final Place working;
    /** The derivative of the state that the reverse pass has come to. */
    final Place carried;
    private final Source initial;
    /** States at knots between two points of the grid. */
    private final Place knots;

    StepwiseIntegration(Compiler compiler, int position, Integration integration) {
        super(compiler, position);
        this.initial = compiler.source(integration.initial());
        this.state = initial.rows();
        this.field = new FieldEvaluation(compiler, integration, state);
        this.legs = Leg.of(field, integration.start(), integration.step(), integration.points());
        this.stepper = Stepper.of(compiler, name, integration.solver(), state, 0);
        this.slopes = new Slopes.Of(field, compiler.derivativeRows(stepper.step.method.a().length * field.keptRows));
        this.knots = compiler.keep((legs.size() + 1 - integration.points()) * state);
        this.working = compiler.derivativeRows(2 * state);
        this.carried = working.plus(state);
    }

    /** Where the state lies from which a leg starts. */
    Place from(int leg) {
        return leg == 0 ? value : to(leg - 1);
    }

    /** Where the state lies at which a leg ends. */
    Place to(int leg) {
        int point = legs.get(leg).point();
        if (point >= 0) {
            return value.plus(point * state);
        }
        int before = (int) legs.subList(0, leg).stream().filter(other -> other.point() < 0).count();
        return knots.plus(before * state);
    }

    @Override
    <A> void forward(Run<A> run, Frame<A> frame) {
        copy(initial.value(), value, state, run, frame);
        stepper.begin(run, frame, legs.getFirst());
        for (int leg = 0; leg < legs.size(); leg++) {
            starting(run, frame, leg);
            copy(from(leg), to(leg), state, run, frame);
            stepper.advance(run, frame, legs.get(leg), to(leg), slopes, Stepper.Observer.NONE);
        }
    }

    /** Remembers what {@link #backward(Run, Frame, int)} needs to know of the solver before a leg. */
    abstract <A> void starting(Run<A> run, Frame<A> frame, int leg);

    @Override
    <A> void backward(Run<A> run, Frame<A> frame) {
        open(initial, run, frame);
        field.contexts().forEach(context -> open(context, run, frame));
        clear(carried, state, run, frame);
        for (int leg = legs.size() - 1; leg >= 0; leg--) {
            int point = legs.get(leg).point();
            if (point >= 0) {
                add(derivative.plus(point * state), carried, state, run, frame);
            }
            backward(run, frame, leg);
        }
        if (initial.differentiated()) {
            add(derivative, initial.derivative(), state, run, frame);
            add(carried, initial.derivative(), state, run, frame);
        }
    }

    /** Turns the carried derivative of the state at a leg's end into that at its beginning, and adds to all others. */
    abstract <A> void backward(Run<A> run, Frame<A> frame, int leg);
}

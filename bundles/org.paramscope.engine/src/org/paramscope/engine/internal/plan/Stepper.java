package org.paramscope.engine.internal.plan;

import org.paramscope.engine.graph.Solver;

/** Carries a state along a leg, step by step. */
abstract class Stepper {

    final RungeKuttaStep step;

    Stepper(RungeKuttaStep step) {
        this.step = step;
    }

    /** Is told of each step. */
    interface Observer {

        /** Does nothing. */
        Observer NONE = new Observer() {
            @Override
            public <A> void moving(Run<A> run, Frame<A> frame, Leg leg, Place from) { }
        };

        /**
         * A step from a state; its length and the elapsed time are in place, and the length is 0 in lanes that do not move.
         * Stages may be evaluated again.
         */
        <A> void moving(Run<A> run, Frame<A> frame, Leg leg, Place from);
    }

    /**
     * The stepper of a solver.
     *
     * @param block for messages
     * @param rows size of the state
     * @param scaled how many rows at the end of the state are scaled by their own size, because they obey a linear equation
     */
    static Stepper of(Compiler compiler, String block, Solver solver, int rows, int scaled) {
        return switch (solver) {
            case Solver.Euler euler -> new EqualSteps(new RungeKuttaStep(compiler, ButcherTableau.EULER, rows), compiler, euler.stepsBetween());
            case Solver.RungeKutta4 kutta -> new EqualSteps(new RungeKuttaStep(compiler, ButcherTableau.RUNGE_KUTTA_4, rows), compiler,
                    kutta.stepsBetween());
            case Solver.DormandPrince prince -> new ControlledSteps(compiler, block, prince, rows, scaled);
        };
    }

    /** Gets ready for a solution whose first leg this is. */
    abstract <A> void begin(Run<A> run, Frame<A> frame, Leg first);

    /** Carries a state to the end of a leg; lanes that cannot get there become NaN. */
    abstract <A> void advance(Run<A> run, Frame<A> frame, Leg leg, Place state, Slopes right, Observer observer);

    /** The same number of steps in each leg. */
    private static final class EqualSteps extends Stepper {

        private final int count;
        private final Place next;

        EqualSteps(RungeKuttaStep step, Compiler compiler, int count) {
            super(step);
            this.count = count;
            this.next = compiler.derivativeRows(step.rows);
        }

        @Override
        <A> void begin(Run<A> run, Frame<A> frame, Leg first) { }

        @Override
        <A> void advance(Run<A> run, Frame<A> frame, Leg leg, Place state, Slopes right, Observer observer) {
            double h = leg.length() / count;
            Step.fill(step.length, leg.direction() * h, run, frame);
            for (int k = 0; k < count; k++) {
                Step.fill(step.elapsed, h * k, run, frame);
                step.evaluate(run, frame, leg, 0, state, right);
                step.stages(run, frame, leg, state, right, step.method.stages());
                step.move(run, frame, state, step.method.b(), next);
                observer.moving(run, frame, leg, state);
                Step.copy(next, state, step.rows, run, frame);
            }
        }
    }
}

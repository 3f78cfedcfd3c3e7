package org.paramscope.engine.internal.plan;

import org.paramscope.engine.graph.Integration;

/**
 * The gradient by the adjoint equation da/dt = -(df/dz)' a (Pontryagin 1962; Chen et al. 2018), integrated backwards together
 * with the state, which starts anew at each point of the grid from the value that the solution had there. Derivatives of
 * contexts and parameters are sums over the accepted steps, -length sum_i b_i (df/dp)' a_i; they take no part in the control
 * of the error (Kidger, Chen, Lyons 2021). The equation is linear in a: its absolute tolerance refers to the size of a at the
 * beginning of a leg, so that the steps of a sample do not depend on its weight. Memory does not depend on the number of steps.
 */
final class AdjointIntegration extends StepwiseIntegration {

    private final Stepper back;
    private final RungeKuttaStep step;
    private final Slopes.Of evaluations;
    private final Place seed;
    private final Place unread;

    AdjointIntegration(Compiler compiler, int position, Integration integration) {
        super(compiler, position, integration);
        this.back = Stepper.of(compiler, name, integration.solver(), 2 * state, state);
        this.step = back.step;
        this.evaluations = new Slopes.Of(field, compiler.derivativeRows(step.method.a().length * field.keptRows));
        this.seed = compiler.derivativeRows(state);
        this.unread = compiler.derivativeRows(state);
    }

    @Override
    <A> void starting(Run<A> run, Frame<A> frame, int leg) { }

    @Override
    <A> void backward(Run<A> run, Frame<A> frame, int leg) {
        Leg reversed = legs.get(leg).reversed();
        if (leg == legs.size() - 1) {
            back.begin(run, frame, reversed);
        }
        // the carried derivative lies behind the state
        copy(to(leg), working, state, run, frame);
        back.advance(run, frame, reversed, working, new Adjoint(), new Sums());
    }

    /** The right side for the state and its adjoint. */
    private final class Adjoint implements Slopes {

        @Override
        public <A> void evaluate(Run<A> run, Frame<A> frame, int stage, Place at, Place time, Leg leg, Place slope) {
            evaluations.evaluate(run, frame, stage, at, time, leg, slope);
            copy(at.plus(state), seed, state, run, frame);
            Place change = slope.plus(state);
            clear(change, state, run, frame);
            field.backward(run, frame, evaluations.kept(stage), at, slope, seed, change, false);
            A array = frame.array(change);
            run.lanes.scale(array, frame.at(change), array, frame.at(change), -1, state, run.used);
        }
    }

    /** Adds to the derivatives of contexts and parameters what a step contributes. */
    private final class Sums implements Stepper.Observer {

        @Override
        public <A> void moving(Run<A> run, Frame<A> frame, Leg leg, Place from) {
            step.evaluate(run, frame, leg, 0, from, evaluations);
            if (!step.finite(run, frame) || !evaluations.finite(run, frame, step.method.a().length)) {
                // 0 times what the stages hold in lanes that do not move must be 0: with the length 0 they hold numbers
                step.evaluate(run, frame, leg, 0, from, new Adjoint());
                step.stages(run, frame, leg, from, new Adjoint(), step.method.a().length);
            }
            for (int stage = 0; stage < step.method.stages(); stage++) {
                if (step.method.b()[stage] != 0) {
                    add(run, frame, stage, stage == 0 ? from : step.state(stage));
                }
            }
        }

        private <A> void add(Run<A> run, Frame<A> frame, int stage, Place at) {
            Place a = at.plus(state);
            A array = frame.array(seed);
            int seedAt = frame.at(seed);
            run.lanes.scale(frame.array(a), frame.at(a), array, seedAt, -step.method.b()[stage], state, run.used);
            run.lanes.multiplyRow(array, seedAt, frame.array(step.length), frame.at(step.length), array, seedAt, state, run.used);
            clear(unread, state, run, frame);
            field.backward(run, frame, evaluations.kept(stage), at, step.slope(stage), seed, unread, true);
        }
    }
}

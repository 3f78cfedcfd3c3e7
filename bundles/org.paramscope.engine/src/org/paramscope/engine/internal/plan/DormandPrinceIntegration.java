package org.paramscope.engine.internal.plan;

import org.paramscope.engine.graph.Integration;
import org.paramscope.engine.graph.Solver;
import org.paramscope.engine.internal.kernel.Lanes;

/**
 * Adaptive steps, and backpropagation through them with the sequence of steps held fixed: as in
 * {@link FixedStepIntegration}, with lengths that differ from lane to lane.
 *
 * <p>The reverse pass computes a leg again, bit by bit as before, and records the accepted steps: state, length and time, in
 * {@code stepLimit (state + 2)} rows, however many legs there are. The stages of each are then evaluated once more.
 */
final class DormandPrinceIntegration extends StepwiseIntegration {

    private final RungeKuttaStep step;
    private final Place proposed;
    /** The length that was proposed at the beginning of each leg. */
    private final Place proposals;
    private final Place records;
    private final Place slopeDerivative;
    private final Place stateDerivatives;

    DormandPrinceIntegration(Compiler compiler, int position, Integration integration, Solver.DormandPrince solver) {
        super(compiler, position, integration);
        this.step = stepper.step;
        this.proposed = ((ControlledSteps) stepper).proposed;
        this.proposals = compiler.keep(legs.size());
        this.records = compiler.derivativeRows(Math.multiplyExact(solver.stepLimit(), state + 2));
        this.slopeDerivative = compiler.derivativeRows(state);
        this.stateDerivatives = compiler.derivativeRows(step.method.stages() * state);
    }

    /** Writes down the steps of a leg. */
    private final class Recorder implements Stepper.Observer {

        private int count;

        @Override
        public <A> void moving(Run<A> run, Frame<A> frame, Leg leg, Place from) {
            Place record = record(count++);
            copy(from, record, state, run, frame);
            copy(step.length, record.plus(state), 1, run, frame);
            copy(step.elapsed, record.plus(state + 1), 1, run, frame);
        }
    }

    private Place record(int number) {
        return records.plus(number * (state + 2));
    }

    @Override
    <A> void starting(Run<A> run, Frame<A> frame, int leg) {
        copy(proposed, proposals.plus(leg), 1, run, frame);
    }

    @Override
    <A> void backward(Run<A> run, Frame<A> frame, int leg) {
        copy(proposals.plus(leg), proposed, 1, run, frame);
        copy(from(leg), working, state, run, frame);
        Recorder recorder = new Recorder();
        stepper.advance(run, frame, legs.get(leg), working, slopes, recorder);
        for (int number = recorder.count - 1; number >= 0; number--) {
            Place from = record(number);
            copy(from.plus(state), step.length, 1, run, frame);
            copy(from.plus(state + 1), step.elapsed, 1, run, frame);
            step.evaluate(run, frame, legs.get(leg), 0, from, slopes);
            step.stages(run, frame, legs.get(leg), from, slopes, step.method.stages());
            backwardStep(run, frame, from);
        }
    }

    private <A> void backwardStep(Run<A> run, Frame<A> frame, Place from) {
        for (int stage = step.method.stages() - 1; stage >= 0; stage--) {
            slopeDerivative(run, frame, stage);
            Place ds = stateDerivatives.plus(stage * state);
            clear(ds, state, run, frame);
            field.backward(run, frame, slopes.kept(stage), stage == 0 ? from : step.state(stage), step.slope(stage), slopeDerivative, ds, true);
        }
        for (int stage = 0; stage < step.method.stages(); stage++) {
            add(stateDerivatives.plus(stage * state), carried, state, run, frame);
        }
    }

    /** length (b_i g + sum over later stages of a_li ds_l), with g the carried derivative. */
    private <A> void slopeDerivative(Run<A> run, Frame<A> frame, int stage) {
        Lanes<A> lanes = run.lanes;
        A dk = frame.array(slopeDerivative);
        int dkAt = frame.at(slopeDerivative);
        lanes.scale(frame.array(carried), frame.at(carried), dk, dkAt, step.method.b()[stage], state, run.used);
        for (int later = stage + 1; later < step.method.stages(); later++) {
            Place ds = stateDerivatives.plus(later * state);
            lanes.addScaled(frame.array(ds), frame.at(ds), dk, dkAt, step.method.a()[later][stage], state, run.used);
        }
        lanes.multiplyRow(dk, dkAt, frame.array(step.length), frame.at(step.length), dk, dkAt, state, run.used);
    }
}

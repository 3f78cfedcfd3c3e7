package org.paramscope.engine.internal.plan;

import org.paramscope.engine.graph.Solver;
import org.paramscope.engine.internal.kernel.Lanes;

/**
 * The method of Dormand and Prince with control of the error (Hairer, Norsett, Wanner 1993, II.4): the root mean square of the
 * components' errors, each over its tolerance, is kept below 1. Lanes have steps of their own; those that wait for others do
 * not move. A lane's first step tries to reach the end of the first leg; from leg to leg the length is handed on.
 */
final class ControlledSteps extends Stepper {

    /** The factor of the kernel after an accepted step. */
    private static final double LARGEST_GROWTH = 5;

    private final String block;
    private final Solver.DormandPrince solver;
    private final int scaled;
    /** Length of the next step, above 0; one row that lasts from leg to leg. */
    final Place proposed;
    private final Place growth;
    private final Place error;
    private final Place squares;
    private final Place effective;
    private final Place reached;
    /** Size to which the absolute tolerance refers: of the rows that are not scaled, of those that are. */
    private final Place sizes;

    ControlledSteps(Compiler compiler, String block, Solver.DormandPrince solver, int rows, int scaled) {
        super(new RungeKuttaStep(compiler, ButcherTableau.DORMAND_PRINCE, rows));
        this.block = block;
        this.solver = solver;
        this.scaled = scaled;
        this.proposed = compiler.derivativeRows(1);
        this.growth = compiler.derivativeRows(1);
        this.error = compiler.derivativeRows(1);
        this.squares = compiler.derivativeRows(1);
        this.effective = compiler.derivativeRows(1);
        this.reached = compiler.derivativeRows(1);
        this.sizes = compiler.derivativeRows(2);
    }

    @Override
    <A> void begin(Run<A> run, Frame<A> frame, Leg first) {
        Step.fill(proposed, first.length(), run, frame);
    }

    @Override
    <A> void advance(Run<A> run, Frame<A> frame, Leg leg, Place state, Slopes right, Observer observer) {
        Lanes<A> lanes = run.lanes;
        start(run, frame, leg, state);
        Step.fill(step.length, 0, run, frame);
        step.evaluate(run, frame, leg, 0, state, right);
        boolean unfinished = any(run, frame, step.elapsed, leg.length());
        for (int attempt = 0; unfinished && attempt < solver.stepLimit(); attempt++) {
            lanes.limitStep(frame.array(proposed), frame.at(proposed), frame.array(step.elapsed), frame.at(step.elapsed),
                    frame.array(step.length), frame.at(step.length), leg.length(), leg.direction(), 1, run.used);
            int last = step.method.stages();
            step.stages(run, frame, leg, state, right, last + 1);
            control(run, frame, leg, state, step.state(last));
            Step.copy(effective, step.length, 1, run, frame);
            if (moves(run, frame)) {
                observer.moving(run, frame, leg, state);
                take(run, frame, step.state(last), state);
                // the last stage was evaluated at the new state
                take(run, frame, step.slope(last), step.slope(0));
                Step.copy(reached, step.elapsed, 1, run, frame);
                unfinished = any(run, frame, step.elapsed, leg.length());
            }
        }
        if (unfinished) {
            lanes.loseUnfinished(frame.array(step.elapsed), frame.at(step.elapsed), frame.array(state), frame.at(state), leg.length(),
                    step.rows, run.used);
            run.fail(block, "a sample needs more than the limit of " + solver.stepLimit() + " steps between the times " + leg.base()
                    + " and " + leg.reversed().base() + " at the relative tolerance " + solver.relative());
        }
    }

    /** Lanes that hold no sample, or no numbers, are at the end from the beginning. */
    private <A> void start(Run<A> run, Frame<A> frame, Leg leg, Place state) {
        double[] elapsed = new double[run.lanes.row()];
        for (int n = 0; n < run.used; n++) {
            elapsed[n] = n < run.samples && finite(run, frame, state, n) ? 0 : leg.length();
        }
        run.lanes.load(elapsed, run.row(0));
        run.lanes.copy(run.row(0), 0, frame.array(step.elapsed), frame.at(step.elapsed), 1, run.used);
        Step.fill(growth, LARGEST_GROWTH, run, frame);
        Step.fill(sizes, 1, run, frame);
        Place own = sizes.plus(1);
        Step.clear(own, 1, run, frame);
        Place last = state.plus(step.rows - scaled);
        run.lanes.largestToRow(frame.array(last), frame.at(last), frame.array(own), frame.at(own), scaled, run.used);
        run.lanes.oneForZero(frame.array(own), frame.at(own), 1, run.used);
    }

    private <A> boolean finite(Run<A> run, Frame<A> frame, Place state, int lane) {
        for (int i = 0; i < step.rows; i++) {
            if (!Double.isFinite(run.lanes.get(frame.array(state), frame.at(state) + i * run.lanes.row() + lane))) {
                return false;
            }
        }
        return true;
    }

    private <A> void control(Run<A> run, Frame<A> frame, Leg leg, Place from, Place to) {
        Place e = step.weighted(run, frame, step.method.error());
        Step.clear(squares, 1, run, frame);
        int first = step.rows - scaled;
        addSquares(run, frame, e, from, to, sizes, first);
        addSquares(run, frame, e.plus(first), from.plus(first), to.plus(first), sizes.plus(1), scaled);
        run.lanes.controlStep(frame.array(squares), frame.at(squares), frame.array(step.length), frame.at(step.length),
                frame.array(proposed), frame.at(proposed), frame.array(step.elapsed), frame.at(step.elapsed), frame.array(growth),
                frame.at(growth), frame.array(reached), frame.at(reached), frame.array(effective), frame.at(effective), frame.array(error),
                frame.at(error), 1.0 / step.rows, leg.length(), 1, run.used);
    }

    private <A> void addSquares(Run<A> run, Frame<A> frame, Place e, Place from, Place to, Place size, int rows) {
        run.lanes.addSquaredErrors(frame.array(e), frame.at(e), frame.array(from), frame.at(from), frame.array(to), frame.at(to),
                frame.array(step.length), frame.at(step.length), frame.array(size), frame.at(size), frame.array(squares), frame.at(squares),
                solver.absolute(), solver.relative(), rows, run.used);
    }

    private <A> void take(Run<A> run, Frame<A> frame, Place from, Place to) {
        run.lanes.takeAccepted(frame.array(error), frame.at(error), frame.array(from), frame.at(from), frame.array(to), frame.at(to),
                step.rows, run.used);
    }

    private <A> boolean moves(Run<A> run, Frame<A> frame) {
        for (int n = 0; n < run.used; n++) {
            if (run.lanes.get(frame.array(effective), frame.at(effective) + n) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether an entry of a row is below a bound. */
    private <A> boolean any(Run<A> run, Frame<A> frame, Place row, double bound) {
        for (int n = 0; n < run.used; n++) {
            if (run.lanes.get(frame.array(row), frame.at(row) + n) < bound) {
                return true;
            }
        }
        return false;
    }
}

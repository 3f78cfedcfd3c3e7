package org.paramscope.engine.internal.plan;

/** One step of an explicit Runge-Kutta method whose length differs from lane to lane. */
final class RungeKuttaStep {

    final ButcherTableau method;
    /** Size of the state. */
    final int rows;
    /** Signed length of the step, one row. */
    final Place length;
    /** Time since the beginning of the leg, one row, not negative. */
    final Place elapsed;
    private final Place time;
    private final Place sum;
    private final Place slopes;
    private final Place states;

    RungeKuttaStep(Compiler compiler, ButcherTableau method, int rows) {
        this.method = method;
        this.rows = rows;
        this.length = compiler.derivativeRows(1);
        this.elapsed = compiler.derivativeRows(1);
        this.time = compiler.derivativeRows(1);
        this.sum = compiler.derivativeRows(rows);
        this.slopes = compiler.derivativeRows(method.a().length * rows);
        this.states = compiler.derivativeRows(method.a().length * rows);
    }

    /** The slope at a stage. */
    Place slope(int stage) {
        return slopes.plus(stage * rows);
    }

    /** The state at a stage after the first. */
    Place state(int stage) {
        return states.plus(stage * rows);
    }

    /** Evaluates the slope at a stage whose state is given. */
    <A> void evaluate(Run<A> run, Frame<A> frame, Leg leg, int stage, Place at, Slopes right) {
        run.lanes.stageTime(frame.array(elapsed), frame.at(elapsed), frame.array(length), frame.at(length), frame.array(time),
                frame.at(time), leg.direction(), leg.base(), method.c()[stage], 1, run.used);
        right.evaluate(run, frame, stage, at, time, leg, slope(stage));
    }

    /** Evaluates the stages after the first, up to {@code count}. */
    <A> void stages(Run<A> run, Frame<A> frame, Leg leg, Place from, Slopes right, int count) {
        for (int stage = 1; stage < count; stage++) {
            move(run, frame, from, method.a()[stage], state(stage));
            evaluate(run, frame, leg, stage, state(stage), right);
        }
    }

    /** y + length sum_l weight_l k_l. */
    <A> void move(Run<A> run, Frame<A> frame, Place from, double[] weights, Place to) {
        Place k = weighted(run, frame, weights);
        run.lanes.plusRowScaled(frame.array(k), frame.at(k), frame.array(from), frame.at(from), frame.array(length), frame.at(length),
                frame.array(to), frame.at(to), rows, run.used);
    }

    /** sum_l weight_l k_l, in rows that the next sum overwrites. */
    <A> Place weighted(Run<A> run, Frame<A> frame, double[] weights) {
        A to = frame.array(sum);
        int toAt = frame.at(sum);
        run.lanes.scale(frame.array(slopes), frame.at(slopes), to, toAt, weights[0], rows, run.used);
        for (int stage = 1; stage < weights.length; stage++) {
            if (weights[stage] != 0) {
                run.lanes.addScaled(frame.array(slope(stage)), frame.at(slope(stage)), to, toAt, weights[stage], rows, run.used);
            }
        }
        return sum;
    }

    /** Whether all states after the first and all slopes are numbers. */
    <A> boolean finite(Run<A> run, Frame<A> frame) {
        int values = method.a().length * rows * run.lanes.row();
        return run.lanes.finite(frame.array(slopes), frame.at(slopes), frame.at(slopes) + values)
                && run.lanes.finite(frame.array(states), frame.at(states), frame.at(states) + values);
    }
}

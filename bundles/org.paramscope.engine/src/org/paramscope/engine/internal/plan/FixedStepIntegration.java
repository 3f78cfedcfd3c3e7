package org.paramscope.engine.internal.plan;

import org.paramscope.engine.graph.Integration;
import org.paramscope.engine.graph.Solver;
import org.paramscope.engine.internal.kernel.Lanes;

/**
 * An explicit Runge-Kutta method with fixed steps, and backpropagation through it: with g the derivative of the new value,
 * dk_i = h (b_i g + sum_(l > i) a_li ds_l), ds_i = (df/dy)' dk_i, and g + sum_i ds_i for the old value.
 */
final class FixedStepIntegration extends Step {

    /** Share of a step by which its ends are moved inwards when the interval of a control path is looked up. */
    private static final double INWARDS = 1e-6;

    private final Source initial;
    private final FieldEvaluation field;
    private final ButcherTableau method;
    private final int state;
    private final int between;
    private final int count;
    private final double start;
    private final double h;
    /** Values of steps that are not on the grid. */
    private final Place inner;
    private final Place time;
    /** For each step and stage: what the field keeps, its slope, the state at which it was evaluated. */
    private final Place stages;
    private final int stageRows;
    private final Place innerDerivatives;
    private final Place slopeDerivative;
    private final Place stateDerivatives;

    private FixedStepIntegration(Compiler compiler, int position, Integration integration, ButcherTableau method, int between) {
        super(compiler, position);
        this.initial = compiler.source(integration.initial());
        this.state = initial.rows();
        this.field = new FieldEvaluation(compiler, integration, state);
        this.method = method;
        this.between = between;
        this.count = (integration.points() - 1) * between;
        this.start = integration.start();
        this.h = integration.step() / between;
        this.stageRows = field.keptRows + 2 * state;
        this.inner = compiler.keep((count - count / between) * state);
        this.stages = compiler.keep(count * method.stages() * stageRows);
        this.time = compiler.derivativeRows(1);
        this.innerDerivatives = compiler.derivativeRows(2 * state);
        this.slopeDerivative = compiler.derivativeRows(state);
        this.stateDerivatives = compiler.derivativeRows(method.stages() * state);
    }

    /** The step of an integration, whatever its solver and gradient. */
    static Step of(Compiler compiler, int position, Integration integration) {
        if (integration.gradient() == Solver.Gradient.ADJOINT) {
            return new AdjointIntegration(compiler, position, integration);
        }
        return switch (integration.solver()) {
            case Solver.Euler euler -> new FixedStepIntegration(compiler, position, integration, ButcherTableau.EULER, euler.stepsBetween());
            case Solver.RungeKutta4 kutta -> new FixedStepIntegration(compiler, position, integration, ButcherTableau.RUNGE_KUTTA_4,
                    kutta.stepsBetween());
            case Solver.DormandPrince prince -> new DormandPrinceIntegration(compiler, position, integration, prince);
        };
    }

    /** Where the value after so many steps lies. */
    private Place at(int step) {
        return step % between == 0 ? value.plus(step / between * state) : inner.plus((step - 1 - step / between) * state);
    }

    private Place derivativeAt(int step) {
        return step % between == 0 ? derivative.plus(step / between * state) : innerDerivatives.plus(step % 2 * state);
    }

    private Place kept(int step, int stage) {
        return stages.plus((step * method.stages() + stage) * stageRows);
    }

    private Place slope(int step, int stage) {
        return kept(step, stage).plus(field.keptRows);
    }

    private Place stageState(int step, int stage) {
        return stage == 0 ? at(step) : kept(step, stage).plus(field.keptRows + state);
    }

    @Override
    <A> void forward(Run<A> run, Frame<A> frame) {
        copy(initial.value(), value, state, run, frame);
        for (int step = 0; step < count; step++) {
            for (int stage = 0; stage < method.stages(); stage++) {
                if (stage > 0) {
                    combine(run, frame, step, method.a()[stage], stageState(step, stage));
                }
                double now = start + h * (step + method.c()[stage]);
                fill(time, now, run, frame);
                // at a knot the path's interval is the one within the step
                double within = now + INWARDS * h * (0.5 - method.c()[stage]);
                field.forward(run, frame, kept(step, stage), stageState(step, stage), time, field.interval(within), slope(step, stage));
            }
            combine(run, frame, step, method.b(), at(step + 1));
        }
    }

    /** y + h sum_l factor_l k_l. */
    private <A> void combine(Run<A> run, Frame<A> frame, int step, double[] factors, Place to) {
        Place from = at(step);
        for (int stage = 0; stage < factors.length; stage++) {
            if (factors[stage] != 0) {
                Place k = slope(step, stage);
                run.lanes.plusScaled(frame.array(k), frame.at(k), frame.array(from), frame.at(from), frame.array(to), frame.at(to),
                        h * factors[stage], state, run.used);
                from = to;
            }
        }
    }

    @Override
    <A> void backward(Run<A> run, Frame<A> frame) {
        open(initial, run, frame);
        field.contexts().forEach(context -> open(context, run, frame));
        for (int step = count - 1; step >= 0; step--) {
            Place g = derivativeAt(step + 1);
            Place to = derivativeAt(step);
            if (step % between != 0) {
                clear(to, state, run, frame);
            }
            for (int stage = method.stages() - 1; stage >= 0; stage--) {
                slopeDerivative(run, frame, stage, g);
                Place ds = stateDerivatives.plus(stage * state);
                clear(ds, state, run, frame);
                field.backward(run, frame, kept(step, stage), stageState(step, stage), slope(step, stage), slopeDerivative, ds, true);
                add(ds, to, state, run, frame);
            }
            add(g, to, state, run, frame);
        }
        if (initial.differentiated()) {
            add(derivative, initial.derivative(), state, run, frame);
        }
    }

    private <A> void slopeDerivative(Run<A> run, Frame<A> frame, int stage, Place g) {
        Lanes<A> lanes = run.lanes;
        A dk = frame.array(slopeDerivative);
        int dkAt = frame.at(slopeDerivative);
        lanes.scale(frame.array(g), frame.at(g), dk, dkAt, h * method.b()[stage], state, run.used);
        for (int later = stage + 1; later < method.stages(); later++) {
            double[] row = method.a()[later];
            if (row[stage] != 0) {
                Place ds = stateDerivatives.plus(later * state);
                lanes.addScaled(frame.array(ds), frame.at(ds), dk, dkAt, h * row[stage], state, run.used);
            }
        }
    }
}

package org.paramscope.engine.internal.plan;

import java.util.Arrays;
import java.util.Map;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Optimiser;
import org.paramscope.engine.internal.kernel.DescentLanes;

/**
 * The loop over steps, in one precision.
 *
 * @param <A> {@code double[]} or {@code float[]}
 */
final class ReplicaDescent<A> implements Descent {

    /** Of the sum over rows that a loss is, in units of the last place. */
    private static final double SUM_ROUNDING = 4;

    private final DescentLanes<A> lanes;
    private final Plan plan;
    private final Batch<A> batch;
    private final Batch<A> validation;
    private final A validationWeights;
    private final Budget budget;
    private final RowSource.Factory rows;
    private final NoiseSource noise;
    private final PassPool<A> passes;

    ReplicaDescent(DescentLanes<A> lanes, Plan plan, Samples samples, Samples validation, Budget budget,
            RowSource.Factory rows, long seed) {
        this.lanes = lanes;
        this.plan = plan;
        this.batch = new Batch<>(lanes, plan, samples);
        boolean look = budget.patience() > 0 && validation != null && validation.count() > 0;
        this.validation = look ? new Batch<>(lanes, plan, validation) : null;
        this.validationWeights = look ? this.validation.weights(validation.weights().toArray()) : null;
        this.budget = budget;
        this.rows = rows;
        this.noise = NoiseSource.of(seed, budget.optimiser());
        this.passes = new PassPool<>(lanes, plan, Integer.MAX_VALUE);
    }

    @Override
    public double[] fit(int replica, double[] start, double[] weights, double[] trace, Progress progress) {
        return advance(replica, DescentState.start(start), budget.steps(), weights, trace, progress).result();
    }

    @Override
    public DescentState advance(int replica, DescentState from, int until, double[] weights, double[] trace,
            Progress progress) {
        RowSource source = rows == null ? null : rows.of(replica, weights);
        Pass<A> pass = passes.take(progress);
        StepLoss<A> stepLoss = new StepLoss<>(lanes, plan, batch, replica, weights, source, noise, pass);
        StepRule<A> rule = rule(stepLoss);
        EarlyStopping<A> stopping = validation == null ? null
                : new EarlyStopping<>(stepLoss, validation, validationWeights, budget.patience());
        if (from.step() > 0) {
            rule.restore(from);
            if (stopping != null) {
                stopping.restore(from);
            }
        }
        A w = lanes.allocate(plan.parameters);
        lanes.load(from.array(DescentState.PARAMETERS, plan.parameters), w);
        int reached = loop(from.step(), until, w, rule, stopping, trace, progress);
        double[] parameters = new double[plan.parameters];
        lanes.store(w, parameters);
        Map<String, NumericArray> arrays = DescentState.collect(parameters);
        rule.save(arrays);
        if (stopping != null) {
            stopping.save(arrays);
        }
        passes.give(pass);
        return new DescentState(reached, arrays);
    }

    /** The step reached. A converged replica has reached the last: the steps between would change nothing. */
    private int loop(int first, int until, A w, StepRule<A> rule, EarlyStopping<A> stopping, double[] trace, Progress progress) {
        int step = first;
        while (step < until) {
            progress.check();
            progress.report((double) step / budget.steps(), "training");
            if (stopping != null && step % LOOK_EVERY == 0 && stopping.look(step, w)) {
                return step;
            }
            double value = rule.step(step, w);
            if (trace != null) {
                trace[step] = value;
            }
            step++;
            if (rule.converged()) {
                if (trace != null && step < budget.steps()) {
                    Arrays.fill(trace, step, budget.steps(), rule.step(step, w));
                }
                step = budget.steps();
            }
        }
        if (stopping != null && step == budget.steps()) {
            stopping.look(step, w);
        }
        return step;
    }

    private StepRule<A> rule(StepLoss<A> stepLoss) {
        return switch (budget.optimiser()) {
            case Optimiser.FirstOrder firstOrder -> new FirstOrderRule<>(stepLoss, budget, firstOrder);
            case Optimiser.LimitedMemoryBfgs bfgs -> new QuasiNewtonRule<>(stepLoss, bfgs, switch (budget.precision()) {
                case FLOAT64 -> SUM_ROUNDING * Math.ulp(1.0);
                case FLOAT32 -> SUM_ROUNDING * Math.ulp(1f);
            });
        };
    }
}

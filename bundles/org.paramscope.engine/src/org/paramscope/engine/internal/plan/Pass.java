package org.paramscope.engine.internal.plan;

import org.paramscope.data.Progress;
import org.paramscope.engine.internal.kernel.Lanes;

/**
 * One replica's forward and reverse pass over a batch, with its own workspace. For one thread.
 *
 * @param <A> {@code double[]} or {@code float[]}
 */
final class Pass<A> {

    private final Lanes<A> lanes;
    private final Plan plan;
    private final Run<A> run;
    private final Frame<A> frame;
    private final A[] lossSums;
    private final A lossFolded;
    private final A gradient;
    private final Progress progress;

    Pass(Lanes<A> lanes, Plan plan) {
        this(lanes, plan, Progress.none());
    }

    /** A pass that asks between chunks whether the user has cancelled. */
    @SuppressWarnings("unchecked")
    Pass(Lanes<A> lanes, Plan plan, Progress progress) {
        this.progress = progress;
        this.lanes = lanes;
        this.plan = plan;
        this.run = new Run<>(lanes, plan);
        this.frame = run.frame(plan.main);
        this.lossSums = (A[]) new Object[plan.terms.size()];
        for (int term = 0; term < lossSums.length; term++) {
            lossSums[term] = lanes.allocate(lanes.virtualLanes());
        }
        this.lossFolded = lanes.allocate(1);
        this.gradient = lanes.allocate(plan.parameters);
    }

    /** Uses these parameters from now on; to be called again when they have changed. */
    void parameters(A values) {
        lanes.pack(values, plan.packing, run.packed);
    }

    /** The gradient that {@link #loss} found last. */
    A gradient() {
        return gradient;
    }

    /** The loss over a batch, and its gradient if asked for. */
    double loss(Batch<A> batch, A weights, boolean withGradient) {
        for (A sums : lossSums) {
            lanes.clear(sums, 0, lanes.virtualLanes());
        }
        if (withGradient) {
            lanes.clear(run.sums, 0, plan.parameters * lanes.virtualLanes());
        }
        for (int chunk = 0; chunk < batch.chunks; chunk++) {
            progress.check();
            forward(batch, chunk);
            compare(batch, chunk, weights);
            if (withGradient) {
                plan.main.backward(run, frame);
            }
        }
        if (withGradient) {
            fold();
        }
        double loss = 0;
        for (int term = 0; term < lossSums.length; term++) {
            lanes.fold(lossSums[term], 1, lossFolded);
            loss += plan.terms.get(term).value(lanes.get(lossFolded, 0));
        }
        return loss;
    }

    private void fold() {
        lanes.fold(run.sums, plan.parameters, gradient);
        for (int i : plan.fixed) {
            lanes.clear(gradient, i, i + 1);
        }
    }

    private void compare(Batch<A> batch, int chunk, A weights) {
        int weightsAt = chunk * lanes.chunk();
        for (int result = 0; result < plan.results.size() && plan.terms.size() > 1; result++) {
            Plan.Result shared = plan.results.get(result);
            if (shared.derivative() != null) {
                Step.clear(shared.derivative(), shared.rows(), run, frame);
            }
        }
        for (int term = 0; term < lossSums.length; term++) {
            LossTerm loss = plan.terms.get(term);
            loss.compare(run, frame, batch.target(loss.target()), batch.targetAt(loss.target(), chunk), weights, weightsAt, lossSums[term]);
        }
    }

    /** The first result for one chunk, sample by sample, into C-ordered rows from {@code at}. */
    void output(Batch<A> batch, int chunk, double[] rows, int at) {
        forward(batch, chunk);
        Plan.Result result = plan.results.getFirst();
        A array = frame.array(result.value());
        int first = frame.at(result.value());
        int samples = Math.min(lanes.chunk(), batch.count - chunk * lanes.chunk());
        for (int j = 0; j < result.rows(); j++) {
            for (int n = 0; n < samples; n++) {
                rows[at + n * result.rows() + j] = lanes.get(array, first + j * lanes.row() + n);
            }
        }
    }

    /** The name of the first block whose values are not finite somewhere in the batch, or the last one's. */
    String culprit(Batch<A> batch) {
        for (int chunk = 0; chunk < batch.chunks; chunk++) {
            forward(batch, chunk);
            for (Step step : plan.main.steps) {
                int first = frame.at(step.value);
                for (int row = first; row < first + step.rows * lanes.row(); row += lanes.row()) {
                    if (!lanes.finite(frame.array(step.value), row, row + run.used)) {
                        return step.name;
                    }
                }
            }
        }
        return plan.main.steps.isEmpty() ? "input" : plan.main.steps.getLast().name;
    }

    private void forward(Batch<A> batch, int chunk) {
        run.used = batch.lanes(chunk);
        for (int input = 0; input < plan.inputs.size(); input++) {
            frame.bind(Place.bound(input).slot(), batch.input(input), batch.inputAt(input, chunk));
        }
        plan.main.forward(run, frame);
    }
}

package org.paramscope.engine.internal.plan;

import org.paramscope.data.Progress;
import org.paramscope.engine.internal.kernel.Lanes;

/**
 * One replica's forward and reverse pass over a batch, with its own workspace. For one thread.
 *
 * @param <A> {@code double[]}, {@code float[]} or {@link org.paramscope.engine.internal.kernel.Dual}
 */
final class Pass<A> {

    private final Lanes<A> lanes;
    private final Plan plan;
    final Run<A> run;
    /** The frame of the main program. */
    final Frame<A> frame;
    private final A[] lossSums;
    private final A lossFolded;
    private final A gradient;
    private final WeightDistribution<A> distribution;
    private Progress progress = Progress.none();

    Pass(Lanes<A> lanes, Plan plan) {
        this(plan, new Run<>(lanes, plan));
    }

    /** A pass with a given workspace. */
    @SuppressWarnings("unchecked")
    Pass(Plan plan, Run<A> run) {
        this.lanes = run.lanes;
        this.plan = plan;
        this.run = run;
        this.frame = run.frame(plan.main);
        this.lossSums = (A[]) new Object[plan.terms.size()];
        for (int term = 0; term < lossSums.length; term++) {
            lossSums[term] = lanes.allocate(lanes.virtualLanes());
        }
        this.lossFolded = lanes.allocate(1);
        this.gradient = lanes.allocate(plan.parameters);
        this.distribution = new WeightDistribution<>(lanes, plan.stochastic, plan.parameters);
    }

    /** Asks now and then whether the user has cancelled this. */
    void progress(Progress next) {
        progress = next;
        run.progress(next);
    }

    /** Uses the random numbers of this key from now on; those of evaluations unless it is called. */
    void noise(NoiseKey key) {
        run.noise.key(key);
    }

    /** Uses these parameters from now on; to be called again when they have changed. */
    void parameters(A values) {
        lanes.pack(distribution.exponentiate(values), plan.packing, run.packed);
    }

    /** The gradient that {@link #loss} found last. */
    A gradient() {
        return gradient;
    }

    /** The loss over a batch, and its gradient if asked for. */
    double loss(Batch<A> batch, A weights, boolean withGradient) {
        run.failure = null;
        clearLosses();
        if (withGradient) {
            clearSums();
        }
        for (int chunk = 0; chunk < batch.chunks; chunk++) {
            progress.check();
            forward(batch, chunk);
            compare(batch, chunk, weights);
            if (withGradient) {
                backward();
            }
        }
        if (withGradient) {
            fold();
            if (plan.weightDivergenceFactor != 0) {
                distribution.addDivergence(plan.weightDivergenceFactor, gradient);
                clearFixed();
            }
        }
        double loss = plan.weightDivergenceFactor == 0 ? 0 : plan.weightDivergenceFactor * distribution.divergence();
        for (int term = 0; term < lossSums.length; term++) {
            lanes.fold(lossSums[term], 1, lossFolded);
            loss += plan.terms.get(term).value(lanes.get(lossFolded, 0));
        }
        return loss;
    }

    /** Sets the sums of the loss to 0. */
    void clearLosses() {
        for (A sums : lossSums) {
            lanes.clear(sums, 0, lanes.virtualLanes());
        }
    }

    /** Sets the sums of the gradient to 0. */
    void clearSums() {
        lanes.clear(run.sums, 0, plan.parameters * lanes.virtualLanes());
    }

    /** The sums of the losses of a term over samples, before they are folded. */
    A lossSums(int term) {
        return lossSums[term];
    }

    /** The reverse pass through the chunk that was evaluated last; derivatives of the results are in place. */
    void backward() {
        plan.main.backward(run, frame);
    }

    /** Folds the sums into the gradient. */
    void fold() {
        lanes.fold(run.sums, plan.parameters, gradient);
        distribution.differentiate(gradient);
        clearFixed();
    }

    private void clearFixed() {
        for (int i : plan.fixed) {
            lanes.clear(gradient, i, i + 1);
        }
    }

    /** What turns the derivative of a packed value into that of parameter i: other than 1 where a variance is packed. */
    double inner(int i) {
        return distribution.inner(i);
    }

    /** Adds a chunk to the sums of the loss, and puts the derivatives of the results in place. */
    void compare(Batch<A> batch, int chunk, A weights) {
        int weightsAt = chunk * lanes.chunk();
        for (int result = 0; result < plan.results.size() && plan.terms.getFirst().shared(); result++) {
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

    /** The solver that gave up in the last {@link #loss}; null if none did. */
    Run.Failure failure() {
        return run.failure;
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

    /** Evaluates all blocks on a chunk. */
    void forward(Batch<A> batch, int chunk) {
        bind(batch, chunk);
        plan.main.forward(run, frame);
    }

    /** Turns to a chunk. */
    void bind(Batch<A> batch, int chunk) {
        run.used = batch.lanes(chunk);
        run.noise.samples(batch.rows, chunk * lanes.chunk(), batch.samples(chunk));
        run.samples = batch.samples(chunk);
        for (int input = 0; input < plan.inputs.size(); input++) {
            frame.bind(Place.bound(input).slot(), batch.input(input), batch.inputAt(input, chunk));
        }
    }
}

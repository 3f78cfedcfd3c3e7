package org.paramscope.engine.internal.plan;

import org.paramscope.data.NumericalException;
import org.paramscope.data.Progress;
import org.paramscope.engine.internal.kernel.DescentLanes;

/**
 * The loss that a replica descends, on the rows of each step, and its gradient. One replica's, for one thread.
 *
 * @param <A> {@code double[]} or {@code float[]}
 */
final class StepLoss<A> {

    final int replica;
    final int parameters;
    final DescentLanes<A> lanes;
    private final Pass<A> pass;
    private final RowSource rows;
    private final Minibatch<A> minibatch;
    private final NoiseSource noise;
    private Batch<A> batch;
    private A weights;
    private double value;

    /** By a pass that nobody else uses meanwhile; all rows at each step if {@code rows} is null. */
    StepLoss(DescentLanes<A> lanes, Plan plan, Batch<A> all, int replica, double[] rowWeights, RowSource rows,
            NoiseSource noise, Pass<A> pass) {
        this.replica = replica;
        this.parameters = plan.parameters;
        this.lanes = lanes;
        this.pass = pass;
        this.rows = rows;
        this.noise = noise;
        this.minibatch = rows == null ? null : new Minibatch<>(lanes, all, rowWeights);
        this.batch = all;
        this.weights = rows == null ? all.weights(rowWeights) : null;
    }

    /** The loss of a step; the gradient is found with it. */
    double at(int step, A w) {
        if (rows != null) {
            minibatch.gather(rows.rows(step));
            batch = minibatch.batch();
            weights = minibatch.weights();
        }
        pass.noise(noise.key(replica, step));
        pass.parameters(w);
        value = pass.loss(batch, weights, true);
        return value;
    }

    /** The loss on other samples, with the same random numbers each time; the gradient is lost. */
    double elsewhere(Batch<A> samples, A sampleWeights, A w) {
        pass.noise(NoiseKey.COMMON);
        pass.parameters(w);
        return pass.loss(samples, sampleWeights, false);
    }

    /** The gradient that {@link #at} found; may be overwritten. */
    A gradient() {
        return pass.gradient();
    }

    /** Whether the loss and gradient that {@link #at} found are numbers. */
    boolean finite() {
        return Double.isFinite(value) && lanes.finite(pass.gradient(), 0, parameters);
    }

    /** What to say when they are not: it names the block whose values broke down first. */
    NumericalException breakdown(int step) {
        Run.Failure failure = pass.failure();
        if (failure != null) {
            return new NumericalException(replica, step, failure.block(), failure.what());
        }
        pass.noise(noise.key(replica, step));
        return new NumericalException(replica, step, pass.culprit(batch),
                Double.isFinite(value) ? "the gradient is not finite" : "the loss is " + value);
    }
}

package org.paramscope.engine.internal.plan;

import org.paramscope.data.NumericalException;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.engine.Budget;
import org.paramscope.engine.internal.kernel.Arithmetic;
import org.paramscope.engine.internal.kernel.Lanes;

/**
 * Trains replicas of one model on the same samples by Adam. The samples are laid out once; each call of
 * {@link #fit} has its own workspace, so that calls may run on several threads.
 */
public interface Descent {

    /** Steps between two looks at the validation loss. */
    int LOOK_EVERY = 5;

    /**
     * One replica.
     *
     * @param replica its number, for messages
     * @param start [p]
     * @param weights [n], of any scale
     * @param trace receives the loss before each step; may be null
     * @return the parameters: the last, or with early stopping those of the lowest validation loss
     * @throws NumericalException when the loss or the gradient is not finite
     */
    double[] fit(int replica, double[] start, double[] weights, double[] trace, Progress progress);

    /** A descent in the precision of the budget; {@code validation} may be null. */
    static Descent of(Plan plan, Samples samples, Samples validation, Budget budget) {
        return switch (budget.precision()) {
            case FLOAT64 -> new Adam<>(Arithmetic.float64(plan.chunk), plan, samples, validation, budget);
            case FLOAT32 -> new Adam<>(Arithmetic.float32(plan.chunk), plan, samples, validation, budget);
        };
    }

    /** The loop, in one precision. */
    final class Adam<A> implements Descent {

        private final Lanes<A> lanes;
        private final Plan plan;
        private final Batch<A> batch;
        private final Batch<A> validation;
        private final A validationWeights;
        private final Budget budget;

        Adam(Lanes<A> lanes, Plan plan, Samples samples, Samples validation, Budget budget) {
            this.lanes = lanes;
            this.plan = plan;
            this.batch = new Batch<>(lanes, plan, samples);
            boolean look = budget.patience() > 0 && validation != null && validation.count() > 0;
            this.validation = look ? new Batch<>(lanes, plan, validation) : null;
            this.validationWeights = look ? this.validation.weights(validation.weights().toArray()) : null;
            this.budget = budget;
        }

        @Override
        public double[] fit(int replica, double[] start, double[] rowWeights, double[] trace, Progress progress) {
            int p = plan.parameters;
            A w = lanes.allocate(p);
            lanes.load(start, w);
            A m = lanes.allocate(p);
            A v = lanes.allocate(p);
            A weights = batch.weights(rowWeights);
            Pass<A> pass = new Pass<>(lanes, plan);
            Best best = new Best();
            double decay1 = 1;
            double decay2 = 1;
            for (int step = 0; step < budget.steps(); step++) {
                progress.check();
                pass.parameters(w);
                if (validation != null && step % LOOK_EVERY == 0 && best.look(step, w, pass)) {
                    return best.parameters;
                }
                double value = pass.loss(batch, weights, true);
                if (!Double.isFinite(value) || !lanes.finite(pass.gradient(), 0, p)) {
                    throw new NumericalException(replica, step, pass.culprit(batch), Double.isFinite(value)
                            ? "the gradient is not finite" : "the loss is " + value);
                }
                if (trace != null) {
                    trace[step] = value;
                }
                decay1 *= Lanes.Adam.BETA_1;
                decay2 *= Lanes.Adam.BETA_2;
                lanes.adam(w, m, v, pass.gradient(), p,
                        new Lanes.Adam(budget.learningRate() / (1 - decay1), Math.sqrt(1 - decay2)));
            }
            if (validation != null) {
                pass.parameters(w);
                best.look(budget.steps(), w, pass);
                return best.parameters;
            }
            double[] result = new double[p];
            lanes.store(w, result);
            return result;
        }

        private final class Best {

            private double[] parameters;
            private double value = Double.POSITIVE_INFINITY;
            private int step;

            /** Keeps the parameters if they are the best so far; says whether patience has run out. */
            boolean look(int now, A w, Pass<A> pass) {
                double validationLoss = pass.loss(validation, validationWeights, false);
                if (parameters == null || validationLoss < value) {
                    parameters = new double[plan.parameters];
                    lanes.store(w, parameters);
                    value = validationLoss;
                    step = now;
                }
                return now - step >= budget.patience();
            }
        }
    }
}

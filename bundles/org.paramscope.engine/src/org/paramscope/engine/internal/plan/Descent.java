package org.paramscope.engine.internal.plan;

import org.paramscope.data.NumericalException;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.engine.Budget;
import org.paramscope.engine.internal.kernel.Arithmetic;

/**
 * Trains replicas of one model on the same samples by descent of the gradient. The samples are laid out once; each
 * call has its own workspace, so that calls may run on several threads.
 */
public interface Descent {

    /** Steps between two looks at the validation loss. */
    int LOOK_EVERY = 5;

    /**
     * Trains one replica on, from a state to a step.
     *
     * @param replica its number, for messages and the order of its minibatches
     * @param from the state to start from, {@link DescentState#start} or what this method returned for the same replica
     * @param until the step to stop before, at most that of the budget; patience or convergence may stop earlier
     * @param weights [n], of any scale
     * @param trace receives the loss before each step, at the step's place; may be null
     * @throws NumericalException when the loss or the gradient is not finite
     * @throws org.paramscope.data.ShapeException when the state is that of another model or optimiser
     */
    DescentState advance(int replica, DescentState from, int until, double[] weights, double[] trace, Progress progress);

    /**
     * Trains one replica with the whole budget.
     *
     * @param start [p]
     * @return the parameters: the last, or with early stopping those of the lowest validation loss
     * @throws NumericalException when the loss or the gradient is not finite
     * @see #advance
     */
    double[] fit(int replica, double[] start, double[] weights, double[] trace, Progress progress);

    /** A descent in the precision of the budget; {@code validation} may be null; minibatches are those of seed 0. */
    static Descent of(Plan plan, Samples samples, Samples validation, Budget budget) {
        return of(plan, samples, validation, budget, 0);
    }

    /** A descent with the minibatches of the budget, in an order that depends on the seed, as do the numbers of stochastic blocks. */
    static Descent of(Plan plan, Samples samples, Samples validation, Budget budget, long seed) {
        RowSource.Factory rows = budget.batch() == 0 ? null
                : (replica, weights) -> RowSource.epochs(seed, replica, weights, budget.batch());
        return of(plan, samples, validation, budget, rows, seed);
    }

    /** A descent on prescribed rows at each step, all of them if {@code rows} is null, whatever the budget says; seed 0. */
    static Descent of(Plan plan, Samples samples, Samples validation, Budget budget, RowSource.Factory rows) {
        return of(plan, samples, validation, budget, rows, 0);
    }

    private static Descent of(Plan plan, Samples samples, Samples validation, Budget budget, RowSource.Factory rows, long seed) {
        return switch (budget.precision()) {
            case FLOAT64 -> new ReplicaDescent<>(Arithmetic.float64(plan.chunk), plan, samples, validation, budget, rows, seed);
            case FLOAT32 -> new ReplicaDescent<>(Arithmetic.float32(plan.chunk), plan, samples, validation, budget, rows, seed);
        };
    }
}

package org.paramscope.engine.internal.plan;

import java.util.Map;
import org.paramscope.data.NumericArray;

/**
 * How the parameters of one replica move in a step, and what is remembered between steps. For one thread.
 *
 * @param <A> {@code double[]} or {@code float[]}
 */
interface StepRule<A> {

    /**
     * Moves the parameters.
     *
     * @param step from 0
     * @return the loss before the step
     * @throws org.paramscope.data.NumericalException when the loss or the gradient is not finite
     */
    double step(int step, A w);

    /** Whether further steps would not move the parameters, but only tell the loss. */
    boolean converged();

    /** Adds what is remembered to the arrays of a state. */
    void save(Map<String, NumericArray> arrays);

    /** Takes it from a state after at least one step. */
    void restore(DescentState state);
}

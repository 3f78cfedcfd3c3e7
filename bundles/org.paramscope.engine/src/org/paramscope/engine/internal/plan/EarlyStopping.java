package org.paramscope.engine.internal.plan;

import java.util.Map;
import org.paramscope.data.NumericArray;
import org.paramscope.engine.internal.kernel.Lanes;

/**
 * The parameters of the lowest validation loss so far, and whether it is still worth going on. One replica's.
 *
 * @param <A> {@code double[]} or {@code float[]}
 */
final class EarlyStopping<A> {

    private static final String LOOK = "best look";
    private final StepLoss<A> loss;
    private final Lanes<A> lanes;
    private final Batch<A> validation;
    private final A weights;
    private final int patience;
    private double[] best;
    private double value = Double.POSITIVE_INFINITY;
    private int step;

    /** Validation samples with weights that sum to 1. */
    EarlyStopping(StepLoss<A> loss, Batch<A> validation, A weights, int patience) {
        this.loss = loss;
        this.lanes = loss.lanes;
        this.validation = validation;
        this.weights = weights;
        this.patience = patience;
    }

    /** Keeps the parameters if they are the best so far; says whether patience has run out. */
    boolean look(int now, A w) {
        double validationLoss = loss.elsewhere(validation, weights, w);
        if (best == null || validationLoss < value) {
            best = new double[loss.parameters];
            lanes.store(w, best);
            value = validationLoss;
            step = now;
        }
        return now - step >= patience;
    }

    /** Adds the best to the arrays of a state. */
    void save(Map<String, NumericArray> arrays) {
        if (best != null) {
            arrays.put(DescentState.BEST, NumericArray.of(best));
            arrays.put(LOOK, NumericArray.of(new double[] {value, step}));
        }
    }

    /** Takes the best from a state after at least one look. */
    void restore(DescentState state) {
        best = state.array(DescentState.BEST, loss.parameters);
        double[] look = state.array(LOOK, 2);
        value = look[0];
        step = (int) look[1];
    }
}

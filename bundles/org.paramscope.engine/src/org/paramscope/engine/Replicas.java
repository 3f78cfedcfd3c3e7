package org.paramscope.engine;

import java.util.Arrays;
import java.util.List;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Samples;
import org.paramscope.data.ShapeException;

/**
 * Trained replicas of one model. Replicas that failed are not among the rows but in {@code failures}.
 *
 * @param parameters [B, p], one row a replica, in the order of their numbers
 * @param starts [B, p], or [1, p] when all started at the same point
 * @param losses [B] training loss of each at its end, with its own weights
 * @param validationLosses [B], NaN without validation samples
 * @param failures the replicas that broke down
 * @param resampling how their weights were drawn, in words
 * @param seed of the problem
 * @param samples on which they were trained; geometry whitens linear codes on them
 */
public record Replicas(Model model, NumericArray parameters, NumericArray starts, NumericArray losses,
        NumericArray validationLosses, List<Failure> failures, String resampling, long seed, Samples samples) {

    /**
     * A replica that broke down.
     *
     * @param replica its number, from 0
     * @param step at which it happened, from 0
     * @param block in which a value was not finite first, or the routine
     */
    public record Failure(int replica, int step, String block, String message) { }

    public Replicas {
        int p = model.parameters();
        if (parameters.rank() != 2 || parameters.size(1) != p) {
            throw new ShapeException("replicas " + Arrays.toString(parameters.shape()) + " of a model with "
                    + p + " parameters");
        }
        int count = parameters.size(0);
        if (starts.rank() != 2 || starts.size(1) != p || starts.size(0) != 1 && starts.size(0) != count
                || losses.length() != count || validationLosses.length() != count) {
            throw new ShapeException(count + " replicas with starts " + Arrays.toString(starts.shape()) + ", "
                    + losses.length() + " losses and " + validationLosses.length() + " validation losses");
        }
        failures = List.copyOf(failures);
    }

    /** The number B of replicas that finished. */
    public int count() {
        return parameters.size(0);
    }

    /** Whether all replicas started at the same point. */
    public boolean commonStart() {
        return starts.size(0) == 1;
    }

    /** The same replicas with other parameters and starts, as after an alignment. */
    public Replicas withParameters(NumericArray newParameters, NumericArray newStarts) {
        return new Replicas(model, newParameters, newStarts, losses, validationLosses, failures, resampling, seed, samples);
    }
}

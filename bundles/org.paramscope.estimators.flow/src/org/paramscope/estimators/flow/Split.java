package org.paramscope.estimators.flow;

import java.util.Arrays;

import org.paramscope.data.NumericArray;
import org.paramscope.engine.random.RandomStream;

/**
 * Replicas in three parts, drawn at random.
 *
 * @param fitting  rows whose likelihood is maximised, [n, p]
 * @param stopping rows that say which parameters to keep, at least 2
 * @param heldOut  rows that take no part in the fit, at least 2
 * @param training rows of fitting and stopping together
 */
record Split(NumericArray fitting, NumericArray stopping, NumericArray heldOut, NumericArray training) {

    /** More rows would cost time at each look and say little more. */
    private static final int MOST_STOPPING = 1000;

    /** @param stoppingShare of what is not held out, at most {@value #MOST_STOPPING} rows */
    static Split of(NumericArray samples, double heldOutShare, double stoppingShare, long seed) {
        int n = samples.size(0);
        int held = Math.max(2, (int) Math.round(n * heldOutShare));
        int stop = Math.clamp(Math.round((n - held) * stoppingShare), 2, MOST_STOPPING);
        int[] order = RandomStream.of(seed, 0, "held-out replicas").permutation(n);
        return new Split(samples.select(Arrays.copyOfRange(order, held + stop, n)),
                samples.select(Arrays.copyOfRange(order, held, held + stop)),
                samples.select(Arrays.copyOfRange(order, 0, held)), samples.select(Arrays.copyOfRange(order, held, n)));
    }
}

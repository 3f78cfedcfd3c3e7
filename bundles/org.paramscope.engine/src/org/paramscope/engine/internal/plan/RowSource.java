package org.paramscope.engine.internal.plan;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.paramscope.data.NumericalException;
import org.paramscope.engine.random.RandomStream;

/** Which rows of the samples each step of one replica looks at. For one thread. */
@FunctionalInterface
public interface RowSource {

    /**
     * The rows of a step, at least one.
     *
     * @param step from 0; never lower than in the call before
     */
    int[] rows(int step);

    /** The rows of each replica. */
    @FunctionalInterface
    interface Factory {

        /** The rows of one replica with given weights [n]. */
        RowSource of(int replica, double[] weights);
    }

    /**
     * Epochs of the rows with positive weight, each a new random order, {@code batch} rows a step; the last step of an
     * epoch takes what is left. The orders depend on nothing but (seed, replica).
     *
     * @throws NumericalException when no weight is positive
     */
    static RowSource epochs(long seed, int replica, double[] weights, int batch) {
        int[] rows = IntStream.range(0, weights.length).filter(n -> weights[n] > 0).toArray();
        if (rows.length == 0) {
            throw new NumericalException(replica, 0, "weights", "no row has a positive weight");
        }
        return new Epochs(rows, batch, RandomStream.of(seed, replica, "minibatch"));
    }

    /** A source that draws the epochs one after another, also those that a resumed training has left behind. */
    final class Epochs implements RowSource {

        private final int[] rows;
        private final int batch;
        private final int stepsPerEpoch;
        private final RandomStream stream;
        private int epoch = -1;
        private int[] order;

        private Epochs(int[] rows, int batch, RandomStream stream) {
            this.rows = rows;
            this.batch = Math.min(batch, rows.length);
            this.stepsPerEpoch = Math.ceilDiv(rows.length, this.batch);
            this.stream = stream;
        }

        @Override
        public int[] rows(int step) {
            for (; epoch < step / stepsPerEpoch; epoch++) {
                order = stream.permutation(rows.length);
            }
            int from = step % stepsPerEpoch * batch;
            int[] chosen = Arrays.copyOfRange(order, from, Math.min(from + batch, order.length));
            for (int i = 0; i < chosen.length; i++) {
                chosen[i] = rows[chosen[i]];
            }
            return chosen;
        }
    }
}

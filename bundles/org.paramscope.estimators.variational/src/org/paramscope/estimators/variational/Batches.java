package org.paramscope.estimators.variational;

import java.util.Arrays;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Samples;
import org.paramscope.engine.random.RandomStream;

/**
 * The rows that a step looks at: each epoch takes all rows in a new random order, a batch at a time. A batch's loss times its factor has
 * the loss of all samples as its mean over an epoch.
 */
final class Batches {

    /**
     * A batch.
     *
     * @param factor M times the batch's share of the weights, M the number of batches in an epoch
     * @param share of the rows
     */
    record Batch(Samples samples, double factor, double share) {
    }

    private final Samples all;
    private final int size;
    private final int count;
    private final long seed;
    private final double weight;
    private long epoch = -1;
    private int[] order;

    /** @param size rows of a batch; 0 = all */
    Batches(Samples all, int size, long seed) {
        this.all = all;
        this.size = size == 0 ? all.count() : Math.min(size, all.count());
        this.count = (all.count() + this.size - 1) / this.size;
        this.seed = seed;
        this.weight = sum(all.weights());
    }

    /** Number M of batches in an epoch. */
    int count() {
        return count;
    }

    /** The batch of a step, from 0. */
    Batch at(int step) {
        if (count == 1) {
            return new Batch(all, 1, 1);
        }
        if (step / count != epoch) {
            epoch = step / count;
            order = RandomStream.of(seed, epoch, "variational batches").permutation(all.count());
        }
        int from = step % count * size;
        int[] rows = Arrays.copyOfRange(order, from, Math.min(from + size, order.length));
        Arrays.sort(rows);
        Samples samples = all.select(rows);
        return new Batch(samples, count * sum(samples.weights()) / weight, (double) rows.length / order.length);
    }

    private static double sum(NumericArray values) {
        return Arrays.stream(values.toArray()).sum();
    }
}

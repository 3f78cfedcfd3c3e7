package org.paramscope.engine.internal.plan;

import java.util.Arrays;
import org.paramscope.engine.internal.kernel.Arithmetic;
import org.paramscope.engine.internal.kernel.Lanes;
import org.paramscope.engine.random.CounterNumbers;

/**
 * Standard normal numbers for the steps of a program. A number depends on the key, the step's name, the occasion, its row
 * and its sample's index, not on chunks, batches, threads or precision: made of pairs of 32-bit uniform numbers in
 * float64 (Box, Muller 1958), and rounded.
 *
 * @param <A> {@code double[]} or {@code float[]}
 */
final class Noise<A> {

    /** Rows that one counter serves. */
    private static final int GROUP = CounterNumbers.WORDS;

    private final Lanes<A> lanes;
    private final Lanes<double[]> wide;
    private final double[] rows;
    private final A rounded;
    private final CounterNumbers numbers = new CounterNumbers();
    private NoiseKey key = NoiseKey.COMMON;
    private int[] samples;
    private int first;
    private int count;

    Noise(Lanes<A> lanes) {
        this.lanes = lanes;
        this.wide = Arithmetic.float64(lanes.chunk());
        this.rows = new double[GROUP * lanes.row()];
        this.rounded = lanes.allocate(rows.length);
    }

    /** Numbers of this key from now on. */
    void key(NoiseKey next) {
        key = next;
    }

    /** Numbers for the samples of these indices, {@code count} of them from {@code first}. */
    void samples(int[] indices, int firstIndex, int samplesInUse) {
        samples = indices;
        first = firstIndex;
        count = samplesInUse;
    }

    /**
     * Fills rows; lanes without a sample get 0.
     *
     * @param block hash of the step's name
     * @param occasion how often the step has been evaluated before in the same pass, as in a recurrence
     */
    void fill(int block, int occasion, A to, int toAt, int height, int used) {
        int row = lanes.row();
        if (key.absent()) {
            lanes.clear(to, toAt, toAt + height * row);
            return;
        }
        numbers.key(key.seed(), key.replica(), key.step(), block);
        for (int r = 0; r < height; r += GROUP) {
            for (int n = 0; n < count; n++) {
                numbers.uniform(samples[first + n], r / GROUP, occasion, rows, n, row);
            }
            for (int k = 0; k < GROUP; k++) {
                Arrays.fill(rows, k * row + count, (k + 1) * row, 1);
            }
            int half = GROUP / 2;
            wide.normalPair(rows, 0, rows, half * row, rows, 0, rows, half * row, half, used);
            lanes.load(rows, rounded);
            lanes.copy(rounded, 0, to, toAt + r * row, Math.min(GROUP, height - r), used);
        }
    }
}

package org.paramscope.engine.internal.plan;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Samples;
import org.paramscope.engine.internal.kernel.Lanes;

/**
 * Samples in the form that kernels read: chunk by chunk, in each chunk feature by feature in rows of
 * {@link Lanes#ROW} entries. Unused lanes hold zeros. Shared by all replicas.
 *
 * @param <A> {@code double[]} or {@code float[]}
 */
final class Batch<A> {

    final int count;
    final int chunks;
    final A input;
    final int inputWidth;
    final A past;
    final int pastWidth;
    final A target;
    final int targetWidth;

    Batch(Lanes<A> lanes, Samples samples) {
        this.count = samples.count();
        this.chunks = (count + Lanes.CHUNK - 1) / Lanes.CHUNK;
        this.inputWidth = samples.input().size(1);
        this.input = rows(lanes, samples.input());
        this.pastWidth = samples.past().size(1);
        this.past = rows(lanes, samples.past());
        this.targetWidth = samples.target().size(1);
        this.target = samples.target() == samples.input() ? input : rows(lanes, samples.target());
    }

    /** How many lanes of a chunk are computed. */
    int lanes(int chunk) {
        int left = Math.min(Lanes.CHUNK, count - chunk * Lanes.CHUNK);
        return (left + Lanes.PAD - 1) / Lanes.PAD * Lanes.PAD;
    }

    /** A weight for each lane, scaled to the sum 1; unused lanes have 0. */
    A weights(Lanes<A> lanes, double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double[] padded = new double[chunks * Lanes.CHUNK];
        for (int n = 0; n < weights.length; n++) {
            padded[n] = weights[n] / sum;
        }
        return loaded(lanes, padded);
    }

    private A rows(Lanes<A> lanes, NumericArray values) {
        int width = values.size(1);
        double[] rows = new double[Math.multiplyExact(chunks * Lanes.ROW, width)];
        for (int n = 0; n < count; n++) {
            int first = n / Lanes.CHUNK * width * Lanes.ROW + n % Lanes.CHUNK;
            for (int j = 0; j < width; j++) {
                rows[first + j * Lanes.ROW] = values.at(n * width + j);
            }
        }
        return loaded(lanes, rows);
    }

    private static <A> A loaded(Lanes<A> lanes, double[] values) {
        A array = lanes.allocate(values.length);
        lanes.load(values, array);
        return array;
    }
}

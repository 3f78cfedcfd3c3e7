package org.paramscope.engine.internal.plan;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Samples;
import org.paramscope.engine.internal.kernel.Lanes;

/**
 * Samples in the form that kernels read: chunk by chunk, in each chunk feature by feature in rows of
 * {@link Lanes#row()} entries. Unused lanes hold zeros. Shared by all replicas.
 *
 * @param <A> {@code double[]} or {@code float[]}
 */
final class Batch<A> {

    final int count;
    private final int chunk;
    private final int pad;
    final int chunks;
    final A input;
    final int inputWidth;
    final A past;
    final int pastWidth;
    final A target;
    final int targetWidth;

    Batch(Lanes<A> lanes, Samples samples) {
        this.count = samples.count();
        this.chunk = lanes.chunk();
        this.pad = lanes.pad();
        this.chunks = (count + chunk - 1) / chunk;
        this.inputWidth = samples.input().size(1);
        this.input = rows(lanes, samples.input());
        this.pastWidth = samples.past().size(1);
        this.past = rows(lanes, samples.past());
        this.targetWidth = samples.target().size(1);
        this.target = samples.target() == samples.input() ? input : rows(lanes, samples.target());
    }

    /** How many lanes of a chunk are computed. */
    int lanes(int index) {
        int left = Math.min(chunk, count - index * chunk);
        return (left + pad - 1) / pad * pad;
    }

    /** A weight for each lane, scaled to the sum 1; unused lanes have 0. */
    A weights(Lanes<A> lanes, double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double[] padded = new double[chunks * chunk];
        for (int n = 0; n < weights.length; n++) {
            padded[n] = weights[n] / sum;
        }
        return loaded(lanes, padded);
    }

    private A rows(Lanes<A> lanes, NumericArray values) {
        int width = values.size(1);
        int row = lanes.row();
        double[] rows = new double[Math.multiplyExact(chunks * row, width)];
        for (int n = 0; n < count; n++) {
            int first = n / chunk * width * row + n % chunk;
            for (int j = 0; j < width; j++) {
                rows[first + j * row] = values.at(n * width + j);
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

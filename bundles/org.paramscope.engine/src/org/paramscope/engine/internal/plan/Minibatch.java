package org.paramscope.engine.internal.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.paramscope.engine.internal.kernel.Lanes;

/**
 * Some rows of a batch, gathered into a smaller batch of the same form. One replica's, for one thread; its arrays are
 * made once for each number of rows.
 *
 * @param <A> {@code double[]} or {@code float[]}
 */
final class Minibatch<A> {

    private record Buffer<A>(Batch<A> batch, double[] paddedWeights, A weights) { }

    private final Lanes<A> lanes;
    private final Batch<A> all;
    private final double[] rowWeights;
    private final Map<Integer, Buffer<A>> buffers = new HashMap<>();
    private Buffer<A> current;
    private int[] places = new int[0];
    private int padded;

    /** Rows of {@code all}, whose weights [n] are of any scale. */
    Minibatch(Lanes<A> lanes, Batch<A> all, double[] rowWeights) {
        this.lanes = lanes;
        this.all = all;
        this.rowWeights = rowWeights;
    }

    /** Takes these rows from now on. */
    void gather(int[] rows) {
        current = buffers.computeIfAbsent(rows.length, this::allocate);
        Batch<A> batch = current.batch;
        padded = (batch.chunks - 1) * lanes.chunk() + batch.lanes(batch.chunks - 1);
        if (places.length < padded) {
            places = new int[padded];
        }
        List<Batch.Table<A>> from = all.tables();
        List<Batch.Table<A>> to = current.batch.tables();
        for (int i = 0; i < from.size(); i++) {
            copy(rows, from.get(i).array(), from.get(i).width(), to.get(i).array());
        }
        System.arraycopy(rows, 0, current.batch.rows, 0, rows.length);
        double sum = 0;
        for (int row : rows) {
            sum += rowWeights[row];
        }
        for (int n = 0; n < rows.length; n++) {
            current.paddedWeights[n] = rowWeights[rows[n]] / sum;
        }
        lanes.load(current.paddedWeights, current.weights);
    }

    /** The rows gathered last. */
    Batch<A> batch() {
        return current.batch;
    }

    /** Their weights, scaled to the sum 1. */
    A weights() {
        return current.weights;
    }

    private Buffer<A> allocate(int count) {
        Batch<A> batch = new Batch<>(lanes, all, count);
        int padded = batch.chunks * lanes.chunk();
        return new Buffer<>(batch, new double[padded], lanes.allocate(padded));
    }

    private void copy(int[] rows, A from, int width, A to) {
        for (int n = 0; n < padded; n++) {
            // lanes without a row of their own repeat the last
            int row = rows[Math.min(n, rows.length - 1)];
            places[n] = row / lanes.chunk() * width * lanes.row() + row % lanes.chunk();
        }
        for (int first = 0; first < padded; first += lanes.chunk()) {
            int used = Math.min(lanes.chunk(), padded - first);
            int chunk = first / lanes.chunk() * width * lanes.row();
            for (int j = 0; j < width; j++) {
                lanes.gather(from, places, first, j * lanes.row(), to, chunk + j * lanes.row(), used);
            }
        }
    }
}

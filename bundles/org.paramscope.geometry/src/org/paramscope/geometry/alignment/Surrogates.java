package org.paramscope.geometry.alignment;

import java.util.List;

import org.paramscope.engine.Symmetry;
import org.paramscope.engine.random.RandomStream;

/**
 * Replicas whose units have no identity: every unit of every layer is drawn from the pooled cloud of all
 * replicas and all units of its layer, without replacement within a set, so that surrogates of replicas
 * without identity are distributed as these are.
 *
 * <p>All layers are drawn jointly, for a layer left in place would lend its neighbours its order. A unit brings its
 * incoming weights, its bias, and those outgoing weights that lead to outputs. Weights between two layers
 * belong to the units that they lead to; as the units that they come from have no order common to two networks,
 * these weights are shuffled within the row, and change signs where the symmetry of the layer before allows it.
 */
final class Surrogates {

    private final List<LayerEntries> layers;
    private final double[][] pool;
    private final int count;
    private final long seed;

    /**
     * Surrogates of replicas as they were trained.
     *
     * @param pool  [B][p]; not changed
     * @param count replicas in a set, at most B
     */
    Surrogates(List<LayerEntries> layers, double[][] pool, int count, long seed) {
        this.layers = layers;
        this.pool = pool;
        this.count = count;
        this.seed = seed;
    }

    /**
     * Set number s, [count][p]. It begins with a replica as it is, replica s (modulo their number), to be the
     * reference: what a reference happens to be like then cancels between real and surrogate sets. The others
     * hold no unit of it.
     */
    double[][] set(int s) {
        int reference = s % pool.length;
        int[] bodies = RandomStream.of(seed, s, "surrogate body").permutation(pool.length - 1);
        double[][] set = new double[count][];
        set[0] = pool[reference].clone();
        for (int r = 1; r < count; r++) {
            set[r] = pool[other(bodies[r - 1], reference)].clone();
        }
        for (LayerEntries layer : layers) {
            RandomStream stream = RandomStream.of(seed, s, "surrogate " + layer.name());
            int units = layer.units();
            int[] drawn = stream.permutation((pool.length - 1) * units);
            for (int r = 1; r < count; r++) {
                for (int i = 0; i < units; i++) {
                    int from = drawn[(r - 1) * units + i];
                    copy(layer, pool[other(from / units, reference)], from % units, set[r], i, stream);
                }
            }
        }
        return set;
    }

    /** Numbers 0 to B - 2 stand for all replicas but one. */
    private static int other(int number, int excluded) {
        return number < excluded ? number : number + 1;
    }

    private void copy(LayerEntries layer, double[] source, int from, double[] target, int to, RandomStream stream) {
        int[] order = new int[layer.incoming()];
        double[] sign = new double[layer.incoming()];
        shuffle(layer, order, sign, stream);
        for (int k = 0; k < layer.width(); k++) {
            if (k < layer.incoming()) {
                target[layer.entry(to, k)] = sign[k] * source[layer.entry(from, order[k])];
            } else if (layer.across(k) < 0) {
                target[layer.entry(to, k)] = source[layer.entry(from, k)];
            }
        }
    }

    /** A random order, and random signs, of the entries that come from units of one layer; the others stay. */
    private void shuffle(LayerEntries layer, int[] order, double[] sign, RandomStream stream) {
        int k = 0;
        while (k < order.length) {
            int across = layer.across(k);
            int end = k + 1;
            while (across >= 0 && end < order.length && layer.across(end) == across) {
                end++;
            }
            int[] within = across >= 0 ? stream.permutation(end - k) : new int[1];
            boolean flips = across >= 0 && layers.get(across).symmetry() != Symmetry.PERMUTATION
                    && layers.get(across).symmetry() != Symmetry.SCALED_PERMUTATION;
            for (int i = k; i < end; i++) {
                order[i] = k + within[i - k];
                sign[i] = flips && stream.bits() < 0 ? -1 : 1;
            }
            k = end;
        }
    }
}

package org.paramscope.geometry.alignment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.paramscope.engine.Symmetry;
import org.paramscope.engine.random.RandomStream;

/**
 * Replicas whose units have no identity: every unit of every layer is drawn from the pooled cloud of all
 * replicas and all units of its layer, without replacement within a set, so that surrogates of replicas
 * without identity are distributed as these are.
 *
 * <p>Layers that weights join are drawn jointly, for a layer left in place would lend its neighbours its order. A unit
 * brings its incoming weights, its bias, and those outgoing weights that lead to outputs. Weights between two layers
 * belong to the units that they lead to; as the units that they come from have no order common to two networks,
 * these weights are shuffled within the row, and change signs where the symmetry of the layer before allows it.
 *
 * <p>A linear code has no units and lends no order, only its axes. The layers before and behind it are sections of
 * their own: the units of one are drawn while the other stays, so that the code, its scale and its gauge are those of a
 * replica. A code that a section leads to keeps its weights, their columns shuffled; units that read a code are drawn
 * up to what a replica's readers share, see {@link CodeReaders}.
 */
final class Surrogates {

    private final List<LayerEntries> layers;
    private final double[][] pool;
    private final long seed;
    private final List<List<Integer>> sections;
    private final Map<LayerEntries, CodeReaders> readers = new LinkedHashMap<>();

    /**
     * Surrogates of replicas whose codes, if any, are in the canonical gauge and turned to common axes.
     *
     * @param pool [B][p]; not changed
     */
    Surrogates(List<LayerEntries> layers, double[][] pool, long seed) {
        this.layers = layers;
        this.pool = pool;
        this.seed = seed;
        sections = sections(layers);
        for (LayerEntries layer : layers) {
            int[] reading = IntStream.range(0, layer.incoming()).filter(k -> fromCode(layer, k)).toArray();
            if (!code(layer) && reading.length > 0) {
                int[] others = IntStream.range(0, layer.incoming()).filter(k -> layer.across(k) < 0).toArray();
                readers.put(layer, new CodeReaders(layer, reading, others, pool));
            }
        }
    }

    /** The layers but for codes, those joined by weights together: numbers of layers. */
    List<List<Integer>> sections() {
        return sections;
    }

    /**
     * Set number s in which the units of a section are drawn.
     *
     * @param members replicas whose places the surrogates take. The first stays as it is, to be the reference: what a
     *                reference happens to be like then cancels between real and surrogate sets. The others hold no
     *                unit of it
     */
    double[][] set(int s, int[] members, List<Integer> section) {
        double[][] set = new double[members.length][];
        for (int r = 0; r < set.length; r++) {
            set[r] = pool[members[r]].clone();
        }
        for (int l : section) {
            draw(s, members, layers.get(l), set);
        }
        for (LayerEntries layer : layers) {
            if (code(layer)) {
                RandomStream stream = RandomStream.of(seed, s, "surrogate " + layer.name());
                for (int r = 1; r < set.length; r++) {
                    shuffleColumns(layer, section, pool[members[r]], set[r], stream);
                }
            }
        }
        return set;
    }

    private void draw(int s, int[] members, LayerEntries layer, double[][] set) {
        RandomStream stream = RandomStream.of(seed, s, "surrogate " + layer.name());
        int units = layer.units();
        int[] drawn = stream.permutation((pool.length - 1) * units);
        for (int r = 1; r < set.length; r++) {
            int[] from = new int[units];
            int[] unit = new int[units];
            for (int i = 0; i < units; i++) {
                int number = drawn[(r - 1) * units + i];
                from[i] = other(number / units, members[0]);
                unit[i] = number % units;
                copy(layer, pool[from[i]], unit[i], set[r], i, stream);
            }
            if (readers.containsKey(layer)) {
                readers.get(layer).write(members[r], from, unit, set[r]);
            }
        }
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

    /** All units of a code read their inputs from a section in another order, and with other signs. */
    private void shuffleColumns(LayerEntries code, List<Integer> section, double[] source, double[] target, RandomStream stream) {
        int[] order = new int[code.incoming()];
        double[] sign = new double[code.incoming()];
        shuffle(code, order, sign, stream);
        for (int k = 0; k < code.incoming(); k++) {
            for (int i = 0; section.contains(code.across(k)) && i < code.units(); i++) {
                target[code.entry(i, k)] = sign[k] * source[code.entry(i, order[k])];
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

    private static boolean code(LayerEntries layer) {
        return layer.symmetry() == Symmetry.GENERAL_LINEAR;
    }

    private boolean fromCode(LayerEntries layer, int k) {
        return layer.across(k) >= 0 && code(layers.get(layer.across(k)));
    }

    private static List<List<Integer>> sections(List<LayerEntries> layers) {
        int[] first = IntStream.range(0, layers.size()).toArray();
        for (int l = 0; l < first.length; l++) {
            LayerEntries layer = layers.get(l);
            for (int k = 0; !code(layer) && k < layer.width(); k++) {
                if (layer.across(k) >= 0 && !code(layers.get(layer.across(k)))) {
                    int from = Math.max(first[l], first[layer.across(k)]);
                    int to = Math.min(first[l], first[layer.across(k)]);
                    Arrays.setAll(first, i -> first[i] == from ? to : first[i]);
                }
            }
        }
        List<List<Integer>> sections = new ArrayList<>();
        for (int l = 0; l < first.length; l++) {
            int section = l;
            List<Integer> members = IntStream.range(0, first.length).filter(i -> first[i] == section).boxed().toList();
            if (!code(layers.get(l)) && !members.isEmpty()) {
                sections.add(members);
            }
        }
        return sections;
    }
}

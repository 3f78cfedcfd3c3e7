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
 * these weights are shuffled within the row, and change signs where the symmetry of the layer before allows it; the same for all
 * taps and gates. Units that read one another are such a layer before itself.
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
            if (!code(layer) && IntStream.range(0, layer.incoming()).anyMatch(k -> fromCode(layer, k))) {
                readers.put(layer, new CodeReaders(layer, k -> fromCode(layer, k), pool));
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
            draw(s, members, l, set);
        }
        for (int l = 0; l < layers.size(); l++) {
            LayerEntries layer = layers.get(l);
            if (code(layer)) {
                RandomStream stream = RandomStream.of(seed, s, "surrogate " + layer.name());
                for (int r = 1; r < set.length; r++) {
                    shuffleColumns(l, section, pool[members[r]], set[r], stream);
                }
            }
        }
        return set;
    }

    private void draw(int s, int[] members, int l, double[][] set) {
        LayerEntries layer = layers.get(l);
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
                copy(l, pool[from[i]], unit[i], set[r], i, stream);
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

    private void copy(int l, double[] source, int from, double[] target, int to, RandomStream stream) {
        LayerEntries layer = layers.get(l);
        int[] order = new int[layer.incoming()];
        double[] sign = new double[layer.incoming()];
        shuffle(l, from, to, order, sign, stream);
        for (int k = 0; k < layer.width(); k++) {
            if (k < layer.incoming()) {
                target[layer.entry(to, k)] = sign[k] * source[layer.entry(from, order[k])];
            } else if (layer.across(k) < 0) {
                target[layer.entry(to, k)] = source[layer.entry(from, k)];
            }
        }
    }

    /** All units of a code read their inputs from a section in another order, and with other signs. */
    private void shuffleColumns(int l, List<Integer> section, double[] source, double[] target, RandomStream stream) {
        LayerEntries code = layers.get(l);
        int[] order = new int[code.incoming()];
        double[] sign = new double[code.incoming()];
        shuffle(l, -1, -1, order, sign, stream);
        for (int k = 0; k < code.incoming(); k++) {
            for (int i = 0; section.contains(code.across(k)) && i < code.units(); i++) {
                target[code.entry(i, k)] = sign[k] * source[code.entry(i, order[k])];
            }
        }
    }

    /**
     * A random order, and random signs, of the units of each layer that a layer's units read; all weights from one unit stay together,
     * as those of taps and gates do, and other entries stay where they are.
     *
     * @param from where the unit is drawn from, and to, where it is put: with units that read one another its weight to itself stays
     *             that, and the others are shuffled
     */
    private void shuffle(int l, int from, int to, int[] order, double[] sign, RandomStream stream) {
        LayerEntries layer = layers.get(l);
        Arrays.setAll(order, k -> k);
        Arrays.fill(sign, 1);
        for (int across : IntStream.range(0, order.length).map(layer::across).filter(a -> a >= 0).distinct().toArray()) {
            LayerEntries read = layers.get(across);
            int[] permuted = stream.permutation(read.units());
            double[] signs = new double[read.units()];
            boolean flips = read.symmetry() != Symmetry.PERMUTATION && read.symmetry() != Symmetry.SCALED_PERMUTATION;
            Arrays.setAll(signs, i -> flips && stream.bits() < 0 ? -1 : 1);
            if (across == l) {
                int holder = 0;
                while (permuted[holder] != from) {
                    holder++;
                }
                permuted[holder] = permuted[to];
                permuted[to] = from;
            }
            List<List<Integer>> entries = entries(layer, across);
            for (int u = 0; u < read.units(); u++) {
                for (int t = 0; t < entries.get(u).size(); t++) {
                    order[entries.get(u).get(t)] = entries.get(permuted[u]).get(t);
                    sign[entries.get(u).get(t)] = signs[u];
                }
            }
        }
    }

    /** By unit of the layer {@code across} the incoming entries that come from it. */
    private static List<List<Integer>> entries(LayerEntries layer, int across) {
        List<List<Integer>> entries = new ArrayList<>();
        for (int k = 0; k < layer.incoming(); k++) {
            if (layer.across(k) == across) {
                while (entries.size() <= layer.acrossUnit(k)) {
                    entries.add(new ArrayList<>());
                }
                entries.get(layer.acrossUnit(k)).add(k);
            }
        }
        return entries;
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

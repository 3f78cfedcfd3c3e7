package org.paramscope.geometry.alignment;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Aligns replicas to a reference by weight matching: coordinate descent over the layers, each step the optimal
 * assignment of its units (Ainsworth, Hayase, Srinivasa 2023), with signs where the activation is odd, or
 * the optimal rotation of a linear code (Schoenemann 1966); for units that read one another a good assignment, see {@link
 * RecurrentMatching}. No step lowers the inner product with the reference.
 */
final class WeightMatching {

    private static final int SWEEPS = 100;

    private final List<LayerEntries> layers;
    private final double[][] targets;
    private final boolean byIndex;
    private final int[][] own;
    private final double[][][] mutual;

    /**
     * Prepares a reference.
     *
     * @param byIndex units keep their numbers (a common start); only codes are rotated
     */
    WeightMatching(List<LayerEntries> layers, double[] reference, boolean byIndex) {
        this.layers = layers;
        this.byIndex = byIndex;
        targets = new double[layers.size()][];
        for (int l = 0; l < targets.length; l++) {
            LayerEntries layer = layers.get(l);
            targets[l] = new double[layer.units() * layer.width()];
            for (int i = 0; i < layer.units(); i++) {
                for (int k = 0; k < layer.width(); k++) {
                    targets[l][i * layer.width() + k] = reference[layer.entry(i, k)];
                }
            }
        }
        own = new int[layers.size()][];
        mutual = new double[layers.size()][][];
        for (int l = 0; l < own.length; l++) {
            own[l] = own(l);
            mutual[l] = mutual(l, reference);
        }
    }

    /** The incoming entries by which the units of a layer read one another: [slots x units], those of one slot in the units' order. */
    private int[] own(int l) {
        LayerEntries layer = layers.get(l);
        int[] entries = IntStream.range(0, layer.incoming()).filter(k -> layer.across(k) == l).toArray();
        int[] slots = new int[layer.units()];
        int[] ordered = new int[entries.length];
        for (int k : entries) {
            ordered[slots[layer.acrossUnit(k)]++ * layer.units() + layer.acrossUnit(k)] = k;
        }
        return ordered;
    }

    /** Mutual weights by slot: [slots][units, units], row i those that lead to unit i. */
    private double[][] mutual(int l, double[] w) {
        LayerEntries layer = layers.get(l);
        int n = layer.units();
        double[][] slots = new double[own[l].length / n][n * n];
        for (int slot = 0; slot < slots.length; slot++) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    slots[slot][i * n + j] = w[layer.entry(i, own[l][slot * n + j])];
                }
            }
        }
        return slots;
    }

    /**
     * Changes a replica in place, and its start (or null) by the same operations.
     *
     * @param fresh the units are in no order yet: a layer is first matched by those entries alone whose other
     *              end is an input, an output or a layer that is matched already
     */
    void align(double[] w, double[] start, boolean fresh) {
        if (fresh && !byIndex) {
            boolean[] matched = new boolean[layers.size()];
            for (int step = 0; step < matched.length; step++) {
                int next = mostResolved(matched);
                step(next, w, start, matched, false);
                matched[next] = true;
            }
            if (layers.size() == 1 && !mutual()) {
                return;
            }
        }
        boolean changed = true;
        boolean thorough = false;
        for (int sweep = 0; sweep < SWEEPS && (changed || !thorough && mutual()); sweep++) {
            // other starts and exchanges are dear: they come when nothing else helps any more
            thorough = !changed;
            changed = false;
            for (int l = 0; l < layers.size(); l++) {
                changed |= step(l, w, start, null, thorough);
            }
            changed &= layers.size() > 1;
        }
    }

    private boolean mutual() {
        return layers.stream().anyMatch(LayerEntries::recurrent);
    }

    /** The share of units that an assignment of each layer alone would pair otherwise than by index. */
    double moved(double[] w) {
        int moved = 0;
        int all = 0;
        for (int l = 0; l < layers.size(); l++) {
            LayerEntries layer = layers.get(l);
            if (!layer.continuous()) {
                int[] order = LinearAssignment.columns(costs(similarity(l, w, used(layer, null, false)), similarity(l, w,
                        used(layer, null, true)), layer.signed()), layer.units());
                for (int i = 0; i < order.length; i++) {
                    moved += order[i] != i ? 1 : 0;
                }
                all += order.length;
            }
        }
        return all == 0 ? 0 : (double) moved / all;
    }

    private int mostResolved(boolean[] matched) {
        int best = -1;
        double highest = -1;
        for (int l = 0; l < matched.length; l++) {
            LayerEntries layer = layers.get(l);
            int resolved = 0;
            for (int k = 0; k < layer.width(); k++) {
                resolved += layer.across(k) < 0 || matched[layer.across(k)] ? 1 : 0;
            }
            double share = (double) resolved / layer.width();
            if (!matched[l] && share > highest) {
                highest = share;
                best = l;
            }
        }
        return best;
    }

    /** One layer's step; whether it changed anything. */
    private boolean step(int l, double[] w, double[] start, boolean[] matched, boolean thorough) {
        LayerEntries layer = layers.get(l);
        if (layer.continuous()) {
            return rotate(layer, similarity(l, w, used(layer, matched, false)), w, start);
        }
        if (byIndex) {
            return false;
        }
        return layer.recurrent() ? mutualStep(l, w, start, matched, thorough) : singleStep(l, w, start, matched);
    }

    private boolean singleStep(int l, double[] w, double[] start, boolean[] matched) {
        LayerEntries layer = layers.get(l);
        int n = layer.units();
        double[] similarity = similarity(l, w, used(layer, matched, false));
        int[] order = LinearAssignment.columns(costs(similarity, new double[n * n], layer.signed()), n);
        double[] sign = new double[n];
        double gain = 0;
        double scale = 0;
        for (int i = 0; i < n; i++) {
            double reached = similarity[i * n + order[i]];
            sign[i] = layer.signed() && reached < 0 ? -1 : 1;
            gain += sign[i] * reached - similarity[i * n + i];
            scale += Math.abs(similarity[i * n + i]);
        }
        return reordered(layer, order, sign, gain, scale, w, start, matched);
    }

    private boolean mutualStep(int l, double[] w, double[] start, boolean[] matched, boolean thorough) {
        LayerEntries layer = layers.get(l);
        int n = layer.units();
        boolean[] odd = new boolean[mutual[l].length];
        for (int slot = 0; slot < odd.length; slot++) {
            odd[slot] = !layer.gate(own[l][slot * n]);
        }
        boolean[] apart = matched == null ? new boolean[layers.size()] : matched.clone();
        if (matched == null) {
            Arrays.fill(apart, true);
        }
        apart[l] = false;
        RecurrentMatching matching = new RecurrentMatching(new RecurrentMatching.Problem(n, similarity(l, w, used(layer, apart, false)),
                similarity(l, w, used(layer, apart, true)), mutual[l], mutual(l, w), odd, layer.signed()));
        RecurrentMatching.Assignment now = matching.identity();
        RecurrentMatching.Assignment best = thorough ? matching.exhaust() : matched != null ? matching.search() : matching.improve();
        return reordered(layer, best.order(), best.sign(), best.value() - now.value(), Math.abs(now.value()), w, start, matched);
    }

    private static boolean reordered(LayerEntries layer, int[] order, double[] sign, double gain, double scale, double[] w, double[] start,
            boolean[] matched) {
        boolean identity = IntStream.range(0, order.length).allMatch(i -> order[i] == i && sign[i] > 0);
        // equal optima must not be exchanged for ever
        if (identity || gain <= 1e-12 * scale && matched == null) {
            return false;
        }
        layer.reorder(w, order, sign);
        if (start != null) {
            layer.reorder(start, order, sign);
        }
        return true;
    }

    private static boolean rotate(LayerEntries layer, double[] similarity, double[] w, double[] start) {
        int n = layer.units();
        double[] rotation = JacobiSvd.of(similarity, n).orthogonal();
        double[] inverse = new double[n * n];
        double departure = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                inverse[j * n + i] = rotation[i * n + j];
                departure = Math.max(departure, Math.abs(rotation[i * n + j] - (i == j ? 1 : 0)));
            }
        }
        layer.multiply(w, rotation, inverse);
        if (start != null) {
            layer.multiply(start, rotation, inverse);
        }
        return departure > 1e-6;
    }

    /** Inner products of the reference's units (rows) with the replica's (columns), over some entries. */
    private double[] similarity(int l, double[] w, int[] used) {
        LayerEntries layer = layers.get(l);
        int n = layer.units();
        int width = layer.width();
        double[] mine = new double[used.length * n];
        for (int k = 0; k < used.length; k++) {
            for (int j = 0; j < n; j++) {
                mine[k * n + j] = w[layer.entry(j, used[k])];
            }
        }
        if (used.length == width) {
            return Products.of(targets[l], mine, n, width, n);
        }
        double[] target = new double[n * used.length];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < used.length; k++) {
                target[i * used.length + k] = targets[l][i * width + used[k]];
            }
        }
        return Products.of(target, mine, n, used.length, n);
    }

    /** The entries whose other end is no unit, or in a layer that is matched (null for all), of gates or not. */
    private static int[] used(LayerEntries layer, boolean[] matched, boolean gates) {
        int[] used = IntStream.range(0, layer.width()).filter(k -> layer.gate(k) == gates
                && (matched == null || layer.across(k) < 0 || matched[layer.across(k)])).toArray();
        return used.length == 0 && !gates && !layer.recurrent() ? used(layer, null, false) : used;
    }

    private static double[] costs(double[] flipping, double[] fixed, boolean signed) {
        double[] costs = new double[flipping.length];
        for (int i = 0; i < costs.length; i++) {
            costs[i] = -(signed ? Math.abs(flipping[i]) : flipping[i]) - fixed[i];
        }
        return costs;
    }
}

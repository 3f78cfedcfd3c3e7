package org.paramscope.geometry.alignment;

import java.util.List;

/**
 * Aligns replicas to a reference by weight matching: coordinate descent over the layers, each step the optimal
 * assignment of its units (Ainsworth, Hayase, Srinivasa 2023), with signs where the activation is odd, or
 * the optimal rotation of a linear code (Schoenemann 1966). No step lowers the inner product with the
 * reference.
 */
final class WeightMatching {

    private static final int SWEEPS = 100;

    private final List<LayerEntries> layers;
    private final double[][] targets;
    private final boolean byIndex;

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
                step(next, w, start, matched);
                matched[next] = true;
            }
            if (layers.size() == 1) {
                return;
            }
        }
        boolean changed = true;
        for (int sweep = 0; changed && sweep < SWEEPS; sweep++) {
            changed = false;
            for (int l = 0; l < layers.size(); l++) {
                changed |= step(l, w, start, null);
            }
            changed &= layers.size() > 1;
        }
    }

    /** The share of units that an assignment of each layer alone would pair otherwise than by index. */
    double moved(double[] w) {
        int moved = 0;
        int all = 0;
        for (int l = 0; l < layers.size(); l++) {
            LayerEntries layer = layers.get(l);
            if (!layer.continuous()) {
                double[] similarity = similarity(l, w, null);
                int[] order = LinearAssignment.columns(costs(similarity, layer.signed()), layer.units());
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

    /** One layer's optimal step; whether it changed anything. */
    private boolean step(int l, double[] w, double[] start, boolean[] matched) {
        LayerEntries layer = layers.get(l);
        if (layer.continuous()) {
            return rotate(layer, similarity(l, w, matched), w, start);
        }
        if (byIndex) {
            return false;
        }
        int n = layer.units();
        double[] similarity = similarity(l, w, matched);
        int[] order = LinearAssignment.columns(costs(similarity, layer.signed()), n);
        double[] sign = new double[n];
        boolean identity = true;
        double gain = 0;
        double scale = 0;
        for (int i = 0; i < n; i++) {
            double reached = similarity[i * n + order[i]];
            sign[i] = layer.signed() && reached < 0 ? -1 : 1;
            identity &= order[i] == i && sign[i] > 0;
            gain += sign[i] * reached - similarity[i * n + i];
            scale += Math.abs(similarity[i * n + i]);
        }
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

    /** Inner products of the reference's units (rows) with the replica's (columns), over the resolved entries. */
    private double[] similarity(int l, double[] w, boolean[] matched) {
        LayerEntries layer = layers.get(l);
        int n = layer.units();
        int width = layer.width();
        int[] used = used(layer, matched);
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

    private static int[] used(LayerEntries layer, boolean[] matched) {
        int[] used = new int[layer.width()];
        int count = 0;
        for (int k = 0; k < used.length; k++) {
            if (matched == null || layer.across(k) < 0 || matched[layer.across(k)]) {
                used[count++] = k;
            }
        }
        if (count == 0) {
            return used(layer, null);
        }
        return java.util.Arrays.copyOf(used, count);
    }

    private static double[] costs(double[] similarity, boolean signed) {
        double[] costs = new double[similarity.length];
        for (int i = 0; i < costs.length; i++) {
            costs[i] = signed ? -Math.abs(similarity[i]) : -similarity[i];
        }
        return costs;
    }
}

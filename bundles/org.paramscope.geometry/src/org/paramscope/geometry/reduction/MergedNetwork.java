package org.paramscope.geometry.reduction;

import java.util.Arrays;
import java.util.Map;

import org.paramscope.data.ShapeException;
import org.paramscope.engine.Model;
import org.paramscope.engine.Symmetry;
import org.paramscope.engine.UnitLayer;

/**
 * A network in which groups of units of a layer are one unit each: incoming weights and biases are averaged,
 * outgoing weights summed, so that units that agree are joined without a change of the function. Where the
 * activation is odd, units are first flipped (which changes nothing) to point the same way as the group.
 *
 * @param model      with fewer units and fewer parameters
 * @param parameters of the model
 */
public record MergedNetwork(Model model, double[] parameters) {

    private static final int FLIP_ROUNDS = 20;

    /**
     * Merges.
     *
     * @param parameters [p] of the model
     * @param layer      name of the layer
     * @param groups     [u] number of each unit's group; every number from 0 to the largest occurs
     */
    public static MergedNetwork of(Model model, double[] parameters, String layer, int[] groups) {
        UnitLayer old = layer(model, layer);
        int k = Arrays.stream(groups).max().orElse(-1) + 1;
        if (groups.length != old.count() || Arrays.stream(groups).distinct().count() != k) {
            throw new ShapeException("layer '" + layer + "' of " + old.count() + " units cannot be merged by the groups "
                    + Arrays.toString(groups));
        }
        Model smaller = model.withWidths(Map.of(layer, k));
        UnitLayer merged = layer(smaller, layer);
        double[] result = new double[smaller.parameters()];
        copyOthers(old, parameters, merged, result);
        int[][] incoming = old.incoming();
        int[][] outgoing = old.outgoing();
        double[] sign = signs(old, incoming, parameters, groups, k);
        int[] size = new int[k];
        for (int group : groups) {
            size[group]++;
        }
        int[][] mergedIncoming = merged.incoming();
        int[][] mergedOutgoing = merged.outgoing();
        for (int i = 0; i < groups.length; i++) {
            int g = groups[i];
            for (int j = 0; j < incoming[i].length; j++) {
                result[mergedIncoming[g][j]] += sign[i] * parameters[incoming[i][j]] / size[g];
            }
            for (int j = 0; j < outgoing[i].length; j++) {
                result[mergedOutgoing[g][j]] += sign[i] * parameters[outgoing[i][j]];
            }
        }
        return new MergedNetwork(smaller, result);
    }

    private static UnitLayer layer(Model model, String name) {
        return model.units().stream().filter(l -> l.name().equals(name)).findFirst().orElseThrow(() -> new ShapeException(
                "the model has no layer '" + name + "' among " + model.units().stream().map(UnitLayer::name).toList()));
    }

    /** Parameters that belong to no unit of the layer keep their order. */
    private static void copyOthers(UnitLayer old, double[] from, UnitLayer merged, double[] to) {
        boolean[] taken = mark(old, from.length);
        boolean[] free = mark(merged, to.length);
        int source = 0;
        for (int target = 0; target < to.length; target++) {
            if (!free[target]) {
                while (taken[source]) {
                    source++;
                }
                to[target] = from[source++];
            }
        }
    }

    private static boolean[] mark(UnitLayer layer, int p) {
        boolean[] marked = new boolean[p];
        for (int[][] side : new int[][][] {layer.incoming(), layer.outgoing()}) {
            for (int[] unit : side) {
                for (int index : unit) {
                    marked[index] = true;
                }
            }
        }
        return marked;
    }

    /** Each unit points the way of its group: signs and the group's sum are found in turn, from its longest row on. */
    private static double[] signs(UnitLayer layer, int[][] incoming, double[] w, int[] groups, int k) {
        double[] sign = new double[groups.length];
        Arrays.fill(sign, 1);
        if (layer.symmetry() != Symmetry.SIGNED_PERMUTATION) {
            return sign;
        }
        int width = incoming[0].length;
        double[][] direction = new double[k][width];
        double[] longest = new double[k];
        for (int i = 0; i < groups.length; i++) {
            double norm = 0;
            for (int index : incoming[i]) {
                norm += w[index] * w[index];
            }
            if (norm > longest[groups[i]]) {
                longest[groups[i]] = norm;
                for (int j = 0; j < width; j++) {
                    direction[groups[i]][j] = w[incoming[i][j]];
                }
            }
        }
        boolean changed = true;
        for (int round = 0; changed && round < FLIP_ROUNDS; round++) {
            changed = round == 0;
            double[][] sum = new double[k][width];
            for (int i = 0; i < groups.length; i++) {
                double inner = 0;
                for (int j = 0; j < width; j++) {
                    inner += w[incoming[i][j]] * direction[groups[i]][j];
                }
                double turned = inner < 0 ? -1 : 1;
                changed |= turned != sign[i];
                sign[i] = turned;
                for (int j = 0; j < width; j++) {
                    sum[groups[i]][j] += turned * w[incoming[i][j]];
                }
            }
            direction = sum;
        }
        return sign;
    }
}

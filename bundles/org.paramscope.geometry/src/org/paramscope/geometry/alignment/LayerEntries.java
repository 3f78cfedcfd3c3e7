package org.paramscope.geometry.alignment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.paramscope.engine.Symmetry;
import org.paramscope.engine.UnitLayer;

/**
 * A layer of units with its entries in the parameter vector as one table, and the operations of its symmetry on
 * that vector. Each leaves the network's function as it is when the layer's {@link Symmetry} allows it.
 */
final class LayerEntries {

    private final UnitLayer layer;
    private final int units;
    private final int incoming;
    private final int width;
    private final int[] entries;
    private final int[] across;
    private final int[] acrossUnit;
    private final boolean[] gate;
    private final boolean recurrent;

    /** Which layer, and which of its units, an index of the parameter vector belongs to, by side. */
    private record Owners(int[] layer, int[] unit) {

        static Owners none(int p) {
            int[] nobody = new int[p];
            Arrays.fill(nobody, -1);
            return new Owners(nobody, nobody.clone());
        }

        void mark(int[][] indices, int l) {
            for (int i = 0; i < indices.length; i++) {
                for (int index : indices[i]) {
                    layer[index] = l;
                    unit[index] = i;
                }
            }
        }
    }

    private LayerEntries(UnitLayer layer, Owners incomingOwner, Owners outgoingOwner) {
        this.layer = layer;
        recurrent = layer.recurrent();
        int[][] in = layer.incoming();
        int[][] out = layer.outgoing();
        units = layer.count();
        incoming = in[0].length;
        width = incoming + out[0].length;
        entries = new int[units * width];
        for (int i = 0; i < units; i++) {
            System.arraycopy(in[i], 0, entries, i * width, incoming);
            System.arraycopy(out[i], 0, entries, i * width + incoming, width - incoming);
        }
        across = new int[width];
        acrossUnit = new int[width];
        gate = new boolean[width];
        for (int k = 0; k < width; k++) {
            Owners owner = k < incoming ? outgoingOwner : incomingOwner;
            across[k] = owner.layer()[entries[k]];
            acrossUnit[k] = owner.unit()[entries[k]];
        }
        layer.gates().forEach(k -> gate[k] = true);
    }

    /** The layers of a parameter vector of length p, in their order. */
    static List<LayerEntries> of(List<UnitLayer> layers, int p) {
        Owners incomingOwner = Owners.none(p);
        Owners outgoingOwner = Owners.none(p);
        for (int l = 0; l < layers.size(); l++) {
            incomingOwner.mark(layers.get(l).incoming(), l);
            outgoingOwner.mark(layers.get(l).outgoing(), l);
        }
        List<LayerEntries> all = new ArrayList<>();
        for (UnitLayer layer : layers) {
            all.add(new LayerEntries(layer, incomingOwner, outgoingOwner));
        }
        return all;
    }

    String name() {
        return layer.name();
    }

    Symmetry symmetry() {
        return layer.symmetry();
    }

    /** Whether the units form a code that may be multiplied by a matrix. */
    boolean continuous() {
        return symmetry() == Symmetry.GENERAL_LINEAR || symmetry() == Symmetry.ORTHOGONAL;
    }

    boolean signed() {
        return symmetry() == Symmetry.SIGNED_PERMUTATION || continuous();
    }

    int units() {
        return units;
    }

    /** Number of incoming entries of a unit, which come first. */
    int incoming() {
        return incoming;
    }

    /** Number of entries of a unit. */
    int width() {
        return width;
    }

    /** Position in the parameter vector of entry k of unit i. */
    int entry(int i, int k) {
        return entries[i * width + k];
    }

    /** The layer at the other end of entry k, or -1 when inputs, outputs or nothing (a bias) are there. */
    int across(int k) {
        return across[k];
    }

    /** The unit of the layer at the other end of entry k, the same for all units of this layer; -1 where there is none. */
    int acrossUnit(int k) {
        return acrossUnit[k];
    }

    /** Whether the units read one another. */
    boolean recurrent() {
        return recurrent;
    }

    /** Whether entry k stays as it is when the unit changes its sign. */
    boolean gate(int k) {
        return gate[k];
    }

    /** The incoming entries of all units, [units x incoming], written into {@code to} from {@code offset} on. */
    void gatherIncoming(double[] w, double[] to, int offset) {
        for (int i = 0; i < units; i++) {
            for (int k = 0; k < incoming; k++) {
                to[offset + i * incoming + k] = w[entries[i * width + k]];
            }
        }
    }

    /** Unit i becomes sign[i] times what unit order[i] was. */
    void reorder(double[] w, int[] order, double[] sign) {
        // incoming and outgoing one after the other: a recurrent weight is both
        move(w, order, sign, 0, incoming);
        move(w, order, sign, incoming, width);
    }

    private void move(double[] w, int[] order, double[] sign, int from, int to) {
        int count = to - from;
        double[] old = new double[units * count];
        for (int i = 0; i < units; i++) {
            for (int k = 0; k < count; k++) {
                old[i * count + k] = w[entries[i * width + from + k]];
            }
        }
        for (int i = 0; i < units; i++) {
            for (int k = 0; k < count; k++) {
                w[entries[i * width + from + k]] = (gate[from + k] ? 1 : sign[i]) * old[order[i] * count + k];
            }
        }
    }

    /** Incoming entries of unit i times factor[i], outgoing divided by it. */
    void scale(double[] w, double[] factor) {
        for (int i = 0; i < units; i++) {
            for (int k = 0; k < width; k++) {
                w[entries[i * width + k]] *= k < incoming ? factor[i] : 1 / factor[i];
            }
        }
    }

    /** The code z becomes T z: incoming rows are multiplied by T, outgoing columns by its inverse. Matrices [units, units] row by row. */
    void multiply(double[] w, double[] matrix, double[] inverse) {
        double[] old = new double[units];
        for (int k = 0; k < width; k++) {
            for (int i = 0; i < units; i++) {
                old[i] = w[entries[i * width + k]];
            }
            for (int i = 0; i < units; i++) {
                double sum = 0;
                for (int j = 0; j < units; j++) {
                    sum += (k < incoming ? matrix[i * units + j] : inverse[j * units + i]) * old[j];
                }
                w[entries[i * width + k]] = sum;
            }
        }
    }
}

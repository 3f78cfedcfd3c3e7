package org.paramscope.engine.internal.kernel;

import java.util.Arrays;

/**
 * Which parameter goes where in the form that {@link Lanes#affine} reads: tiles of 4, then 2, then 1 outputs; in each
 * the biases, then the weights input by input. Entries without a parameter, the biases of a matrix without any, stay
 * zero. Written down once a plan, because every step of every replica packs anew.
 */
public final class Packing {

    private int[] from = new int[64];
    private int[] to = new int[64];
    private int count;
    private int size;

    /**
     * Adds a matrix.
     *
     * @param at entry (o, i) lies at {@code at + o * rowStep + i * columnStep} of the parameters
     * @param biasAt bias o lies at {@code biasAt + o}; -1 without biases
     * @return where the packed matrix begins
     */
    public int add(int at, int rowStep, int columnStep, int biasAt, int outputs, int inputs) {
        int begin = size;
        for (int first = 0; first < outputs; ) {
            int tile = Tiles.size(outputs - first);
            for (int o = first; o < first + tile; o++) {
                entry(biasAt < 0 ? -1 : biasAt + o);
            }
            for (int i = 0; i < inputs; i++) {
                for (int o = first; o < first + tile; o++) {
                    entry(at + o * rowStep + i * columnStep);
                }
            }
            first += tile;
        }
        return begin;
    }

    private void entry(int source) {
        if (source >= 0) {
            if (count == from.length) {
                from = Arrays.copyOf(from, 2 * count);
                to = Arrays.copyOf(to, 2 * count);
            }
            from[count] = source;
            to[count] = size;
            count++;
        }
        size = Math.incrementExact(size);
    }

    /** Entries of the packed form. */
    public int size() {
        return size;
    }

    /** How many of them have a parameter. */
    int count() {
        return count;
    }

    int[] from() {
        return from;
    }

    int[] to() {
        return to;
    }
}

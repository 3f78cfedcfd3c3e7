package org.paramscope.engine;

import java.util.Arrays;
import org.paramscope.data.ShapeException;

/**
 * A layer of interchangeable units (neurons) of a model: which entries of the parameter vector belong
 * to each. With tied weights an entry may serve both sides; it is listed once, as incoming.
 *
 * @param name of the block whose outputs the units are
 * @param count number of units u
 * @param incoming [u][m] indices into the parameter vector: the unit's row of weights (of a transposed convolution its columns,
 *     tap by tap), then its bias if any
 * @param outgoing [u][k] indices of the weights by which other blocks read the unit; those with the same k correspond
 */
public record UnitLayer(String name, int count, int[][] incoming, int[][] outgoing, Symmetry symmetry) {

    public UnitLayer {
        if (incoming.length != count || outgoing.length != count) {
            throw new ShapeException("layer '" + name + "' of " + count + " units with " + incoming.length
                    + " incoming and " + outgoing.length + " outgoing rows");
        }
        incoming = copy(incoming);
        outgoing = copy(outgoing);
    }

    @Override
    public int[][] incoming() {
        return copy(incoming);
    }

    @Override
    public int[][] outgoing() {
        return copy(outgoing);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UnitLayer that && name.equals(that.name) && symmetry == that.symmetry
                && Arrays.deepEquals(incoming, that.incoming) && Arrays.deepEquals(outgoing, that.outgoing);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.deepHashCode(incoming);
    }

    @Override
    public String toString() {
        return name + ": " + count + " units, " + symmetry;
    }

    private static int[][] copy(int[][] rows) {
        int[][] copy = new int[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            copy[i] = rows[i].clone();
        }
        return copy;
    }
}

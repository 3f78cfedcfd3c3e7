package org.paramscope.engine;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.paramscope.data.ShapeException;

/**
 * A layer of interchangeable units (neurons) of a model: which entries of the parameter vector belong
 * to each. With tied weights an entry may serve both sides; it is listed once, as incoming. A recurrent weight from one unit to
 * another is listed twice, as incoming of the unit that it leads to and as outgoing of the one that it comes from: what is done
 * to the layer is done to the incoming entries first and then to the outgoing ones.
 *
 * @param name of the block whose outputs the units are
 * @param count number of units u
 * @param incoming [u][m] indices into the parameter vector: the unit's row of weights (of a transposed convolution its columns,
 *     tap by tap), then its bias if any
 * @param outgoing [u][k] indices of the weights by which other blocks read the unit; those with the same k correspond
 * @param gates ascending positions within a row of {@code incoming}: weights and biases of a unit's gates, which are sigmoid and keep their
 *     sign when the unit changes its own; all others change with it
 */
public record UnitLayer(String name, int count, int[][] incoming, int[][] outgoing, Symmetry symmetry, List<Integer> gates) {

    public UnitLayer {
        if (incoming.length != count || outgoing.length != count) {
            throw new ShapeException("layer '" + name + "' of " + count + " units with " + incoming.length
                    + " incoming and " + outgoing.length + " outgoing rows");
        }
        int width = count == 0 ? 0 : incoming[0].length;
        if (gates.stream().anyMatch(k -> k < 0 || k >= width)) {
            throw new ShapeException("layer '" + name + "' of " + width + " incoming entries a unit with gates at " + gates);
        }
        incoming = copy(incoming);
        outgoing = copy(outgoing);
        gates = List.copyOf(gates);
    }

    /** A layer of units without gates. */
    public UnitLayer(String name, int count, int[][] incoming, int[][] outgoing, Symmetry symmetry) {
        this(name, count, incoming, outgoing, symmetry, List.of());
    }

    /** Whether the units read one another, so that an entry is incoming of one and outgoing of another. */
    public boolean recurrent() {
        Set<Integer> entries = new HashSet<>();
        Arrays.stream(incoming).flatMapToInt(Arrays::stream).forEach(entries::add);
        return Arrays.stream(outgoing).flatMapToInt(Arrays::stream).anyMatch(entries::contains);
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
                && Arrays.deepEquals(incoming, that.incoming) && Arrays.deepEquals(outgoing, that.outgoing)
                && gates.equals(that.gates);
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

package org.paramscope.geometry.alignment;

import java.util.Arrays;
import java.util.List;

import org.paramscope.engine.UnitLayer;
import org.paramscope.engine.random.RandomStream;

/**
 * Undoes an alignment at random: the units of every layer in another order, with other signs where the symmetry of the layer
 * allows it. The network's function stays as it is. A control for what an alignment brings; linear codes, whose symmetry is
 * continuous, keep their axes.
 */
public final class UnitShuffle {

    private final List<LayerEntries> layers;

    private UnitShuffle(List<LayerEntries> layers) {
        this.layers = layers;
    }

    /**
     * Shuffles of a parameter vector.
     *
     * @param units the layers of interchangeable units
     * @param p     length of the parameter vector
     */
    public static UnitShuffle of(List<UnitLayer> units, int p) {
        return new UnitShuffle(LayerEntries.of(units, p).stream().filter(layer -> !layer.continuous()).toList());
    }

    /** Whether there is any unit to shuffle. */
    public boolean possible() {
        return layers.stream().anyMatch(layer -> layer.units() > 1 || layer.signed());
    }

    /** The same network with its units in random order and with random signs, [p]; the argument stays as it is. */
    public double[] shuffled(double[] network, RandomStream random) {
        double[] w = network.clone();
        for (LayerEntries layer : layers) {
            double[] signs = new double[layer.units()];
            Arrays.setAll(signs, i -> layer.signed() && random.bits() < 0 ? -1 : 1);
            layer.reorder(w, random.permutation(layer.units()), signs);
        }
        return w;
    }
}

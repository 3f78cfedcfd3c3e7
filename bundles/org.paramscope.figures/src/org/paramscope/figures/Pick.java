package org.paramscope.figures;

/** What a mark stands for, so that a host can select it by a click. */
public sealed interface Pick {

    /**
     * A neuron.
     *
     * @param layer name of the unit layer
     * @param unit  its index in the layer, from 0
     */
    record Unit(String layer, int unit) implements Pick {
    }

    /**
     * A model of the comparison.
     *
     * @param name its name, unique in the front
     */
    record Model(String name) implements Pick {
    }
}

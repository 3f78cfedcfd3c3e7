package org.paramscope.estimators.archive;

import java.util.List;

/**
 * A layer of units as a units file states it, or as it follows from a plain chain.
 *
 * @param name         of the layer
 * @param rows         tensors whose first axis counts the units: a weight, a bias; of a recurrent layer none
 * @param recurrent    name of the weights from state to state, as in {@code lstm.weight_hh_l0}; empty for other layers
 * @param nonlinearity what follows on the units
 * @param readers      how other tensors read the units
 */
record LayerDescription(String name, List<String> rows, String recurrent, Nonlinearity nonlinearity, List<Reader> readers) {

    /**
     * A tensor that reads units along its second axis.
     *
     * @param tensor    [outputs, inputs, ...]
     * @param from      the first input that comes from unit 0
     * @param positions inputs that come from each unit, one after the other, as of a flattened convolution; 0: all inputs
     *                  from {@code from} on, shared out equally
     */
    record Reader(String tensor, int from, int positions) {
    }

    LayerDescription {
        rows = List.copyOf(rows);
        readers = List.copyOf(readers);
    }
}

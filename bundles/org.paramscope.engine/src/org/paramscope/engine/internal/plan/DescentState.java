package org.paramscope.engine.internal.plan;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.paramscope.data.NumericArray;
import org.paramscope.data.ShapeException;

/**
 * How far the training of one replica has come: all that its continuation depends on, so that training in two halves
 * gives the bits of training at once. Arrays are named and can be stored as they are.
 *
 * @param step the number of steps taken
 * @param arrays {@value #PARAMETERS} [p], what the optimiser remembers, and the best parameters so far
 */
public record DescentState(int step, Map<String, NumericArray> arrays) {

    /** Name of the parameters [p]. */
    public static final String PARAMETERS = "parameters";
    /** Name of the parameters of the lowest validation loss [p], present with early stopping. */
    public static final String BEST = "best";

    public DescentState {
        arrays = Map.copyOf(arrays);
        if (step < 0 || !arrays.containsKey(PARAMETERS)) {
            throw new ShapeException("a state at step " + step + " of " + arrays.keySet() + " has no '" + PARAMETERS + "'");
        }
    }

    /** Before the first step. */
    public static DescentState start(double[] parameters) {
        return new DescentState(0, Map.of(PARAMETERS, NumericArray.of(parameters)));
    }

    /** The parameters that a training which ends here gives: the best of the validation, or the last. */
    public double[] result() {
        return arrays.getOrDefault(BEST, arrays.get(PARAMETERS)).toArray();
    }

    /** An array of a given length. */
    double[] array(String name, int length) {
        NumericArray array = arrays.get(name);
        if (array == null || array.length() != length) {
            throw new ShapeException("the state's '" + name + "' needs " + length + " values, not "
                    + (array == null ? "none" : Integer.toString(array.length())));
        }
        return array.toArray();
    }

    /** The rows of an array of a given width; any number of them. */
    double[][] rows(String name, int width) {
        NumericArray array = arrays.get(name);
        if (array == null || array.rank() != 2 || array.size(0) > 0 && array.size(1) != width) {
            throw new ShapeException("the state's '" + name + "' needs rows of " + width + " values, not "
                    + (array == null ? "none" : Arrays.toString(array.shape())));
        }
        double[][] rows = new double[array.size(0)][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = array.slice(i).toArray();
        }
        return rows;
    }

    /** Collects the arrays of a state. */
    static Map<String, NumericArray> collect(double[] parameters) {
        Map<String, NumericArray> arrays = new LinkedHashMap<>();
        arrays.put(PARAMETERS, NumericArray.of(parameters));
        return arrays;
    }
}

package org.paramscope.engine;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Samples;

/** The log-density, or a lower bound of it, that a model gives the windows of samples in their own, transformed units. */
@FunctionalInterface
public interface Density {

    /**
     * @param model with the graph that it has now
     * @param parameters [p]
     * @param seed of draws, if there are any
     * @return natural logarithm of the density of each whole window, [n]
     */
    NumericArray logDensity(Model model, double[] parameters, Samples samples, long seed);
}

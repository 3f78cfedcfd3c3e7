package org.paramscope.engine;

import org.paramscope.data.Samples;

/** How the parameters of a model are found. A closed form is a function of the weighted samples. */
@FunctionalInterface
public interface Fitter {

    /** Descends the gradient of the loss as the budget says; the engine does it itself, and faster than by this method. */
    Fitter GRADIENT = (model, samples, weights, start, budget) ->
            Training.single(model, samples, weights, start, budget);

    /**
     * Fits one replica. Called from several threads at once.
     *
     * @param weights of each row [n], likelihood times resampling weight, not negative, of any scale
     * @param start parameters to start from, [p]; not to be written to
     * @return the parameters, [p]
     * @throws org.paramscope.data.NumericalException when this replica cannot be fitted; the others go on
     */
    double[] fit(Model model, Samples samples, double[] weights, double[] start, Budget budget);
}

package org.paramscope.engine;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Samples;

/** How a model continues a series from what is known of it. */
@FunctionalInterface
public interface Forecaster {

    /**
     * Forecasts the values that follow on the past of each sample. Called from several threads at once.
     *
     * @param model with the graph that it has now, which may be a reduced one
     * @param parameters [p]
     * @param origins samples whose past is known and whose windows are hidden, see {@link Samples#withHiddenWindows()}
     * @param steps to forecast, at least 1; the first is the first step of the window
     * @return [n, steps x channels], time step by time step
     */
    NumericArray forecast(Model model, double[] parameters, Samples origins, int steps);
}

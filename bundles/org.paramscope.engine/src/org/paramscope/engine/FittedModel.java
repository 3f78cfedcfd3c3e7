package org.paramscope.engine;

import org.paramscope.data.Samples;

/**
 * A model with the parameters of one fit, and the samples that it was fitted to and tried on.
 *
 * @param parameters [p]; not to be written to
 * @param training the samples of the fit
 * @param heldOut samples that took no part in it; may have no rows
 * @param seed of whatever is drawn
 */
public record FittedModel(Model model, double[] parameters, Samples training, Samples heldOut, long seed) {

    public FittedModel {
        model.requireParameters(parameters);
        model.requireShape(training);
        model.requireShape(heldOut);
    }

    /** The held-out samples, or those of the fit where there are none. */
    public Samples shown() {
        return heldOut.count() > 0 ? heldOut : training;
    }
}

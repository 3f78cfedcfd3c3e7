package org.paramscope.engine;

import org.paramscope.data.Samples;

/** A model's loss as a function of its parameters, in float64. Safe to call from any thread. */
public interface Objective {

    /** The loss at parameters [p], weighted by the samples' likelihood weights scaled to the sum 1. */
    double loss(double[] parameters, Samples samples);

    /** The gradient [p] of {@link #loss}. */
    double[] gradient(double[] parameters, Samples samples);
}

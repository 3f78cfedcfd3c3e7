package org.paramscope.estimators.variational;

import org.paramscope.data.ShapeException;
import org.paramscope.engine.ParameterDensity;
import org.paramscope.engine.random.RandomStream;

/** The approximation as a density of the model's free parameters; those that a mask fixes stay at 0. */
record FamilyDensity(GaussianFamily family, Coordinates coordinates, double[] theta) implements ParameterDensity {

    @Override
    public double logDensity(double[] parameters) {
        if (parameters.length != coordinates.size()) {
            throw new ShapeException("the density is of " + coordinates.size() + " parameters, not of " + parameters.length);
        }
        return family.logDensity(theta, coordinates.of(parameters)) - coordinates.logScale();
    }

    @Override
    public double[] draw(RandomStream random) {
        return coordinates.parameters(family.draw(theta, StochasticAscent.noise(random, family.noises())));
    }
}

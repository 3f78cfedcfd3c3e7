package org.paramscope.estimators.archive;

import org.paramscope.engine.Symmetry;

/** What follows on a layer of units, as far as it decides about their symmetry. State dicts do not say it. */
public enum Nonlinearity {
    /** Not known, or any other: units may be reordered, whatever it is. */
    OTHER(Symmetry.PERMUTATION),
    /** Odd: units may change their sign as well. */
    TANH(Symmetry.SIGNED_PERMUTATION),
    /** Positively homogeneous: units may be scaled as well. */
    RELU(Symmetry.SCALED_PERMUTATION),
    /** Positively homogeneous, as ReLU. */
    LEAKY_RELU(Symmetry.SCALED_PERMUTATION),
    /** Neither odd nor homogeneous. */
    SIGMOID(Symmetry.PERMUTATION),
    /** Neither odd nor homogeneous. */
    GELU(Symmetry.PERMUTATION),
    /** None: the units are the axes of a linear code, which may be multiplied by any invertible matrix. */
    IDENTITY(Symmetry.GENERAL_LINEAR);

    private final Symmetry symmetry;

    Nonlinearity(Symmetry symmetry) {
        this.symmetry = symmetry;
    }

    /** What may be done to units with one row of weights and a bias. */
    Symmetry symmetry() {
        return symmetry;
    }
}

package org.paramscope.engine;

import org.paramscope.data.SettingException;

/** What is done to gradients that are too large, before the optimiser sees them. */
public sealed interface Clipping {

    /** Gradients are used as they are. */
    record None() implements Clipping { }

    /**
     * The whole gradient is multiplied by min(1, limit / (norm + 1e-6)), where the norm is Euclidean over all parameters
     * (Pascanu, Mikolov, Bengio 2013; the summand is PyTorch's).
     *
     * @param limit above 0
     */
    record Norm(double limit) implements Clipping {

        public Norm {
            requireLimit(limit);
        }
    }

    /**
     * Each entry is moved into [-limit, limit].
     *
     * @param limit above 0
     */
    record Value(double limit) implements Clipping {

        public Value {
            requireLimit(limit);
        }
    }

    private static void requireLimit(double limit) {
        if (!(limit > 0) || Double.isInfinite(limit)) {
            throw new SettingException("limit", Double.toString(limit), "a number above 0 is needed");
        }
    }
}

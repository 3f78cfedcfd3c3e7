package org.paramscope.engine.internal.plan;

import org.paramscope.engine.Optimiser;

/** Which random numbers the steps of a training use. */
@FunctionalInterface
interface NoiseSource {

    /** The key of a replica's step. */
    NoiseKey key(int replica, int step);

    /**
     * New numbers at each step for methods that average over steps; one draw for all steps of a quasi-Newton method, whose
     * line search and curvature compare losses of different steps.
     */
    static NoiseSource of(long seed, Optimiser optimiser) {
        return switch (optimiser) {
            case Optimiser.FirstOrder firstOrder -> (replica, step) -> new NoiseKey(seed, replica, step, false);
            case Optimiser.LimitedMemoryBfgs bfgs -> (replica, step) -> new NoiseKey(seed, replica, 0, false);
        };
    }
}

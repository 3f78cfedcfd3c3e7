package org.paramscope.engine;

import org.paramscope.data.NumericArray;

/** Where the training of replicas starts. */
public sealed interface Start {

    /** One random start for all replicas. */
    record Common() implements Start { }

    /** A random start for each replica. */
    record Independent() implements Start { }

    /**
     * Given parameters.
     *
     * @param parameters [p] for all replicas or [B, p]
     */
    record At(NumericArray parameters) implements Start { }

    /** One random start for all replicas, drawn from the problem's seed: the bootstrap's choice. */
    static Start common() {
        return new Common();
    }

    /** A random start for each replica: the deep ensemble's choice. */
    static Start independent() {
        return new Independent();
    }

    /** Given parameters, [p] for all replicas or [B, p]. */
    static Start at(NumericArray parameters) {
        return new At(parameters);
    }
}

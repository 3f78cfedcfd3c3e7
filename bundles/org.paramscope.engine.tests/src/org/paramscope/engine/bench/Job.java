package org.paramscope.engine.bench;

import org.paramscope.engine.Budget;

/** What is measured: replicas of one model, from the inputs and first parameters of {@code releng/peers/inputs.py}. */
interface Job {

    /** The name by which the peers know it. */
    String name();

    /** Floating-point operations of one step of one replica: 2mnk per matrix product forward, twice that backward. */
    long operations();

    /**
     * Trains the first replicas. What runs here is timed: from arrays in memory to trained replicas, layout of the data
     * included.
     *
     * @param replicas at most 100
     * @param budget at most 200 steps
     * @return loss of each replica before each step, [replicas][steps]
     */
    double[][] run(int replicas, Budget budget);
}

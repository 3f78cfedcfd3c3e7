package org.paramscope.engine.internal.plan;

/**
 * What standard normal numbers depend on beside block, occasion, row and sample.
 *
 * @param seed any number
 * @param replica from 0
 * @param step of the training, from 0
 * @param absent whether all numbers are 0 instead: every distribution is replaced by its mean
 */
record NoiseKey(long seed, int replica, int step, boolean absent) {

    /** Of evaluations: the loss is a function of the parameters alone, with common random numbers wherever it is asked for. */
    static final NoiseKey COMMON = new NoiseKey(0, 0, 0, false);
    /** Of predictions. */
    static final NoiseKey ABSENT = new NoiseKey(0, 0, 0, true);

    /** Of the samples that a seed stands for. */
    static NoiseKey of(long seed) {
        return new NoiseKey(seed, 0, 0, false);
    }
}

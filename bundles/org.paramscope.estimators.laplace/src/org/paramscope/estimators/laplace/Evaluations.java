package org.paramscope.estimators.laplace;

import java.util.concurrent.atomic.AtomicLong;

/** Counts how many gradients of the whole loss an estimate has cost. */
final class Evaluations {

    /** Forward mode through the forward and the reverse pass costs about three gradients. */
    static final int PRODUCT = 3;

    private final AtomicLong count = new AtomicLong();

    void add(long gradients) {
        count.addAndGet(gradients);
    }

    long count() {
        return count.get();
    }
}

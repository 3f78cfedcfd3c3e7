package org.paramscope.engine.internal.plan;

import java.util.concurrent.ConcurrentLinkedDeque;
import org.paramscope.data.Progress;
import org.paramscope.engine.internal.kernel.Lanes;

/**
 * Passes that one replica after another uses: as many as threads ever needed at once, so that memory does not depend on the
 * number of replicas. Safe to call from any thread.
 *
 * @param <A> {@code double[]} or {@code float[]}
 */
final class PassPool<A> {

    private final Lanes<A> lanes;
    private final Plan plan;
    private final ConcurrentLinkedDeque<Pass<A>> free = new ConcurrentLinkedDeque<>();

    PassPool(Lanes<A> lanes, Plan plan) {
        this.lanes = lanes;
        this.plan = plan;
    }

    /** A pass for the caller alone. */
    Pass<A> take(Progress progress) {
        Pass<A> known = free.pollFirst();
        Pass<A> pass = known == null ? new Pass<>(lanes, plan) : known;
        pass.progress(progress);
        return pass;
    }

    /** Gives a pass back; one that failed is better left to the collector. */
    void give(Pass<A> pass) {
        pass.progress(Progress.none());
        pass.noise(NoiseKey.COMMON);
        free.addFirst(pass);
    }
}

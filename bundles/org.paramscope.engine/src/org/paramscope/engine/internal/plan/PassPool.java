package org.paramscope.engine.internal.plan;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.paramscope.data.Progress;
import org.paramscope.engine.internal.kernel.Lanes;

/**
 * Passes that one replica after another uses, so that memory does not depend on the number of replicas: as many as threads
 * ever needed at once, or as many as are allowed. Safe to call from any thread.
 *
 * @param <A> {@code double[]} or {@code float[]}
 */
final class PassPool<A> {

    private final Lanes<A> lanes;
    private final Plan plan;
    private final ConcurrentLinkedDeque<Pass<A>> free = new ConcurrentLinkedDeque<>();
    private final Semaphore allowed;

    /** At most so many passes at once; who wants one more waits. */
    PassPool(Lanes<A> lanes, Plan plan, int most) {
        this.lanes = lanes;
        this.plan = plan;
        this.allowed = new Semaphore(most);
    }

    /** A pass for the caller alone, who {@link #give gives} or {@link #drop drops} it. */
    Pass<A> take(Progress progress) {
        allowed.acquireUninterruptibly();
        Pass<A> known = free.pollFirst();
        Pass<A> pass = known == null ? new Pass<>(lanes, plan) : known;
        pass.progress(progress);
        return pass;
    }

    /** Gives a pass back. */
    void give(Pass<A> pass) {
        pass.progress(Progress.none());
        pass.noise(NoiseKey.COMMON);
        free.addFirst(pass);
        allowed.release();
    }

    /** Leaves a pass that failed to the collector. */
    void drop() {
        allowed.release();
    }
}

package org.paramscope.engine.internal.plan;

import org.paramscope.data.Progress;
import org.paramscope.engine.internal.kernel.Lanes;

/**
 * What the steps of one replica share while they run: kernels, packed weights, sums of the gradient, workspace,
 * random numbers. For one thread.
 *
 * @param <A> {@code double[]} or {@code float[]}
 */
final class Run<A> {

    private static final int CALLS = 4;

    final Lanes<A> lanes;
    final A workspace;
    final A packed;
    final Noise<A> noise;
    /** {@link Lanes#virtualLanes} partial sums for each parameter. */
    final A sums;
    /** Lanes in use. */
    int used;
    /** Samples among them; what lies behind is computed, but no sample. */
    int samples;
    /** The first solver that gave up since this was set to null. */
    Failure failure;
    /** Whether the reverse pass adds to {@link #sums}; otherwise it finds derivatives of values only. */
    boolean summing = true;
    private final Frame<A>[] frames;
    private final A[] rows;

    /** What a user may cancel; asked between steps, for a chunk takes seconds until its kernels are compiled. */
    private Progress progress = Progress.none();
    private int asked;

    /** A block that could not compute its value or its derivative, and why. */
    record Failure(String block, String what) { }

    Run(Lanes<A> lanes, Plan plan) {
        this(lanes, plan, lanes.allocate(Math.multiplyExact(plan.rows(), lanes.row())), lanes.allocate(plan.packing.size()));
    }

    /** A run in the workspace, and with the packed weights, of another one. */
    @SuppressWarnings("unchecked")
    Run(Lanes<A> lanes, Plan plan, A workspace, A packed) {
        this.lanes = lanes;
        this.workspace = workspace;
        this.noise = new Noise<>(lanes);
        this.packed = packed;
        this.sums = lanes.allocate(Math.multiplyExact(plan.parameters, lanes.virtualLanes()));
        this.frames = (Frame<A>[]) new Frame<?>[plan.programs.size()];
        for (Program program : plan.programs) {
            frames[program.number] = new Frame<>(program.slots, lanes.row());
        }
        this.rows = (A[]) new Object[] {lanes.allocate(lanes.row()), lanes.allocate(lanes.row())};
        Frame<A> main = frames[plan.main.number];
        main.bind(Place.VALUES, workspace, 0);
        main.bind(Place.DERIVATIVES, workspace, plan.main.valueRows * lanes.row());
    }

    /** Asks this from now on whether the user has cancelled. */
    void progress(Progress next) {
        progress = next;
    }

    /** Ends the work if the user has cancelled; to be called often, it asks every few times. */
    void check() {
        if (++asked % CALLS == 0) {
            progress.check();
        }
    }

    /** Remembers the first failure, for the message; values or derivatives that are not numbers stop the replica. */
    void fail(String block, String what) {
        if (failure == null) {
            failure = new Failure(block, what);
        }
    }

    /** A row for what a step needs within one call: number 0 or 1. */
    A row(int i) {
        return rows[i];
    }

    /** The frame of a program. */
    Frame<A> frame(Program program) {
        return frames[program.number];
    }

    /** Binds the rows of a sub-program, which lie in those of its caller; its random numbers are those of the caller's occasion. */
    void place(Frame<A> child, Frame<A> parent, Place values, Place derivatives) {
        child.bind(Place.VALUES, parent.array(values), parent.at(values));
        child.bind(Place.DERIVATIVES, parent.array(derivatives), parent.at(derivatives));
        child.occasion = parent.occasion;
    }
}

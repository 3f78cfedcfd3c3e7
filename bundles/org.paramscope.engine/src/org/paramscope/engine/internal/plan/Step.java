package org.paramscope.engine.internal.plan;

/** A compiled block: where it reads and writes, its forward evaluation and its vector-Jacobian product. Immutable. */
abstract class Step {

    /** Name of the block. */
    final String name;
    /** Where its value begins. */
    final Place value;
    /** Size of its value. */
    final int rows;
    /** Where its derivative begins; null when nobody needs it. */
    final Place derivative;

    Step(Compiler compiler, int position) {
        this.name = compiler.name(position);
        this.value = compiler.value(position);
        this.rows = compiler.rows(position);
        this.derivative = compiler.derivative(position);
    }

    /** Computes the value from the sources. */
    abstract <A> void forward(Run<A> run, Frame<A> frame);

    /**
     * Adds to the derivatives of the sources what follows from the derivative of the value, and to the sums of the
     * parameters' gradient. May overwrite the derivative of the value, but no value: one forward evaluation may be
     * followed by several reverse passes.
     */
    abstract <A> void backward(Run<A> run, Frame<A> frame);

    /** Sets derivatives to 0 that this step is the first to add to. */
    static <A> void open(Source source, Run<A> run, Frame<A> frame) {
        if (source.differentiated() && source.first()) {
            clear(source.derivative(), source.rows(), run, frame);
        }
    }

    /** Sets one row to a number. */
    static <A> void fill(Place place, double number, Run<A> run, Frame<A> frame) {
        clear(place, 1, run, frame);
        A array = frame.array(place);
        run.lanes.rescale(array, frame.at(place), array, frame.at(place), 1, number, 1, run.used);
    }

    static <A> void copy(Place from, Place to, int rows, Run<A> run, Frame<A> frame) {
        run.lanes.copy(frame.array(from), frame.at(from), frame.array(to), frame.at(to), rows, run.used);
    }

    static <A> void add(Place from, Place to, int rows, Run<A> run, Frame<A> frame) {
        run.lanes.add(frame.array(from), frame.at(from), frame.array(to), frame.at(to), rows, run.used);
    }

    static <A> void clear(Place place, int rows, Run<A> run, Frame<A> frame) {
        int from = frame.at(place);
        run.lanes.clear(frame.array(place), from, from + rows * run.lanes.row());
    }
}

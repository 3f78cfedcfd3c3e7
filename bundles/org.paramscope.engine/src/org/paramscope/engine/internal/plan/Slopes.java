package org.paramscope.engine.internal.plan;

/** The right side of a differential equation as a Runge-Kutta step sees it. */
interface Slopes {

    /**
     * Computes dy/dt.
     *
     * @param stage number of the stage; what is kept of its evaluation may be overwritten by the next of the same number
     * @param at y
     * @param time one row
     * @param leg the stretch in which these times lie
     * @param slope where dy/dt goes
     */
    <A> void evaluate(Run<A> run, Frame<A> frame, int stage, Place at, Place time, Leg leg, Place slope);

    /** The field itself, whose evaluations are kept stage by stage. */
    record Of(FieldEvaluation field, Place kept) implements Slopes {

        @Override
        public <A> void evaluate(Run<A> run, Frame<A> frame, int stage, Place at, Place time, Leg leg, Place slope) {
            field.forward(run, frame, kept(stage), at, time, leg.interval(), slope);
        }

        Place kept(int stage) {
            return kept.plus(stage * field.keptRows);
        }

        /** Whether all that so many stages keep are numbers. */
        <A> boolean finite(Run<A> run, Frame<A> frame, int stages) {
            int from = frame.at(kept);
            return run.lanes.finite(frame.array(kept), from, from + stages * field.keptRows * run.lanes.row());
        }
    }
}

package org.paramscope.engine.internal.plan;

import java.util.List;

/**
 * A compiled list of blocks, the whole graph or the sub-graph of a block. Its inputs, and the result of a sub-graph, are
 * bound by the caller.
 */
final class Program {

    /** Number in the plan. */
    final int number;
    final List<Step> steps;
    /** Rows of values, kept from the forward to the reverse pass. */
    final int valueRows;
    /** Rows of derivatives, free after the reverse pass. */
    final int derivativeRows;
    /** Number of memories that a frame of this program knows. */
    final int slots;

    Program(int number, List<Step> steps, int valueRows, int derivativeRows, int slots) {
        this.number = number;
        this.steps = List.copyOf(steps);
        this.valueRows = valueRows;
        this.derivativeRows = derivativeRows;
        this.slots = slots;
    }

    /** Evaluates all steps. */
    <A> void forward(Run<A> run, Frame<A> frame) {
        for (int i = 0; i < steps.size(); i++) {
            run.check();
            steps.get(i).forward(run, frame);
        }
    }

    /** The reverse pass of all steps; derivatives of the results are in place. */
    <A> void backward(Run<A> run, Frame<A> frame) {
        for (int i = steps.size() - 1; i >= 0; i--) {
            run.check();
            Step step = steps.get(i);
            if (step.derivative != null) {
                step.backward(run, frame);
            }
        }
    }
}

package org.paramscope.engine.internal.plan;

import org.paramscope.engine.graph.Rescale;

/** y = factor x + offset. */
final class RescaleStep extends Step {

    private final Source x;
    private final double factor;
    private final double offset;

    RescaleStep(Compiler compiler, int position, Rescale rescale) {
        super(compiler, position);
        this.x = compiler.source(rescale.source());
        this.factor = rescale.factor();
        this.offset = rescale.offset();
    }

    @Override
    <A> void forward(Run<A> run, Frame<A> frame) {
        run.lanes.rescale(frame.array(x.value()), frame.at(x.value()), frame.array(value), frame.at(value), factor, offset, rows, run.used);
    }

    @Override
    <A> void backward(Run<A> run, Frame<A> frame) {
        open(x, run, frame);
        run.lanes.addScaled(frame.array(derivative), frame.at(derivative), frame.array(x.derivative()), frame.at(x.derivative()), factor,
                rows, run.used);
    }
}

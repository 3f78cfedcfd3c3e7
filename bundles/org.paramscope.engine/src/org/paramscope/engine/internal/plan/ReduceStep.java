package org.paramscope.engine.internal.plan;

import org.paramscope.engine.graph.Reduce;
import org.paramscope.engine.graph.Shape;

/** Sum or mean over an axis: rows [outer][length][inner] to [outer][inner]. */
final class ReduceStep extends Step {

    private final Source x;
    private final int outer;
    private final int length;
    private final int inner;
    private final double factor;

    ReduceStep(Compiler compiler, int position, Reduce reduce) {
        super(compiler, position);
        this.x = compiler.source(reduce.source());
        Shape shape = compiler.shape(reduce.source());
        this.length = shape.axis(reduce.axis());
        this.outer = shape.axes().subList(0, reduce.axis()).stream().reduce(1, (a, b) -> a * b);
        this.inner = x.rows() / (outer * length);
        this.factor = reduce.mean() ? 1.0 / length : 1;
    }

    @Override
    <A> void forward(Run<A> run, Frame<A> frame) {
        int row = run.lanes.row();
        A y = frame.array(value);
        int yAt = frame.at(value);
        clear(value, rows, run, frame);
        for (int o = 0; o < outer; o++) {
            for (int k = 0; k < length; k++) {
                run.lanes.add(frame.array(x.value()), frame.at(x.value()) + (o * length + k) * inner * row, y, yAt + o * inner * row, inner,
                        run.used);
            }
        }
        if (factor != 1) {
            run.lanes.scale(y, yAt, y, yAt, factor, rows, run.used);
        }
    }

    @Override
    <A> void backward(Run<A> run, Frame<A> frame) {
        int row = run.lanes.row();
        open(x, run, frame);
        for (int o = 0; o < outer; o++) {
            for (int k = 0; k < length; k++) {
                run.lanes.addScaled(frame.array(derivative), frame.at(derivative) + o * inner * row, frame.array(x.derivative()),
                        frame.at(x.derivative()) + (o * length + k) * inner * row, factor, inner, run.used);
            }
        }
    }
}

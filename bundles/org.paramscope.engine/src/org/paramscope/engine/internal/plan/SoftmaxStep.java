package org.paramscope.engine.internal.plan;

import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Softmax;

/** Softmax over the last axis. */
final class SoftmaxStep extends Step {

    private final Source x;
    private final int features;

    SoftmaxStep(Compiler compiler, int position, Softmax softmax) {
        super(compiler, position);
        this.x = compiler.source(softmax.source());
        this.features = compiler.shape(position).features();
    }

    @Override
    <A> void forward(Run<A> run, Frame<A> frame) {
        Activations.forward(Activation.SOFTMAX, run, frame.array(x.value()), frame.at(x.value()), frame.array(value), frame.at(value),
                features, rows / features);
    }

    @Override
    <A> void backward(Run<A> run, Frame<A> frame) {
        open(x, run, frame);
        A d = frame.array(derivative);
        int dAt = frame.at(derivative);
        Activations.backward(Activation.SOFTMAX, run, null, 0, frame.array(value), frame.at(value), d, dAt, features, rows / features);
        run.lanes.add(d, dAt, frame.array(x.derivative()), frame.at(x.derivative()), rows, run.used);
    }
}

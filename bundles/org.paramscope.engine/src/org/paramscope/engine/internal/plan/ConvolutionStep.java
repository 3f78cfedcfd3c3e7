package org.paramscope.engine.internal.plan;

import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Convolution;
import org.paramscope.engine.graph.Shape;

/** y = f(W * x + b). */
final class ConvolutionStep extends Step {

    private final Source x;
    private final Correlation correlation;
    private final Activation activation;
    private final int positions;
    private final int channels;
    /** W * x + b, kept for activations whose derivative is not a function of y; otherwise the place of y. */
    private final Place sums;

    ConvolutionStep(Compiler compiler, int position, Convolution convolution) {
        super(compiler, position);
        Shape y = compiler.shape(position);
        this.x = compiler.source(convolution.source());
        this.activation = convolution.activation();
        this.positions = y.positions();
        this.channels = y.features();
        this.correlation = new Correlation(compiler.packing(), compiler.parameter(convolution, "weight").offset(),
                convolution.bias() ? compiler.parameter(convolution, "bias").offset() : -1, convolution.kernel(),
                compiler.shape(convolution.source()), y, x.differentiated());
        this.sums = activation.needsArgument() ? compiler.keep(rows) : value;
    }

    @Override
    <A> void forward(Run<A> run, Frame<A> frame) {
        A s = frame.array(sums);
        correlation.apply(run, frame.array(x.value()), frame.at(x.value()), s, frame.at(sums), false);
        Activations.forward(activation, run, s, frame.at(sums), frame.array(value), frame.at(value), channels, positions);
    }

    @Override
    <A> void backward(Run<A> run, Frame<A> frame) {
        A d = frame.array(derivative);
        int dAt = frame.at(derivative);
        Activations.backward(activation, run, frame.array(sums), frame.at(sums), frame.array(value), frame.at(value), d, dAt, channels,
                positions);
        correlation.sum(run, d, dAt, frame.array(x.value()), frame.at(x.value()));
        if (x.differentiated()) {
            open(x, run, frame);
            correlation.back(run, d, dAt, frame.array(x.derivative()), frame.at(x.derivative()));
        }
    }
}

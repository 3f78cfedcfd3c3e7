package org.paramscope.engine.internal.plan;

import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Shape;
import org.paramscope.engine.graph.TransposedConvolution;
import org.paramscope.engine.internal.kernel.Lanes;

/** y = f(W' * x + b): forward and backward of the convolution exchanged. */
final class TransposedConvolutionStep extends Step {

    private final Source x;
    /** From y to x. */
    private final Correlation correlation;
    /** Without inputs: the bias of each position. */
    private final AffineMap bias;
    private final Activation activation;
    private final int positions;
    private final int channels;
    /** W' * x + b, kept for activations whose derivative is not a function of y; otherwise the place of y. */
    private final Place sums;

    TransposedConvolutionStep(Compiler compiler, int position, TransposedConvolution convolution) {
        super(compiler, position);
        Shape y = compiler.shape(position);
        this.x = compiler.source(convolution.source());
        this.activation = convolution.activation();
        this.positions = y.positions();
        this.channels = y.features();
        int weight = compiler.parameter(convolution, "weight").offset();
        this.correlation = new Correlation(compiler.packing(), weight, -1, convolution.kernel(), y,
                compiler.shape(convolution.source()), true);
        this.bias = new AffineMap(compiler.packing(), weight, 0, 0,
                convolution.bias() ? compiler.parameter(convolution, "bias").offset() : -1, channels, 0, false);
        this.sums = activation.needsArgument() ? compiler.keep(rows) : value;
    }

    @Override
    <A> void forward(Run<A> run, Frame<A> frame) {
        Lanes<A> lanes = run.lanes;
        A from = frame.array(x.value());
        int fromAt = frame.at(x.value());
        A s = frame.array(sums);
        int sAt = frame.at(sums);
        for (int p = 0; p < positions; p++) {
            bias.apply(run, from, fromAt, s, sAt + p * channels * lanes.row());
        }
        correlation.back(run, from, fromAt, s, sAt);
        Activations.forward(activation, run, s, sAt, frame.array(value), frame.at(value), channels, positions);
    }

    @Override
    <A> void backward(Run<A> run, Frame<A> frame) {
        A from = frame.array(x.value());
        int fromAt = frame.at(x.value());
        A d = frame.array(derivative);
        int dAt = frame.at(derivative);
        Activations.backward(activation, run, frame.array(sums), frame.at(sums), frame.array(value), frame.at(value), d, dAt, channels,
                positions);
        for (int p = 0; p < positions; p++) {
            bias.sum(run, d, dAt + p * channels * run.lanes.row(), from, fromAt);
        }
        correlation.sum(run, from, fromAt, d, dAt);
        if (x.differentiated()) {
            correlation.apply(run, d, dAt, frame.array(x.derivative()), frame.at(x.derivative()), !x.first());
        }
    }
}

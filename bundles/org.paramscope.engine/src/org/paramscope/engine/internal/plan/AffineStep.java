package org.paramscope.engine.internal.plan;

import org.paramscope.engine.ParameterLayout;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Affine;

/** y = f(W x + b), at one position or at each. */
final class AffineStep extends Step {

    private final Source x;
    private final AffineMap map;
    private final Activation activation;
    private final int positions;
    private final int outputs;
    private final int inputs;
    /** W x + b, kept for activations whose derivative is not a function of y; otherwise the place of y. */
    private final Place sums;

    AffineStep(Compiler compiler, int position, Affine affine) {
        super(compiler, position);
        this.x = compiler.source(affine.source());
        this.inputs = affine.inputs(compiler.shape(affine.source()));
        this.outputs = affine.width();
        this.positions = rows / outputs;
        this.activation = affine.activation();
        Affine owner = Layouts.owner(affine, compiler.blocks());
        ParameterLayout.Entry weight = compiler.parameter(owner, "weight");
        boolean tied = owner != affine;
        this.map = new AffineMap(compiler.packing(), weight.offset(), tied ? 1 : weight.columns(), tied ? weight.columns() : 1,
                affine.bias() ? compiler.parameter(affine, "bias").offset() : -1, outputs, inputs, x.differentiated());
        this.sums = activation.needsArgument() ? compiler.keep(rows) : value;
    }

    @Override
    <A> void forward(Run<A> run, Frame<A> frame) {
        int row = run.lanes.row();
        A y = frame.array(value);
        int yAt = frame.at(value);
        A s = frame.array(sums);
        int sAt = frame.at(sums);
        for (int p = 0; p < positions; p++) {
            map.apply(run, frame.array(x.value()), frame.at(x.value()) + p * inputs * row, s, sAt + p * outputs * row);
        }
        Activations.forward(activation, run, s, sAt, y, yAt, outputs, positions);
    }

    @Override
    <A> void backward(Run<A> run, Frame<A> frame) {
        int row = run.lanes.row();
        A d = frame.array(derivative);
        int dAt = frame.at(derivative);
        Activations.backward(activation, run, frame.array(sums), frame.at(sums), frame.array(value), frame.at(value), d, dAt, outputs,
                positions);
        for (int p = 0; p < positions; p++) {
            map.sum(run, d, dAt + p * outputs * row, frame.array(x.value()), frame.at(x.value()) + p * inputs * row);
        }
        if (x.differentiated()) {
            for (int p = 0; p < positions; p++) {
                map.back(run, d, dAt + p * outputs * row, frame.array(x.derivative()), frame.at(x.derivative()) + p * inputs * row,
                        !x.first());
            }
        }
    }
}

package org.paramscope.engine.internal.plan;

import org.paramscope.engine.ParameterLayout;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.StochasticAffine;
import org.paramscope.engine.internal.kernel.Lanes;
import org.paramscope.engine.random.RandomStream;

/**
 * y = f(M x + m + r e) with r^2 = S x^2 + s, S and s being exponentials of parameters, at one position or at each. The sums of
 * the gradient take the derivatives of S and s.
 */
final class StochasticAffineStep extends Step {

    private final Source x;
    private final AffineMap mean;
    private final AffineMap variance;
    private final Activation activation;
    private final int positions;
    private final int outputs;
    private final int inputs;
    private final int purpose;
    /** What the activation is applied to; the place of y if its derivative is a function of y. */
    private final Place sums;
    private final Place squares;
    private final Place deviations;
    private final Place noise;
    private final Place varianceDerivatives;
    private final Place squareDerivatives;

    StochasticAffineStep(Compiler compiler, int position, StochasticAffine affine) {
        super(compiler, position);
        this.x = compiler.source(affine.source());
        this.inputs = affine.inputs(compiler.shape(affine.source()));
        this.outputs = affine.width();
        this.positions = rows / outputs;
        this.activation = affine.activation();
        this.purpose = RandomStream.hash(name);
        this.mean = map(compiler, affine, "weight", "bias");
        this.variance = map(compiler, affine, "weightLogVariance", "biasLogVariance");
        this.sums = activation.needsArgument() ? compiler.keep(rows) : value;
        this.squares = compiler.keep(positions * inputs);
        this.deviations = compiler.keep(rows);
        this.noise = compiler.keep(rows);
        this.varianceDerivatives = compiler.derivativeRows(rows);
        this.squareDerivatives = compiler.derivativeRows(x.differentiated() ? inputs : 0);
    }

    private AffineMap map(Compiler compiler, StochasticAffine affine, String weight, String bias) {
        ParameterLayout.Entry entry = compiler.parameter(affine, weight);
        return new AffineMap(compiler.packing(), entry.offset(), entry.columns(), 1,
                affine.bias() ? compiler.parameter(affine, bias).offset() : -1, outputs, inputs, x.differentiated());
    }

    @Override
    <A> void forward(Run<A> run, Frame<A> frame) {
        Lanes<A> lanes = run.lanes;
        int row = lanes.row();
        A from = frame.array(x.value());
        A s = frame.array(sums);
        int sAt = frame.at(sums);
        A r = frame.array(deviations);
        int rAt = frame.at(deviations);
        A q = frame.array(squares);
        int qAt = frame.at(squares);
        lanes.multiply(from, frame.at(x.value()), from, frame.at(x.value()), q, qAt, positions * inputs, run.used);
        for (int p = 0; p < positions; p++) {
            mean.apply(run, from, frame.at(x.value()) + p * inputs * row, s, sAt + p * outputs * row);
            variance.apply(run, q, qAt + p * inputs * row, r, rAt + p * outputs * row);
        }
        run.noise.fill(purpose, frame.occasion, frame.array(noise), frame.at(noise), rows, run.used);
        lanes.perturb(s, sAt, r, rAt, frame.array(noise), frame.at(noise), r, rAt, s, sAt, rows, run.used);
        Activations.forward(activation, run, s, sAt, frame.array(value), frame.at(value), outputs, positions);
    }

    @Override
    <A> void backward(Run<A> run, Frame<A> frame) {
        Lanes<A> lanes = run.lanes;
        int row = lanes.row();
        A d = frame.array(derivative);
        int dAt = frame.at(derivative);
        A g = frame.array(varianceDerivatives);
        int gAt = frame.at(varianceDerivatives);
        Activations.backward(activation, run, frame.array(sums), frame.at(sums), frame.array(value), frame.at(value), d, dAt, outputs,
                positions);
        lanes.perturbBackward(d, dAt, frame.array(noise), frame.at(noise), frame.array(deviations), frame.at(deviations), g, gAt, rows,
                run.used);
        for (int p = 0; p < positions; p++) {
            mean.sum(run, d, dAt + p * outputs * row, frame.array(x.value()), frame.at(x.value()) + p * inputs * row);
            variance.sum(run, g, gAt + p * outputs * row, frame.array(squares), frame.at(squares) + p * inputs * row);
        }
        for (int p = 0; p < positions && x.differentiated(); p++) {
            A to = frame.array(x.derivative());
            int toAt = frame.at(x.derivative()) + p * inputs * row;
            A e = frame.array(squareDerivatives);
            mean.back(run, d, dAt + p * outputs * row, to, toAt, !x.first());
            variance.back(run, g, gAt + p * outputs * row, e, frame.at(squareDerivatives), false);
            lanes.squareBackward(frame.array(x.value()), frame.at(x.value()) + p * inputs * row, e, frame.at(squareDerivatives), to, toAt,
                    inputs, run.used);
        }
    }
}

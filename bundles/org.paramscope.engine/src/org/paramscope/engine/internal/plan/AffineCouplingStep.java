package org.paramscope.engine.internal.plan;

import org.paramscope.engine.graph.AffineCoupling;
import org.paramscope.engine.internal.kernel.Lanes;

/** y = x exp(s) + t or its inverse, s = c tanh(a / c); the last row is the log-determinant. */
final class AffineCouplingStep extends Step {

    private final Source source;
    private final Source parameters;
    private final int d;
    private final double bound;
    private final boolean inverse;
    private final Place scales;

    AffineCouplingStep(Compiler compiler, int position, AffineCoupling coupling) {
        super(compiler, position);
        this.source = compiler.source(coupling.source());
        this.parameters = compiler.source(coupling.parameters());
        this.d = source.rows();
        this.bound = coupling.bound();
        this.inverse = coupling.inverse();
        this.scales = compiler.keep(d);
    }

    @Override
    <A> void forward(Run<A> run, Frame<A> frame) {
        Lanes<A> lanes = run.lanes;
        A from = frame.array(source.value());
        int fromAt = frame.at(source.value());
        A a = frame.array(parameters.value());
        int aAt = frame.at(parameters.value());
        int tAt = aAt + d * lanes.row();
        A to = frame.array(value);
        int toAt = frame.at(value);
        int determinant = toAt + d * lanes.row();
        lanes.clear(to, determinant, determinant + run.used);
        if (inverse) {
            lanes.affineCouplingInverse(from, fromAt, a, aAt, a, tAt, frame.array(scales), frame.at(scales), to, toAt, to, determinant,
                    bound, 1 / bound, d, run.used);
        } else {
            lanes.affineCoupling(from, fromAt, a, aAt, a, tAt, frame.array(scales), frame.at(scales), to, toAt, to, determinant, bound,
                    1 / bound, d, run.used);
        }
    }

    @Override
    <A> void backward(Run<A> run, Frame<A> frame) {
        Lanes<A> lanes = run.lanes;
        open(source, run, frame);
        open(parameters, run, frame);
        A dy = frame.array(derivative);
        int dyAt = frame.at(derivative);
        A s = frame.array(scales);
        int sAt = frame.at(scales);
        if (source.differentiated()) {
            lanes.affineCouplingOfInput(dy, dyAt, s, sAt, frame.array(source.derivative()), frame.at(source.derivative()),
                    inverse ? -1 : 1, d, run.used);
        }
        if (!parameters.differentiated()) {
            return;
        }
        A to = frame.array(parameters.derivative());
        int toAt = frame.at(parameters.derivative());
        int shiftAt = toAt + d * lanes.row();
        int determinant = dyAt + d * lanes.row();
        if (inverse) {
            lanes.affineCouplingInverseOfScale(dy, dyAt, dy, determinant, frame.array(value), frame.at(value), s, sAt, to, toAt, 1 / bound,
                    d, run.used);
            lanes.affineCouplingInverseOfShift(dy, dyAt, s, sAt, to, shiftAt, d, run.used);
        } else {
            lanes.affineCouplingOfScale(dy, dyAt, dy, determinant, frame.array(source.value()), frame.at(source.value()), s, sAt, to, toAt,
                    1 / bound, d, run.used);
            lanes.add(dy, dyAt, to, shiftAt, d, run.used);
        }
    }
}

package org.paramscope.engine.internal.plan;

import org.paramscope.engine.graph.SplineCoupling;
import org.paramscope.engine.internal.kernel.Lanes;

/**
 * A rational-quadratic spline for each entry, or its inverse; the last row is the log-determinant. Every bin is looked at, as
 * samples beside each other lie in different ones. The reverse pass of the inverse is that of the spline at the point found.
 */
final class SplineCouplingStep extends Step {

    private final Source source;
    private final Source parameters;
    private final int d;
    private final boolean inverse;
    private final SplineBins bins;
    private final Place slopeDerivatives;

    SplineCouplingStep(Compiler compiler, int position, SplineCoupling coupling) {
        super(compiler, position);
        this.source = compiler.source(coupling.source());
        this.parameters = compiler.source(coupling.parameters());
        this.d = source.rows();
        this.inverse = coupling.inverse();
        this.bins = new SplineBins(compiler, parameters, coupling.bins(), coupling.bound(), d);
        this.slopeDerivatives = compiler.derivativeRows(inverse ? d : 0);
    }

    @Override
    <A> void forward(Run<A> run, Frame<A> frame) {
        Lanes<A> lanes = run.lanes;
        A from = frame.array(source.value());
        int fromAt = frame.at(source.value());
        A to = frame.array(value);
        int toAt = frame.at(value);
        int determinant = toAt + d * lanes.row();
        bins.choose(run, frame, source.value(), inverse);
        lanes.clear(to, determinant, determinant + run.used);
        A c = bins.array(frame);
        if (inverse) {
            lanes.splineInverse(from, fromAt, c, bins.index(frame), c, bins.left(frame), c, bins.width(frame), c, bins.bottom(frame), c,
                    bins.height(frame), c, bins.first(frame), c, bins.second(frame), to, toAt, to, determinant, d, run.used);
        } else {
            lanes.spline(from, fromAt, c, bins.index(frame), c, bins.left(frame), c, bins.width(frame), c, bins.bottom(frame), c,
                    bins.height(frame), c, bins.first(frame), c, bins.second(frame), to, toAt, to, determinant, d, run.used);
        }
    }

    @Override
    <A> void backward(Run<A> run, Frame<A> frame) {
        Lanes<A> lanes = run.lanes;
        open(source, run, frame);
        open(parameters, run, frame);
        A dy = frame.array(derivative);
        int dyAt = frame.at(derivative);
        int determinant = dyAt + d * lanes.row();
        if (!inverse) {
            bins.backward(run, frame, dy, dyAt, dy, determinant, 1, source.value());
            add(run, frame, bins.inputDerivative(), 1);
            return;
        }
        A c = bins.array(frame);
        A e = frame.array(slopeDerivatives);
        int eAt = frame.at(slopeDerivatives);
        lanes.splineInverseDerivative(dy, dyAt, dy, determinant, frame.array(value), frame.at(value), c, bins.index(frame), c,
                bins.left(frame), c, bins.width(frame), c, bins.height(frame), c, bins.first(frame), c, bins.second(frame), e, eAt, d,
                run.used);
        bins.backward(run, frame, e, eAt, dy, determinant, -1, value);
        add(run, frame, slopeDerivatives, -1);
    }

    private <A> void add(Run<A> run, Frame<A> frame, Place e, double factor) {
        if (source.differentiated()) {
            run.lanes.addScaled(frame.array(e), frame.at(e), frame.array(source.derivative()), frame.at(source.derivative()), factor, d,
                    run.used);
        }
    }
}

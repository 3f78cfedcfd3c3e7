package org.paramscope.engine.internal.plan;

/** S = diag(exp(s)). */
final class DiagonalSpread extends GaussianSpread {

    private final Source s;

    DiagonalSpread(Source logVariance) {
        this.s = logVariance;
    }

    @Override
    int noiseRows() {
        return s.rows();
    }

    @Override
    <A> void open(Run<A> run, Frame<A> frame) {
        Step.open(s, run, frame);
    }

    @Override
    <A> void addSample(Run<A> run, Frame<A> frame, Place noise, Place z) {
        run.lanes.addDeviation(frame.array(s.value()), frame.at(s.value()), frame.array(noise), frame.at(noise), frame.array(z),
                frame.at(z), s.rows(), run.used);
    }

    @Override
    <A> void sampleBackward(Run<A> run, Frame<A> frame, Place noise, Place dz) {
        if (s.differentiated()) {
            run.lanes.deviationBackward(frame.array(s.value()), frame.at(s.value()), frame.array(noise), frame.at(noise),
                    frame.array(dz), frame.at(dz), frame.array(s.derivative()), frame.at(s.derivative()), s.rows(), run.used);
        }
    }

    @Override
    <A> void divergence(Run<A> run, Frame<A> frame, Place v, Place l) {
        run.lanes.exp(frame.array(s.value()), frame.at(s.value()), frame.array(v), frame.at(v), s.rows(), run.used);
        run.lanes.subtractHalf(frame.array(s.value()), frame.at(s.value()), frame.array(l), frame.at(l), s.rows(), run.used);
    }

    @Override
    <A> void divergenceBackward(Run<A> run, Frame<A> frame, Place dv, Place dl) {
        if (s.differentiated()) {
            run.lanes.logVarianceBackward(frame.array(s.value()), frame.at(s.value()), frame.array(dv), frame.at(dv), frame.array(dl),
                    frame.at(dl), frame.array(s.derivative()), frame.at(s.derivative()), s.rows(), run.used);
        }
    }
}

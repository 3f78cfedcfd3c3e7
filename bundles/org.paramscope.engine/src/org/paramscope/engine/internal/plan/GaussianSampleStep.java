package org.paramscope.engine.internal.plan;

import org.paramscope.engine.graph.GaussianSample;
import org.paramscope.engine.random.RandomStream;

/** z = m + a factor of the covariance times standard normal numbers. */
final class GaussianSampleStep extends Step {

    private final Source mean;
    private final GaussianSpread spread;
    private final Place noise;
    private final int purpose;

    GaussianSampleStep(Compiler compiler, int position, GaussianSample sample) {
        super(compiler, position);
        this.mean = compiler.source(sample.mean());
        this.spread = GaussianSpread.of(compiler, sample.form(), sample.spread(), rows);
        this.noise = compiler.keep(spread.noiseRows());
        this.purpose = RandomStream.hash(name);
    }

    @Override
    <A> void forward(Run<A> run, Frame<A> frame) {
        run.noise.fill(purpose, frame.occasion, frame.array(noise), frame.at(noise), spread.noiseRows(), run.used);
        run.lanes.copy(frame.array(mean.value()), frame.at(mean.value()), frame.array(value), frame.at(value), rows, run.used);
        spread.addSample(run, frame, noise, value);
    }

    @Override
    <A> void backward(Run<A> run, Frame<A> frame) {
        open(mean, run, frame);
        spread.open(run, frame);
        if (mean.differentiated()) {
            run.lanes.add(frame.array(derivative), frame.at(derivative), frame.array(mean.derivative()), frame.at(mean.derivative()), rows,
                    run.used);
        }
        spread.sampleBackward(run, frame, noise, derivative);
    }
}

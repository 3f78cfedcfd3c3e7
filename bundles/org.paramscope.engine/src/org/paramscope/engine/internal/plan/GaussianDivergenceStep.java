package org.paramscope.engine.internal.plan;

import org.paramscope.engine.graph.GaussianDivergence;
import org.paramscope.engine.internal.kernel.Lanes;

/** KL(q || p) = sum_i (exp(-r_i) (v_i + (m_i - a_i)^2) - 1 + r_i) / 2 - log det S / 2, v the diagonal of S. */
final class GaussianDivergenceStep extends Step {

    private final Source mean;
    private final GaussianSpread spread;
    private final Source priorMean;
    private final Source priorLogVariance;
    private final int d;
    private final Place variances;
    private final Place varianceDerivatives;

    GaussianDivergenceStep(Compiler compiler, int position, GaussianDivergence divergence) {
        super(compiler, position);
        this.mean = compiler.source(divergence.mean());
        this.d = mean.rows();
        this.spread = GaussianSpread.of(compiler, divergence.form(), divergence.spread(), d);
        // kept rows begin as zeros: the mean and the log-variances of N(0, I)
        Source zeros = divergence.prior().isPresent() ? null : new Source(compiler.keep(d), d, null, false);
        this.priorMean = divergence.prior().map(p -> compiler.source(p.mean())).orElse(zeros);
        this.priorLogVariance = divergence.prior().map(p -> compiler.source(p.logVariance())).orElse(zeros);
        this.variances = compiler.keep(d);
        this.varianceDerivatives = compiler.derivativeRows(d);
    }

    @Override
    <A> void forward(Run<A> run, Frame<A> frame) {
        clear(value, 1, run, frame);
        spread.divergence(run, frame, variances, value);
        run.lanes.gaussianDivergence(frame.array(mean.value()), frame.at(mean.value()), frame.array(variances), frame.at(variances),
                frame.array(priorMean.value()), frame.at(priorMean.value()), frame.array(priorLogVariance.value()),
                frame.at(priorLogVariance.value()), frame.array(value), frame.at(value), d, run.used);
    }

    @Override
    <A> void backward(Run<A> run, Frame<A> frame) {
        open(mean, run, frame);
        spread.open(run, frame);
        open(priorMean, run, frame);
        open(priorLogVariance, run, frame);
        run.lanes.divergenceOfVariance(frame.array(priorLogVariance.value()), frame.at(priorLogVariance.value()), frame.array(derivative),
                frame.at(derivative), frame.array(varianceDerivatives), frame.at(varianceDerivatives), d, run.used);
        spread.divergenceBackward(run, frame, varianceDerivatives, derivative);
        addMean(run, frame, mean, 1);
        addMean(run, frame, priorMean, -1);
        if (priorLogVariance.differentiated()) {
            Lanes<A> lanes = run.lanes;
            lanes.divergenceOfPrior(frame.array(mean.value()), frame.at(mean.value()), frame.array(variances), frame.at(variances),
                    frame.array(priorMean.value()), frame.at(priorMean.value()), frame.array(priorLogVariance.value()),
                    frame.at(priorLogVariance.value()), frame.array(derivative), frame.at(derivative),
                    frame.array(priorLogVariance.derivative()), frame.at(priorLogVariance.derivative()), d, run.used);
        }
    }

    private <A> void addMean(Run<A> run, Frame<A> frame, Source to, double sign) {
        if (to.differentiated()) {
            run.lanes.divergenceOfMean(frame.array(mean.value()), frame.at(mean.value()), frame.array(priorMean.value()),
                    frame.at(priorMean.value()), frame.array(priorLogVariance.value()), frame.at(priorLogVariance.value()),
                    frame.array(derivative), frame.at(derivative), frame.array(to.derivative()), frame.at(to.derivative()), sign, d,
                    run.used);
        }
    }
}

package org.paramscope.engine.internal.plan;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.engine.internal.kernel.Arithmetic;
import org.paramscope.engine.internal.kernel.Dual;
import org.paramscope.engine.internal.kernel.Lanes;

/**
 * The loss and its derivatives in float64 on samples that are laid out once, with the same random numbers in every call.
 * Safe to call from any thread.
 */
public final class Evaluation {

    private final Lanes<double[]> lanes;
    private final Plan plan;
    private final Samples samples;
    private final Batch<double[]> batch;
    private final PassPool<double[]> passes;
    private DualEvaluation dual;

    /** For the samples' own weights, or others. */
    public Evaluation(Plan plan, Samples samples) {
        this(plan, samples, new PassPool<>(Arithmetic.float64(plan.chunk), plan, Integer.MAX_VALUE));
    }

    private Evaluation(Plan plan, Samples samples, PassPool<double[]> passes) {
        this.lanes = Arithmetic.float64(plan.chunk);
        this.plan = plan;
        this.samples = samples;
        this.batch = new Batch<>(lanes, plan, samples);
        this.passes = passes;
    }

    /** Beside a training: one loss at a time, so that threads need no second workspace each. */
    public static Evaluation besideTraining(Plan plan, Samples samples) {
        return new Evaluation(plan, samples, new PassPool<>(Arithmetic.float64(plan.chunk), plan, 1));
    }

    /** The same on other samples, in the same workspace. */
    public Evaluation on(Samples others) {
        return new Evaluation(plan, others, passes);
    }

    /** The samples. */
    public Samples samples() {
        return samples;
    }

    /** The loss at parameters, with the samples' likelihood weights. */
    public double loss(double[] parameters) {
        return loss(parameters, samples.weights().toArray(), Progress.none());
    }

    /** The loss at parameters, with weights [n] of any scale. */
    public double loss(double[] parameters, double[] weights, Progress progress) {
        Pass<double[]> pass = passes.take(progress);
        try {
            pass.parameters(parameters);
            double loss = pass.loss(batch, batch.weights(weights), false);
            passes.give(pass);
            return loss;
        } catch (RuntimeException e) {
            passes.drop();
            throw e;
        }
    }

    /** The gradient at parameters. */
    public double[] gradient(double[] parameters) {
        Pass<double[]> pass = pass(parameters);
        pass.loss(batch, batch.weights(samples.weights().toArray()), true);
        return pass.gradient();
    }

    /** The loss of each sample, [n]. */
    public double[] losses(double[] parameters) {
        return new SampleDerivatives(plan, samples, parameters).losses();
    }

    /** The gradient of each sample's loss, [n, p]. */
    public NumericArray gradients(double[] parameters) {
        return NumericArray.owned(new SampleDerivatives(plan, samples, parameters).gradients(), samples.count(), plan.parameters);
    }

    /** The Hessian times a direction: the tangent of the gradient. */
    public double[] hessianProduct(double[] parameters, double[] direction) {
        Pass<Dual> pass = dual().pass(parameters, direction);
        pass.loss(dual().batch, dual().batch.weights(samples.weights().toArray()), true);
        return pass.gradient().tangent();
    }

    /**
     * J' H J times a direction. On dual numbers the heads have tangents J v, and so their derivatives, which the terms of the
     * loss leave, have tangents H J v; a plain reverse pass through the same values begins with those.
     */
    public double[] gaussNewtonProduct(double[] parameters, double[] direction) {
        Pass<Dual> forward = dual().pass(parameters, direction);
        Pass<double[]> reverse = new Pass<>(plan,
                new Run<>(lanes, plan, forward.run.workspace.value(), forward.run.packed.value()));
        reverse.parameters(parameters);
        Dual weights = dual().batch.weights(samples.weights().toArray());
        for (int chunk = 0; chunk < batch.chunks; chunk++) {
            forward.forward(dual().batch, chunk);
            forward.compare(dual().batch, chunk, weights);
            for (Plan.Result result : plan.results) {
                if (result.derivative() != null) {
                    int at = forward.frame.at(result.derivative());
                    Dual derivative = forward.frame.array(result.derivative());
                    System.arraycopy(derivative.tangent(), at, derivative.value(), at, result.rows() * lanes.row());
                }
            }
            reverse.bind(batch, chunk);
            reverse.backward();
        }
        reverse.fold();
        return reverse.gradient();
    }

    private synchronized DualEvaluation dual() {
        if (dual == null) {
            dual = new DualEvaluation(plan, batch);
        }
        return dual;
    }

    private Pass<double[]> pass(double[] parameters) {
        Pass<double[]> pass = new Pass<>(lanes, plan);
        pass.parameters(parameters);
        return pass;
    }
}

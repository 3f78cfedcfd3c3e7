package org.paramscope.engine.internal.plan;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.engine.internal.kernel.Arithmetic;
import org.paramscope.engine.internal.kernel.Lanes;

/** Loss, gradient and outputs in float64 on samples that are laid out once. Safe to call from any thread. */
public final class Evaluation {

    private final Lanes<double[]> lanes;
    private final Plan plan;
    private final Samples samples;
    private final Batch<double[]> batch;

    /** For the samples' own weights, or others. */
    public Evaluation(Plan plan, Samples samples) {
        this.lanes = Arithmetic.float64(plan.chunk);
        this.plan = plan;
        this.samples = samples;
        this.batch = new Batch<>(lanes, plan, samples);
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
        return pass(parameters, progress).loss(batch, batch.weights(weights), false);
    }

    /** The gradient at parameters. */
    public double[] gradient(double[] parameters) {
        Pass<double[]> pass = pass(parameters, Progress.none());
        pass.loss(batch, batch.weights(samples.weights().toArray()), true);
        return pass.gradient();
    }

    /** The output of a plan for each sample: [n, width]. */
    public static NumericArray head(Plan plan, double[] parameters, Samples samples) {
        Evaluation evaluation = new Evaluation(plan, samples);
        Pass<double[]> pass = evaluation.pass(parameters, Progress.none());
        int width = plan.outputWidth();
        double[] rows = new double[Math.multiplyExact(samples.count(), width)];
        for (int chunk = 0; chunk < evaluation.batch.chunks; chunk++) {
            pass.output(evaluation.batch, chunk, rows, chunk * plan.chunk * width);
        }
        return NumericArray.owned(rows, samples.count(), width);
    }

    private Pass<double[]> pass(double[] parameters, Progress progress) {
        Pass<double[]> pass = new Pass<>(lanes, plan, progress);
        pass.parameters(parameters);
        return pass;
    }
}

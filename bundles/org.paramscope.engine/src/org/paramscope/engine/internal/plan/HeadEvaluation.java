package org.paramscope.engine.internal.plan;

import java.util.Arrays;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Samples;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.internal.kernel.Arithmetic;
import org.paramscope.engine.internal.kernel.Dual;
import org.paramscope.engine.internal.kernel.Lanes;

/**
 * The values of a head and their derivatives in float64 on samples that are laid out once. Stochastic blocks yield their
 * means unless a seed is given. Safe to call from any thread.
 */
public final class HeadEvaluation {

    private final Lanes<double[]> lanes;
    private final Plan plan;
    private final Plan.Result head;
    private final Samples samples;
    private final Batch<double[]> batch;
    private DualEvaluation dual;

    /** For a plan whose one result is the head. */
    public HeadEvaluation(Plan plan, Samples samples) {
        this.lanes = Arithmetic.float64(plan.chunk);
        this.plan = plan;
        this.head = plan.results.getFirst();
        this.samples = samples;
        this.batch = new Batch<>(lanes, plan, samples);
    }

    /** The samples. */
    public Samples samples() {
        return samples;
    }

    /** The values at parameters: [n, width]. */
    public NumericArray values(double[] parameters) {
        return values(parameters, NoiseKey.ABSENT);
    }

    /** One draw of the values, with the random numbers of a seed: [n, width]. */
    public NumericArray draw(double[] parameters, long seed) {
        return values(parameters, NoiseKey.of(seed));
    }

    private NumericArray values(double[] parameters, NoiseKey noise) {
        Pass<double[]> pass = new Pass<>(lanes, plan);
        pass.noise(noise);
        pass.parameters(parameters);
        double[] values = new double[Math.multiplyExact(batch.count, head.rows())];
        for (int chunk = 0; chunk < batch.chunks; chunk++) {
            pass.forward(batch, chunk);
            copy(pass.frame.array(head.value()), pass.frame.at(head.value()), chunk, values);
        }
        return NumericArray.owned(values, batch.count, head.rows());
    }

    /** The derivatives of the values: [n, width, p]. */
    public NumericArray jacobian(double[] parameters) {
        return NumericArray.owned(new SampleDerivatives(plan, samples, parameters).jacobian(), batch.count, head.rows(), plan.parameters);
    }

    /** The derivatives of the values in a direction of the parameters: [n, width]. */
    public NumericArray jacobianProduct(double[] parameters, double[] direction) {
        Pass<Dual> pass = dual().pass(parameters, direction);
        pass.noise(NoiseKey.ABSENT);
        double[] tangents = new double[Math.multiplyExact(batch.count, head.rows())];
        for (int chunk = 0; chunk < batch.chunks; chunk++) {
            pass.forward(dual().batch, chunk);
            copy(pass.frame.array(head.value()).tangent(), pass.frame.at(head.value()), chunk, tangents);
        }
        return NumericArray.owned(tangents, batch.count, head.rows());
    }

    /** The gradient [p] of the sum of all values, each times its cotangent [n, width]. */
    public double[] vectorJacobianProduct(double[] parameters, NumericArray cotangents) {
        if (cotangents.rank() != 2 || cotangents.size(0) != batch.count || cotangents.size(1) != head.rows()) {
            throw new ShapeException("cotangents are needed for " + batch.count + " samples of " + head.rows() + " values each: ["
                    + batch.count + ", " + head.rows() + "], not " + Arrays.toString(cotangents.shape()));
        }
        Pass<double[]> pass = new Pass<>(lanes, plan);
        if (head.derivative() == null) {
            return pass.gradient();
        }
        pass.noise(NoiseKey.ABSENT);
        pass.parameters(parameters);
        for (int chunk = 0; chunk < batch.chunks; chunk++) {
            pass.forward(batch, chunk);
            seed(pass.frame.array(head.derivative()), pass.frame.at(head.derivative()), chunk, cotangents);
            pass.backward();
        }
        pass.fold();
        return pass.gradient();
    }

    /** From rows of a chunk's samples to C order. */
    private void copy(double[] rows, int at, int chunk, double[] to) {
        int first = chunk * lanes.chunk() * head.rows();
        for (int j = 0; j < head.rows(); j++) {
            for (int n = 0; n < batch.samples(chunk); n++) {
                to[first + n * head.rows() + j] = rows[at + j * lanes.row() + n];
            }
        }
    }

    /** From C order to rows; unused lanes have 0. */
    private void seed(double[] rows, int at, int chunk, NumericArray cotangents) {
        lanes.clear(rows, at, at + head.rows() * lanes.row());
        int first = chunk * lanes.chunk() * head.rows();
        for (int j = 0; j < head.rows(); j++) {
            for (int n = 0; n < batch.samples(chunk); n++) {
                rows[at + j * lanes.row() + n] = cotangents.at(first + n * head.rows() + j);
            }
        }
    }

    private synchronized DualEvaluation dual() {
        if (dual == null) {
            dual = new DualEvaluation(plan, batch);
        }
        return dual;
    }
}

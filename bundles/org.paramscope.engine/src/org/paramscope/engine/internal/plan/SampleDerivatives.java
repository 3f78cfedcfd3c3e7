package org.paramscope.engine.internal.plan;

import java.util.Arrays;
import org.paramscope.data.Samples;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.internal.kernel.Arithmetic;
import org.paramscope.engine.internal.kernel.Lanes;

/** Losses, gradients and Jacobians of each sample by itself, at given parameters. For one thread. */
final class SampleDerivatives {

    /** Parameters whose sums are copied together: they stay in the nearest cache. */
    private static final int BLOCK = 32;

    private final Plan plan;
    private final Lanes<double[]> lanes;
    private final Batch<double[]> batch;
    private final Pass<double[]> pass;
    private final double[] ones;
    /** What turns derivatives of packed values into those of parameters. */
    private final double[] inner;

    SampleDerivatives(Plan plan, Samples samples, double[] parameters) {
        this.plan = plan;
        this.lanes = Arithmetic.samplesApart();
        this.batch = new Batch<>(lanes, plan, samples);
        this.pass = new Pass<>(lanes, plan);
        this.ones = new double[batch.chunks * lanes.chunk()];
        Arrays.fill(ones, 0, batch.count, 1);
        pass.parameters(parameters);
        this.inner = new double[plan.parameters];
        Arrays.setAll(inner, pass::inner);
    }

    /** The loss of each sample, [n]. */
    double[] losses() {
        double[] losses = new double[batch.count];
        for (int chunk = 0; chunk < batch.chunks; chunk++) {
            pass.clearLosses();
            pass.forward(batch, chunk);
            pass.compare(batch, chunk, ones);
            for (int term = 0; term < plan.terms.size(); term++) {
                for (int n = 0; n < batch.samples(chunk); n++) {
                    losses[chunk * lanes.chunk() + n] += plan.terms.get(term).value(pass.lossSums(term)[n]);
                }
            }
        }
        return losses;
    }

    /** The gradient of each sample's loss, [n, p]. */
    double[] gradients() {
        double[] gradients = new double[entries("gradients", batch.count, plan.parameters)];
        for (int chunk = 0; chunk < batch.chunks; chunk++) {
            pass.clearSums();
            pass.forward(batch, chunk);
            pass.compare(batch, chunk, ones);
            pass.backward();
            copySums(chunk, gradients, 0, 1);
        }
        return gradients;
    }

    /** The derivatives of the only result's entries, [n, outputs, p]: a reverse pass for each entry. */
    double[] jacobian() {
        Plan.Result result = plan.results.getFirst();
        double[] jacobian = new double[entries("Jacobian", batch.count, result.rows(), plan.parameters)];
        if (result.derivative() == null) {
            return jacobian;
        }
        pass.noise(NoiseKey.ABSENT);
        int row = lanes.row();
        double[] seeds = pass.frame.array(result.derivative());
        int seedsAt = pass.frame.at(result.derivative());
        for (int chunk = 0; chunk < batch.chunks; chunk++) {
            pass.forward(batch, chunk);
            for (int output = 0; output < result.rows(); output++) {
                pass.clearSums();
                Arrays.fill(seeds, seedsAt, seedsAt + result.rows() * row, 0);
                Arrays.fill(seeds, seedsAt + output * row, seedsAt + (output + 1) * row, 1);
                pass.backward();
                copySums(chunk, jacobian, output, result.rows());
            }
        }
        return jacobian;
    }

    /** Copies the sums of a chunk's samples to row {@code output} of each sample's; fixed parameters keep 0. */
    private void copySums(int chunk, double[] to, int output, int outputs) {
        for (int i : plan.fixed) {
            lanes.clear(pass.run.sums, i * lanes.virtualLanes(), (i + 1) * lanes.virtualLanes());
        }
        int p = plan.parameters;
        int first = (chunk * lanes.chunk() * outputs + output) * p;
        for (int block = 0; block < p; block += BLOCK) {
            int end = Math.min(p, block + BLOCK);
            for (int n = 0; n < batch.samples(chunk); n++) {
                for (int i = block; i < end; i++) {
                    to[first + n * outputs * p + i] = inner[i] * pass.run.sums[i * lanes.virtualLanes() + n];
                }
            }
        }
    }

    private static int entries(String name, int... shape) {
        long entries = 1;
        for (int axis : shape) {
            entries *= axis;
            if (entries > Integer.MAX_VALUE) {
                throw new ShapeException("the " + name + " " + Arrays.toString(shape) + " of " + shape[0]
                        + " samples do not fit into an array of at most " + Integer.MAX_VALUE + " entries; take fewer samples at a time");
            }
        }
        return (int) entries;
    }
}

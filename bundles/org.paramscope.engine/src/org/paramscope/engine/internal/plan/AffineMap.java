package org.paramscope.engine.internal.plan;

import org.paramscope.engine.internal.kernel.Packing;

/** W x + b with parameters of the vector, its transposed, and the sums of its gradient: what all layers with weights are made of. */
final class AffineMap {

    private final int weight;
    private final int rowStep;
    private final int columnStep;
    private final int bias;
    private final int outputs;
    private final int inputs;
    private final int forward;
    private final int backward;

    /**
     * @param weight offset of the weight; entry (o, i) lies at weight + o * rowStep + i * columnStep
     * @param bias offset, or -1
     * @param transposed whether {@link #back} will be used
     */
    AffineMap(Packing packing, int weight, int rowStep, int columnStep, int bias, int outputs, int inputs, boolean transposed) {
        this.weight = weight;
        this.rowStep = rowStep;
        this.columnStep = columnStep;
        this.bias = bias;
        this.outputs = outputs;
        this.inputs = inputs;
        this.forward = packing.add(weight, rowStep, columnStep, bias, outputs, inputs);
        this.backward = transposed ? packing.add(weight, columnStep, rowStep, -1, inputs, outputs) : -1;
    }

    /** y = W x + b. */
    <A> void apply(Run<A> run, A x, int xAt, A y, int yAt) {
        run.lanes.affine(run.packed, forward, outputs, inputs, false, x, xAt, y, yAt, run.used);
    }

    /** y += W x. */
    <A> void add(Run<A> run, A x, int xAt, A y, int yAt) {
        run.lanes.affine(run.packed, forward, outputs, inputs, true, x, xAt, y, yAt, run.used);
    }

    /** Derivative of x: dx = W' dy, or dx += W' dy. */
    <A> void back(Run<A> run, A dy, int dyAt, A dx, int dxAt, boolean accumulate) {
        run.lanes.affine(run.packed, backward, inputs, outputs, accumulate, dy, dyAt, dx, dxAt, run.used);
    }

    /** {@link #sum} so many times, each so many entries further on. */
    <A> void sumSeries(Run<A> run, A dy, int dyAt, int dyStep, A x, int xAt, int xStep, int times) {
        if (!run.summing) {
            return;
        }
        if (bias >= 0) {
            for (int t = 0; t < times; t++) {
                run.lanes.sum(dy, dyAt + t * dyStep, outputs, run.sums, bias, run.used);
            }
        }
        run.lanes.outerSeries(dy, dyAt, dyStep, outputs, x, xAt, xStep, inputs, times, run.sums, weight, rowStep, columnStep, run.used);
    }

    /** Adds the derivatives of W and b to the sums. */
    <A> void sum(Run<A> run, A dy, int dyAt, A x, int xAt) {
        if (!run.summing) {
            return;
        }
        if (bias >= 0) {
            run.lanes.sum(dy, dyAt, outputs, run.sums, bias, run.used);
        }
        run.lanes.outer(dy, dyAt, outputs, x, xAt, inputs, run.sums, weight, rowStep, columnStep, run.used);
    }
}

package org.paramscope.engine.internal.plan;

import org.paramscope.engine.graph.LayerNormalization;
import org.paramscope.engine.internal.kernel.Lanes;
import org.paramscope.engine.internal.kernel.Packing;

/**
 * y = g u + b, u = (x - mean) r, r = 1 / sqrt(variance + epsilon), over the features of each position. With e = g d the
 * derivative of x is r (e - mean(e) - u mean(e u)).
 */
final class LayerNormalizationStep extends Step {

    private final Source x;
    private final int features;
    private final int positions;
    private final int gain;
    private final int bias;
    /** The diagonal maps g u + b of one feature each. */
    private final AffineMap[] scales;
    private final Place normalized;
    private final Place inverse;

    LayerNormalizationStep(Compiler compiler, int position, LayerNormalization normalization) {
        super(compiler, position);
        this.x = compiler.source(normalization.source());
        this.features = compiler.shape(position).features();
        this.positions = rows / features;
        this.gain = compiler.parameter(normalization, "weight").offset();
        this.bias = compiler.parameter(normalization, "bias").offset();
        this.normalized = compiler.keep(rows);
        this.inverse = compiler.keep(positions);
        Packing packing = compiler.packing();
        this.scales = new AffineMap[features];
        for (int j = 0; j < features; j++) {
            scales[j] = new AffineMap(packing, gain + j, 1, 1, bias + j, 1, 1, true);
        }
    }

    @Override
    <A> void forward(Run<A> run, Frame<A> frame) {
        Lanes<A> lanes = run.lanes;
        int row = lanes.row();
        A from = frame.array(x.value());
        A u = frame.array(normalized);
        A r = frame.array(inverse);
        A mean = run.row(0);
        for (int p = 0; p < positions; p++) {
            int at = frame.at(x.value()) + p * features * row;
            int uAt = frame.at(normalized) + p * features * row;
            int rAt = frame.at(inverse) + p * row;
            average(run, from, at, mean);
            lanes.subtractRow(from, at, mean, 0, u, uAt, features, run.used);
            lanes.clear(mean, 0, run.used);
            lanes.addProductsToRow(u, uAt, u, uAt, mean, 0, features, run.used);
            lanes.inverseDeviation(mean, 0, r, rAt, 1.0 / features, LayerNormalization.EPSILON, 1, run.used);
            lanes.multiplyRow(u, uAt, r, rAt, u, uAt, features, run.used);
            for (int j = 0; j < features; j++) {
                scales[j].apply(run, u, uAt + j * row, frame.array(value), frame.at(value) + (p * features + j) * row);
            }
        }
    }

    private <A> void average(Run<A> run, A from, int at, A mean) {
        run.lanes.clear(mean, 0, run.used);
        run.lanes.accumulate(from, at, mean, 0, features, run.used);
        run.lanes.scale(mean, 0, mean, 0, 1.0 / features, 1, run.used);
    }

    @Override
    <A> void backward(Run<A> run, Frame<A> frame) {
        Lanes<A> lanes = run.lanes;
        int row = lanes.row();
        open(x, run, frame);
        A d = frame.array(derivative);
        A u = frame.array(normalized);
        A mean = run.row(0);
        A product = run.row(1);
        for (int p = 0; p < positions; p++) {
            int dAt = frame.at(derivative) + p * features * row;
            int uAt = frame.at(normalized) + p * features * row;
            for (int j = 0; j < features; j++) {
                scales[j].sum(run, d, dAt + j * row, u, uAt + j * row);
                if (x.differentiated()) {
                    // the map has one input and one output: its derivative may take the place of what it is derived from
                    scales[j].back(run, d, dAt + j * row, d, dAt + j * row, false);
                }
            }
            if (x.differentiated()) {
                average(run, d, dAt, mean);
                lanes.clear(product, 0, run.used);
                lanes.addProductsToRow(d, dAt, u, uAt, product, 0, features, run.used);
                lanes.scale(product, 0, product, 0, 1.0 / features, 1, run.used);
                lanes.normalizationBackward(d, dAt, u, uAt, mean, 0, product, 0, frame.array(inverse), frame.at(inverse) + p * row,
                        frame.array(x.derivative()), frame.at(x.derivative()) + p * features * row, features, run.used);
            }
        }
    }
}

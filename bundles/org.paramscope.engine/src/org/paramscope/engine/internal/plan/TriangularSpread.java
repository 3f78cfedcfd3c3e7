package org.paramscope.engine.internal.plan;

import org.paramscope.engine.internal.kernel.Lanes;

/** S = L L' with L_ij = t_ij below the diagonal and L_ii = exp(t_ii); v_i = sum_j L_ij^2 and log det S / 2 = sum_i t_ii. */
final class TriangularSpread extends GaussianSpread {

    private final Source t;
    private final int d;

    TriangularSpread(Source triangle, int d) {
        this.t = triangle;
        this.d = d;
    }

    /** Where a row of the triangle begins. */
    private static int first(int i) {
        return i * (i + 1) / 2;
    }

    @Override
    int noiseRows() {
        return d;
    }

    @Override
    <A> void open(Run<A> run, Frame<A> frame) {
        Step.open(t, run, frame);
    }

    @Override
    <A> void addSample(Run<A> run, Frame<A> frame, Place noise, Place z) {
        Lanes<A> lanes = run.lanes;
        int row = lanes.row();
        A triangle = frame.array(t.value());
        A e = frame.array(noise);
        int eAt = frame.at(noise);
        for (int i = 0; i < d; i++) {
            int at = frame.at(t.value()) + first(i) * row;
            int zAt = frame.at(z) + i * row;
            lanes.addProductsToRow(triangle, at, e, eAt, frame.array(z), zAt, i, run.used);
            lanes.addExponentialProduct(triangle, at + i * row, e, eAt + i * row, frame.array(z), zAt, 1, run.used);
        }
    }

    @Override
    <A> void sampleBackward(Run<A> run, Frame<A> frame, Place noise, Place dz) {
        if (!t.differentiated()) {
            return;
        }
        Lanes<A> lanes = run.lanes;
        int row = lanes.row();
        A e = frame.array(noise);
        int eAt = frame.at(noise);
        for (int i = 0; i < d; i++) {
            int at = frame.at(t.value()) + (first(i) + i) * row;
            int to = frame.at(t.derivative()) + first(i) * row;
            int dAt = frame.at(dz) + i * row;
            lanes.addMultipleOfRow(e, eAt, frame.array(dz), dAt, frame.array(t.derivative()), to, i, run.used);
            lanes.exponentialProductBackward(frame.array(t.value()), at, e, eAt + i * row, frame.array(dz), dAt,
                    frame.array(t.derivative()), to + i * row, 1, run.used);
        }
    }

    @Override
    <A> void divergence(Run<A> run, Frame<A> frame, Place v, Place l) {
        Lanes<A> lanes = run.lanes;
        int row = lanes.row();
        A triangle = frame.array(t.value());
        for (int i = 0; i < d; i++) {
            int at = frame.at(t.value()) + first(i) * row;
            int diagonal = at + i * row;
            int vAt = frame.at(v) + i * row;
            lanes.scale(triangle, diagonal, frame.array(v), vAt, 2, 1, run.used);
            lanes.exp(frame.array(v), vAt, frame.array(v), vAt, 1, run.used);
            lanes.addProductsToRow(triangle, at, triangle, at, frame.array(v), vAt, i, run.used);
            lanes.addScaled(triangle, diagonal, frame.array(l), frame.at(l), -1, 1, run.used);
        }
    }

    @Override
    <A> void divergenceBackward(Run<A> run, Frame<A> frame, Place dv, Place dl) {
        if (!t.differentiated()) {
            return;
        }
        Lanes<A> lanes = run.lanes;
        int row = lanes.row();
        A triangle = frame.array(t.value());
        A to = frame.array(t.derivative());
        for (int i = 0; i < d; i++) {
            int at = frame.at(t.value()) + first(i) * row;
            int toAt = frame.at(t.derivative()) + first(i) * row;
            int dvAt = frame.at(dv) + i * row;
            lanes.addTwiceMultipleOfRow(triangle, at, frame.array(dv), dvAt, to, toAt, i, run.used);
            lanes.triangleDiagonalBackward(triangle, at + i * row, frame.array(dv), dvAt, frame.array(dl), frame.at(dl), to, toAt + i * row,
                    1, run.used);
        }
    }
}

package org.paramscope.engine.internal.plan;

import org.paramscope.engine.internal.kernel.Lanes;

/**
 * S = diag(exp(s)) + U U'. With B = diag(exp(-s / 2)) U and the capacitance matrix C = I + B' B, log det S = sum s + log det C;
 * with y_i = C^-1 b_i for the rows b_i of B, log det S has the derivatives 2 exp(-s_i / 2) y_i of u_i and 1 - b_i' y_i of s_i.
 */
final class LowRankSpread extends GaussianSpread {

    private final DiagonalSpread diagonal;
    private final Source s;
    private final Source u;
    private final int d;
    private final int rank;
    /** B, [d, rank]. */
    private final Place standardized;
    /** The Cholesky factor of C. */
    private final LanesCholesky capacitance;
    /** y_i and b_i' y_i. */
    private final Place solved;

    LowRankSpread(Compiler compiler, Source logVariance, Source factor, int d) {
        this.diagonal = new DiagonalSpread(logVariance);
        this.s = logVariance;
        this.u = factor;
        this.d = d;
        this.rank = factor.rows() / d;
        this.standardized = compiler.keep(factor.rows());
        this.capacitance = new LanesCholesky(compiler.keep(rank * rank), rank);
        this.solved = compiler.derivativeRows(rank + 1);
    }

    @Override
    int noiseRows() {
        return d + rank;
    }

    @Override
    <A> void open(Run<A> run, Frame<A> frame) {
        diagonal.open(run, frame);
        Step.open(u, run, frame);
    }

    @Override
    <A> void addSample(Run<A> run, Frame<A> frame, Place noise, Place z) {
        diagonal.addSample(run, frame, noise, z);
        int row = run.lanes.row();
        Place f = noise.plus(d);
        for (int i = 0; i < d; i++) {
            run.lanes.addProductsToRow(frame.array(u.value()), frame.at(u.value()) + i * rank * row, frame.array(f), frame.at(f),
                    frame.array(z), frame.at(z) + i * row, rank, run.used);
        }
    }

    @Override
    <A> void sampleBackward(Run<A> run, Frame<A> frame, Place noise, Place dz) {
        diagonal.sampleBackward(run, frame, noise, dz);
        int row = run.lanes.row();
        Place f = noise.plus(d);
        for (int i = 0; i < d && u.differentiated(); i++) {
            run.lanes.addMultipleOfRow(frame.array(f), frame.at(f), frame.array(dz), frame.at(dz) + i * row, frame.array(u.derivative()),
                    frame.at(u.derivative()) + i * rank * row, rank, run.used);
        }
    }

    @Override
    <A> void divergence(Run<A> run, Frame<A> frame, Place v, Place l) {
        diagonal.divergence(run, frame, v, l);
        Lanes<A> lanes = run.lanes;
        int row = lanes.row();
        A factor = frame.array(u.value());
        A b = frame.array(standardized);
        capacitance.identity(run, frame);
        for (int i = 0; i < d; i++) {
            int at = frame.at(u.value()) + i * rank * row;
            int bAt = frame.at(standardized) + i * rank * row;
            lanes.addProductsToRow(factor, at, factor, at, frame.array(v), frame.at(v) + i * row, rank, run.used);
            lanes.standardized(factor, at, frame.array(s.value()), frame.at(s.value()) + i * row, b, bAt, rank, run.used);
            capacitance.addProduct(run, frame, b, bAt);
        }
        capacitance.factor(run, frame);
        for (int j = 0; j < rank; j++) {
            Place pivot = capacitance.entry(j, j);
            lanes.subtractLogarithm(frame.array(pivot), frame.at(pivot), frame.array(l), frame.at(l), 1, run.used);
        }
    }

    @Override
    <A> void divergenceBackward(Run<A> run, Frame<A> frame, Place dv, Place dl) {
        diagonal.divergenceBackward(run, frame, dv, dl);
        Lanes<A> lanes = run.lanes;
        int row = lanes.row();
        A b = frame.array(standardized);
        A y = frame.array(solved);
        int yAt = frame.at(solved);
        int product = yAt + rank * row;
        for (int i = 0; i < d; i++) {
            int shift = i * rank * row;
            lanes.copy(b, frame.at(standardized) + shift, y, yAt, rank, run.used);
            capacitance.solve(run, frame, y, yAt);
            if (s.differentiated()) {
                lanes.clear(y, product, product + run.used);
                lanes.addProductsToRow(b, frame.at(standardized) + shift, y, yAt, y, product, rank, run.used);
                lanes.addHalfProduct(frame.array(dl), frame.at(dl), y, product, frame.array(s.derivative()),
                        frame.at(s.derivative()) + i * row, 1, run.used);
            }
            if (u.differentiated()) {
                A to = frame.array(u.derivative());
                int toAt = frame.at(u.derivative()) + shift;
                lanes.addTwiceMultipleOfRow(frame.array(u.value()), frame.at(u.value()) + shift, frame.array(dv), frame.at(dv) + i * row,
                        to, toAt, rank, run.used);
                lanes.factorBackward(y, yAt, frame.array(s.value()), frame.at(s.value()) + i * row, frame.array(dl), frame.at(dl), to,
                        toAt, rank, run.used);
            }
        }
    }
}

package org.paramscope.engine.internal.plan;

import org.paramscope.engine.internal.kernel.Lanes;

/**
 * A small symmetric positive definite matrix for each sample, C = R R' with a lower triangle R. R stands below the diagonal
 * and its transposed above, so that both substitutions read rows that follow one another.
 */
final class LanesCholesky {

    private final Place entries;
    private final int size;

    /** In size x size rows. */
    LanesCholesky(Place entries, int size) {
        this.entries = entries;
        this.size = size;
    }

    /** Where an entry lies. */
    Place entry(int i, int j) {
        return entries.plus(i * size + j);
    }

    private <A> int at(Frame<A> frame, int i, int j) {
        return frame.at(entry(i, j));
    }

    /** C = I. */
    <A> void identity(Run<A> run, Frame<A> frame) {
        Step.clear(entries, size * size, run, frame);
        A c = frame.array(entries);
        for (int i = 0; i < size; i++) {
            run.lanes.rescale(c, at(frame, i, i), c, at(frame, i, i), 0, 1, 1, run.used);
        }
    }

    /** C += b b', on and above the diagonal. */
    <A> void addProduct(Run<A> run, Frame<A> frame, A b, int bAt) {
        int row = run.lanes.row();
        for (int j = 0; j < size; j++) {
            run.lanes.addMultipleOfRow(b, bAt + j * row, b, bAt + j * row, frame.array(entries), at(frame, j, j), size - j, run.used);
        }
    }

    /** R in the place of C, column by column (Cholesky 1910). */
    <A> void factor(Run<A> run, Frame<A> frame) {
        Lanes<A> lanes = run.lanes;
        A c = frame.array(entries);
        for (int j = 0; j < size; j++) {
            int pivot = at(frame, j, j);
            for (int i = j; i < size; i++) {
                int above = at(frame, j, i);
                lanes.subtractProductsFromRow(c, at(frame, i, 0), c, at(frame, j, 0), c, above, j, run.used);
                if (i == j) {
                    lanes.squareRoot(c, pivot, c, pivot, 1, run.used);
                } else {
                    lanes.divide(c, above, c, pivot, c, above, 1, run.used);
                    lanes.copy(c, above, c, at(frame, i, j), 1, run.used);
                }
            }
        }
    }

    /** x = C^-1 x. */
    <A> void solve(Run<A> run, Frame<A> frame, A x, int xAt) {
        Lanes<A> lanes = run.lanes;
        int row = lanes.row();
        A r = frame.array(entries);
        for (int j = 0; j < size; j++) {
            lanes.subtractProductsFromRow(r, at(frame, j, 0), x, xAt, x, xAt + j * row, j, run.used);
            lanes.divide(x, xAt + j * row, r, at(frame, j, j), x, xAt + j * row, 1, run.used);
        }
        for (int j = size - 1; j >= 0; j--) {
            lanes.subtractProductsFromRow(r, at(frame, j, j) + row, x, xAt + (j + 1) * row, x, xAt + j * row, size - 1 - j, run.used);
            lanes.divide(x, xAt + j * row, r, at(frame, j, j), x, xAt + j * row, 1, run.used);
        }
    }
}

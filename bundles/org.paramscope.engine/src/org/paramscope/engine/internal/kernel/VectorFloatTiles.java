package org.paramscope.engine.internal.kernel;

import static org.paramscope.engine.internal.kernel.FloatLanes.VIRTUAL;
import static org.paramscope.engine.internal.kernel.Lanes.ROW;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost products in float32: eight sums stay in registers. Each is one call a block, because
 * the compiler runs out of registers when the loop over samples surrounds them.
 */
final class VectorFloatTiles {

    private static final VectorSpecies<Float> S = Species.float32();
    private static final int L = S.length();

    private VectorFloatTiles() { }

    /** 4 outputs of 2 vectors of samples; the biases come first in w. */
    static void tile4(float[] w, int bias, int inputs, float[] x, int from, float[] y, int row) {
        FloatVector a0 = FloatVector.broadcast(S, w[bias]);
        FloatVector b0 = FloatVector.broadcast(S, w[bias + 1]);
        FloatVector c0 = FloatVector.broadcast(S, w[bias + 2]);
        FloatVector d0 = FloatVector.broadcast(S, w[bias + 3]);
        FloatVector a1 = a0;
        FloatVector b1 = b0;
        FloatVector c1 = c0;
        FloatVector d1 = d0;
        int at = bias + 4;
        for (int i = 0; i < inputs; i++) {
            FloatVector x0 = FloatVector.fromArray(S, x, from + i * ROW);
            FloatVector x1 = FloatVector.fromArray(S, x, from + i * ROW + L);
            FloatVector f = FloatVector.broadcast(S, w[at + 4 * i]);
            a0 = x0.fma(f, a0);
            a1 = x1.fma(f, a1);
            f = FloatVector.broadcast(S, w[at + 4 * i + 1]);
            b0 = x0.fma(f, b0);
            b1 = x1.fma(f, b1);
            f = FloatVector.broadcast(S, w[at + 4 * i + 2]);
            c0 = x0.fma(f, c0);
            c1 = x1.fma(f, c1);
            f = FloatVector.broadcast(S, w[at + 4 * i + 3]);
            d0 = x0.fma(f, d0);
            d1 = x1.fma(f, d1);
        }
        a0.intoArray(y, row);
        a1.intoArray(y, row + L);
        b0.intoArray(y, row + ROW);
        b1.intoArray(y, row + ROW + L);
        c0.intoArray(y, row + 2 * ROW);
        c1.intoArray(y, row + 2 * ROW + L);
        d0.intoArray(y, row + 3 * ROW);
        d1.intoArray(y, row + 3 * ROW + L);
    }

    /** 2 outputs of 4 vectors of samples. */
    static void tile2(float[] w, int bias, int inputs, float[] x, int from, float[] y, int row) {
        FloatVector a0 = FloatVector.broadcast(S, w[bias]);
        FloatVector b0 = FloatVector.broadcast(S, w[bias + 1]);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector b1 = b0;
        FloatVector b2 = b0;
        FloatVector b3 = b0;
        int at = bias + 2;
        for (int i = 0; i < inputs; i++) {
            FloatVector f = FloatVector.broadcast(S, w[at + 2 * i]);
            FloatVector g = FloatVector.broadcast(S, w[at + 2 * i + 1]);
            FloatVector v = FloatVector.fromArray(S, x, from + i * ROW);
            a0 = v.fma(f, a0);
            b0 = v.fma(g, b0);
            v = FloatVector.fromArray(S, x, from + i * ROW + L);
            a1 = v.fma(f, a1);
            b1 = v.fma(g, b1);
            v = FloatVector.fromArray(S, x, from + i * ROW + 2 * L);
            a2 = v.fma(f, a2);
            b2 = v.fma(g, b2);
            v = FloatVector.fromArray(S, x, from + i * ROW + 3 * L);
            a3 = v.fma(f, a3);
            b3 = v.fma(g, b3);
        }
        a0.intoArray(y, row);
        a1.intoArray(y, row + L);
        a2.intoArray(y, row + 2 * L);
        a3.intoArray(y, row + 3 * L);
        b0.intoArray(y, row + ROW);
        b1.intoArray(y, row + ROW + L);
        b2.intoArray(y, row + ROW + 2 * L);
        b3.intoArray(y, row + ROW + 3 * L);
    }

    /** 1 output of 4 vectors of samples. */
    static void tile1(float[] w, int bias, int inputs, float[] x, int from, float[] y, int row) {
        FloatVector a0 = FloatVector.broadcast(S, w[bias]);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        for (int i = 0; i < inputs; i++) {
            FloatVector f = FloatVector.broadcast(S, w[bias + 1 + i]);
            a0 = FloatVector.fromArray(S, x, from + i * ROW).fma(f, a0);
            a1 = FloatVector.fromArray(S, x, from + i * ROW + L).fma(f, a1);
            a2 = FloatVector.fromArray(S, x, from + i * ROW + 2 * L).fma(f, a2);
            a3 = FloatVector.fromArray(S, x, from + i * ROW + 3 * L).fma(f, a3);
        }
        a0.intoArray(y, row);
        a1.intoArray(y, row + L);
        a2.intoArray(y, row + 2 * L);
        a3.intoArray(y, row + 3 * L);
    }

    /**
     * Adds the products of 4 rows of d and 2 rows of x to the sums from s0. The step, which is the number of
     * virtual lanes, is a parameter: the compiler unrolls a loop of constant step until the sums leave the registers.
     */
    static void outer42(float[] d, int dAt, float[] x, int xAt, float[] sums, int s0, int rowStep, int columnStep,
            int lanes, int step) {
        int s1 = s0 + rowStep;
        int s2 = s1 + rowStep;
        int s3 = s2 + rowStep;
        FloatVector a0 = FloatVector.fromArray(S, sums, s0);
        FloatVector b0 = FloatVector.fromArray(S, sums, s1);
        FloatVector c0 = FloatVector.fromArray(S, sums, s2);
        FloatVector d0 = FloatVector.fromArray(S, sums, s3);
        FloatVector a1 = FloatVector.fromArray(S, sums, s0 + columnStep);
        FloatVector b1 = FloatVector.fromArray(S, sums, s1 + columnStep);
        FloatVector c1 = FloatVector.fromArray(S, sums, s2 + columnStep);
        FloatVector d1 = FloatVector.fromArray(S, sums, s3 + columnStep);
        for (int n = 0; n < lanes; n += step) {
            FloatVector x0 = FloatVector.fromArray(S, x, xAt + n);
            FloatVector x1 = FloatVector.fromArray(S, x, xAt + ROW + n);
            FloatVector v = FloatVector.fromArray(S, d, dAt + n);
            a0 = v.fma(x0, a0);
            a1 = v.fma(x1, a1);
            v = FloatVector.fromArray(S, d, dAt + ROW + n);
            b0 = v.fma(x0, b0);
            b1 = v.fma(x1, b1);
            v = FloatVector.fromArray(S, d, dAt + 2 * ROW + n);
            c0 = v.fma(x0, c0);
            c1 = v.fma(x1, c1);
            v = FloatVector.fromArray(S, d, dAt + 3 * ROW + n);
            d0 = v.fma(x0, d0);
            d1 = v.fma(x1, d1);
        }
        a0.intoArray(sums, s0);
        b0.intoArray(sums, s1);
        c0.intoArray(sums, s2);
        d0.intoArray(sums, s3);
        a1.intoArray(sums, s0 + columnStep);
        b1.intoArray(sums, s1 + columnStep);
        c1.intoArray(sums, s2 + columnStep);
        d1.intoArray(sums, s3 + columnStep);
    }

    /** Adds the products of one row of d and one of x to the sum at. */
    static void outer11(float[] d, int dAt, float[] x, int xAt, float[] sums, int at, int lanes) {
        for (int k = 0; k < VIRTUAL; k += L) {
            FloatVector a = FloatVector.fromArray(S, sums, at + k);
            for (int n = k; n < lanes; n += VIRTUAL) {
                a = FloatVector.fromArray(S, d, dAt + n).fma(FloatVector.fromArray(S, x, xAt + n), a);
            }
            a.intoArray(sums, at + k);
        }
    }
}

package org.paramscope.engine.internal.kernel;

import static org.paramscope.engine.internal.kernel.DoubleLanes.VIRTUAL;
import static org.paramscope.engine.internal.kernel.Lanes.ROW;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost products in float64: eight sums stay in registers, and the loops around them stand in the same method,
 * for a call costs as much as a third of a tile's products. The strides of these loops are parameters. The compiler
 * would unroll loops whose stride it knows until the sums leave the registers, and is then slower by a tenth.
 */
final class VectorDoubleTiles {

    private static final VectorSpecies<Double> S = Species.float64();
    private static final int L = S.length();

    private VectorDoubleTiles() { }

    /** 4 outputs of 2 vectors of samples; the biases come first in w. */
    static void tile4(double[] w, int bias, int inputs, double[] x, int from, double[] y, int row, int lanes, int step) {
        int end = bias + 4 + 4 * inputs;
        for (int n = 0; n < lanes; n += step) {
            DoubleVector a0 = DoubleVector.broadcast(S, w[bias]);
            DoubleVector b0 = DoubleVector.broadcast(S, w[bias + 1]);
            DoubleVector c0 = DoubleVector.broadcast(S, w[bias + 2]);
            DoubleVector d0 = DoubleVector.broadcast(S, w[bias + 3]);
            DoubleVector a1 = a0;
            DoubleVector b1 = b0;
            DoubleVector c1 = c0;
            DoubleVector d1 = d0;
            int input = from + n;
            for (int at = bias + 4; at < end; at += 4) {
                DoubleVector x0 = DoubleVector.fromArray(S, x, input);
                DoubleVector x1 = DoubleVector.fromArray(S, x, input + L);
                DoubleVector f = DoubleVector.broadcast(S, w[at]);
                a0 = x0.fma(f, a0);
                a1 = x1.fma(f, a1);
                f = DoubleVector.broadcast(S, w[at + 1]);
                b0 = x0.fma(f, b0);
                b1 = x1.fma(f, b1);
                f = DoubleVector.broadcast(S, w[at + 2]);
                c0 = x0.fma(f, c0);
                c1 = x1.fma(f, c1);
                f = DoubleVector.broadcast(S, w[at + 3]);
                d0 = x0.fma(f, d0);
                d1 = x1.fma(f, d1);
                input += ROW;
            }
            int to = row + n;
            a0.intoArray(y, to);
            a1.intoArray(y, to + L);
            b0.intoArray(y, to + ROW);
            b1.intoArray(y, to + ROW + L);
            c0.intoArray(y, to + 2 * ROW);
            c1.intoArray(y, to + 2 * ROW + L);
            d0.intoArray(y, to + 3 * ROW);
            d1.intoArray(y, to + 3 * ROW + L);
        }
    }

    /** 2 outputs of 4 vectors of samples. */
    static void tile2(double[] w, int bias, int inputs, double[] x, int from, double[] y, int row, int lanes, int step) {
        int end = bias + 2 + 2 * inputs;
        for (int n = 0; n < lanes; n += step) {
            DoubleVector a0 = DoubleVector.broadcast(S, w[bias]);
            DoubleVector b0 = DoubleVector.broadcast(S, w[bias + 1]);
            DoubleVector a1 = a0;
            DoubleVector a2 = a0;
            DoubleVector a3 = a0;
            DoubleVector b1 = b0;
            DoubleVector b2 = b0;
            DoubleVector b3 = b0;
            int input = from + n;
            for (int at = bias + 2; at < end; at += 2) {
                DoubleVector f = DoubleVector.broadcast(S, w[at]);
                DoubleVector g = DoubleVector.broadcast(S, w[at + 1]);
                DoubleVector v = DoubleVector.fromArray(S, x, input);
                a0 = v.fma(f, a0);
                b0 = v.fma(g, b0);
                v = DoubleVector.fromArray(S, x, input + L);
                a1 = v.fma(f, a1);
                b1 = v.fma(g, b1);
                v = DoubleVector.fromArray(S, x, input + 2 * L);
                a2 = v.fma(f, a2);
                b2 = v.fma(g, b2);
                v = DoubleVector.fromArray(S, x, input + 3 * L);
                a3 = v.fma(f, a3);
                b3 = v.fma(g, b3);
                input += ROW;
            }
            int to = row + n;
            a0.intoArray(y, to);
            a1.intoArray(y, to + L);
            a2.intoArray(y, to + 2 * L);
            a3.intoArray(y, to + 3 * L);
            b0.intoArray(y, to + ROW);
            b1.intoArray(y, to + ROW + L);
            b2.intoArray(y, to + ROW + 2 * L);
            b3.intoArray(y, to + ROW + 3 * L);
        }
    }

    /** 1 output of 4 vectors of samples. */
    static void tile1(double[] w, int bias, int inputs, double[] x, int from, double[] y, int row, int lanes, int step) {
        int end = bias + 1 + inputs;
        for (int n = 0; n < lanes; n += step) {
            DoubleVector a0 = DoubleVector.broadcast(S, w[bias]);
            DoubleVector a1 = a0;
            DoubleVector a2 = a0;
            DoubleVector a3 = a0;
            int input = from + n;
            for (int at = bias + 1; at < end; at++) {
                DoubleVector f = DoubleVector.broadcast(S, w[at]);
                a0 = DoubleVector.fromArray(S, x, input).fma(f, a0);
                a1 = DoubleVector.fromArray(S, x, input + L).fma(f, a1);
                a2 = DoubleVector.fromArray(S, x, input + 2 * L).fma(f, a2);
                a3 = DoubleVector.fromArray(S, x, input + 3 * L).fma(f, a3);
                input += ROW;
            }
            int to = row + n;
            a0.intoArray(y, to);
            a1.intoArray(y, to + L);
            a2.intoArray(y, to + 2 * L);
            a3.intoArray(y, to + 3 * L);
        }
    }

    /**
     * Adds the products of 4 rows of d and of pairs of rows of x to the sums from s0.
     *
     * @param step twice the number of virtual lanes: unrolled once, by hand
     * @param width the number of lanes of a vector of sums
     */
    static void outer42(double[] d, int dAt, double[] x, int xAt, int pairs, double[] sums, int s0, int rowStep,
            int columnStep, int lanes, int step, int width) {
        int xRow = xAt;
        int pair = s0;
        for (int p = 0; p < pairs; p++) {
            for (int k = 0; k < VIRTUAL; k += width) {
                int s = pair + k;
                DoubleVector a0 = DoubleVector.fromArray(S, sums, s);
                DoubleVector b0 = DoubleVector.fromArray(S, sums, s + rowStep);
                DoubleVector c0 = DoubleVector.fromArray(S, sums, s + 2 * rowStep);
                DoubleVector d0 = DoubleVector.fromArray(S, sums, s + 3 * rowStep);
                DoubleVector a1 = DoubleVector.fromArray(S, sums, s + columnStep);
                DoubleVector b1 = DoubleVector.fromArray(S, sums, s + columnStep + rowStep);
                DoubleVector c1 = DoubleVector.fromArray(S, sums, s + columnStep + 2 * rowStep);
                DoubleVector d1 = DoubleVector.fromArray(S, sums, s + columnStep + 3 * rowStep);
                int xk = xRow + k;
                int dk = dAt + k;
                for (int n = 0; n < lanes; n += step) {
                    DoubleVector x0 = DoubleVector.fromArray(S, x, xk + n);
                    DoubleVector x1 = DoubleVector.fromArray(S, x, xk + ROW + n);
                    DoubleVector v = DoubleVector.fromArray(S, d, dk + n);
                    a0 = v.fma(x0, a0);
                    a1 = v.fma(x1, a1);
                    v = DoubleVector.fromArray(S, d, dk + ROW + n);
                    b0 = v.fma(x0, b0);
                    b1 = v.fma(x1, b1);
                    v = DoubleVector.fromArray(S, d, dk + 2 * ROW + n);
                    c0 = v.fma(x0, c0);
                    c1 = v.fma(x1, c1);
                    v = DoubleVector.fromArray(S, d, dk + 3 * ROW + n);
                    d0 = v.fma(x0, d0);
                    d1 = v.fma(x1, d1);
                    x0 = DoubleVector.fromArray(S, x, xk + n + VIRTUAL);
                    x1 = DoubleVector.fromArray(S, x, xk + ROW + n + VIRTUAL);
                    v = DoubleVector.fromArray(S, d, dk + n + VIRTUAL);
                    a0 = v.fma(x0, a0);
                    a1 = v.fma(x1, a1);
                    v = DoubleVector.fromArray(S, d, dk + ROW + n + VIRTUAL);
                    b0 = v.fma(x0, b0);
                    b1 = v.fma(x1, b1);
                    v = DoubleVector.fromArray(S, d, dk + 2 * ROW + n + VIRTUAL);
                    c0 = v.fma(x0, c0);
                    c1 = v.fma(x1, c1);
                    v = DoubleVector.fromArray(S, d, dk + 3 * ROW + n + VIRTUAL);
                    d0 = v.fma(x0, d0);
                    d1 = v.fma(x1, d1);
                }
                a0.intoArray(sums, s);
                b0.intoArray(sums, s + rowStep);
                c0.intoArray(sums, s + 2 * rowStep);
                d0.intoArray(sums, s + 3 * rowStep);
                a1.intoArray(sums, s + columnStep);
                b1.intoArray(sums, s + columnStep + rowStep);
                c1.intoArray(sums, s + columnStep + 2 * rowStep);
                d1.intoArray(sums, s + columnStep + 3 * rowStep);
            }
            xRow += 2 * ROW;
            pair += 2 * columnStep;
        }
    }

    /** Adds the products of rows of d and one row of x to the sums from s0. */
    static void outer1(double[] d, int dAt, int rows, double[] x, int xAt, double[] sums, int s0, int rowStep, int lanes) {
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < VIRTUAL; k += L) {
                int dk = dAt + r * ROW + k;
                DoubleVector a = DoubleVector.fromArray(S, sums, s0 + r * rowStep + k);
                for (int n = 0; n < lanes; n += VIRTUAL) {
                    a = DoubleVector.fromArray(S, d, dk + n).fma(DoubleVector.fromArray(S, x, xAt + k + n), a);
                }
                a.intoArray(sums, s0 + r * rowStep + k);
            }
        }
    }
}

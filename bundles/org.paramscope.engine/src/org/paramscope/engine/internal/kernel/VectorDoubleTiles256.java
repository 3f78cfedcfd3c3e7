package org.paramscope.engine.internal.kernel;

import static org.paramscope.engine.internal.kernel.DoubleLanes.VIRTUAL;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loops in float64 for chunks of 256 samples; the generator makes those of other chunks. Eight sums stay in
 * registers, and the loops around them stand in the same method, for a call costs as much as a third of a tile's products.
 * The strides of these loops are parameters: the compiler would unroll loops whose stride it knows until the sums leave the
 * registers, and is then slower by a tenth. The distance of rows is a constant: the compiler checks indices that are constants
 * apart together, others one by one, and is then slower by a fifth.
 */
final class VectorDoubleTiles256 extends VectorDoubleTiles {

    private static final VectorSpecies<Double> S = Species.float64();
    private static final int L = S.length();
    private static final VectorSpecies<Double> SUMS = Species.sums64();

    private static final int ROW = Lanes.row(256);
    private static final int W = SUMS.length();

    @Override
    void tile4(double[] w, int bias, int inputs, boolean accumulate, double[] x, int from, double[] y,
            int yAt, int lanes, int step) {
        int end = bias + 4 + 4 * inputs;
        for (int n = 0; n < lanes; n += step) {
            int to = yAt + n;
            DoubleVector a0 = accumulate ? DoubleVector.fromArray(S, y, to) : DoubleVector.broadcast(S, w[bias]);
            DoubleVector a1 = accumulate ? DoubleVector.fromArray(S, y, to + L) : a0;
            DoubleVector b0 = accumulate ? DoubleVector.fromArray(S, y, to + ROW) : DoubleVector.broadcast(S, w[bias + 1]);
            DoubleVector b1 = accumulate ? DoubleVector.fromArray(S, y, to + ROW + L) : b0;
            DoubleVector c0 = accumulate ? DoubleVector.fromArray(S, y, to + 2 * ROW) : DoubleVector.broadcast(S, w[bias + 2]);
            DoubleVector c1 = accumulate ? DoubleVector.fromArray(S, y, to + 2 * ROW + L) : c0;
            DoubleVector d0 = accumulate ? DoubleVector.fromArray(S, y, to + 3 * ROW) : DoubleVector.broadcast(S, w[bias + 3]);
            DoubleVector d1 = accumulate ? DoubleVector.fromArray(S, y, to + 3 * ROW + L) : d0;
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

    @Override
    void tile2(double[] w, int bias, int inputs, boolean accumulate, double[] x, int from, double[] y,
            int yAt, int lanes, int step) {
        int end = bias + 2 + 2 * inputs;
        for (int n = 0; n < lanes; n += step) {
            int to = yAt + n;
            DoubleVector a0 = accumulate ? DoubleVector.fromArray(S, y, to) : DoubleVector.broadcast(S, w[bias]);
            DoubleVector a1 = accumulate ? DoubleVector.fromArray(S, y, to + L) : a0;
            DoubleVector a2 = accumulate ? DoubleVector.fromArray(S, y, to + 2 * L) : a0;
            DoubleVector a3 = accumulate ? DoubleVector.fromArray(S, y, to + 3 * L) : a0;
            DoubleVector b0 = accumulate ? DoubleVector.fromArray(S, y, to + ROW) : DoubleVector.broadcast(S, w[bias + 1]);
            DoubleVector b1 = accumulate ? DoubleVector.fromArray(S, y, to + ROW + L) : b0;
            DoubleVector b2 = accumulate ? DoubleVector.fromArray(S, y, to + ROW + 2 * L) : b0;
            DoubleVector b3 = accumulate ? DoubleVector.fromArray(S, y, to + ROW + 3 * L) : b0;
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

    @Override
    void tile1(double[] w, int bias, int inputs, boolean accumulate, double[] x, int from, double[] y,
            int yAt, int lanes, int step) {
        int end = bias + 1 + inputs;
        for (int n = 0; n < lanes; n += step) {
            int to = yAt + n;
            DoubleVector a0 = accumulate ? DoubleVector.fromArray(S, y, to) : DoubleVector.broadcast(S, w[bias]);
            DoubleVector a1 = accumulate ? DoubleVector.fromArray(S, y, to + L) : a0;
            DoubleVector a2 = accumulate ? DoubleVector.fromArray(S, y, to + 2 * L) : a0;
            DoubleVector a3 = accumulate ? DoubleVector.fromArray(S, y, to + 3 * L) : a0;
            int input = from + n;
            for (int at = bias + 1; at < end; at++) {
                DoubleVector f = DoubleVector.broadcast(S, w[at]);
                a0 = DoubleVector.fromArray(S, x, input).fma(f, a0);
                a1 = DoubleVector.fromArray(S, x, input + L).fma(f, a1);
                a2 = DoubleVector.fromArray(S, x, input + 2 * L).fma(f, a2);
                a3 = DoubleVector.fromArray(S, x, input + 3 * L).fma(f, a3);
                input += ROW;
            }
            a0.intoArray(y, to);
            a1.intoArray(y, to + L);
            a2.intoArray(y, to + 2 * L);
            a3.intoArray(y, to + 3 * L);
        }
    }

    @Override
    void outer42(double[] d, int dAt, int dStep, double[] x, int xAt, int xStep, int times, int pairs, double[] sums, int s0,
            int rowStep, int columnStep, int lanes, int step, int width) {
        int xRow = xAt;
        int pair = s0;
        for (int p = 0; p < pairs; p++) {
            for (int k = 0; k < VIRTUAL; k += width) {
                int s = pair + k;
                DoubleVector a0 = DoubleVector.fromArray(SUMS, sums, s);
                DoubleVector b0 = DoubleVector.fromArray(SUMS, sums, s + rowStep);
                DoubleVector c0 = DoubleVector.fromArray(SUMS, sums, s + 2 * rowStep);
                DoubleVector d0 = DoubleVector.fromArray(SUMS, sums, s + 3 * rowStep);
                DoubleVector a1 = DoubleVector.fromArray(SUMS, sums, s + columnStep);
                DoubleVector b1 = DoubleVector.fromArray(SUMS, sums, s + columnStep + rowStep);
                DoubleVector c1 = DoubleVector.fromArray(SUMS, sums, s + columnStep + 2 * rowStep);
                DoubleVector d1 = DoubleVector.fromArray(SUMS, sums, s + columnStep + 3 * rowStep);
                int xk = xRow + k;
                int dk = dAt + k;
                for (int t = 0; t < times; t++) {
                    for (int n = 0; n < lanes; n += step) {
                        DoubleVector x0 = DoubleVector.fromArray(SUMS, x, xk + n);
                        DoubleVector x1 = DoubleVector.fromArray(SUMS, x, xk + ROW + n);
                        DoubleVector v = DoubleVector.fromArray(SUMS, d, dk + n);
                        a0 = v.fma(x0, a0);
                        a1 = v.fma(x1, a1);
                        v = DoubleVector.fromArray(SUMS, d, dk + ROW + n);
                        b0 = v.fma(x0, b0);
                        b1 = v.fma(x1, b1);
                        v = DoubleVector.fromArray(SUMS, d, dk + 2 * ROW + n);
                        c0 = v.fma(x0, c0);
                        c1 = v.fma(x1, c1);
                        v = DoubleVector.fromArray(SUMS, d, dk + 3 * ROW + n);
                        d0 = v.fma(x0, d0);
                        d1 = v.fma(x1, d1);
                        x0 = DoubleVector.fromArray(SUMS, x, xk + n + VIRTUAL);
                        x1 = DoubleVector.fromArray(SUMS, x, xk + ROW + n + VIRTUAL);
                        v = DoubleVector.fromArray(SUMS, d, dk + n + VIRTUAL);
                        a0 = v.fma(x0, a0);
                        a1 = v.fma(x1, a1);
                        v = DoubleVector.fromArray(SUMS, d, dk + ROW + n + VIRTUAL);
                        b0 = v.fma(x0, b0);
                        b1 = v.fma(x1, b1);
                        v = DoubleVector.fromArray(SUMS, d, dk + 2 * ROW + n + VIRTUAL);
                        c0 = v.fma(x0, c0);
                        c1 = v.fma(x1, c1);
                        v = DoubleVector.fromArray(SUMS, d, dk + 3 * ROW + n + VIRTUAL);
                        d0 = v.fma(x0, d0);
                        d1 = v.fma(x1, d1);
                    }
                    xk += xStep;
                    dk += dStep;
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

    @Override
    void outer1(double[] d, int dAt, int rows, double[] x, int xAt, double[] sums, int s0, int rowStep, int lanes) {
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < VIRTUAL; k += SUMS.length()) {
                int dk = dAt + r * ROW + k;
                DoubleVector a = DoubleVector.fromArray(SUMS, sums, s0 + r * rowStep + k);
                for (int n = 0; n < lanes; n += VIRTUAL) {
                    a = DoubleVector.fromArray(SUMS, d, dk + n).fma(DoubleVector.fromArray(SUMS, x, xAt + k + n), a);
                }
                a.intoArray(sums, s0 + r * rowStep + k);
            }
        }
    }

    @Override
    void squaredError2(double[] y, int yAt, double[] t, int tAt, int rows, double[] w, int wAt,
            double scale, double[] d, int dAt, double[] loss, int k0, int k1) {
        DoubleVector weight0 = DoubleVector.fromArray(SUMS, w, wAt);
        DoubleVector weight1 = DoubleVector.fromArray(SUMS, w, wAt + W);
        DoubleVector scaled0 = weight0.mul(scale);
        DoubleVector scaled1 = weight1.mul(scale);
        DoubleVector squares0 = DoubleVector.zero(S);
        DoubleVector squares1 = DoubleVector.zero(S);
        for (int r = 0; r < rows; r++) {
            int at = r * ROW;
            DoubleVector e0 = DoubleVector.fromArray(SUMS, y, yAt + at).sub(DoubleVector.fromArray(SUMS, t, tAt + at));
            DoubleVector e1 = DoubleVector.fromArray(SUMS, y, yAt + at + W).sub(DoubleVector.fromArray(SUMS, t, tAt + at + W));
            squares0 = e0.fma(e0, squares0);
            squares1 = e1.fma(e1, squares1);
            e0.mul(scaled0).intoArray(d, dAt + at);
            e1.mul(scaled1).intoArray(d, dAt + at + W);
        }
        weight0.fma(squares0, DoubleVector.fromArray(SUMS, loss, k0)).intoArray(loss, k0);
        weight1.fma(squares1, DoubleVector.fromArray(SUMS, loss, k1)).intoArray(loss, k1);
    }
}

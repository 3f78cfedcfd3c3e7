package org.paramscope.engine.internal.kernel;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** As many matrices as a vector has lanes. */
final class VectorMatrixLanes implements MatrixLanes {

    private static final VectorSpecies<Double> S = Species.float64();
    private static final int L = S.length();
    /** Rows that stay in the first cache while others pass by. */
    private static final int TILE = 8;

    @Override
    public int width() {
        return L;
    }

    @Override
    public void cholesky(double[] a, int d, double[] pivots) {
        int step = MatrixLanes.step(d) * L;
        Arrays.fill(pivots, -1);
        double[] dots = new double[TILE * L];
        double[] inverses = new double[d * L];
        for (int top = 0; top < d; top += TILE) {
            int bottom = Math.min(top + TILE, d);
            for (int j = 0; j < bottom; j++) {
                int row = Math.max(j, top);
                dots(a, j * step, a, row * step, step, bottom - row, j, dots, 0, L);
                if (row == j) {
                    pivot(a, j * step + j * L, dots, j, pivots, inverses);
                    row++;
                }
                divideColumn(a, row * step + j * L, step, bottom - row, dots, (row - Math.max(j, top)) * L, inverses, j * L);
            }
        }
    }

    private static void pivot(double[] a, int at, double[] dots, int j, double[] pivots, double[] inverses) {
        DoubleVector pivot = DoubleVector.fromArray(S, a, at).sub(DoubleVector.fromArray(S, dots, 0));
        DoubleVector known = DoubleVector.fromArray(S, pivots, 0);
        VectorMask<Double> failing = pivot.compare(GT, 0.0).not().and(known.compare(LT, 0.0));
        known.blend((double) j, failing).intoArray(pivots, 0);
        DoubleVector root = pivot.sqrt();
        root.intoArray(a, at);
        DoubleVector.broadcast(S, 1).div(root).intoArray(inverses, j * L);
    }

    private static void divideColumn(double[] a, int at, int step, int count, double[] dots, int dotsAt, double[] inverses,
            int inverse) {
        DoubleVector factor = DoubleVector.fromArray(S, inverses, inverse);
        for (int i = 0; i < count; i++) {
            int entry = at + i * step;
            DoubleVector.fromArray(S, a, entry).sub(DoubleVector.fromArray(S, dots, dotsAt + i * L)).mul(factor)
                    .intoArray(a, entry);
        }
    }

    @Override
    public void mirror(double[] a, int d) {
        int step = MatrixLanes.step(d) * L;
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < i; j++) {
                DoubleVector.fromArray(S, a, i * step + j * L).intoArray(a, j * step + i * L);
            }
        }
    }

    @Override
    public void solve(double[] lower, int d, double[] b, int columns) {
        int step = MatrixLanes.step(d) * L;
        for (int i = 0; i < d; i++) {
            for (int c = 0; c < columns; ) {
                int tile = columns - c >= 4 ? 4 : 1;
                eliminate(lower, i * step, L, i, b, c * L, columns * L, lower, i * step + i * L, b, (i * columns + c) * L, tile);
                c += tile;
            }
        }
        for (int i = d - 1; i >= 0; i--) {
            for (int c = 0; c < columns; ) {
                int tile = columns - c >= 4 ? 4 : 1;
                eliminate(lower, (i + 1) * step + i * L, step, d - i - 1, b, ((i + 1) * columns + c) * L, columns * L,
                        lower, i * step + i * L, b, (i * columns + c) * L, tile);
                c += tile;
            }
        }
    }

    /** (y - sum of factors times x) / divisor, for one or four columns. */
    private static void eliminate(double[] factors, int factorsAt, int factorsStep, int count, double[] x, int xAt, int xStep,
            double[] divisors, int divisorAt, double[] y, int yAt, int tile) {
        DoubleVector divisor = DoubleVector.fromArray(S, divisors, divisorAt);
        DoubleVector zero = DoubleVector.zero(S);
        DoubleVector s0 = zero;
        if (tile == 1) {
            for (int k = 0; k < count; k++) {
                s0 = DoubleVector.fromArray(S, factors, factorsAt + k * factorsStep)
                        .fma(DoubleVector.fromArray(S, x, xAt + k * xStep), s0);
            }
            DoubleVector.fromArray(S, y, yAt).sub(s0).div(divisor).intoArray(y, yAt);
            return;
        }
        DoubleVector s1 = zero;
        DoubleVector s2 = zero;
        DoubleVector s3 = zero;
        for (int k = 0; k < count; k++) {
            DoubleVector factor = DoubleVector.fromArray(S, factors, factorsAt + k * factorsStep);
            int at = xAt + k * xStep;
            s0 = factor.fma(DoubleVector.fromArray(S, x, at), s0);
            s1 = factor.fma(DoubleVector.fromArray(S, x, at + L), s1);
            s2 = factor.fma(DoubleVector.fromArray(S, x, at + 2 * L), s2);
            s3 = factor.fma(DoubleVector.fromArray(S, x, at + 3 * L), s3);
        }
        DoubleVector.fromArray(S, y, yAt).sub(s0).div(divisor).intoArray(y, yAt);
        DoubleVector.fromArray(S, y, yAt + L).sub(s1).div(divisor).intoArray(y, yAt + L);
        DoubleVector.fromArray(S, y, yAt + 2 * L).sub(s2).div(divisor).intoArray(y, yAt + 2 * L);
        DoubleVector.fromArray(S, y, yAt + 3 * L).sub(s3).div(divisor).intoArray(y, yAt + 3 * L);
    }

    @Override
    public void multiplyByTransposed(double[] a, double[] b, double[] c, int d, boolean symmetric) {
        int step = MatrixLanes.step(d) * L;
        for (int j = 0; j < d; j += TILE) {
            for (int i = symmetric ? j : 0; i < d; i++) {
                int count = Math.min(TILE, (symmetric ? i + 1 : d) - j);
                dots(a, i * step, b, j * step, step, count, d, c, i * step + j * L, L);
            }
        }
        if (symmetric) {
            mirror(c, d);
        }
    }

    @Override
    public double[] eigen(double[] a, int d, double[] values, boolean vectors) {
        return VectorTridiagonal.eigen(a, d, values, vectors);
    }

    /** Products of the vector x with rows of the same length, {@code count} of them. */
    static void dots(double[] x, int xAt, double[] rows, int rowsAt, int step, int count, int length, double[] result, int at,
            int resultStep) {
        int row = 0;
        for (; row + 8 <= count; row += 8) {
            dots8(x, xAt, rows, rowsAt + row * step, step, length * L, result, at + row * resultStep, resultStep);
        }
        for (; row + 4 <= count; row += 4) {
            dots4(x, xAt, rows, rowsAt + row * step, step, length * L, result, at + row * resultStep, resultStep);
        }
        for (; row < count; row++) {
            dot(x, xAt, rows, rowsAt + row * step, length * L, result, at + row * resultStep);
        }
    }

    private static void dots8(double[] x, int xAt, double[] rows, int at, int step, int length, double[] result, int to,
            int toStep) {
        DoubleVector s0 = DoubleVector.zero(S);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        DoubleVector s4 = s0;
        DoubleVector s5 = s0;
        DoubleVector s6 = s0;
        DoubleVector s7 = s0;
        for (int k = 0; k < length; k += L) {
            DoubleVector v = DoubleVector.fromArray(S, x, xAt + k);
            s0 = v.fma(DoubleVector.fromArray(S, rows, at + k), s0);
            s1 = v.fma(DoubleVector.fromArray(S, rows, at + step + k), s1);
            s2 = v.fma(DoubleVector.fromArray(S, rows, at + 2 * step + k), s2);
            s3 = v.fma(DoubleVector.fromArray(S, rows, at + 3 * step + k), s3);
            s4 = v.fma(DoubleVector.fromArray(S, rows, at + 4 * step + k), s4);
            s5 = v.fma(DoubleVector.fromArray(S, rows, at + 5 * step + k), s5);
            s6 = v.fma(DoubleVector.fromArray(S, rows, at + 6 * step + k), s6);
            s7 = v.fma(DoubleVector.fromArray(S, rows, at + 7 * step + k), s7);
        }
        s0.intoArray(result, to);
        s1.intoArray(result, to + toStep);
        s2.intoArray(result, to + 2 * toStep);
        s3.intoArray(result, to + 3 * toStep);
        s4.intoArray(result, to + 4 * toStep);
        s5.intoArray(result, to + 5 * toStep);
        s6.intoArray(result, to + 6 * toStep);
        s7.intoArray(result, to + 7 * toStep);
    }

    private static void dots4(double[] x, int xAt, double[] rows, int at, int step, int length, double[] result, int to,
            int toStep) {
        DoubleVector s0 = DoubleVector.zero(S);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        for (int k = 0; k < length; k += L) {
            DoubleVector v = DoubleVector.fromArray(S, x, xAt + k);
            s0 = v.fma(DoubleVector.fromArray(S, rows, at + k), s0);
            s1 = v.fma(DoubleVector.fromArray(S, rows, at + step + k), s1);
            s2 = v.fma(DoubleVector.fromArray(S, rows, at + 2 * step + k), s2);
            s3 = v.fma(DoubleVector.fromArray(S, rows, at + 3 * step + k), s3);
        }
        s0.intoArray(result, to);
        s1.intoArray(result, to + toStep);
        s2.intoArray(result, to + 2 * toStep);
        s3.intoArray(result, to + 3 * toStep);
    }

    static void dot(double[] x, int xAt, double[] y, int yAt, int length, double[] result, int to) {
        DoubleVector sum = DoubleVector.zero(S);
        for (int k = 0; k < length; k += L) {
            sum = DoubleVector.fromArray(S, x, xAt + k).fma(DoubleVector.fromArray(S, y, yAt + k), sum);
        }
        sum.intoArray(result, to);
    }
}

package org.paramscope.engine.internal.kernel;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** The eigenproblem of {@link PlainMatrixLanes}, step by step, on vectors of matrices. */
final class VectorTridiagonal {

    private static final VectorSpecies<Double> S = Species.float64();
    private static final int L = S.length();

    private final int d;
    private final int step;
    private final double[] diagonal;
    private final double[] beside;
    private final double[] cosines;
    private final double[] sines;
    /** The last row of each lane's uncoupled part. */
    private final double[] ends = new double[L];

    private VectorTridiagonal(int d, double[] diagonal) {
        this.d = d;
        this.step = MatrixLanes.step(d) * L;
        this.diagonal = diagonal;
        this.beside = new double[d * L];
        this.cosines = new double[d * L];
        this.sines = new double[d * L];
    }

    static double[] eigen(double[] a, int d, double[] values, boolean vectors) {
        VectorTridiagonal matrix = new VectorTridiagonal(d, values);
        matrix.reduce(a);
        if (vectors) {
            accumulate(a, d, matrix.step);
        }
        return matrix.iterate(vectors ? a : null);
    }

    private void reduce(double[] a) {
        double[] p = new double[d * L];
        double[] half = new double[L];
        for (int i = d - 1; i > 1; i--) {
            int u = i * step;
            System.arraycopy(a, u + i * L, diagonal, i * L, L);
            VectorMatrixLanes.dot(a, u, a, u, i * L, half, 0);
            reflector(a, u, i, half, beside);
            VectorMatrixLanes.dots(a, u, a, 0, step, i, i, p, 0, L);
            project(a, u, i, step, half, p);
            for (int j = 0; j < i; j++) {
                subtract(a, j * step, u, j * L, i * L, p);
            }
        }
        if (d > 1) {
            System.arraycopy(a, step + L, diagonal, L, L);
            System.arraycopy(a, step, beside, 0, L);
        }
        System.arraycopy(a, 0, diagonal, 0, L);
    }

    /** In: the square of the row; out: u'u / 2. */
    private static void reflector(double[] a, int u, int i, double[] half, double[] beside) {
        DoubleVector zero = DoubleVector.zero(S);
        DoubleVector square = DoubleVector.fromArray(S, half, 0);
        VectorMask<Double> tiny = square.compare(LT, MatrixLanes.TINY_SQUARE);
        if (tiny.anyTrue()) {
            for (int k = u; k < u + i * L; k += L) {
                DoubleVector.fromArray(S, a, k).blend(zero, tiny).intoArray(a, k);
            }
        }
        int lastAt = u + (i - 1) * L;
        DoubleVector last = DoubleVector.fromArray(S, a, lastAt);
        DoubleVector root = square.sqrt();
        DoubleVector element = root.neg().blend(root, last.compare(LT, 0.0)).blend(zero, tiny);
        element.intoArray(beside, (i - 1) * L);
        last.sub(element).intoArray(a, lastAt);
        last.neg().fma(element, square).blend(1.0, tiny).intoArray(half, 0);
    }

    /** From A u to p = A u / half - (u'A u / 2 half^2) u; column i takes u / half. */
    private static void project(double[] a, int u, int i, int step, double[] halves, double[] p) {
        DoubleVector half = DoubleVector.fromArray(S, halves, 0);
        DoubleVector projection = DoubleVector.zero(S);
        for (int j = 0; j < i; j++) {
            DoubleVector v = DoubleVector.fromArray(S, a, u + j * L);
            DoubleVector image = DoubleVector.fromArray(S, p, j * L).div(half);
            image.intoArray(p, j * L);
            v.div(half).intoArray(a, j * step + i * L);
            projection = image.fma(v, projection);
        }
        DoubleVector shift = projection.div(half.add(half)).neg();
        for (int j = 0; j < i * L; j += L) {
            shift.fma(DoubleVector.fromArray(S, a, u + j), DoubleVector.fromArray(S, p, j)).intoArray(p, j);
        }
    }

    /** Row j minus u_j p' and p_j u'. */
    private static void subtract(double[] a, int row, int u, int j, int length, double[] p) {
        DoubleVector uj = DoubleVector.fromArray(S, a, u + j).neg();
        DoubleVector pj = DoubleVector.fromArray(S, p, j).neg();
        for (int k = 0; k < length; k += L) {
            DoubleVector first = uj.fma(DoubleVector.fromArray(S, p, k), DoubleVector.fromArray(S, a, row + k));
            pj.fma(DoubleVector.fromArray(S, a, u + k), first).intoArray(a, row + k);
        }
    }

    private static void accumulate(double[] a, int d, int step) {
        DoubleVector zero = DoubleVector.zero(S);
        DoubleVector one = DoubleVector.broadcast(S, 1);
        for (int i = 0; i < d; i++) {
            int j = 0;
            for (; i > 1 && j + 4 <= i; j += 4) {
                reflect4(a, i, j, step);
            }
            for (; i > 1 && j < i; j++) {
                reflect(a, i, j, step);
            }
            for (int k = 0; k < i; k++) {
                zero.intoArray(a, i * step + k * L);
                zero.intoArray(a, k * step + i * L);
            }
            one.intoArray(a, i * step + i * L);
        }
    }

    private static void reflect4(double[] a, int i, int j, int step) {
        DoubleVector s0 = DoubleVector.zero(S);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        for (int k = 0; k < i; k++) {
            DoubleVector u = DoubleVector.fromArray(S, a, i * step + k * L);
            int at = k * step + j * L;
            s0 = u.fma(DoubleVector.fromArray(S, a, at), s0);
            s1 = u.fma(DoubleVector.fromArray(S, a, at + L), s1);
            s2 = u.fma(DoubleVector.fromArray(S, a, at + 2 * L), s2);
            s3 = u.fma(DoubleVector.fromArray(S, a, at + 3 * L), s3);
        }
        s0 = s0.neg();
        s1 = s1.neg();
        s2 = s2.neg();
        s3 = s3.neg();
        for (int k = 0; k < i; k++) {
            DoubleVector w = DoubleVector.fromArray(S, a, k * step + i * L);
            int at = k * step + j * L;
            s0.fma(w, DoubleVector.fromArray(S, a, at)).intoArray(a, at);
            s1.fma(w, DoubleVector.fromArray(S, a, at + L)).intoArray(a, at + L);
            s2.fma(w, DoubleVector.fromArray(S, a, at + 2 * L)).intoArray(a, at + 2 * L);
            s3.fma(w, DoubleVector.fromArray(S, a, at + 3 * L)).intoArray(a, at + 3 * L);
        }
    }

    private static void reflect(double[] a, int i, int j, int step) {
        DoubleVector sum = DoubleVector.zero(S);
        for (int k = 0; k < i; k++) {
            sum = DoubleVector.fromArray(S, a, i * step + k * L).fma(DoubleVector.fromArray(S, a, k * step + j * L), sum);
        }
        sum = sum.neg();
        for (int k = 0; k < i; k++) {
            int at = k * step + j * L;
            sum.fma(DoubleVector.fromArray(S, a, k * step + i * L), DoubleVector.fromArray(S, a, at)).intoArray(a, at);
        }
    }

    private double[] iterate(double[] vectors) {
        double[] failed = new double[L];
        for (int l = 0; l < d; l++) {
            int last = findEnds(l);
            for (int iteration = 0; last > l && iteration < MatrixLanes.ITERATIONS; iteration++) {
                sweep(diagonal, beside, ends, l, last, cosines, sines);
                if (vectors != null) {
                    int row = 0;
                    for (; row + 4 <= d; row += 4) {
                        rotate4(vectors, row * step, step, l, last, cosines, sines);
                    }
                    for (; row < d; row++) {
                        rotate(vectors, row * step, l, last, cosines, sines);
                    }
                }
                last = findEnds(l);
            }
            for (int w = 0; w < L; w++) {
                failed[w] = ends[w] > l ? 1 : failed[w];
            }
        }
        return failed;
    }

    private int findEnds(int l) {
        findEnds(diagonal, beside, l, d, ends);
        double last = l;
        for (double end : ends) {
            last = Math.max(last, end);
        }
        return (int) last;
    }

    private static void findEnds(double[] diagonal, double[] beside, int l, int d, double[] ends) {
        DoubleVector end = DoubleVector.broadcast(S, d - 1);
        DoubleVector next = DoubleVector.fromArray(S, diagonal, (d - 1) * L).abs();
        DoubleVector least = DoubleVector.broadcast(S, MatrixLanes.TINY);
        for (int i = d - 2; i >= l; i--) {
            DoubleVector own = DoubleVector.fromArray(S, diagonal, i * L).abs();
            VectorMask<Double> zero = DoubleVector.fromArray(S, beside, i * L).abs()
                    .compare(LE, own.add(next).mul(MatrixLanes.ROUNDING).max(least));
            end = end.blend((double) i, zero);
            next = own;
        }
        end.intoArray(ends, 0);
    }

    /** Each lane takes part in its rows; elsewhere its rotations are by no angle. */
    private static void sweep(double[] diagonal, double[] beside, double[] ends, int l, int last, double[] cosines,
            double[] sines) {
        DoubleVector zero = DoubleVector.zero(S);
        DoubleVector one = DoubleVector.broadcast(S, 1);
        DoubleVector end = DoubleVector.fromArray(S, ends, 0);
        DoubleVector g = start(diagonal, beside, end, l, last);
        DoubleVector s = one;
        DoubleVector c = one;
        DoubleVector p = zero;
        for (int i = last - 1; i >= l; i--) {
            VectorMask<Double> taking = end.compare(GT, (double) i);
            DoubleVector element = DoubleVector.fromArray(S, beside, i * L);
            DoubleVector f = s.mul(element);
            DoubleVector b = c.mul(element);
            DoubleVector square = f.fma(f, g.mul(g));
            DoubleVector root = square.sqrt();
            VectorMask<Double> tiny = square.compare(LT, MatrixLanes.TINY_SQUARE);
            DoubleVector sine = f.div(root).blend(zero, tiny);
            DoubleVector cosine = g.div(root).blend(one, tiny);
            DoubleVector rotated = root.blend(g, tiny).blend(zero, end.compare(EQ, (double) (i + 1)));
            DoubleVector.fromArray(S, beside, (i + 1) * L).blend(rotated, taking).intoArray(beside, (i + 1) * L);
            DoubleVector below = DoubleVector.fromArray(S, diagonal, (i + 1) * L);
            DoubleVector shifted = below.sub(p);
            DoubleVector r = DoubleVector.fromArray(S, diagonal, i * L).sub(shifted).fma(sine, cosine.mul(b).mul(2.0));
            p = p.blend(sine.mul(r), taking);
            below.blend(shifted.add(p), taking).intoArray(diagonal, (i + 1) * L);
            g = g.blend(cosine.fma(r, b.neg()), taking);
            s = s.blend(sine, taking);
            c = c.blend(cosine, taking);
            one.blend(cosine, taking).intoArray(cosines, i * L);
            zero.blend(sine, taking).intoArray(sines, i * L);
        }
        VectorMask<Double> active = end.compare(GT, (double) l);
        DoubleVector first = DoubleVector.fromArray(S, diagonal, l * L);
        first.blend(first.sub(p), active).intoArray(diagonal, l * L);
        DoubleVector.fromArray(S, beside, l * L).blend(g, active).intoArray(beside, l * L);
    }

    /** The last diagonal element less the shift. */
    private static DoubleVector start(double[] diagonal, double[] beside, DoubleVector end, int l, int last) {
        DoubleVector element = DoubleVector.fromArray(S, beside, l * L);
        DoubleVector first = DoubleVector.fromArray(S, diagonal, l * L);
        DoubleVector ratio = DoubleVector.fromArray(S, diagonal, (l + 1) * L).sub(first).div(element.add(element));
        DoubleVector secant = ratio.fma(ratio, DoubleVector.broadcast(S, 1)).sqrt();
        DoubleVector lowest = first;
        for (int i = l + 1; i <= last; i++) {
            lowest = lowest.blend(DoubleVector.fromArray(S, diagonal, i * L), end.compare(EQ, (double) i));
        }
        DoubleVector divisor = ratio.add(secant).blend(ratio.sub(secant), ratio.compare(LT, 0.0));
        return lowest.sub(first).add(element.div(divisor));
    }

    private static void rotate4(double[] vectors, int at, int step, int l, int last, double[] cosines, double[] sines) {
        int to = at + last * L;
        DoubleVector c0 = DoubleVector.fromArray(S, vectors, to);
        DoubleVector c1 = DoubleVector.fromArray(S, vectors, to + step);
        DoubleVector c2 = DoubleVector.fromArray(S, vectors, to + 2 * step);
        DoubleVector c3 = DoubleVector.fromArray(S, vectors, to + 3 * step);
        for (int i = last - 1; i >= l; i--) {
            DoubleVector cosine = DoubleVector.fromArray(S, cosines, i * L);
            DoubleVector sine = DoubleVector.fromArray(S, sines, i * L);
            DoubleVector minus = sine.neg();
            int from = at + i * L;
            DoubleVector x0 = DoubleVector.fromArray(S, vectors, from);
            DoubleVector x1 = DoubleVector.fromArray(S, vectors, from + step);
            DoubleVector x2 = DoubleVector.fromArray(S, vectors, from + 2 * step);
            DoubleVector x3 = DoubleVector.fromArray(S, vectors, from + 3 * step);
            sine.fma(x0, cosine.mul(c0)).intoArray(vectors, from + L);
            sine.fma(x1, cosine.mul(c1)).intoArray(vectors, from + step + L);
            sine.fma(x2, cosine.mul(c2)).intoArray(vectors, from + 2 * step + L);
            sine.fma(x3, cosine.mul(c3)).intoArray(vectors, from + 3 * step + L);
            c0 = minus.fma(c0, cosine.mul(x0));
            c1 = minus.fma(c1, cosine.mul(x1));
            c2 = minus.fma(c2, cosine.mul(x2));
            c3 = minus.fma(c3, cosine.mul(x3));
        }
        to = at + l * L;
        c0.intoArray(vectors, to);
        c1.intoArray(vectors, to + step);
        c2.intoArray(vectors, to + 2 * step);
        c3.intoArray(vectors, to + 3 * step);
    }

    private static void rotate(double[] vectors, int at, int l, int last, double[] cosines, double[] sines) {
        DoubleVector carried = DoubleVector.fromArray(S, vectors, at + last * L);
        for (int i = last - 1; i >= l; i--) {
            DoubleVector cosine = DoubleVector.fromArray(S, cosines, i * L);
            DoubleVector sine = DoubleVector.fromArray(S, sines, i * L);
            DoubleVector x = DoubleVector.fromArray(S, vectors, at + i * L);
            sine.fma(x, cosine.mul(carried)).intoArray(vectors, at + (i + 1) * L);
            carried = sine.neg().fma(carried, cosine.mul(x));
        }
        carried.intoArray(vectors, at + l * L);
    }
}

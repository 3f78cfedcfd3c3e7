package org.paramscope.engine.internal.kernel;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.paramscope.engine.graph.Activation;

/** Arithmetic in float64 on the machine's vectors. */
final class VectorDoubleLanes extends DoubleLanes {

    private static final VectorSpecies<Double> S = Species.float64();
    private static final int L = S.length();
    private static final VectorShuffle<Double> HALF_8 = Species.shifted(S, 4);
    private static final VectorShuffle<Double> HALF_4 = Species.shifted(S, 2);

    @Override
    public void affine(double[] packed, int packedAt, int outputs, int inputs, boolean accumulate, double[] x, int xAt,
            double[] y, int yAt, int lanes) {
        if (accumulate) {
            super.affine(packed, packedAt, outputs, inputs, true, x, xAt, y, yAt, lanes);
            return;
        }
        int at = packedAt;
        for (int first = 0; first < outputs; ) {
            int tile = Tiles.size(outputs - first);
            int row = yAt + first * ROW;
            switch (tile) {
                case 4 -> VectorDoubleTiles.tile4(packed, at, inputs, x, xAt, y, row, lanes, 2 * L);
                case 2 -> VectorDoubleTiles.tile2(packed, at, inputs, x, xAt, y, row, lanes, 4 * L);
                default -> VectorDoubleTiles.tile1(packed, at, inputs, x, xAt, y, row, lanes, 4 * L);
            }
            at += tile * (inputs + 1);
            first += tile;
        }
    }

    @Override
    public void activate(Activation f, double[] y, int at, int rows, int lanes) {
        for (int row = at; row < at + rows * ROW; row += ROW) {
            switch (f) {
                case IDENTITY -> { }
                case TANH -> tanh(y, row, lanes);
                case SIGMOID -> sigmoid(y, row, lanes);
                case RELU -> rectify(y, row, lanes);
            }
        }
    }

    private static void tanh(double[] y, int at, int lanes) {
        for (int n = at; n < at + lanes; n += L) {
            VectorDoubleFunctions.tanh(DoubleVector.fromArray(S, y, n)).intoArray(y, n);
        }
    }

    private static void sigmoid(double[] y, int at, int lanes) {
        for (int n = at; n < at + lanes; n += L) {
            VectorDoubleFunctions.sigmoid(DoubleVector.fromArray(S, y, n)).intoArray(y, n);
        }
    }

    private static void rectify(double[] y, int at, int lanes) {
        for (int n = at; n < at + lanes; n += L) {
            DoubleVector v = DoubleVector.fromArray(S, y, n);
            v.blend(0, v.compare(LT, 0)).intoArray(y, n);
        }
    }

    @Override
    public void derive(Activation f, double[] y, int yAt, double[] d, int dAt, int rows, int lanes) {
        for (int row = 0; row < rows * ROW; row += ROW) {
            switch (f) {
                case IDENTITY -> { }
                case TANH -> deriveTanh(y, yAt + row, d, dAt + row, lanes);
                case SIGMOID -> deriveSigmoid(y, yAt + row, d, dAt + row, lanes);
                case RELU -> deriveRectify(y, yAt + row, d, dAt + row, lanes);
            }
        }
    }

    private static void deriveTanh(double[] y, int yAt, double[] d, int dAt, int lanes) {
        DoubleVector one = DoubleVector.broadcast(S, 1);
        for (int n = 0; n < lanes; n += L) {
            DoubleVector v = DoubleVector.fromArray(S, y, yAt + n);
            DoubleVector.fromArray(S, d, dAt + n).mul(v.neg().fma(v, one)).intoArray(d, dAt + n);
        }
    }

    private static void deriveSigmoid(double[] y, int yAt, double[] d, int dAt, int lanes) {
        for (int n = 0; n < lanes; n += L) {
            DoubleVector v = DoubleVector.fromArray(S, y, yAt + n);
            DoubleVector.fromArray(S, d, dAt + n).mul(v.neg().fma(v, v)).intoArray(d, dAt + n);
        }
    }

    private static void deriveRectify(double[] y, int yAt, double[] d, int dAt, int lanes) {
        DoubleVector zero = DoubleVector.zero(S);
        for (int n = 0; n < lanes; n += L) {
            DoubleVector v = DoubleVector.fromArray(S, y, yAt + n);
            zero.blend(DoubleVector.fromArray(S, d, dAt + n), v.compare(GT, 0)).intoArray(d, dAt + n);
        }
    }

    @Override
    public void outer(double[] d, int dAt, int rows, double[] x, int xAt, int columns, double[] sums, int at, int rowStep,
            int columnStep, int lanes) {
        outerTiles(d, dAt, rows, x, xAt, columns, sums, at * VIRTUAL, rowStep * VIRTUAL, columnStep * VIRTUAL, lanes);
    }

    private static void outerTiles(double[] d, int dAt, int rows, double[] x, int xAt, int columns, double[] sums, int at,
            int rowStep, int columnStep, int lanes) {
        if (rows < 4 && columns >= 4) {
            // the product commutes: the longer side takes the longer edge of the tile
            outerTiles(x, xAt, columns, d, dAt, rows, sums, at, columnStep, rowStep, lanes);
            return;
        }
        int tiled = rows - rows % 4;
        int paired = columns - columns % 2;
        for (int r = 0; r < tiled; r += 4) {
            VectorDoubleTiles.outer42(d, dAt + r * ROW, x, xAt, paired / 2, sums, at + r * rowStep, rowStep, columnStep, lanes,
                    2 * VIRTUAL, L);
        }
        if (paired < columns) {
            VectorDoubleTiles.outer1(d, dAt, tiled, x, xAt + paired * ROW, sums, at + paired * columnStep, rowStep, lanes);
        }
        if (columns >= 4 && tiled < rows) {
            outerTiles(d, dAt + tiled * ROW, rows - tiled, x, xAt, columns, sums, at + tiled * rowStep, rowStep, columnStep, lanes);
        } else {
            for (int c = 0; c < columns; c++) {
                VectorDoubleTiles.outer1(d, dAt + tiled * ROW, rows - tiled, x, xAt + c * ROW, sums,
                        at + tiled * rowStep + c * columnStep, rowStep, lanes);
            }
        }
    }

    @Override
    public void sum(double[] d, int dAt, int rows, double[] sums, int at, int lanes) {
        for (int r = 0; r < rows; ) {
            int tile = rows - r >= 4 ? 4 : 1;
            for (int k = 0; k < VIRTUAL; k += L) {
                if (tile == 4) {
                    sum4(d, dAt + r * ROW + k, sums, (at + r) * VIRTUAL + k, lanes);
                } else {
                    sum1(d, dAt + r * ROW + k, sums, (at + r) * VIRTUAL + k, lanes);
                }
            }
            r += tile;
        }
    }

    private static void sum4(double[] d, int dAt, double[] sums, int at, int lanes) {
        DoubleVector a = DoubleVector.fromArray(S, sums, at);
        DoubleVector b = DoubleVector.fromArray(S, sums, at + VIRTUAL);
        DoubleVector c = DoubleVector.fromArray(S, sums, at + 2 * VIRTUAL);
        DoubleVector e = DoubleVector.fromArray(S, sums, at + 3 * VIRTUAL);
        for (int n = 0; n < lanes; n += VIRTUAL) {
            a = a.add(DoubleVector.fromArray(S, d, dAt + n));
            b = b.add(DoubleVector.fromArray(S, d, dAt + ROW + n));
            c = c.add(DoubleVector.fromArray(S, d, dAt + 2 * ROW + n));
            e = e.add(DoubleVector.fromArray(S, d, dAt + 3 * ROW + n));
        }
        a.intoArray(sums, at);
        b.intoArray(sums, at + VIRTUAL);
        c.intoArray(sums, at + 2 * VIRTUAL);
        e.intoArray(sums, at + 3 * VIRTUAL);
    }

    private static void sum1(double[] d, int dAt, double[] sums, int at, int lanes) {
        DoubleVector a = DoubleVector.fromArray(S, sums, at);
        for (int n = 0; n < lanes; n += VIRTUAL) {
            a = a.add(DoubleVector.fromArray(S, d, dAt + n));
        }
        a.intoArray(sums, at);
    }

    @Override
    public void squaredError(double[] y, int yAt, double[] t, int tAt, int rows, double[] w, int wAt, double[] d, int dAt,
            double[] loss, int lanes) {
        double scale = 2.0 / rows;
        for (int n = 0; n < lanes; n += 2 * L) {
            squaredError2(y, yAt + n, t, tAt + n, rows, w, wAt + n, scale, d, dAt + n, loss, n % VIRTUAL, (n + L) % VIRTUAL);
        }
    }

    private static void squaredError2(double[] y, int yAt, double[] t, int tAt, int rows, double[] w, int wAt, double scale,
            double[] d, int dAt, double[] loss, int k0, int k1) {
        DoubleVector weight0 = DoubleVector.fromArray(S, w, wAt);
        DoubleVector weight1 = DoubleVector.fromArray(S, w, wAt + L);
        DoubleVector scaled0 = weight0.mul(scale);
        DoubleVector scaled1 = weight1.mul(scale);
        DoubleVector squares0 = DoubleVector.zero(S);
        DoubleVector squares1 = DoubleVector.zero(S);
        for (int row = 0; row < rows; row++) {
            int at = row * ROW;
            DoubleVector e0 = DoubleVector.fromArray(S, y, yAt + at).sub(DoubleVector.fromArray(S, t, tAt + at));
            DoubleVector e1 = DoubleVector.fromArray(S, y, yAt + at + L).sub(DoubleVector.fromArray(S, t, tAt + at + L));
            squares0 = e0.fma(e0, squares0);
            squares1 = e1.fma(e1, squares1);
            e0.mul(scaled0).intoArray(d, dAt + at);
            e1.mul(scaled1).intoArray(d, dAt + at + L);
        }
        weight0.fma(squares0, DoubleVector.fromArray(S, loss, k0)).intoArray(loss, k0);
        weight1.fma(squares1, DoubleVector.fromArray(S, loss, k1)).intoArray(loss, k1);
    }

    @Override
    public void fold(double[] sums, int count, double[] result) {
        for (int i = 0; i < count; i++) {
            folded(sums, i * VIRTUAL).intoArray(sums, i * VIRTUAL);
        }
        // the last two lanes in a loop of their own: taking them out of a vector costs more than the way through memory
        for (int i = 0; i < count; i++) {
            result[i] = sums[i * VIRTUAL] + sums[i * VIRTUAL + 1];
        }
    }

    private static DoubleVector folded(double[] sums, int at) {
        if (L == 8) {
            DoubleVector a = DoubleVector.fromArray(S, sums, at);
            a = a.add(a.rearrange(HALF_8));
            return a.add(a.rearrange(HALF_4));
        }
        if (L == 4) {
            DoubleVector a = DoubleVector.fromArray(S, sums, at).add(DoubleVector.fromArray(S, sums, at + L));
            return a.add(a.rearrange(HALF_4));
        }
        DoubleVector a = DoubleVector.fromArray(S, sums, at).add(DoubleVector.fromArray(S, sums, at + 4));
        DoubleVector b = DoubleVector.fromArray(S, sums, at + 2).add(DoubleVector.fromArray(S, sums, at + 6));
        return a.add(b);
    }
}

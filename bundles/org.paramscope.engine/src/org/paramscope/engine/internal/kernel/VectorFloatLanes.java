package org.paramscope.engine.internal.kernel;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.paramscope.engine.graph.Activation;

/** Arithmetic in float32 on the machine's vectors. */
final class VectorFloatLanes extends FloatLanes {

    private static final VectorSpecies<Float> S = Species.float32();
    private static final int L = S.length();
    private static final VectorSpecies<Float> SUMS = Species.sums32();
    private static final int W = SUMS.length();
    private static final VectorShuffle<Float> HALF_8 = Species.shifted(SUMS, 4);
    private static final VectorShuffle<Float> HALF_4 = Species.shifted(SUMS, 2);

    @Override
    public void affine(float[] packed, int packedAt, int outputs, int inputs, boolean accumulate, float[] x, int xAt,
            float[] y, int yAt, int lanes) {
        if (accumulate) {
            super.affine(packed, packedAt, outputs, inputs, true, x, xAt, y, yAt, lanes);
            return;
        }
        int at = packedAt;
        for (int first = 0; first < outputs; ) {
            int tile = Tiles.size(outputs - first);
            int row = yAt + first * ROW;
            switch (tile) {
                case 4 -> VectorFloatTiles.tile4(packed, at, inputs, x, xAt, y, row, lanes, 2 * L);
                case 2 -> VectorFloatTiles.tile2(packed, at, inputs, x, xAt, y, row, lanes, 4 * L);
                default -> VectorFloatTiles.tile1(packed, at, inputs, x, xAt, y, row, lanes, 4 * L);
            }
            at += tile * (inputs + 1);
            first += tile;
        }
    }

    @Override
    public void activate(Activation f, float[] y, int at, int rows, int lanes) {
        for (int row = at; row < at + rows * ROW; row += ROW) {
            switch (f) {
                case IDENTITY -> { }
                case TANH -> tanh(y, row, lanes);
                case SIGMOID -> sigmoid(y, row, lanes);
                case RELU -> rectify(y, row, lanes);
            }
        }
    }

    private static void tanh(float[] y, int at, int lanes) {
        for (int n = at; n < at + lanes; n += L) {
            VectorFloatFunctions.tanh(FloatVector.fromArray(S, y, n)).intoArray(y, n);
        }
    }

    private static void sigmoid(float[] y, int at, int lanes) {
        for (int n = at; n < at + lanes; n += L) {
            VectorFloatFunctions.sigmoid(FloatVector.fromArray(S, y, n)).intoArray(y, n);
        }
    }

    private static void rectify(float[] y, int at, int lanes) {
        for (int n = at; n < at + lanes; n += L) {
            FloatVector v = FloatVector.fromArray(S, y, n);
            v.blend(0, v.compare(LT, 0)).intoArray(y, n);
        }
    }

    @Override
    public void derive(Activation f, float[] y, int yAt, float[] d, int dAt, int rows, int lanes) {
        for (int row = 0; row < rows * ROW; row += ROW) {
            switch (f) {
                case IDENTITY -> { }
                case TANH -> deriveTanh(y, yAt + row, d, dAt + row, lanes);
                case SIGMOID -> deriveSigmoid(y, yAt + row, d, dAt + row, lanes);
                case RELU -> deriveRectify(y, yAt + row, d, dAt + row, lanes);
            }
        }
    }

    private static void deriveTanh(float[] y, int yAt, float[] d, int dAt, int lanes) {
        FloatVector one = FloatVector.broadcast(S, 1);
        for (int n = 0; n < lanes; n += L) {
            FloatVector v = FloatVector.fromArray(S, y, yAt + n);
            FloatVector.fromArray(S, d, dAt + n).mul(v.neg().fma(v, one)).intoArray(d, dAt + n);
        }
    }

    private static void deriveSigmoid(float[] y, int yAt, float[] d, int dAt, int lanes) {
        for (int n = 0; n < lanes; n += L) {
            FloatVector v = FloatVector.fromArray(S, y, yAt + n);
            FloatVector.fromArray(S, d, dAt + n).mul(v.neg().fma(v, v)).intoArray(d, dAt + n);
        }
    }

    private static void deriveRectify(float[] y, int yAt, float[] d, int dAt, int lanes) {
        FloatVector zero = FloatVector.zero(S);
        for (int n = 0; n < lanes; n += L) {
            FloatVector v = FloatVector.fromArray(S, y, yAt + n);
            zero.blend(FloatVector.fromArray(S, d, dAt + n), v.compare(GT, 0)).intoArray(d, dAt + n);
        }
    }

    @Override
    public void outer(float[] d, int dAt, int rows, float[] x, int xAt, int columns, float[] sums, int at, int rowStep,
            int columnStep, int lanes) {
        outerTiles(d, dAt, rows, x, xAt, columns, sums, at * VIRTUAL, rowStep * VIRTUAL, columnStep * VIRTUAL, lanes);
    }

    private static void outerTiles(float[] d, int dAt, int rows, float[] x, int xAt, int columns, float[] sums, int at,
            int rowStep, int columnStep, int lanes) {
        if (rows < 4 && columns >= 4) {
            // the product commutes: the longer side takes the longer edge of the tile
            outerTiles(x, xAt, columns, d, dAt, rows, sums, at, columnStep, rowStep, lanes);
            return;
        }
        int tiled = rows - rows % 4;
        int paired = columns - columns % 2;
        for (int r = 0; r < tiled; r += 4) {
            VectorFloatTiles.outer42(d, dAt + r * ROW, x, xAt, paired / 2, sums, at + r * rowStep, rowStep, columnStep, lanes,
                    2 * VIRTUAL, W);
        }
        if (paired < columns) {
            VectorFloatTiles.outer1(d, dAt, tiled, x, xAt + paired * ROW, sums, at + paired * columnStep, rowStep, lanes);
        }
        if (columns >= 4 && tiled < rows) {
            outerTiles(d, dAt + tiled * ROW, rows - tiled, x, xAt, columns, sums, at + tiled * rowStep, rowStep, columnStep, lanes);
        } else {
            for (int c = 0; c < columns; c++) {
                VectorFloatTiles.outer1(d, dAt + tiled * ROW, rows - tiled, x, xAt + c * ROW, sums,
                        at + tiled * rowStep + c * columnStep, rowStep, lanes);
            }
        }
    }

    @Override
    public void sum(float[] d, int dAt, int rows, float[] sums, int at, int lanes) {
        for (int r = 0; r < rows; ) {
            int tile = rows - r >= 4 ? 4 : 1;
            for (int k = 0; k < VIRTUAL; k += W) {
                if (tile == 4) {
                    sum4(d, dAt + r * ROW + k, sums, (at + r) * VIRTUAL + k, lanes);
                } else {
                    sum1(d, dAt + r * ROW + k, sums, (at + r) * VIRTUAL + k, lanes);
                }
            }
            r += tile;
        }
    }

    private static void sum4(float[] d, int dAt, float[] sums, int at, int lanes) {
        FloatVector a = FloatVector.fromArray(SUMS, sums, at);
        FloatVector b = FloatVector.fromArray(SUMS, sums, at + VIRTUAL);
        FloatVector c = FloatVector.fromArray(SUMS, sums, at + 2 * VIRTUAL);
        FloatVector e = FloatVector.fromArray(SUMS, sums, at + 3 * VIRTUAL);
        for (int n = 0; n < lanes; n += VIRTUAL) {
            a = a.add(FloatVector.fromArray(SUMS, d, dAt + n));
            b = b.add(FloatVector.fromArray(SUMS, d, dAt + ROW + n));
            c = c.add(FloatVector.fromArray(SUMS, d, dAt + 2 * ROW + n));
            e = e.add(FloatVector.fromArray(SUMS, d, dAt + 3 * ROW + n));
        }
        a.intoArray(sums, at);
        b.intoArray(sums, at + VIRTUAL);
        c.intoArray(sums, at + 2 * VIRTUAL);
        e.intoArray(sums, at + 3 * VIRTUAL);
    }

    private static void sum1(float[] d, int dAt, float[] sums, int at, int lanes) {
        FloatVector a = FloatVector.fromArray(SUMS, sums, at);
        for (int n = 0; n < lanes; n += VIRTUAL) {
            a = a.add(FloatVector.fromArray(SUMS, d, dAt + n));
        }
        a.intoArray(sums, at);
    }

    @Override
    public void squaredError(float[] y, int yAt, float[] t, int tAt, int rows, float[] w, int wAt, float[] d, int dAt,
            float[] loss, int lanes) {
        float scale = 2f / rows;
        for (int n = 0; n < lanes; n += 2 * W) {
            squaredError2(y, yAt + n, t, tAt + n, rows, w, wAt + n, scale, d, dAt + n, loss, n % VIRTUAL, (n + W) % VIRTUAL);
        }
    }

    private static void squaredError2(float[] y, int yAt, float[] t, int tAt, int rows, float[] w, int wAt, float scale,
            float[] d, int dAt, float[] loss, int k0, int k1) {
        FloatVector weight0 = FloatVector.fromArray(SUMS, w, wAt);
        FloatVector weight1 = FloatVector.fromArray(SUMS, w, wAt + W);
        FloatVector scaled0 = weight0.mul(scale);
        FloatVector scaled1 = weight1.mul(scale);
        FloatVector squares0 = FloatVector.zero(SUMS);
        FloatVector squares1 = FloatVector.zero(SUMS);
        for (int row = 0; row < rows; row++) {
            int at = row * ROW;
            FloatVector e0 = FloatVector.fromArray(SUMS, y, yAt + at).sub(FloatVector.fromArray(SUMS, t, tAt + at));
            FloatVector e1 = FloatVector.fromArray(SUMS, y, yAt + at + W).sub(FloatVector.fromArray(SUMS, t, tAt + at + W));
            squares0 = e0.fma(e0, squares0);
            squares1 = e1.fma(e1, squares1);
            e0.mul(scaled0).intoArray(d, dAt + at);
            e1.mul(scaled1).intoArray(d, dAt + at + W);
        }
        weight0.fma(squares0, FloatVector.fromArray(SUMS, loss, k0)).intoArray(loss, k0);
        weight1.fma(squares1, FloatVector.fromArray(SUMS, loss, k1)).intoArray(loss, k1);
    }

    @Override
    public void fold(float[] sums, int count, float[] result) {
        for (int i = 0; i < count; i++) {
            folded(sums, i * VIRTUAL).intoArray(sums, i * VIRTUAL);
        }
        // the last two lanes in a loop of their own: taking them out of a vector costs more than the way through memory
        for (int i = 0; i < count; i++) {
            result[i] = sums[i * VIRTUAL] + sums[i * VIRTUAL + 1];
        }
    }

    private static FloatVector folded(float[] sums, int at) {
        FloatVector a = FloatVector.fromArray(SUMS, sums, at);
        a = W == 8 ? a.add(a.rearrange(HALF_8)) : a.add(FloatVector.fromArray(SUMS, sums, at + W));
        return a.add(a.rearrange(HALF_4));
    }
}

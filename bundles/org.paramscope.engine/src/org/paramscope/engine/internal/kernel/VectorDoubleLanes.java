package org.paramscope.engine.internal.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Arithmetic in float64 on the machine's vectors. */
final class VectorDoubleLanes extends VectorDoubleMaps {

    private static final VectorSpecies<Double> S = Species.float64();
    private static final int L = S.length();
    private static final VectorSpecies<Double> SUMS = Species.sums64();
    private static final int W = SUMS.length();
    private static final VectorShuffle<Double> HALF_8 = Species.shifted(SUMS, 4);
    private static final VectorShuffle<Double> HALF_4 = Species.shifted(SUMS, 2);
    /** Four vectors, and two rounds of the virtual lanes. */
    static final int VECTORS = Math.max(4 * L, 2 * VIRTUAL);

    private final VectorDoubleTiles tiles;

    /** For chunks of so many samples. */
    VectorDoubleLanes(int chunk) {
        super(chunk, VECTORS);
        this.tiles = VectorDoubleTiles.of(chunk);
    }

    @Override
    public void affine(double[] packed, int packedAt, int outputs, int inputs, boolean accumulate, double[] x, int xAt,
            double[] y, int yAt, int lanes) {
        int row = row();
        int at = packedAt;
        for (int first = 0; first < outputs; ) {
            int tile = Tiles.size(outputs - first);
            int to = yAt + first * row;
            switch (tile) {
                case 4 -> tiles.tile4(packed, at, inputs, accumulate, x, xAt, y, to, lanes, 2 * L);
                case 2 -> tiles.tile2(packed, at, inputs, accumulate, x, xAt, y, to, lanes, 4 * L);
                default -> tiles.tile1(packed, at, inputs, accumulate, x, xAt, y, to, lanes, 4 * L);
            }
            at += tile * (inputs + 1);
            first += tile;
        }
    }

    @Override
    public void outer(double[] d, int dAt, int rows, double[] x, int xAt, int columns, double[] sums, int at, int rowStep,
            int columnStep, int lanes) {
        outerTiles(d, dAt, rows, x, xAt, columns, sums, at * VIRTUAL, rowStep * VIRTUAL, columnStep * VIRTUAL, lanes);
    }

    @Override
    public void outerSeries(double[] d, int dAt, int dStep, int rows, double[] x, int xAt, int xStep, int columns, int times,
            double[] sums, int at, int rowStep, int columnStep, int lanes) {
        int row = row();
        int tiled = rows - rows % 4;
        int paired = columns - columns % 2;
        int rowStride = rowStep * VIRTUAL;
        int columnStride = columnStep * VIRTUAL;
        for (int r = 0; r < tiled; r += 4) {
            tiles.outer42(d, dAt + r * row, dStep, x, xAt, xStep, times, paired / 2, sums, at * VIRTUAL + r * rowStride, rowStride,
                    columnStride, lanes, 2 * VIRTUAL, W);
        }
        for (int t = 0; t < times; t++) {
            if (paired < columns) {
                outerTiles(d, dAt + t * dStep, tiled, x, xAt + t * xStep + paired * row, 1, sums,
                        at * VIRTUAL + paired * columnStride, rowStride, columnStride, lanes);
            }
            if (tiled < rows) {
                outerTiles(d, dAt + t * dStep + tiled * row, rows - tiled, x, xAt + t * xStep, columns, sums,
                        at * VIRTUAL + tiled * rowStride, rowStride, columnStride, lanes);
            }
        }
    }

    private void outerTiles(double[] d, int dAt, int rows, double[] x, int xAt, int columns, double[] sums, int at,
            int rowStep, int columnStep, int lanes) {
        int row = row();
        if (rows < 4 && columns >= 4) {
            // the product commutes: the longer side takes the longer edge of the tile
            outerTiles(x, xAt, columns, d, dAt, rows, sums, at, columnStep, rowStep, lanes);
            return;
        }
        int tiled = rows - rows % 4;
        int paired = columns - columns % 2;
        for (int r = 0; r < tiled; r += 4) {
            tiles.outer42(d, dAt + r * row, 0, x, xAt, 0, 1, paired / 2, sums, at + r * rowStep, rowStep, columnStep, lanes,
                    2 * VIRTUAL, W);
        }
        if (paired < columns) {
            tiles.outer1(d, dAt, tiled, x, xAt + paired * row, sums, at + paired * columnStep, rowStep, lanes);
        }
        if (columns >= 4 && tiled < rows) {
            outerTiles(d, dAt + tiled * row, rows - tiled, x, xAt, columns, sums, at + tiled * rowStep, rowStep, columnStep, lanes);
        } else {
            for (int c = 0; c < columns; c++) {
                tiles.outer1(d, dAt + tiled * row, rows - tiled, x, xAt + c * row, sums,
                        at + tiled * rowStep + c * columnStep, rowStep, lanes);
            }
        }
    }

    @Override
    public void sum(double[] d, int dAt, int rows, double[] sums, int at, int lanes) {
        int row = row();
        for (int r = 0; r < rows; ) {
            int tile = rows - r >= 4 ? 4 : 1;
            for (int k = 0; k < VIRTUAL; k += W) {
                if (tile == 4) {
                    sum4(d, dAt + r * row + k, sums, (at + r) * VIRTUAL + k, row, lanes);
                } else {
                    sum1(d, dAt + r * row + k, sums, (at + r) * VIRTUAL + k, lanes);
                }
            }
            r += tile;
        }
    }

    private static void sum4(double[] d, int dAt, double[] sums, int at, int row, int lanes) {
        DoubleVector a = DoubleVector.fromArray(SUMS, sums, at);
        DoubleVector b = DoubleVector.fromArray(SUMS, sums, at + VIRTUAL);
        DoubleVector c = DoubleVector.fromArray(SUMS, sums, at + 2 * VIRTUAL);
        DoubleVector e = DoubleVector.fromArray(SUMS, sums, at + 3 * VIRTUAL);
        for (int n = 0; n < lanes; n += VIRTUAL) {
            a = a.add(DoubleVector.fromArray(SUMS, d, dAt + n));
            b = b.add(DoubleVector.fromArray(SUMS, d, dAt + row + n));
            c = c.add(DoubleVector.fromArray(SUMS, d, dAt + 2 * row + n));
            e = e.add(DoubleVector.fromArray(SUMS, d, dAt + 3 * row + n));
        }
        a.intoArray(sums, at);
        b.intoArray(sums, at + VIRTUAL);
        c.intoArray(sums, at + 2 * VIRTUAL);
        e.intoArray(sums, at + 3 * VIRTUAL);
    }

    private static void sum1(double[] d, int dAt, double[] sums, int at, int lanes) {
        DoubleVector a = DoubleVector.fromArray(SUMS, sums, at);
        for (int n = 0; n < lanes; n += VIRTUAL) {
            a = a.add(DoubleVector.fromArray(SUMS, d, dAt + n));
        }
        a.intoArray(sums, at);
    }

    @Override
    public void squaredError(double[] y, int yAt, double[] t, int tAt, int rows, double[] w, int wAt, double[] d, int dAt,
            double[] loss, int lanes) {
        double scale = 2 / (double) rows;
        for (int n = 0; n < lanes; n += 2 * W) {
            tiles.squaredError2(y, yAt + n, t, tAt + n, rows, w, wAt + n, scale, d, dAt + n, loss, n % VIRTUAL,
                    (n + W) % VIRTUAL);
        }
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
        if (W == 8) {
            DoubleVector a = DoubleVector.fromArray(SUMS, sums, at);
            a = a.add(a.rearrange(HALF_8));
            return a.add(a.rearrange(HALF_4));
        }
        if (W == 4) {
            DoubleVector a = DoubleVector.fromArray(SUMS, sums, at).add(DoubleVector.fromArray(SUMS, sums, at + W));
            return a.add(a.rearrange(HALF_4));
        }
        DoubleVector a = DoubleVector.fromArray(SUMS, sums, at).add(DoubleVector.fromArray(SUMS, sums, at + 4));
        DoubleVector b = DoubleVector.fromArray(SUMS, sums, at + 2).add(DoubleVector.fromArray(SUMS, sums, at + 6));
        return a.add(b);
    }
}

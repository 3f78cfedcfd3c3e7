package org.paramscope.engine.linalg;

import static org.bytedeco.openblas.global.openblas.*;

import org.bytedeco.javacpp.DoublePointer;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.engine.ReplicaExecutor;

/**
 * Products of a matrix with its own transpose: half the work of others, and symmetric to the last bit. The result
 * is cut into tiles of fixed size, so that threads change nothing; a tile is still in the cache when it is mirrored.
 */
final class Gram {

    private static final int TILE = 1000;
    private static final int SQUARE = 32;
    private final DoublePointer a;
    private final int stride;
    private final boolean transposed;
    private final int n;
    private final int k;
    private final double[] product;

    private Gram(DoublePointer a, int rows, int columns, boolean transposed, double[] product) {
        this.a = a;
        this.stride = columns;
        this.transposed = transposed;
        this.n = transposed ? columns : rows;
        this.k = transposed ? rows : columns;
        this.product = product;
    }

    /** A'A if {@code transposed}, otherwise A A', of a matrix without a length of 0. */
    static NumericArray product(NumericArray a, boolean transposed, ReplicaExecutor executor) {
        int n = a.size(transposed ? 1 : 0);
        double[] product = new double[Math.multiplyExact(n, n)];
        int tiles = (n + TILE - 1) / TILE;
        // outside of the heap once, where each call on an array would copy all of it
        try (DoublePointer copy = copy(a)) {
            Gram gram = new Gram(copy, a.size(0), a.size(1), transposed, product);
            executor.run(tiles * (tiles + 1) / 2, gram::tile, Progress.none());
        }
        return NumericArray.owned(product, n, n);
    }

    private static DoublePointer copy(NumericArray a) {
        DoublePointer copy = new DoublePointer((long) a.length());
        double[] part = new double[Math.min(a.length(), 8192)];
        for (int from = 0; from < a.length(); from += part.length) {
            int count = Math.min(part.length, a.length() - from);
            a.copyTo(from, part, 0, count);
            copy.getPointer(from).put(part, 0, count);
        }
        return copy;
    }

    /** Tiles of the upper triangle are numbered column by column. */
    private void tile(int number) {
        int column = 0;
        int row = number;
        while (row > column) {
            column++;
            row -= column;
        }
        int top = row * TILE;
        int left = column * TILE;
        int height = Math.min(TILE, n - top);
        int width = Math.min(TILE, n - left);
        boolean diagonal = row == column;
        try (DoublePointer c = new DoublePointer((long) height * width)) {
            if (diagonal) {
                cblas_dsyrk(CblasRowMajor, CblasUpper, transposed ? CblasTrans : CblasNoTrans, height, k, 1, from(top), stride,
                        0, c, width);
            } else {
                cblas_dgemm(CblasRowMajor, transposed ? CblasTrans : CblasNoTrans, transposed ? CblasNoTrans : CblasTrans,
                        height, width, k, 1, from(top), stride, from(left), stride, 0, c, width);
            }
            for (int first = 0; first < height; first += SQUARE) {
                int last = Math.min(height, first + SQUARE);
                for (int i = first; i < last; i++) {
                    int skipped = diagonal ? i : 0;
                    c.getPointer((long) i * width + skipped).get(product, (top + i) * n + left + skipped, width - skipped);
                }
                mirror(top + first, top + last, diagonal ? left + first : left, left + width);
            }
        }
    }

    /** Some rows of the upper triangle, from the diagonal on, in squares that fit the cache. */
    private void mirror(int top, int bottom, int left, int right) {
        for (int first = left; first < right; first += SQUARE) {
            for (int j = first; j < Math.min(right, first + SQUARE); j++) {
                for (int i = top; i < Math.min(bottom, j); i++) {
                    product[j * n + i] = product[i * n + j];
                }
            }
        }
    }

    private DoublePointer from(int index) {
        return a.getPointer(transposed ? index : (long) index * stride);
    }
}

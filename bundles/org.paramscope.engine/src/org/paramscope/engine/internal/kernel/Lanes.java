package org.paramscope.engine.internal.kernel;

import org.paramscope.data.ShapeException;

/**
 * Arithmetic on a chunk of samples in one floating point format. Values lie feature by feature in rows
 * of {@link #row()} entries, one a sample; {@code lanes}, a multiple of {@link #pad()}, says how many of
 * them are in use. Implementations differ in speed, not in one bit: sums over inputs are chains of fused
 * multiply-adds in ascending order, sums over samples run in {@link #virtualLanes} separate lanes whatever
 * the width of the machine's vectors and the size of the chunks, and are folded in halves. Elementwise maps
 * are defined in {@code kernels/}.
 *
 * @param <A> {@code double[]}, {@code float[]} or {@link Dual}
 */
public interface Lanes<A> extends Maps<A> {

    /** Most samples in a chunk: 16, 32, 64, 128 or 256, a multiple of {@link #pad()}. */
    int chunk();

    /** Distance of two rows. */
    int row();

    /** Used lanes are a multiple of it. */
    int pad();

    /** The distance of rows: not a power of two in large chunks, or rows would fall into the same few sets of the cache. */
    static int row(int chunk) {
        return chunk >= 128 ? chunk + 16 : chunk;
    }

    /** The size of chunks, if it is one of 16, 32, 64, 128, 256 and a multiple of pad. */
    static int checkedChunk(int chunk, int pad) {
        if (chunk < 16 || chunk > 256 || Integer.bitCount(chunk) != 1 || chunk % pad != 0) {
            throw new ShapeException("chunks hold 16, 32, 64, 128 or 256 samples, a multiple of " + pad + ", not " + chunk);
        }
        return chunk;
    }

    /** Zeros. */
    A allocate(int length);

    /** One value as float64. */
    double get(A array, int i);

    /** Copies entries. */
    void copyEntries(A from, A to, int count);

    /** Replaces entries by their exponentials. */
    void exponentiate(A array, int from, int to);

    /** Multiplies entries by those at the same places of another array. */
    void multiplyEntries(A array, A by, int from, int to);

    /** Adds factor x + offset to so many entries. */
    void addEntries(A x, int xAt, double factor, double offset, A to, int toAt, int count);

    /** Copies, rounding. */
    void load(double[] from, A to);

    /** Copies. */
    void store(A from, double[] to);

    /** Sets entries to zero. */
    void clear(A array, int from, int to);

    /** Number of lanes in which sums over samples run. */
    int virtualLanes();

    /** Orders matrices for {@link #affine}; {@code packed} begins as zeros. */
    void pack(A parameters, Packing packing, A packed);

    /** Y = M X + b, or Y += M X if {@code accumulate}. */
    void affine(A packed, int packedAt, int outputs, int inputs, boolean accumulate, A x, int xAt, A y, int yAt, int lanes);

    /** Adds d_r x_c, sample by sample, to the lanes of sum {@code at + r * rowStep + c * columnStep}. */
    void outer(A d, int dAt, int rows, A x, int xAt, int columns, A sums, int at, int rowStep, int columnStep, int lanes);

    /** {@link #outer} so many times, each {@code dStep} and {@code xStep} entries further on, in this order. */
    default void outerSeries(A d, int dAt, int dStep, int rows, A x, int xAt, int xStep, int columns, int times, A sums, int at,
            int rowStep, int columnStep, int lanes) {
        for (int t = 0; t < times; t++) {
            outer(d, dAt + t * dStep, rows, x, xAt + t * xStep, columns, sums, at, rowStep, columnStep, lanes);
        }
    }

    /** Adds d_r to the lanes of sum {@code at + r}. */
    void sum(A d, int dAt, int rows, A sums, int at, int lanes);

    /** Squared error: d = w 2/rows (y - t), which may overwrite y; adds w sum_j (y_j - t_j)^2 to the lanes at 0 of {@code loss}. */
    void squaredError(A y, int yAt, A t, int tAt, int rows, A w, int wAt, A d, int dAt, A loss, int lanes);

    /**
     * Softmax cross entropy: d = w (softmax(y) sum(t) - t), which may overwrite y; adds w times the entropy
     * to the lanes of {@code loss}.
     */
    void crossEntropy(A y, int yAt, A t, int tAt, int rows, A w, int wAt, A d, int dAt, A loss, int lanes);

    /** Folds the lanes of each sum: lane k and lane k + half, down to one. The sums are lost. */
    void fold(A sums, int count, A result);

    /** Entries from {@code toAt} take what lies {@code offset} behind the places from {@code first}. */
    void gather(A from, int[] places, int first, int offset, A to, int toAt, int count);

    /** Whether all entries are finite. */
    boolean finite(A array, int from, int to);
}

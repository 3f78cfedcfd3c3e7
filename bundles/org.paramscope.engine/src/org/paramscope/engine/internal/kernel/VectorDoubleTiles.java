package org.paramscope.engine.internal.kernel;

import org.paramscope.data.ShapeException;

/** The innermost loops in float64, for one size of chunks. */
abstract class VectorDoubleTiles {

    /** For chunks of 16, 32, 64, 128 or 256 samples. */
    static VectorDoubleTiles of(int chunk) {
        return switch (chunk) {
            case 16 -> new VectorDoubleTiles16();
            case 32 -> new VectorDoubleTiles32();
            case 64 -> new VectorDoubleTiles64();
            case 128 -> new VectorDoubleTiles128();
            case 256 -> new VectorDoubleTiles256();
            default -> throw new ShapeException("chunks hold 16, 32, 64, 128 or 256 samples, not " + chunk);
        };
    }

    /** 4 outputs of 2 vectors of samples; the biases come first in w; sums begin with them or with what y holds. */
    abstract void tile4(double[] w, int bias, int inputs, boolean accumulate, double[] x, int from, double[] y,
            int yAt, int lanes, int step);

    /** 2 outputs of 4 vectors of samples. */
    abstract void tile2(double[] w, int bias, int inputs, boolean accumulate, double[] x, int from, double[] y,
            int yAt, int lanes, int step);

    /** 1 output of 4 vectors of samples. */
    abstract void tile1(double[] w, int bias, int inputs, boolean accumulate, double[] x, int from, double[] y,
            int yAt, int lanes, int step);

    /**
     * Adds the products of 4 rows of d and of pairs of rows of x to the sums from s0, so many times, each dStep and xStep
     * further on.
     *
     * @param step twice the number of virtual lanes: unrolled once, by hand
     * @param width the number of lanes of a vector of sums
     */
    abstract void outer42(double[] d, int dAt, int dStep, double[] x, int xAt, int xStep, int times, int pairs, double[] sums, int s0,
            int rowStep, int columnStep, int lanes, int step, int width);

    /** Adds the products of rows of d and one row of x to the sums from s0. */
    abstract void outer1(double[] d, int dAt, int rows, double[] x, int xAt, double[] sums, int s0, int rowStep, int lanes);

    /** Squared error on two vectors of samples, whose losses are added to the lanes from k0 and from k1. */
    abstract void squaredError2(double[] y, int yAt, double[] t, int tAt, int rows, double[] w, int wAt,
            double scale, double[] d, int dAt, double[] loss, int k0, int k1);
}

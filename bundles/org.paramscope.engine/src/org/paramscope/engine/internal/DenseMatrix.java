package org.paramscope.engine.internal;

import java.util.Locale;
import org.paramscope.data.NumericalException;

/** Whether a covariance matrix [p, p] can be formed here. */
public final class DenseMatrix {

    /** A matrix is seldom alone: its decomposition takes two more of its size. */
    private static final int COPIES = 3;

    private DenseMatrix() { }

    /** Whether a matrix of p rows and what is done with it fit into memory. */
    public static boolean fits(int p) {
        return (long) p * p <= Integer.MAX_VALUE - 8 && bytes(p) <= Runtime.getRuntime().maxMemory();
    }

    /**
     * Refuses a matrix that does not fit.
     *
     * @param operator what the covariance is without the matrix, as in {@code a diagonal}
     * @throws NumericalException that names what it takes, and what does without
     */
    public static void require(int p, String operator) {
        if (!fits(p)) {
            throw new NumericalException("covariance", String.format(Locale.ROOT,
                    "a dense matrix of %d x %d needs %.1f GB to be worked with, %.1f GB are allowed to this program; as an operator, %s,"
                    + " it fits: take its products, variances or blocks", p, p, bytes(p) / 1e9, Runtime.getRuntime().maxMemory() / 1e9,
                    operator));
        }
    }

    /** Zeros of a matrix [p, p], or a refusal. */
    public static double[] zeros(int p, String operator) {
        require(p, operator);
        return new double[p * p];
    }

    private static double bytes(int p) {
        return (double) COPIES * Double.BYTES * p * p;
    }
}

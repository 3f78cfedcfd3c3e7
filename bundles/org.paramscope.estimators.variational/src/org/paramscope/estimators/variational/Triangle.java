package org.paramscope.estimators.variational;

import java.util.Arrays;

/**
 * A lower triangular matrix with a positive diagonal inside a longer array: its rows one after the other, each up to the diagonal, of
 * which the logarithm is kept.
 *
 * @param offset of the first entry
 * @param size number of rows m; m (m + 1) / 2 entries
 */
record Triangle(int offset, int size) {

    /** Number of entries of a triangle of so many rows. */
    static int entries(int size) {
        return Math.multiplyExact(size, size + 1) / 2;
    }

    /** Where a row begins. */
    int row(int i) {
        return offset + i * (i + 1) / 2;
    }

    double get(double[] values, int i, int j) {
        double value = values[row(i) + j];
        return i == j ? StrictMath.exp(value) : value;
    }

    /** The square matrix, rows one after the other, zero above the diagonal. */
    double[][] matrix(double[] values) {
        double[][] matrix = new double[size][size];
        for (int i = 0; i < size; i++) {
            System.arraycopy(values, row(i), matrix[i], 0, i);
            matrix[i][i] = StrictMath.exp(values[row(i) + i]);
        }
        return matrix;
    }

    /** Adds the derivative with respect to the matrix, of which the lower half is read, to the gradient of the entries. */
    void add(double[] values, double[][] slope, double[] gradient) {
        for (int i = 0; i < size; i++) {
            int row = row(i);
            for (int j = 0; j < i; j++) {
                gradient[row + j] += slope[i][j];
            }
            gradient[row + i] += slope[i][i] * StrictMath.exp(values[row + i]);
        }
    }

    /** The sum of the logarithms of the diagonal. */
    double logDiagonal(double[] values) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += values[row(i) + i];
        }
        return sum;
    }

    /** Adds to the derivatives with respect to the logarithms of the diagonal. */
    void addToDiagonal(double value, double[] gradient) {
        for (int i = 0; i < size; i++) {
            gradient[row(i) + i] += value;
        }
    }

    /** Writes step lengths: those beside the diagonal of a row of k such entries are 1 / sqrt(k). */
    void writeStepLengths(double[] lengths) {
        for (int i = 0; i < size; i++) {
            Arrays.fill(lengths, row(i), row(i) + i, 1 / Math.sqrt(i));
            lengths[row(i) + i] = 1;
        }
    }

    /** x with L x = v, in place of v. */
    static void solve(double[][] lower, double[] v) {
        for (int i = 0; i < v.length; i++) {
            double sum = v[i];
            for (int j = 0; j < i; j++) {
                sum -= lower[i][j] * v[j];
            }
            v[i] = sum / lower[i][i];
        }
    }

    /** x with L' x = v, in place of v. */
    static void solveTransposed(double[][] lower, double[] v) {
        for (int i = v.length - 1; i >= 0; i--) {
            double x = v[i] / lower[i][i];
            v[i] = x;
            for (int j = 0; j < i; j++) {
                v[j] -= lower[i][j] * x;
            }
        }
    }
}

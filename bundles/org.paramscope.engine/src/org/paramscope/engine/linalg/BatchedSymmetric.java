package org.paramscope.engine.linalg;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import org.paramscope.data.NumericArray;
import org.paramscope.data.NumericalException;
import org.paramscope.data.Progress;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.ReplicaExecutor;
import org.paramscope.engine.internal.kernel.Arithmetic;
import org.paramscope.engine.internal.kernel.MatrixLanes;

/**
 * Dense linear algebra in float64 on many small symmetric matrices: an array [n, d, d], d from 1 to {@value #LARGEST}.
 * Several matrices lie side by side along the lanes of the machine's vectors. Of symmetric matrices the lower
 * triangle is read. A matrix gives the same bits alone and in any batch, with and without vectors, on any number of
 * threads. Break-downs are {@link NumericalException}s that name the first matrix concerned, counted from 0; an entry
 * that is not finite is one. For larger matrices see {@link Lapack}.
 */
public final class BatchedSymmetric {

    /** The largest d. */
    public static final int LARGEST = 64;
    /** Matrices in a task, a multiple of any width: enough to make up for its start, few enough to share. */
    private static final int BLOCK = 32;
    private final MatrixLanes lanes;
    private final ReplicaExecutor executor;

    BatchedSymmetric(MatrixLanes lanes, ReplicaExecutor executor) {
        this.lanes = lanes;
        this.executor = executor;
    }

    /** Work is shared out by the executor. */
    public static BatchedSymmetric on(ReplicaExecutor executor) {
        return new BatchedSymmetric(Arithmetic.matrices(), executor);
    }

    /** The lower triangular L with A = L L' for each of the positive definite matrices: [n, d, d]. */
    public NumericArray cholesky(NumericArray matrices) {
        int d = order("cholesky", matrices);
        int n = matrices.size(0);
        double[] factors = new double[matrices.length()];
        run("cholesky", n, () -> {
            LaneGroup a = matrices(d);
            double[] pivots = new double[lanes.width()];
            return (first, count, faults) -> {
                a.loadLower(matrices, first, count, faults);
                lanes.cholesky(a.packed, d, pivots);
                for (int w = 0; w < count; w++) {
                    if (pivots[w] >= 0 && faults[first + w] == null) {
                        faults[first + w] = "is not positive definite: pivot " + (int) pivots[w] + " is not above 0";
                    }
                }
                a.storeLower(factors, first, count);
            };
        });
        return NumericArray.owned(factors, n, d, d);
    }

    /**
     * X with A X = B for each matrix.
     *
     * @param factors the Cholesky factors of A, [n, d, d]
     * @param rightSides B, [n, d] or [n, d, k]
     * @return X, of the shape of B
     */
    public NumericArray solve(NumericArray factors, NumericArray rightSides) {
        int d = order("solve", factors);
        int n = factors.size(0);
        int rank = rightSides.rank();
        if (rank < 2 || rank > 3 || rightSides.size(0) != n || rightSides.size(1) != d) {
            throw new ShapeException("solve: right sides [" + n + ", " + d + "] or [" + n + ", " + d + ", k] are needed, not "
                    + Arrays.toString(rightSides.shape()));
        }
        int columns = rank == 2 ? 1 : rightSides.size(2);
        double[] solutions = new double[rightSides.length()];
        run("solve", n, () -> {
            LaneGroup lower = matrices(d);
            LaneGroup x = new LaneGroup(lanes, d, columns, columns);
            return (first, count, faults) -> {
                lower.loadLower(factors, first, count, faults);
                x.load(rightSides, first, count, faults);
                for (int i = first; i < first + count; i++) {
                    requirePositiveDiagonal(factors, i, d, faults);
                }
                lanes.solve(lower.packed, d, x.packed, columns);
                x.store(solutions, first, count);
            };
        });
        return NumericArray.owned(solutions, rightSides.shape());
    }

    /** The natural logarithms of the determinants [n] of the matrices whose Cholesky factors are given. */
    public NumericArray logDeterminants(NumericArray factors) {
        int d = order("logDeterminants", factors);
        int n = factors.size(0);
        double[] logarithms = new double[n];
        run("logDeterminants", n, () -> (first, count, faults) -> {
            for (int i = first; i < first + count; i++) {
                requirePositiveDiagonal(factors, i, d, faults);
                double sum = 0;
                for (int j = 0; j < d; j++) {
                    sum += StrictMath.log(factors.at((i * d + j) * d + j));
                }
                logarithms[i] = 2 * sum;
            }
        });
        return NumericArray.owned(logarithms);
    }

    /** All eigenvalues and eigenvectors. */
    public BatchedEigen eigen(NumericArray matrices) {
        int d = order("eigen", matrices);
        int n = matrices.size(0);
        double[] values = new double[n * d];
        double[] vectors = new double[matrices.length()];
        run("eigen", n, () -> {
            LaneGroup a = matrices(d);
            return (first, count, faults) -> {
                a.loadScaled(matrices, first, count, faults);
                double[] unordered = eigenvalues(a, d, true, first, count, faults);
                for (int w = 0; w < count; w++) {
                    a.storeColumns(vectors, first + w, w, ascending(unordered, w, values, (first + w) * d, d));
                }
            };
        });
        return new BatchedEigen(NumericArray.owned(values, n, d), NumericArray.owned(vectors, n, d, d));
    }

    /** The eigenvalues alone, [n, d], ascending: the same bits as with vectors. */
    public NumericArray eigenvalues(NumericArray matrices) {
        int d = order("eigenvalues", matrices);
        int n = matrices.size(0);
        double[] values = new double[n * d];
        run("eigenvalues", n, () -> {
            LaneGroup a = matrices(d);
            return (first, count, faults) -> {
                a.loadScaled(matrices, first, count, faults);
                double[] unordered = eigenvalues(a, d, false, first, count, faults);
                for (int w = 0; w < count; w++) {
                    ascending(unordered, w, values, (first + w) * d, d);
                }
            };
        });
        return NumericArray.owned(values, n, d);
    }

    /**
     * The positive semidefinite R with R R = A for each of the positive semidefinite matrices. Eigenvalues below
     * zero, which rounding makes of zeros, count as zero; the result shows them.
     */
    public BatchedRoots squareRoots(NumericArray matrices) {
        return powers("squareRoots", matrices, value -> Math.sqrt(Math.sqrt(Math.max(0, value))), false);
    }

    /**
     * The R with R A R = I for each of the positive definite matrices: [n, d, d]. Eigenvalues no larger than
     * {@code d} units in the last place of the largest one are a break-down.
     */
    public NumericArray inverseSquareRoots(NumericArray matrices) {
        return powers("inverseSquareRoots", matrices, value -> 1 / Math.sqrt(Math.sqrt(value)), true).roots();
    }

    /**
     * F A F for each pair of symmetric matrices: what the distance of Bures takes the eigenvalues of, with
     * F the square root of another covariance.
     *
     * @param factors F, [n, d, d], or [d, d] for the same in all
     * @param matrices A, [n, d, d]
     * @return [n, d, d], symmetric
     */
    public NumericArray congruences(NumericArray factors, NumericArray matrices) {
        int d = order("congruences", matrices);
        int n = matrices.size(0);
        boolean shared = Arrays.equals(factors.shape(), new int[] {d, d});
        if (!shared && !Arrays.equals(factors.shape(), matrices.shape())) {
            throw new ShapeException("congruences: factors " + Arrays.toString(factors.shape()) + " of matrices "
                    + Arrays.toString(matrices.shape()));
        }
        double[] results = new double[matrices.length()];
        run("congruences", n, () -> {
            LaneGroup f = matrices(d);
            LaneGroup a = matrices(d);
            double[] half = new double[a.packed.length];
            return (first, count, faults) -> {
                if (!shared) {
                    f.loadSymmetric(factors, first, count, faults);
                } else if (first % BLOCK == 0) {
                    f.loadShared(factors, first, faults);
                }
                a.loadSymmetric(matrices, first, count, faults);
                lanes.multiplyByTransposed(f.packed, a.packed, half, d, false);
                lanes.multiplyByTransposed(half, f.packed, a.packed, d, true);
                a.store(results, first, count);
            };
        });
        return NumericArray.owned(results, n, d, d);
    }

    /** V diag(f(value)^2) V'. */
    private BatchedRoots powers(String routine, NumericArray matrices, DoubleUnaryOperator f, boolean regular) {
        int d = order(routine, matrices);
        int n = matrices.size(0);
        double[] values = new double[n * d];
        double[] roots = new double[matrices.length()];
        run(routine, n, () -> {
            LaneGroup a = matrices(d);
            double[] scaled = new double[a.packed.length];
            return (first, count, faults) -> {
                a.loadScaled(matrices, first, count, faults);
                double[] unordered = eigenvalues(a, d, true, first, count, faults);
                for (int w = 0; w < count; w++) {
                    ascending(unordered, w, values, (first + w) * d, d);
                    if (regular) {
                        requireRegular(values, first + w, d, faults);
                    }
                }
                double[] factors = Arrays.stream(unordered).map(f).toArray();
                a.scaleColumns(factors, scaled);
                lanes.multiplyByTransposed(scaled, scaled, a.packed, d, true);
                a.store(roots, first, count);
            };
        });
        return new BatchedRoots(NumericArray.owned(values, n, d), NumericArray.owned(roots, n, d, d));
    }

    /** The eigenvalues [d, width] of loaded matrices, in no order; overwrites the matrices. */
    private double[] eigenvalues(LaneGroup a, int d, boolean vectors, int first, int count, String[] faults) {
        double[] values = new double[d * lanes.width()];
        double[] unconverged = lanes.eigen(a.packed, d, values, vectors);
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.scalb(values[i], a.exponents[i % lanes.width()]) + 0.0;
        }
        for (int w = 0; w < count; w++) {
            if (unconverged[w] > 0 && faults[first + w] == null) {
                faults[first + w] = "does not let the QL iteration converge";
            }
        }
        return values;
    }

    /** Sorts the values of a lane into {@code to}, returns the rows that they came from. */
    private int[] ascending(double[] values, int lane, double[] to, int at, int d) {
        int[] order = new int[d];
        for (int j = 0; j < d; j++) {
            double value = values[j * lanes.width() + lane];
            int place = j;
            for (; place > 0 && to[at + place - 1] > value; place--) {
                to[at + place] = to[at + place - 1];
                order[place] = order[place - 1];
            }
            to[at + place] = value;
            order[place] = j;
        }
        return order;
    }

    private static void requireRegular(double[] values, int matrix, int d, String[] faults) {
        double least = values[matrix * d];
        double largest = values[(matrix + 1) * d - 1];
        if (!(least > d * Math.ulp(largest)) && faults[matrix] == null) {
            faults[matrix] = "is not positive definite: its eigenvalues reach from " + least + " to " + largest;
        }
    }

    private static void requirePositiveDiagonal(NumericArray factors, int matrix, int d, String[] faults) {
        for (int j = 0; j < d; j++) {
            double entry = factors.at((matrix * d + j) * d + j);
            if (!(entry > 0) && faults[matrix] == null) {
                faults[matrix] = "is no Cholesky factor: entry " + j + " of its diagonal is " + entry;
            }
        }
    }

    private static int order(String routine, NumericArray matrices) {
        if (matrices.rank() != 3 || matrices.size(1) != matrices.size(2) || matrices.size(1) < 1
                || matrices.size(1) > LARGEST) {
            throw new ShapeException(routine + ": matrices [n, d, d] with d from 1 to " + LARGEST + " are needed, not "
                    + Arrays.toString(matrices.shape()));
        }
        return matrices.size(1);
    }

    private LaneGroup matrices(int d) {
        return new LaneGroup(lanes, d, d, MatrixLanes.step(d));
    }

    /** Treats the matrices {@code first} to {@code first + count - 1}, which fill the lanes or are the last of a block. */
    private interface Step {

        void take(int first, int count, String[] faults);
    }

    /** Each task asks for a step, and so for work space, of its own. */
    private void run(String routine, int n, Supplier<Step> steps) {
        String[] faults = new String[n];
        executor.run((n + BLOCK - 1) / BLOCK, block -> {
            Step step = steps.get();
            int end = Math.min(n, (block + 1) * BLOCK);
            for (int first = block * BLOCK; first < end; first += lanes.width()) {
                step.take(first, Math.min(lanes.width(), end - first), faults);
            }
        }, Progress.none());
        for (int i = 0; i < n; i++) {
            if (faults[i] != null) {
                throw new NumericalException(routine, "matrix " + i + " of the batch " + faults[i]);
            }
        }
    }
}

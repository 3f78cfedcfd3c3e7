package org.paramscope.engine;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.internal.GramEigen;
import org.paramscope.engine.internal.Moments;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.linalg.SymmetricEigen;

/**
 * The covariance of a parameter vector as an operator: a dense matrix is formed only on request. It is
 * a covariance, not a metric: the metric is its inverse.
 */
public sealed interface Covariance {

    /** The length p of the parameter vector. */
    int size();

    /** The variance of parameter i. */
    double variance(int i);

    /** The covariance of the parameters {@code indices} with each other: [m, m]. */
    NumericArray block(int[] indices);

    /** The eigenvalues, descending; those that are zero because the rank is low are left out. */
    NumericArray eigenvalues();

    /** The eigenvalues as above, and their eigenvectors, [p, k]; of low rank those above rounding only. */
    SymmetricEigen eigen();

    /** The positive semidefinite R with R R the covariance, of the same kind; negative eigenvalues count as zero. */
    Covariance squareRoot();

    /** The matrix [p, p]. */
    NumericArray dense();

    /** The covariance times a vector [p] or a matrix [p, k]. */
    NumericArray times(NumericArray v);

    /** {@code scale} times the sum over the rows of (row - mean)(row - mean)', as {@code 1 / (B - 1)} gives the sample covariance. */
    static Covariance ofSamples(NumericArray samples, NumericArray mean, double scale) {
        if (samples.rank() != 2 || mean.rank() != 1 || samples.size(1) != mean.size(0)) {
            throw new ShapeException("samples " + Arrays.toString(samples.shape()) + " about a mean "
                    + Arrays.toString(mean.shape()));
        }
        NumericArray factor = Moments.centred(samples, mean, Math.sqrt(scale));
        return samples.size(0) < samples.size(1) ? new LowRank(factor)
                : new Dense(Lapack.multiplyTransposed(factor, factor));
    }

    /** The sample covariance of the rows of [B, p], B at least 2. */
    static Covariance ofSamples(NumericArray samples) {
        if (samples.rank() != 2 || samples.size(0) < 2) {
            throw new ShapeException("a covariance needs at least 2 samples, not " + Arrays.toString(samples.shape()));
        }
        return ofSamples(samples, Moments.mean(samples), 1.0 / (samples.size(0) - 1));
    }

    /**
     * A symmetric matrix.
     *
     * @param matrix [p, p]
     */
    record Dense(NumericArray matrix) implements Covariance {

        public Dense {
            if (matrix.rank() != 2 || matrix.size(0) != matrix.size(1)) {
                throw new ShapeException("a covariance of shape " + Arrays.toString(matrix.shape()));
            }
        }

        @Override
        public int size() {
            return matrix.size(0);
        }

        @Override
        public double variance(int i) {
            return matrix.get(i, i);
        }

        @Override
        public NumericArray block(int[] indices) {
            int m = indices.length;
            double[] block = new double[m * m];
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < m; j++) {
                    block[i * m + j] = matrix.get(indices[i], indices[j]);
                }
            }
            return NumericArray.owned(block, m, m);
        }

        @Override
        public NumericArray eigenvalues() {
            return Lapack.symmetricEigenvalues(matrix);
        }

        @Override
        public SymmetricEigen eigen() {
            return Lapack.symmetricEigen(matrix);
        }

        @Override
        public Covariance squareRoot() {
            NumericArray factor = GramEigen.rootFactor(eigen());
            return new Dense(Lapack.multiplyTransposed(factor, factor));
        }

        @Override
        public NumericArray dense() {
            return matrix;
        }

        @Override
        public NumericArray times(NumericArray v) {
            return Lapack.multiply(matrix, Moments.asColumns(v, size())).reshape(v.shape());
        }
    }

    /**
     * F'F, of rank at most r; eigenvalues and eigenvectors come from the Gram matrix F F' [r, r].
     *
     * @param factor F [r, p], with r usually far below p
     */
    record LowRank(NumericArray factor) implements Covariance {

        public LowRank {
            if (factor.rank() != 2) {
                throw new ShapeException("a factor of shape " + Arrays.toString(factor.shape()));
            }
        }

        @Override
        public int size() {
            return factor.size(1);
        }

        @Override
        public double variance(int i) {
            double sum = 0;
            for (int r = 0; r < factor.size(0); r++) {
                sum += factor.get(r, i) * factor.get(r, i);
            }
            return sum;
        }

        @Override
        public NumericArray block(int[] indices) {
            NumericArray columns = Moments.columns(factor, indices);
            return Lapack.multiplyTransposed(columns, columns);
        }

        @Override
        public NumericArray eigenvalues() {
            NumericArray gram = factor.size(0) <= factor.size(1) ? Lapack.multiplyByTransposed(factor, factor)
                    : Lapack.multiplyTransposed(factor, factor);
            return Moments.atLeastZero(Lapack.symmetricEigenvalues(gram));
        }

        @Override
        public SymmetricEigen eigen() {
            return factor.size(0) <= factor.size(1) ? GramEigen.of(factor) : Lapack.symmetricEigen(dense());
        }

        @Override
        public Covariance squareRoot() {
            return new LowRank(GramEigen.rootFactor(eigen()));
        }

        @Override
        public NumericArray dense() {
            return Lapack.multiplyTransposed(factor, factor);
        }

        @Override
        public NumericArray times(NumericArray v) {
            NumericArray projected = Lapack.multiply(factor, Moments.asColumns(v, size()));
            return Lapack.multiplyTransposed(factor, projected).reshape(v.shape());
        }
    }

    /**
     * Independent parameters.
     *
     * @param variances [p]
     */
    record Diagonal(NumericArray variances) implements Covariance {

        public Diagonal {
            if (variances.rank() != 1) {
                throw new ShapeException("variances of shape " + Arrays.toString(variances.shape()));
            }
        }

        @Override
        public int size() {
            return variances.size(0);
        }

        @Override
        public double variance(int i) {
            return variances.at(i);
        }

        @Override
        public NumericArray block(int[] indices) {
            int m = indices.length;
            double[] block = new double[m * m];
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < m; j++) {
                    block[i * m + j] = indices[i] == indices[j] ? variances.at(indices[i]) : 0;
                }
            }
            return NumericArray.owned(block, m, m);
        }

        @Override
        public NumericArray eigenvalues() {
            double[] ascending = variances.toArray();
            Arrays.sort(ascending);
            double[] values = new double[ascending.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = ascending[values.length - 1 - i];
            }
            return NumericArray.owned(values);
        }

        @Override
        public SymmetricEigen eigen() {
            int p = size();
            int[] order = IntStream.range(0, p).boxed().sorted(Comparator.comparingDouble(i -> -variances.at(i)))
                    .mapToInt(Integer::intValue).toArray();
            double[] vectors = new double[Math.multiplyExact(p, p)];
            for (int j = 0; j < p; j++) {
                vectors[order[j] * p + j] = 1;
            }
            return new SymmetricEigen(eigenvalues(), NumericArray.owned(vectors, p, p));
        }

        @Override
        public Covariance squareRoot() {
            double[] roots = Arrays.stream(variances.toArray()).map(variance -> Math.sqrt(Math.max(0, variance))).toArray();
            return new Diagonal(NumericArray.owned(roots));
        }

        @Override
        public NumericArray dense() {
            int p = size();
            double[] matrix = new double[Math.multiplyExact(p, p)];
            for (int i = 0; i < p; i++) {
                matrix[i * p + i] = variances.at(i);
            }
            return NumericArray.owned(matrix, p, p);
        }

        @Override
        public NumericArray times(NumericArray v) {
            int columns = Moments.asColumns(v, size()).size(1);
            double[] product = v.toArray();
            for (int i = 0; i < product.length; i++) {
                product[i] *= variances.at(i / columns);
            }
            return NumericArray.owned(product, v.shape());
        }
    }
}

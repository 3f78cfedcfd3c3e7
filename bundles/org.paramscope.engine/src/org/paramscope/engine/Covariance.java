package org.paramscope.engine;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.internal.DenseMatrix;
import org.paramscope.engine.internal.GramEigen;
import org.paramscope.engine.internal.Moments;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.linalg.SymmetricEigen;

/**
 * The covariance of a parameter vector as an operator: a dense matrix is formed only on request. It is
 * a covariance, not a metric: the metric is its inverse.
 *
 * <p>What forms a matrix [p, p] throws a {@link org.paramscope.data.NumericalException} when it would not fit into memory.
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

    /**
     * The positive semidefinite R with R R the covariance; negative eigenvalues count as zero. It is of the same kind, but dense
     * for low rank plus diagonal, whose root is not of that form.
     */
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
        return samples.size(0) < samples.size(1) || !DenseMatrix.fits(samples.size(1)) ? new LowRank(factor)
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
            DenseMatrix.require(size(), "rank " + factor.size(0));
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
            double[] vectors = DenseMatrix.zeros(p, "a diagonal");
            for (int j = 0; j < p; j++) {
                vectors[order[j] * p + j] = 1;
            }
            return new SymmetricEigen(eigenvalues(), NumericArray.owned(vectors, p, p));
        }

        @Override
        public Diagonal squareRoot() {
            double[] roots = Arrays.stream(variances.toArray()).map(variance -> Math.sqrt(Math.max(0, variance))).toArray();
            return new Diagonal(NumericArray.owned(roots));
        }

        @Override
        public NumericArray dense() {
            int p = size();
            double[] matrix = DenseMatrix.zeros(p, "a diagonal");
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

    /**
     * Parameters that covary among themselves and with no others, as those of a unit.
     *
     * @param indices of the parameters, [m], each once
     * @param matrix [m, m], symmetric, in the order of the indices
     */
    record Block(int[] indices, NumericArray matrix) {

        public Block {
            indices = indices.clone();
            if (matrix.rank() != 2 || matrix.size(0) != indices.length || matrix.size(1) != indices.length) {
                throw new ShapeException("a covariance of " + indices.length + " parameters of shape "
                        + Arrays.toString(matrix.shape()));
            }
        }

        @Override
        public int[] indices() {
            return indices.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Block that && Arrays.equals(indices, that.indices) && matrix.equals(that.matrix);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(indices) + matrix.hashCode();
        }
    }

    /**
     * Independent blocks of parameters.
     *
     * @param blocks in which each parameter occurs at most once
     * @param remainder variances of the parameters that are in no block, [p]; 0 for those that are in one
     */
    record Blocks(List<Block> blocks, NumericArray remainder) implements Covariance {

        public Blocks {
            blocks = List.copyOf(blocks);
            BlockAlgebra.check(blocks, remainder);
        }

        /** Blocks of p parameters; those that are in none have the variance 0. */
        public Blocks(int size, List<Block> blocks) {
            this(blocks, NumericArray.zeros(size));
        }

        @Override
        public int size() {
            return remainder.length();
        }

        @Override
        public double variance(int i) {
            for (Block block : blocks) {
                for (int k = 0; k < block.indices.length; k++) {
                    if (block.indices[k] == i) {
                        return block.matrix.get(k, k);
                    }
                }
            }
            return remainder.at(i);
        }

        @Override
        public NumericArray block(int[] indices) {
            return new BlockAlgebra(this).block(indices);
        }

        @Override
        public NumericArray eigenvalues() {
            return new BlockAlgebra(this).eigenvalues();
        }

        @Override
        public SymmetricEigen eigen() {
            return new BlockAlgebra(this).eigen();
        }

        @Override
        public Blocks squareRoot() {
            return new Blocks(blocks.stream().map(b -> new Block(b.indices(), new Dense(b.matrix()).squareRoot().dense())).toList(),
                    new Diagonal(remainder).squareRoot().variances());
        }

        @Override
        public NumericArray dense() {
            return new BlockAlgebra(this).dense();
        }

        @Override
        public NumericArray times(NumericArray v) {
            return new BlockAlgebra(this).times(v);
        }
    }

    /**
     * F'F + diag(variances).
     *
     * @param factor F [r, p], with r usually far below p
     * @param variances [p], not negative
     */
    record LowRankDiagonal(NumericArray factor, NumericArray variances) implements Covariance {

        public LowRankDiagonal {
            if (factor.rank() != 2 || variances.rank() != 1 || factor.size(1) != variances.size(0)) {
                throw new ShapeException("a factor of shape " + Arrays.toString(factor.shape()) + " with variances of shape "
                        + Arrays.toString(variances.shape()));
            }
        }

        private LowRank common() {
            return new LowRank(factor);
        }

        private Diagonal own() {
            return new Diagonal(variances);
        }

        @Override
        public int size() {
            return variances.size(0);
        }

        @Override
        public double variance(int i) {
            return common().variance(i) + variances.at(i);
        }

        @Override
        public NumericArray block(int[] indices) {
            return Moments.sum(common().block(indices), own().block(indices));
        }

        @Override
        public NumericArray eigenvalues() {
            return Moments.atLeastZero(Lapack.symmetricEigenvalues(dense()));
        }

        @Override
        public SymmetricEigen eigen() {
            return Lapack.symmetricEigen(dense());
        }

        @Override
        public Covariance squareRoot() {
            return new Dense(dense()).squareRoot();
        }

        @Override
        public NumericArray dense() {
            DenseMatrix.require(size(), "rank " + factor.size(0) + " plus a diagonal");
            return Moments.sum(common().dense(), own().dense());
        }

        @Override
        public NumericArray times(NumericArray v) {
            return Moments.sum(common().times(v), own().times(v));
        }
    }
}

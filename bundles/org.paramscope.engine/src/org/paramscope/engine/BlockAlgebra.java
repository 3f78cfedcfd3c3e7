package org.paramscope.engine;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.internal.DenseMatrix;
import org.paramscope.engine.internal.Moments;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.linalg.SymmetricEigen;

/** What {@link Covariance.Blocks} answers, block by block. */
final class BlockAlgebra {

    private final List<Covariance.Block> blocks;
    private final NumericArray remainder;
    private final int size;
    private final int[][] indices;
    /** Block of each parameter, -1 for none, and its place there. */
    private final int[] owner;
    private final int[] place;

    BlockAlgebra(Covariance.Blocks covariance) {
        this.blocks = covariance.blocks();
        this.remainder = covariance.remainder();
        this.size = remainder.length();
        this.indices = blocks.stream().map(Covariance.Block::indices).toArray(int[][]::new);
        this.owner = new int[size];
        this.place = new int[size];
        Arrays.fill(owner, -1);
        for (int b = 0; b < indices.length; b++) {
            for (int k = 0; k < indices[b].length; k++) {
                owner[indices[b][k]] = b;
                place[indices[b][k]] = k;
            }
        }
    }

    static void check(List<Covariance.Block> blocks, NumericArray remainder) {
        if (remainder.rank() != 1) {
            throw new ShapeException("variances of shape " + Arrays.toString(remainder.shape()));
        }
        boolean[] taken = new boolean[remainder.length()];
        for (Covariance.Block block : blocks) {
            for (int i : block.indices()) {
                if (i < 0 || i >= taken.length || taken[i] || remainder.at(i) != 0) {
                    throw new ShapeException("parameter " + i + " of " + taken.length
                            + " in a block; each may be in one block, or have a variance of its own");
                }
                taken[i] = true;
            }
        }
    }

    NumericArray block(int[] wanted) {
        int m = wanted.length;
        double[] values = new double[m * m];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                values[i * m + j] = entry(wanted[i], wanted[j]);
            }
        }
        return NumericArray.owned(values, m, m);
    }

    private double entry(int i, int j) {
        if (owner[i] < 0) {
            return i == j ? remainder.at(i) : 0;
        }
        NumericArray matrix = blocks.get(owner[i]).matrix();
        return owner[i] == owner[j] ? matrix.at(place[i] * matrix.size(0) + place[j]) : 0;
    }

    NumericArray dense() {
        double[] matrix = DenseMatrix.zeros(size, blocks.size() + " blocks");
        for (int i = 0; i < size; i++) {
            matrix[i * size + i] = remainder.at(i);
        }
        for (int b = 0; b < indices.length; b++) {
            int m = indices[b].length;
            for (int k = 0; k < m * m; k++) {
                matrix[indices[b][k / m] * size + indices[b][k % m]] = blocks.get(b).matrix().at(k);
            }
        }
        return NumericArray.owned(matrix, size, size);
    }

    NumericArray times(NumericArray v) {
        int columns = Moments.asColumns(v, size).size(1);
        NumericArray matrix = v.reshape(size, columns);
        double[] product = new Covariance.Diagonal(remainder).times(v).toArray();
        for (int b = 0; b < indices.length; b++) {
            double[] part = Lapack.multiply(blocks.get(b).matrix(), matrix.select(indices[b])).toArray();
            for (int k = 0; k < indices[b].length; k++) {
                System.arraycopy(part, k * columns, product, indices[b][k] * columns, columns);
            }
        }
        return NumericArray.owned(product, v.shape());
    }

    NumericArray eigenvalues() {
        double[] all = new double[size];
        int from = 0;
        for (Covariance.Block block : blocks) {
            NumericArray values = Lapack.symmetricEigenvalues(block.matrix());
            values.copyTo(all, from);
            from += values.length();
        }
        for (int i = 0; i < size; i++) {
            if (owner[i] < 0) {
                all[from++] = remainder.at(i);
            }
        }
        return new Covariance.Diagonal(NumericArray.owned(all)).eigenvalues();
    }

    SymmetricEigen eigen() {
        double[] vectors = DenseMatrix.zeros(size, blocks.size() + " blocks");
        double[] values = new double[size];
        int[] ofBlock = new int[size];
        int[] within = new int[size];
        SymmetricEigen[] own = new SymmetricEigen[indices.length];
        int from = 0;
        for (int b = 0; b < indices.length; b++) {
            own[b] = Lapack.symmetricEigen(blocks.get(b).matrix());
            for (int k = 0; k < indices[b].length; k++, from++) {
                values[from] = own[b].values().at(k);
                ofBlock[from] = b;
                within[from] = k;
            }
        }
        for (int i = 0; i < size; i++) {
            if (owner[i] < 0) {
                values[from] = remainder.at(i);
                ofBlock[from] = -1;
                within[from++] = i;
            }
        }
        int[] order = IntStream.range(0, size).boxed().sorted(Comparator.comparingDouble(k -> -values[k]))
                .mapToInt(Integer::intValue).toArray();
        for (int j = 0; j < size; j++) {
            int b = ofBlock[order[j]];
            int k = within[order[j]];
            if (b < 0) {
                vectors[k * size + j] = 1;
            } else {
                for (int i = 0; i < indices[b].length; i++) {
                    vectors[indices[b][i] * size + j] = own[b].vectors().get(i, k);
                }
            }
        }
        return new SymmetricEigen(NumericArray.owned(Arrays.stream(order).mapToDouble(k -> values[k]).toArray()),
                NumericArray.owned(vectors, size, size));
    }
}

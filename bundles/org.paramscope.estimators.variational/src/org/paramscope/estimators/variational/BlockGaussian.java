package org.paramscope.estimators.variational;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.engine.Covariance;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.random.RandomStream;

/**
 * Blocks of coordinates with any covariance each, by their Cholesky factors; coordinates of no block are independent. Without blocks it
 * is the mean field, with one block of all the full Gaussian. Theta: means, the blocks' triangles, logarithms of the other standard
 * deviations. The noise has one entry a coordinate.
 */
final class BlockGaussian implements GaussianFamily {

    private final int size;
    private final int[][] blocks;
    private final Triangle[] triangles;
    private final int[] rest;
    private final int restOffset;

    /** @param blocks of coordinates, each coordinate in one at most */
    BlockGaussian(int size, int[][] blocks) {
        this.size = size;
        this.blocks = blocks;
        this.triangles = new Triangle[blocks.length];
        boolean[] taken = new boolean[size];
        int offset = size;
        for (int b = 0; b < blocks.length; b++) {
            triangles[b] = new Triangle(offset, blocks[b].length);
            offset = Math.addExact(offset, Triangle.entries(blocks[b].length));
            for (int i : blocks[b]) {
                taken[i] = true;
            }
        }
        this.rest = IntStream.range(0, size).filter(i -> !taken[i]).toArray();
        this.restOffset = offset;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int noises() {
        return size;
    }

    @Override
    public int parameters() {
        return restOffset + rest.length;
    }

    @Override
    public double[] standard(RandomStream random) {
        return new double[parameters()];
    }

    @Override
    public double[] stepLengths() {
        double[] lengths = new double[parameters()];
        Arrays.fill(lengths, 1);
        for (Triangle triangle : triangles) {
            triangle.writeStepLengths(lengths);
        }
        return lengths;
    }

    @Override
    public double[] displacement(double[] theta, double[] noise) {
        double[] u = new double[size];
        for (int b = 0; b < blocks.length; b++) {
            int[] block = blocks[b];
            for (int i = 0; i < block.length; i++) {
                int row = triangles[b].row(i);
                double sum = StrictMath.exp(theta[row + i]) * noise[block[i]];
                for (int j = 0; j < i; j++) {
                    sum += theta[row + j] * noise[block[j]];
                }
                u[block[i]] = sum;
            }
        }
        for (int i = 0; i < rest.length; i++) {
            u[rest[i]] = StrictMath.exp(theta[restOffset + i]) * noise[rest[i]];
        }
        return u;
    }

    @Override
    public void pullBack(double[] theta, double[] noise, double[] slope, double[] gradient) {
        for (int i = 0; i < size; i++) {
            gradient[i] += slope[i];
        }
        for (int b = 0; b < blocks.length; b++) {
            int[] block = blocks[b];
            for (int i = 0; i < block.length; i++) {
                int row = triangles[b].row(i);
                double at = slope[block[i]];
                for (int j = 0; j < i; j++) {
                    gradient[row + j] += at * noise[block[j]];
                }
                gradient[row + i] += at * noise[block[i]] * StrictMath.exp(theta[row + i]);
            }
        }
        for (int i = 0; i < rest.length; i++) {
            gradient[restOffset + i] += slope[rest[i]] * noise[rest[i]] * StrictMath.exp(theta[restOffset + i]);
        }
    }

    @Override
    public double[] precisionTimes(double[] theta, double[] vector) {
        double[] product = new double[size];
        for (int b = 0; b < blocks.length; b++) {
            double[] part = Coordinates.select(vector, blocks[b]);
            double[][] lower = triangles[b].matrix(theta);
            Triangle.solve(lower, part);
            Triangle.solveTransposed(lower, part);
            for (int i = 0; i < part.length; i++) {
                product[blocks[b][i]] = part[i];
            }
        }
        for (int i = 0; i < rest.length; i++) {
            product[rest[i]] = vector[rest[i]] * StrictMath.exp(-2 * theta[restOffset + i]);
        }
        return product;
    }

    @Override
    public double logDeterminant(double[] theta) {
        double sum = 0;
        for (Triangle triangle : triangles) {
            sum += triangle.logDiagonal(theta);
        }
        for (int i = 0; i < rest.length; i++) {
            sum += theta[restOffset + i];
        }
        return 2 * sum;
    }

    @Override
    public void addLogDeterminantGradient(double[] theta, double factor, double[] gradient) {
        for (Triangle triangle : triangles) {
            triangle.addToDiagonal(2 * factor, gradient);
        }
        for (int i = 0; i < rest.length; i++) {
            gradient[restOffset + i] += 2 * factor;
        }
    }

    @Override
    public double[] variances(double[] theta) {
        double[] variances = new double[size];
        for (int b = 0; b < blocks.length; b++) {
            for (int i = 0; i < blocks[b].length; i++) {
                double sum = 0;
                for (int j = 0; j <= i; j++) {
                    double entry = triangles[b].get(theta, i, j);
                    sum += entry * entry;
                }
                variances[blocks[b][i]] = sum;
            }
        }
        for (int i = 0; i < rest.length; i++) {
            variances[rest[i]] = StrictMath.exp(2 * theta[restOffset + i]);
        }
        return variances;
    }

    @Override
    public void addVarianceGradient(double[] theta, double[] weights, double[] gradient) {
        for (int b = 0; b < blocks.length; b++) {
            for (int i = 0; i < blocks[b].length; i++) {
                int row = triangles[b].row(i);
                double factor = 2 * weights[blocks[b][i]];
                for (int j = 0; j < i; j++) {
                    gradient[row + j] += factor * theta[row + j];
                }
                gradient[row + i] += factor * StrictMath.exp(2 * theta[row + i]);
            }
        }
        for (int i = 0; i < rest.length; i++) {
            gradient[restOffset + i] += 2 * weights[rest[i]] * StrictMath.exp(2 * theta[restOffset + i]);
        }
    }

    @Override
    public Covariance covariance(double[] theta, Coordinates coordinates) {
        if (blocks.length == 0) {
            return new Covariance.Diagonal(coordinates.variances(variances(theta)));
        }
        List<Covariance.Block> matrices = new ArrayList<>();
        for (int b = 0; b < blocks.length; b++) {
            matrices.add(block(b, theta, coordinates));
        }
        Covariance.Block first = matrices.getFirst();
        if (first.indices().length == coordinates.size()) {
            return new Covariance.Dense(first.matrix());
        }
        double[] own = new double[size];
        for (int i = 0; i < rest.length; i++) {
            own[rest[i]] = StrictMath.exp(2 * theta[restOffset + i]);
        }
        return new Covariance.Blocks(matrices, coordinates.variances(own));
    }

    private Covariance.Block block(int b, double[] theta, Coordinates coordinates) {
        double[][] rows = triangles[b].matrix(theta);
        int[] indices = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            indices[i] = coordinates.free()[blocks[b][i]];
            double scale = coordinates.scale()[blocks[b][i]];
            rows[i] = Arrays.stream(rows[i]).map(value -> scale * value).toArray();
        }
        NumericArray lower = NumericArray.ofRows(rows);
        return new Covariance.Block(indices, Lapack.multiplyByTransposed(lower, lower));
    }
}

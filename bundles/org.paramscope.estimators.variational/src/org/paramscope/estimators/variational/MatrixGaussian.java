package org.paramscope.estimators.variational;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.engine.Covariance;
import org.paramscope.engine.random.RandomStream;

/**
 * Matrices of coordinates with matrix normal distributions (Louizos, Welling 2016): U = M + A E B', so that the covariance of the entries,
 * row by row, is AA' (x) BB'; coordinates of no matrix are independent. Theta: means, the triangles A and B of each matrix, logarithms of
 * the other standard deviations. The noise has one entry a coordinate.
 */
final class MatrixGaussian implements GaussianFamily {

    /** A Kronecker product with more rows is not formed. */
    private static final int LARGEST_PRODUCT = 4096;

    /**
     * One matrix.
     *
     * @param indices of its coordinates, [rows][columns]
     */
    private record Part(int[][] indices, Triangle a, Triangle b) {

        int rows() {
            return indices.length;
        }

        int columns() {
            return indices[0].length;
        }

        double[][] gather(double[] values) {
            return Arrays.stream(indices).map(row -> Coordinates.select(values, row)).toArray(double[][]::new);
        }

        void scatter(double[][] matrix, double[] values) {
            for (int i = 0; i < matrix.length; i++) {
                for (int j = 0; j < matrix[i].length; j++) {
                    values[indices[i][j]] = matrix[i][j];
                }
            }
        }
    }

    private final int size;
    private final List<Part> parts = new ArrayList<>();
    private final int[] rest;
    private final int restOffset;

    /** @param matrices of coordinates, [rows][columns] each; each coordinate is in one at most */
    MatrixGaussian(int size, List<int[][]> matrices) {
        this.size = size;
        boolean[] taken = new boolean[size];
        int offset = size;
        for (int[][] indices : matrices) {
            Triangle a = new Triangle(offset, indices.length);
            offset = Math.addExact(offset, Triangle.entries(a.size()));
            Triangle b = new Triangle(offset, indices[0].length);
            offset = Math.addExact(offset, Triangle.entries(b.size()));
            parts.add(new Part(indices, a, b));
            Arrays.stream(indices).flatMapToInt(Arrays::stream).forEach(i -> taken[i] = true);
        }
        this.rest = IntStream.range(0, size).filter(i -> !taken[i]).toArray();
        this.restOffset = offset;
    }

    /**
     * The scales nearest to given ones, in the mean square of the logarithms, that are a product of a factor of the row and one of the
     * column: with others the parameters would not be matrix normal when the coordinates are.
     */
    double[] separable(double[] scales) {
        double[] separable = scales.clone();
        for (Part part : parts) {
            double[][] logs = part.gather(Arrays.stream(scales).map(StrictMath::log).toArray());
            double[] rows = Arrays.stream(logs).mapToDouble(row -> Arrays.stream(row).average().orElseThrow()).toArray();
            double all = Arrays.stream(rows).average().orElseThrow();
            for (int j = 0; j < part.columns(); j++) {
                int column = j;
                double mean = Arrays.stream(logs).mapToDouble(row -> row[column]).average().orElseThrow();
                for (int i = 0; i < rows.length; i++) {
                    separable[part.indices()[i][j]] = StrictMath.exp(rows[i] + mean - all);
                }
            }
        }
        return separable;
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
        for (Part part : parts) {
            part.a().writeStepLengths(lengths);
            part.b().writeStepLengths(lengths);
        }
        return lengths;
    }

    @Override
    public double[] displacement(double[] theta, double[] noise) {
        double[] u = new double[size];
        for (Part part : parts) {
            double[][] left = Matrices.multiply(part.a().matrix(theta), part.gather(noise));
            part.scatter(Matrices.multiplyByTransposed(left, part.b().matrix(theta)), u);
        }
        for (int i = 0; i < rest.length; i++) {
            u[rest[i]] = StrictMath.exp(theta[restOffset + i]) * noise[rest[i]];
        }
        return u;
    }

    /** With the slopes G of U: dA = G B E', dB = G'A E. */
    @Override
    public void pullBack(double[] theta, double[] noise, double[] slope, double[] gradient) {
        for (int i = 0; i < size; i++) {
            gradient[i] += slope[i];
        }
        for (Part part : parts) {
            double[][] g = part.gather(slope);
            double[][] e = part.gather(noise);
            double[][] gb = Matrices.multiply(g, part.b().matrix(theta));
            part.a().add(theta, Matrices.multiplyByTransposed(gb, e), gradient);
            double[][] ga = Matrices.multiplyTransposed(g, part.a().matrix(theta));
            part.b().add(theta, Matrices.multiply(ga, e), gradient);
        }
        for (int i = 0; i < rest.length; i++) {
            gradient[restOffset + i] += slope[rest[i]] * noise[rest[i]] * StrictMath.exp(theta[restOffset + i]);
        }
    }

    /** (AA')^-1 V (BB')^-1. */
    @Override
    public double[] precisionTimes(double[] theta, double[] vector) {
        double[] product = new double[size];
        for (Part part : parts) {
            double[][] v = solved(part.b().matrix(theta), part.gather(vector));
            double[][] turned = solved(part.a().matrix(theta), Matrices.transpose(v));
            part.scatter(Matrices.transpose(turned), product);
        }
        for (int i = 0; i < rest.length; i++) {
            product[rest[i]] = vector[rest[i]] * StrictMath.exp(-2 * theta[restOffset + i]);
        }
        return product;
    }

    private static double[][] solved(double[][] lower, double[][] rows) {
        for (double[] row : rows) {
            Triangle.solve(lower, row);
            Triangle.solveTransposed(lower, row);
        }
        return rows;
    }

    @Override
    public double logDeterminant(double[] theta) {
        double sum = 0;
        for (Part part : parts) {
            sum += part.columns() * part.a().logDiagonal(theta) + part.rows() * part.b().logDiagonal(theta);
        }
        for (int i = 0; i < rest.length; i++) {
            sum += theta[restOffset + i];
        }
        return 2 * sum;
    }

    @Override
    public void addLogDeterminantGradient(double[] theta, double factor, double[] gradient) {
        for (Part part : parts) {
            part.a().addToDiagonal(2 * factor * part.columns(), gradient);
            part.b().addToDiagonal(2 * factor * part.rows(), gradient);
        }
        for (int i = 0; i < rest.length; i++) {
            gradient[restOffset + i] += 2 * factor;
        }
    }

    @Override
    public double[] variances(double[] theta) {
        double[] variances = new double[size];
        for (Part part : parts) {
            double[] a = squares(part.a().matrix(theta));
            double[] b = squares(part.b().matrix(theta));
            for (int i = 0; i < a.length; i++) {
                for (int j = 0; j < b.length; j++) {
                    variances[part.indices()[i][j]] = a[i] * b[j];
                }
            }
        }
        for (int i = 0; i < rest.length; i++) {
            variances[rest[i]] = StrictMath.exp(2 * theta[restOffset + i]);
        }
        return variances;
    }

    private static double[] squares(double[][] rows) {
        return Arrays.stream(rows).mapToDouble(row -> Arrays.stream(row).map(x -> x * x).sum()).toArray();
    }

    @Override
    public void addVarianceGradient(double[] theta, double[] weights, double[] gradient) {
        for (Part part : parts) {
            double[][] w = part.gather(weights);
            double[][] a = part.a().matrix(theta);
            double[][] b = part.b().matrix(theta);
            double[] ofRows = Matrices.times(w, squares(b));
            double[] ofColumns = Matrices.times(Matrices.transpose(w), squares(a));
            part.a().add(theta, doubled(a, ofRows), gradient);
            part.b().add(theta, doubled(b, ofColumns), gradient);
        }
        for (int i = 0; i < rest.length; i++) {
            gradient[restOffset + i] += 2 * weights[rest[i]] * StrictMath.exp(2 * theta[restOffset + i]);
        }
    }

    private static double[][] doubled(double[][] rows, double[] factors) {
        double[][] scaled = new double[rows.length][];
        Arrays.setAll(scaled, i -> Arrays.stream(rows[i]).map(x -> 2 * factors[i] * x).toArray());
        return scaled;
    }

    /** Whether the covariance of a matrix is given in full; otherwise that of its rows, one by one, is. */
    boolean formsProducts() {
        return parts.stream().allMatch(part -> (long) part.rows() * part.columns() <= LARGEST_PRODUCT);
    }

    @Override
    public Covariance covariance(double[] theta, Coordinates coordinates) {
        List<Covariance.Block> blocks = new ArrayList<>();
        for (Part part : parts) {
            double[][] a = part.a().matrix(theta);
            double[][] b = part.b().matrix(theta);
            double[][] rows = Matrices.multiplyByTransposed(a, a);
            double[][] columns = Matrices.multiplyByTransposed(b, b);
            if (formsProducts()) {
                int[] all = Arrays.stream(part.indices()).flatMapToInt(Arrays::stream).toArray();
                blocks.add(block(all, rows, columns, coordinates));
            } else {
                for (int i = 0; i < part.rows(); i++) {
                    blocks.add(block(part.indices()[i], new double[][] {{rows[i][i]}}, columns, coordinates));
                }
            }
        }
        double[] own = new double[size];
        for (int i = 0; i < rest.length; i++) {
            own[rest[i]] = StrictMath.exp(2 * theta[restOffset + i]);
        }
        return new Covariance.Blocks(blocks, coordinates.variances(own));
    }

    /** The Kronecker product of a covariance of rows and one of columns, in units of the parameters. */
    private static Covariance.Block block(int[] indices, double[][] rows, double[][] columns, Coordinates coordinates) {
        int m = indices.length;
        int width = columns.length;
        double[] scale = Coordinates.select(coordinates.scale(), indices);
        double[] matrix = new double[m * m];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                matrix[i * m + j] = scale[i] * scale[j] * rows[i / width][j / width] * columns[i % width][j % width];
            }
        }
        int[] parameters = Arrays.stream(indices).map(i -> coordinates.free()[i]).toArray();
        return new Covariance.Block(parameters, NumericArray.owned(matrix, m, m));
    }
}

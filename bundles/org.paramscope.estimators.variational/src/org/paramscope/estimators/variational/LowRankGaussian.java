package org.paramscope.estimators.variational;

import java.util.Arrays;
import org.paramscope.data.NumericArray;
import org.paramscope.engine.Covariance;
import org.paramscope.engine.random.RandomStream;

/**
 * Sigma = F'F + D^2 with F [r, f] and a positive diagonal D (Ong, Nott, Smith 2018): u = m + F'z + D e. Theta: means, F row by row,
 * logarithms of D. The noise holds z, then e.
 */
final class LowRankGaussian implements GaussianFamily {

    private static final double FIRST_FACTOR = 0.1;
    private final int size;
    private final int rank;
    private final int diagonal;

    LowRankGaussian(int size, int rank) {
        this.size = size;
        this.rank = rank;
        this.diagonal = Math.addExact(size, Math.multiplyExact(size, rank));
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int noises() {
        return rank + size;
    }

    @Override
    public int parameters() {
        return diagonal + size;
    }

    /** A small random factor: at F = 0 the expected gradient with respect to F is 0 whatever the problem. */
    @Override
    public double[] standard(RandomStream random) {
        double[] theta = new double[parameters()];
        for (int k = size; k < diagonal; k++) {
            theta[k] = FIRST_FACTOR * random.gaussian() / Math.sqrt(rank);
        }
        return theta;
    }

    @Override
    public double[] stepLengths() {
        double[] lengths = new double[parameters()];
        Arrays.fill(lengths, 1);
        Arrays.fill(lengths, size, diagonal, 1 / Math.sqrt(rank));
        return lengths;
    }

    @Override
    public double[] displacement(double[] theta, double[] noise) {
        double[] u = new double[size];
        for (int i = 0; i < size; i++) {
            u[i] = StrictMath.exp(theta[diagonal + i]) * noise[rank + i];
        }
        for (int r = 0; r < rank; r++) {
            int row = row(r);
            for (int i = 0; i < size; i++) {
                u[i] += theta[row + i] * noise[r];
            }
        }
        return u;
    }

    private int row(int r) {
        return size + r * size;
    }

    @Override
    public void pullBack(double[] theta, double[] noise, double[] slope, double[] gradient) {
        for (int i = 0; i < size; i++) {
            gradient[i] += slope[i];
            gradient[diagonal + i] += slope[i] * noise[rank + i] * StrictMath.exp(theta[diagonal + i]);
        }
        for (int r = 0; r < rank; r++) {
            int row = row(r);
            for (int i = 0; i < size; i++) {
                gradient[row + i] += slope[i] * noise[r];
            }
        }
    }

    /** D^-2 v - D^-2 F' C^-1 F D^-2 v with the inner matrix C (Woodbury 1950). */
    @Override
    public double[] precisionTimes(double[] theta, double[] vector) {
        double[] product = new double[size];
        for (int i = 0; i < size; i++) {
            product[i] = vector[i] * StrictMath.exp(-2 * theta[diagonal + i]);
        }
        double[] inner = new double[rank];
        for (int r = 0; r < rank; r++) {
            for (int i = 0; i < size; i++) {
                inner[r] += theta[row(r) + i] * product[i];
            }
        }
        double[][] root = innerRoot(theta);
        Triangle.solve(root, inner);
        Triangle.solveTransposed(root, inner);
        for (int i = 0; i < size; i++) {
            double sum = 0;
            for (int r = 0; r < rank; r++) {
                sum += theta[row(r) + i] * inner[r];
            }
            product[i] -= sum * StrictMath.exp(-2 * theta[diagonal + i]);
        }
        return product;
    }

    /** The Cholesky factor of C = I + F D^-2 F' [r, r]. */
    private double[][] innerRoot(double[] theta) {
        double[][] root = new double[rank][rank];
        for (int a = 0; a < rank; a++) {
            for (int b = 0; b <= a; b++) {
                double sum = a == b ? 1 : 0;
                for (int i = 0; i < size; i++) {
                    sum += theta[row(a) + i] * theta[row(b) + i] * StrictMath.exp(-2 * theta[diagonal + i]);
                }
                for (int k = 0; k < b; k++) {
                    sum -= root[a][k] * root[b][k];
                }
                root[a][b] = a == b ? Math.sqrt(sum) : sum / root[b][b];
            }
        }
        return root;
    }

    /** log |D^2| + log |C| (the matrix determinant lemma). */
    @Override
    public double logDeterminant(double[] theta) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += theta[diagonal + i];
        }
        double[][] root = innerRoot(theta);
        for (int r = 0; r < rank; r++) {
            sum += StrictMath.log(root[r][r]);
        }
        return 2 * sum;
    }

    /** d log |Sigma| / dF = 2 F Sigma^-1; d log |Sigma| / d log D_i = 2 D_i^2 (Sigma^-1)_ii. */
    @Override
    public void addLogDeterminantGradient(double[] theta, double factor, double[] gradient) {
        double[][] root = innerRoot(theta);
        double[] column = new double[rank];
        for (int i = 0; i < size; i++) {
            double precision = StrictMath.exp(-2 * theta[diagonal + i]);
            // F Sigma^-1 e_i = C^-1 F D^-2 e_i
            for (int r = 0; r < rank; r++) {
                column[r] = theta[row(r) + i] * precision;
            }
            Triangle.solve(root, column);
            double explained = 0;
            for (int r = 0; r < rank; r++) {
                explained += column[r] * column[r];
            }
            Triangle.solveTransposed(root, column);
            for (int r = 0; r < rank; r++) {
                gradient[row(r) + i] += 2 * factor * column[r];
            }
            gradient[diagonal + i] += 2 * factor * (1 - explained / precision);
        }
    }

    @Override
    public double[] variances(double[] theta) {
        double[] variances = new double[size];
        for (int i = 0; i < size; i++) {
            variances[i] = StrictMath.exp(2 * theta[diagonal + i]);
            for (int r = 0; r < rank; r++) {
                variances[i] += theta[row(r) + i] * theta[row(r) + i];
            }
        }
        return variances;
    }

    @Override
    public void addVarianceGradient(double[] theta, double[] weights, double[] gradient) {
        for (int i = 0; i < size; i++) {
            gradient[diagonal + i] += 2 * weights[i] * StrictMath.exp(2 * theta[diagonal + i]);
            for (int r = 0; r < rank; r++) {
                gradient[row(r) + i] += 2 * weights[i] * theta[row(r) + i];
            }
        }
    }

    @Override
    public Covariance covariance(double[] theta, Coordinates coordinates) {
        int p = coordinates.size();
        double[] factor = new double[Math.multiplyExact(rank, p)];
        double[] own = new double[size];
        for (int i = 0; i < size; i++) {
            own[i] = StrictMath.exp(2 * theta[diagonal + i]);
            for (int r = 0; r < rank; r++) {
                factor[r * p + coordinates.free()[i]] = coordinates.scale()[i] * theta[row(r) + i];
            }
        }
        return new Covariance.LowRankDiagonal(NumericArray.owned(factor, rank, p), coordinates.variances(own));
    }
}

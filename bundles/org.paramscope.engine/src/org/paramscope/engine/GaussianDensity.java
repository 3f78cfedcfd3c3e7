package org.paramscope.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.NumericalException;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.random.RandomStream;

/** The normal density of each kind of covariance, without a matrix that the covariance does not have. */
final class GaussianDensity implements ParameterDensity {

    /** A covariance S as its root and its inverse. */
    private interface Root {

        /** Adds S^(1/2) z, z normal, to {@code to}. */
        void add(RandomStream random, double[] to);

        /** log det S. */
        double logDeterminant();

        /** d' S^-1 d. */
        double squaredDistance(double[] difference);
    }

    private final double[] mean;
    private final Root root;

    private GaussianDensity(double[] mean, Root root) {
        this.mean = mean;
        this.root = root;
    }

    static GaussianDensity of(NumericArray mean, Covariance covariance) {
        int p = covariance.size();
        if (mean.rank() != 1 || mean.size(0) != p) {
            throw new ShapeException("a mean of shape " + Arrays.toString(mean.shape()) + " with a covariance of " + p + " parameters");
        }
        List<Root> parts = new ArrayList<>();
        switch (covariance) {
            case Covariance.Dense dense -> parts.add(new Triangular(IntStream.range(0, p).toArray(), Lapack.cholesky(dense.matrix())));
            case Covariance.Diagonal diagonal -> parts.add(new Independent(IntStream.range(0, p).toArray(), diagonal.variances()));
            case Covariance.LowRank lowRank -> parts.add(new Factor(lowRank.factor(), NumericArray.zeros(p)));
            case Covariance.LowRankDiagonal sum -> parts.add(new Factor(sum.factor(), sum.variances()));
            case Covariance.Blocks blocks -> {
                boolean[] taken = new boolean[p];
                for (Covariance.Block block : blocks.blocks()) {
                    Arrays.stream(block.indices()).forEach(i -> taken[i] = true);
                    parts.add(new Triangular(block.indices(), Lapack.cholesky(block.matrix())));
                }
                parts.add(new Independent(IntStream.range(0, p).filter(i -> !taken[i]).toArray(), blocks.remainder()));
            }
        }
        return new GaussianDensity(mean.toArray(), parts.size() == 1 ? parts.getFirst() : new Parts(parts));
    }

    @Override
    public double logDensity(double[] parameters) {
        if (parameters.length != mean.length) {
            throw new ShapeException("the density is of " + mean.length + " parameters, not of " + parameters.length);
        }
        double[] difference = new double[mean.length];
        for (int i = 0; i < mean.length; i++) {
            difference[i] = parameters[i] - mean[i];
        }
        return -0.5 * (mean.length * Math.log(2 * Math.PI) + root.logDeterminant() + root.squaredDistance(difference));
    }

    @Override
    public double[] draw(RandomStream random) {
        double[] w = mean.clone();
        root.add(random, w);
        return w;
    }

    private static double[] normal(RandomStream random, int n) {
        double[] z = new double[n];
        for (int i = 0; i < n; i++) {
            z[i] = random.gaussian();
        }
        return z;
    }

    /** Blocks, one after the other. */
    private record Parts(List<Root> parts) implements Root {

        @Override
        public void add(RandomStream random, double[] to) {
            parts.forEach(part -> part.add(random, to));
        }

        @Override
        public double logDeterminant() {
            return parts.stream().mapToDouble(Root::logDeterminant).sum();
        }

        @Override
        public double squaredDistance(double[] difference) {
            return parts.stream().mapToDouble(part -> part.squaredDistance(difference)).sum();
        }
    }

    /** L L' for some of the parameters. */
    private record Triangular(int[] indices, NumericArray lower) implements Root {

        @Override
        public void add(RandomStream random, double[] to) {
            int m = indices.length;
            double[] z = normal(random, m);
            for (int i = 0; i < m; i++) {
                for (int j = 0; j <= i; j++) {
                    to[indices[i]] += lower.at(i * m + j) * z[j];
                }
            }
        }

        @Override
        public double logDeterminant() {
            double sum = 0;
            for (int i = 0; i < indices.length; i++) {
                sum += 2 * Math.log(lower.at(i * indices.length + i));
            }
            return sum;
        }

        @Override
        public double squaredDistance(double[] difference) {
            int m = indices.length;
            double[] z = new double[m];
            double sum = 0;
            for (int i = 0; i < m; i++) {
                double rest = difference[indices[i]];
                for (int j = 0; j < i; j++) {
                    rest -= lower.at(i * m + j) * z[j];
                }
                z[i] = rest / lower.at(i * m + i);
                sum += z[i] * z[i];
            }
            return sum;
        }
    }

    /** Independent parameters; one of variance 0 stands still, and has no density. */
    private record Independent(int[] indices, NumericArray variances) implements Root {

        @Override
        public void add(RandomStream random, double[] to) {
            for (int i : indices) {
                to[i] += Math.sqrt(variances.at(i)) * random.gaussian();
            }
        }

        @Override
        public double logDeterminant() {
            return Arrays.stream(indices).mapToDouble(i -> Math.log(positive(variances, i))).sum();
        }

        @Override
        public double squaredDistance(double[] difference) {
            return Arrays.stream(indices).mapToDouble(i -> difference[i] * difference[i] / positive(variances, i)).sum();
        }
    }

    private static double positive(NumericArray variances, int i) {
        if (!(variances.at(i) > 0)) {
            throw new NumericalException("normal density", "parameter " + i + " has the variance " + variances.at(i)
                    + " of its own: the covariance is singular and has no density");
        }
        return variances.at(i);
    }

    /** F'F + D, inverted as Woodbury (1950) does: D^-1 - D^-1 F' (I + F D^-1 F')^-1 F D^-1. */
    private static final class Factor implements Root {

        private final NumericArray factor;
        private final NumericArray variances;
        private NumericArray scaled;
        private Triangular inner;

        Factor(NumericArray factor, NumericArray variances) {
            this.factor = factor;
            this.variances = variances;
        }

        @Override
        public void add(RandomStream random, double[] to) {
            int p = to.length;
            for (int r = 0; r < factor.size(0); r++) {
                double z = random.gaussian();
                for (int i = 0; i < p; i++) {
                    to[i] += factor.at(r * p + i) * z;
                }
            }
            for (int i = 0; i < p; i++) {
                to[i] += Math.sqrt(variances.at(i)) * random.gaussian();
            }
        }

        @Override
        public double logDeterminant() {
            double sum = inner().logDeterminant();
            for (int i = 0; i < variances.length(); i++) {
                sum += Math.log(variances.at(i));
            }
            return sum;
        }

        @Override
        public double squaredDistance(double[] difference) {
            Triangular triangular = inner();
            int p = difference.length;
            double[] projected = new double[factor.size(0)];
            double sum = 0;
            for (int i = 0; i < p; i++) {
                sum += difference[i] * difference[i] / variances.at(i);
                for (int r = 0; r < projected.length; r++) {
                    projected[r] += scaled.at(r * p + i) * difference[i];
                }
            }
            return sum - triangular.squaredDistance(projected);
        }

        /** The root of I + F D^-1 F', made when a density is first asked for. */
        private synchronized Triangular inner() {
            if (inner == null) {
                int r = factor.size(0);
                int p = factor.size(1);
                double[] divided = factor.toArray();
                for (int k = 0; k < divided.length; k++) {
                    divided[k] /= positive(variances, k % p);
                }
                scaled = NumericArray.owned(divided, r, p);
                double[] matrix = Lapack.multiplyByTransposed(scaled, factor).toArray();
                for (int k = 0; k < r; k++) {
                    matrix[k * r + k] += 1;
                }
                inner = new Triangular(IntStream.range(0, r).toArray(), Lapack.cholesky(NumericArray.owned(matrix, r, r)));
            }
            return inner;
        }
    }
}

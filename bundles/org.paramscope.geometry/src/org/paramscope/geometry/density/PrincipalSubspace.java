package org.paramscope.geometry.density;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.paramscope.data.NumericArray;
import org.paramscope.data.NumericalException;
import org.paramscope.data.SettingException;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.Covariance;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.linalg.SymmetricEigen;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.geometry.LedoitWolf;

/**
 * The first d principal axes of parameter vectors, in which a density is learned, and a normal distribution for the rest:
 * w = m + V diag(s) u + r. The coordinates u [d] have the variance 1; r, the complement, is normal and independent of u, with the
 * variances that the replicas have along the remaining axes.
 *
 * <p>All variances l are shrunk towards their mean, (1 - a) l + a mean(l), with the intensity a of Ledoit and Wolf (2004), so that
 * axes that no replica spans have a variance above 0. A standard normal density of u is therefore the normal distribution with
 * the mean and the shrunk covariance of the replicas, whatever the dimension: log-densities of any d compare in the whole space.
 */
public final class PrincipalSubspace {

    /** Variances below this share of the mean variance are set to it: of constant parameters there is no density otherwise. */
    private static final double LEAST_VARIANCE = 1e-10;

    private final NumericArray mean;
    private final NumericArray axes;
    private final double[] variances;
    private final double floor;
    private final int dimension;

    private PrincipalSubspace(NumericArray mean, NumericArray axes, double[] variances, double floor, int dimension) {
        int most = variances.length;
        if (dimension < 1 || dimension > most) {
            throw new SettingException("dimension", Integer.toString(dimension), "1 to " + most + " are allowed: the replicas span " + most
                    + " axes");
        }
        this.mean = mean;
        this.axes = axes;
        this.variances = variances;
        this.floor = floor;
        this.dimension = dimension;
    }

    /**
     * The principal axes of replicas.
     *
     * @param samples [B, p], B at least 2
     * @param dimension d, from 1 to the number of axes that the replicas span
     * @throws NumericalException when all replicas are equal
     */
    public static PrincipalSubspace of(NumericArray samples, int dimension) {
        if (samples.rank() != 2 || samples.size(0) < 2) {
            throw new ShapeException("principal axes need at least 2 samples, not " + Arrays.toString(samples.shape()));
        }
        int n = samples.size(0);
        int p = samples.size(1);
        double[] sum = new double[p];
        for (int i = 0; i < n * p; i++) {
            sum[i % p] += samples.at(i);
        }
        NumericArray mean = NumericArray.owned(Arrays.stream(sum).map(s -> s / n).toArray());
        SymmetricEigen eigen = Covariance.ofSamples(samples, mean, 1.0 / (n - 1)).eigen();
        double level = Arrays.stream(eigen.values().toArray()).sum() / p;
        if (!(level > 0)) {
            throw new NumericalException("principal axes", "all " + n + " replicas are equal: there is no density");
        }
        double intensity = LedoitWolf.intensity(samples, IntStream.range(0, p).toArray());
        double least = LEAST_VARIANCE * level;
        int rank = (int) Arrays.stream(eigen.values().toArray()).filter(value -> value > least).count();
        double[] variances = new double[rank];
        for (int j = 0; j < rank; j++) {
            variances[j] = (1 - intensity) * eigen.values().at(j) + intensity * level;
        }
        return new PrincipalSubspace(mean, firstColumns(eigen.vectors(), rank), variances, Math.max(least, intensity * level), dimension);
    }

    /** The same axes with another number of them in the subspace. */
    public PrincipalSubspace withDimension(int other) {
        return new PrincipalSubspace(mean, axes, variances, floor, other);
    }

    /** The number d of coordinates. */
    public int dimension() {
        return dimension;
    }

    /** The largest possible d: the axes that the replicas span. */
    public int rank() {
        return variances.length;
    }

    /** The length p of the parameter vector. */
    public int size() {
        return mean.length();
    }

    /** The coordinates u of parameter vectors [n, p]: [n, d]. */
    public NumericArray coordinates(NumericArray parameters) {
        NumericArray scores = Lapack.multiply(centred(parameters), firstColumns(axes, dimension));
        double[] u = scores.toArray();
        for (int i = 0; i < u.length; i++) {
            u[i] /= Math.sqrt(variances[i % dimension]);
        }
        return NumericArray.owned(u, scores.shape());
    }

    /**
     * What is to be added to the log-density of the coordinates to make that of the parameters: the log-density of the complement
     * less the logarithm of the axes' standard deviations, for parameter vectors [n, p]: [n].
     */
    public double[] complement(NumericArray parameters) {
        NumericArray x = centred(parameters);
        NumericArray scores = Lapack.multiply(x, axes);
        int n = x.size(0);
        int p = size();
        int rank = rank();
        double constant = 0;
        for (int j = 0; j < rank; j++) {
            constant -= (Math.log(variances[j]) + (j < dimension ? 0 : Math.log(2 * Math.PI))) / 2;
        }
        constant -= (p - rank) * Math.log(2 * Math.PI * floor) / 2;
        double[] logs = new double[n];
        for (int i = 0; i < n; i++) {
            double beyond = 0;
            for (int j = 0; j < p; j++) {
                beyond += x.at(i * p + j) * x.at(i * p + j);
            }
            double quadratic = 0;
            for (int j = 0; j < rank; j++) {
                double score = scores.at(i * rank + j);
                beyond -= score * score;
                quadratic += j < dimension ? 0 : score * score / variances[j];
            }
            // p = rank leaves rounding, which no variance belongs to
            logs[i] = constant - (quadratic + (p > rank ? Math.max(0, beyond) / floor : 0)) / 2;
        }
        return logs;
    }

    /** Parameter vectors with the coordinates [n, d], their complement drawn: [n, p]. */
    public NumericArray parameters(NumericArray coordinates, RandomStream random) {
        int n = coordinates.size(0);
        int p = size();
        int rank = rank();
        double[] w = new double[Math.multiplyExact(n, p)];
        double[] scores = new double[n * rank];
        for (int i = 0; i < n; i++) {
            // noise of the floor along all axes, less its part along those that have a variance of their own
            for (int j = 0; j < p && p > rank; j++) {
                w[i * p + j] = Math.sqrt(floor) * random.gaussian();
            }
            for (int j = 0; j < rank; j++) {
                scores[i * rank + j] = Math.sqrt(variances[j])
                        * (j < dimension ? coordinates.at(i * dimension + j) : random.gaussian());
            }
        }
        if (p > rank) {
            NumericArray known = Lapack.multiply(NumericArray.of(w, n, p), axes);
            for (int i = 0; i < scores.length; i++) {
                scores[i] -= known.at(i);
            }
        }
        NumericArray spanned = Lapack.multiplyByTransposed(NumericArray.owned(scores, n, rank), axes);
        for (int i = 0; i < w.length; i++) {
            w[i] += spanned.at(i) + mean.at(i % p);
        }
        return NumericArray.owned(w, n, p);
    }

    /** The parameter vectors on the subspace itself, without a complement, of coordinates [n, d]: [n, p]. */
    public NumericArray onSubspace(NumericArray coordinates) {
        double[] scores = coordinates.toArray();
        for (int i = 0; i < scores.length; i++) {
            scores[i] *= Math.sqrt(variances[i % dimension]);
        }
        double[] w = Lapack.multiplyByTransposed(NumericArray.owned(scores, coordinates.shape()), firstColumns(axes, dimension)).toArray();
        for (int i = 0; i < w.length; i++) {
            w[i] += mean.at(i % size());
        }
        return NumericArray.owned(w, coordinates.size(0), size());
    }

    /** The covariance of the parameters whose coordinates have a covariance [d, d]; never below the floor that unspanned axes have. */
    public Covariance covariance(NumericArray ofCoordinates) {
        int p = size();
        int rank = rank();
        double[] scaled = ofCoordinates.toArray();
        for (int i = 0; i < dimension; i++) {
            for (int j = 0; j < dimension; j++) {
                scaled[i * dimension + j] *= Math.sqrt(variances[i] * variances[j]);
            }
        }
        double under = p > rank ? floor : 0;
        SymmetricEigen eigen = Lapack.symmetricEigen(NumericArray.owned(scaled, dimension, dimension));
        double[] factor = new double[rank * p];
        for (int k = 0; k < rank; k++) {
            double variance = k < dimension ? eigen.values().at(k) : variances[k];
            double root = Math.sqrt(Math.max(0, variance - under));
            for (int i = 0; i < p; i++) {
                double direction = k < dimension ? 0 : axes.at(i * rank + k);
                for (int j = 0; k < dimension && j < dimension; j++) {
                    direction += axes.at(i * rank + j) * eigen.vectors().at(j * dimension + k);
                }
                factor[k * p + i] = root * direction;
            }
        }
        NumericArray rows = NumericArray.owned(factor, rank, p);
        if (p == rank) {
            return new Covariance.Dense(Lapack.multiplyTransposed(rows, rows));
        }
        double[] diagonal = new double[p];
        Arrays.fill(diagonal, under);
        return new Covariance.LowRankDiagonal(rows, NumericArray.owned(diagonal));
    }

    private NumericArray centred(NumericArray parameters) {
        int p = size();
        if (parameters.rank() != 2 || parameters.size(1) != p) {
            throw new ShapeException("parameter vectors " + Arrays.toString(parameters.shape()) + " in a subspace of [" + p + "]");
        }
        double[] x = parameters.toArray();
        for (int i = 0; i < x.length; i++) {
            x[i] -= mean.at(i % p);
        }
        return NumericArray.owned(x, parameters.shape());
    }

    private static NumericArray firstColumns(NumericArray matrix, int count) {
        int rows = matrix.size(0);
        int columns = matrix.size(1);
        if (count == columns) {
            return matrix;
        }
        double[] kept = new double[rows * count];
        for (int i = 0; i < rows; i++) {
            matrix.copyTo(i * columns, kept, i * count, count);
        }
        return NumericArray.owned(kept, rows, count);
    }
}

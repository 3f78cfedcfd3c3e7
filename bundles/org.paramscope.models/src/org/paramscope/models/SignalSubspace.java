package org.paramscope.models;

import java.util.Arrays;

import org.paramscope.data.NumericArray;
import org.paramscope.data.SettingException;
import org.paramscope.engine.linalg.Lapack;

/**
 * The r-dimensional subspace of windows that a group of SSA components spans. A series whose windows lie in it
 * obeys a linear recurrence, and the shift between a window and the next one holds its periods.
 */
public final class SignalSubspace {

    /** Orthonormal basis, one vector of length L a row. */
    private final double[][] basis;

    SignalSubspace(double[][] basis) {
        this.basis = basis;
    }

    /**
     * Verticality coefficient: the squared cosine between the subspace and the last axis, from 0 to 1. At 1 the
     * last value of a window cannot be told from the others and there is no recurrence.
     */
    public double verticality() {
        return Arrays.stream(basis).mapToDouble(u -> last(u) * last(u)).sum();
    }

    /**
     * Coefficients a [L - 1] of the minimum-norm recurrence x_t = sum_j a_j x_(t-L+1+j), oldest value first
     * (Golyandina &amp; Zhigljavsky 2013, eq. 3.1).
     *
     * @throws SettingException if the verticality coefficient is 1
     */
    public NumericArray recurrence() {
        double scale = 1 / (1 - checkedVerticality());
        double[] coefficients = new double[basis[0].length - 1];
        for (double[] u : basis) {
            for (int j = 0; j < coefficients.length; j++) {
                coefficients[j] += scale * last(u) * u[j];
            }
        }
        return NumericArray.owned(coefficients);
    }

    /**
     * Continues a series by the recurrence.
     *
     * @param series values [T], T at least L - 1
     * @param steps  number of values to forecast
     * @return forecast [steps]
     */
    public NumericArray forecast(NumericArray series, int steps) {
        double[] a = recurrence().toArray();
        if (series.length() < a.length) {
            throw new SettingException("series", series.length() + " values",
                    "at least " + a.length + " are needed, one less than the window");
        }
        double[] values = Arrays.copyOfRange(series.toArray(), series.length() - a.length,
                series.length() + steps);
        for (int t = a.length; t < values.length; t++) {
            for (int j = 0; j < a.length; j++) {
                values[t] += a[j] * values[t - a.length + j];
            }
        }
        return NumericArray.owned(Arrays.copyOfRange(values, a.length, values.length));
    }

    /**
     * Least-squares ESPRIT (Roy &amp; Kailath 1989): eigenvalues of the shift within the subspace.
     *
     * @return complex eigenvalues [r, 2], real and imaginary part; r at most L - 1
     * @throws SettingException if the verticality coefficient is 1
     */
    public NumericArray shiftEigenvalues() {
        int r = basis.length;
        double scale = 1 / (1 - checkedVerticality());
        double[][] product = new double[r][r];
        for (int i = 0; i < r; i++) {
            for (int j = 0; j < r; j++) {
                product[i][j] = shifted(basis[i], basis[j]);
            }
        }
        // inverse of U'U without the last row, I - p p', by Sherman & Morrison: I + p p' / (1 - p'p)
        double[][] shift = new double[r][r];
        for (int j = 0; j < r; j++) {
            double projected = 0;
            for (int k = 0; k < r; k++) {
                projected += last(basis[k]) * product[k][j];
            }
            for (int i = 0; i < r; i++) {
                shift[i][j] = product[i][j] + scale * last(basis[i]) * projected;
            }
        }
        return Lapack.eigenvalues(NumericArray.ofRows(shift));
    }

    /**
     * Periods in samples, ascending: one for each conjugate pair of eigenvalues of the shift, 2 for a real
     * negative one; trends, whose eigenvalue is real and positive, have none.
     */
    public NumericArray periods() {
        double[][] eigenvalues = shiftEigenvalues().toRows();
        return NumericArray.owned(Arrays.stream(eigenvalues)
                .filter(z -> z[1] > 0 || z[1] == 0 && z[0] < 0)
                .mapToDouble(z -> 2 * Math.PI / Math.atan2(Math.abs(z[1]), z[0])).sorted().toArray());
    }

    private double checkedVerticality() {
        double verticality = verticality();
        if (verticality > 1 - 1e-10) {
            throw new SettingException("components", basis.length + " with verticality coefficient " + verticality,
                    "it must be below 1: take fewer components than the window has values");
        }
        return verticality;
    }

    private static double last(double[] u) {
        return u[u.length - 1];
    }

    /** Product of u without its last entry and v without its first. */
    private static double shifted(double[] u, double[] v) {
        double sum = 0;
        for (int t = 0; t + 1 < u.length; t++) {
            sum += u[t] * v[t + 1];
        }
        return sum;
    }
}

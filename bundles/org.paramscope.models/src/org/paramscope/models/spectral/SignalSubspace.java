package org.paramscope.models.spectral;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SettingException;
import org.paramscope.engine.linalg.Lapack;

/**
 * The r-dimensional subspace of windows that a group of components spans, or its shift by a centre: x = m + U c. A series whose
 * windows lie in it obeys a linear recurrence, and the shift between a window and the next one holds its periods.
 *
 * <p>A window holds L time steps of C channels, time step by time step. With U split into Q, all but the last time step, and W, the
 * last one, and G = (Q'Q)^-1 = (I - W'W)^-1, the coordinates of the window that begins with the L - 1 steps y are
 * c = G Q'(y - m): the least-squares solution. All below follows from it. For one channel these are the formulas of Golyandina
 * &amp; Zhigljavsky 2013, sections 3.1 and 3.2; for several those of their vertically stacked matrices.
 */
public final class SignalSubspace {

    /** Orthonormal basis, one vector [L x C] a row. */
    private final double[][] basis;
    private final double[] centre;
    private final int channels;
    /** G Q', once it was asked for; two threads may both compute it, with the same result. */
    private volatile double[][] completion;

    SignalSubspace(double[][] basis, int channels) {
        this(basis, new double[basis[0].length], channels);
    }

    private SignalSubspace(double[][] basis, double[] centre, int channels) {
        this.basis = basis;
        this.centre = centre;
        this.channels = channels;
    }

    /**
     * The span of some rows around a centre.
     *
     * @param rows [r][L x C], not all zero; they need not be orthonormal, and dependent ones are dropped
     * @param centre m [L x C]
     * @param channels C
     */
    public static SignalSubspace of(double[][] rows, double[] centre, int channels) {
        return new SignalSubspace(orthonormal(rows), centre.clone(), channels);
    }

    /** Gram and Schmidt, twice: once is not enough for rows that are nearly dependent. */
    private static double[][] orthonormal(double[][] rows) {
        List<double[]> basis = new ArrayList<>();
        for (double[] row : rows) {
            double[] rest = row.clone();
            for (int pass = 0; pass < 2; pass++) {
                for (double[] u : basis) {
                    add(rest, u, -product(rest, 0, u, 0, u.length));
                }
            }
            double norm = Hankel.norm(rest);
            if (norm > 1e-10 * Hankel.norm(row)) {
                basis.add(Arrays.stream(rest).map(v -> v / norm).toArray());
            }
        }
        if (basis.isEmpty()) {
            throw new SettingException("components", "all zero", "at least one that is not zero is needed");
        }
        return basis.toArray(double[][]::new);
    }

    /** Number of time steps L of a window. */
    public int window() {
        return basis[0].length / channels;
    }

    /**
     * Verticality coefficient: the squared cosine of the smallest angle between the subspace and the axes of the last time step,
     * from 0 to 1. At 1 the last values of a window cannot be told from the others and there is no recurrence.
     */
    public double verticality() {
        return Lapack.symmetricEigenvalues(lastProducts()).at(0);
    }

    /**
     * The minimum-norm recurrence: A = W G Q' and, around a centre, the intercept m_last - A m_before; for one channel eq. 3.1
     * of Golyandina &amp; Zhigljavsky 2013.
     *
     * @throws SettingException if the verticality coefficient is 1
     */
    public LinearRecurrence recurrence() {
        double[][] completion = completion();
        int before = basis[0].length - channels;
        double[] coefficients = new double[channels * before];
        double[] intercept = new double[channels];
        for (int c = 0; c < channels; c++) {
            double[] row = new double[before];
            for (int i = 0; i < basis.length; i++) {
                add(row, completion[i], basis[i][before + c]);
            }
            System.arraycopy(row, 0, coefficients, c * before, before);
            intercept[c] = centre[before + c] - product(row, 0, centre, 0, before);
        }
        return new LinearRecurrence(NumericArray.owned(coefficients, channels, before), NumericArray.owned(intercept));
    }

    /**
     * Continues a series by the recurrence.
     *
     * @param series values [T] of one channel or [T, C], T at least L - 1
     * @param steps  number of time steps to forecast
     * @return forecast [steps] or [steps, C]
     */
    public NumericArray forecast(NumericArray series, int steps) {
        LinearRecurrence recurrence = recurrence();
        if (series.size(0) < recurrence.order()) {
            throw new SettingException("series", series.size(0) + " values",
                    "at least " + recurrence.order() + " are needed, one less than the window");
        }
        double[] values = recurrence.forecast(series.toArray(), steps);
        return series.rank() == 1 ? NumericArray.owned(values) : NumericArray.owned(values, steps, channels);
    }

    /** The point of the (shifted) subspace that is nearest to a window [L x C]. */
    public double[] projection(double[] window) {
        double[] nearest = centre.clone();
        for (double[] u : basis) {
            add(nearest, u, product(window, 0, u, 0, u.length) - product(centre, 0, u, 0, u.length));
        }
        return nearest;
    }

    /**
     * A stretch of a series replaced by the average of the projections of its windows, as SSA reconstructs it; a stretch of
     * L - 1 steps, which holds no window, by its projection onto the span of Q.
     *
     * @param stretch [T x C], T at least L - 1
     */
    public double[] smooth(double[] stretch) {
        int size = basis[0].length;
        if (stretch.length < size) {
            return Arrays.copyOf(at(coordinates(completion(), stretch)), stretch.length);
        }
        double[] sums = new double[stretch.length];
        double[] counts = new double[stretch.length];
        for (int from = 0; from + size <= stretch.length; from += channels) {
            double[] window = projection(Arrays.copyOfRange(stretch, from, from + size));
            for (int i = 0; i < size; i++) {
                sums[from + i] += window[i];
                counts[from + i]++;
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= counts[i];
        }
        return sums;
    }

    /**
     * Vector forecast: the window that begins with the known steps is completed within the subspace, then moved on by one step
     * again and again, and all windows are averaged over the instants in which they overlap. With P the projection onto the span
     * of Q and R the recurrence this is the map y -> (P y, R y) of Golyandina &amp; Zhigljavsky 2013, section 3.1.2: in
     * coordinates y_next = m + U c with c = G Q'(y - m).
     *
     * @param before the last L - 1 time steps [(L - 1) x C], or more of which only the last count
     * @param steps to forecast
     * @return [steps x C]
     */
    public double[] vectorForecast(double[] before, int steps) {
        return vectorForecaster(steps).apply(before);
    }

    /** {@link #vectorForecast} as a function of the known steps, for many of them: it is affine, and found once. */
    public UnaryOperator<double[]> vectorForecaster(int steps) {
        double[][] completion = completion();
        double[] drift = coordinates(completion, Arrays.copyOfRange(centre, channels, centre.length));
        VectorForecast forecast = VectorForecast.of(basis, centre, shift(), drift, channels, steps);
        int size = basis[0].length - channels;
        return before -> forecast.from(coordinates(completion, Arrays.copyOfRange(before, before.length - size, before.length)));
    }

    /**
     * Least-squares ESPRIT (Roy &amp; Kailath 1989): eigenvalues of the shift c -> G Q'(U c without its first step) within the
     * subspace.
     *
     * @return complex eigenvalues [r, 2], real and imaginary part
     * @throws SettingException if the verticality coefficient is 1
     */
    public NumericArray shiftEigenvalues() {
        return Lapack.eigenvalues(NumericArray.ofRows(shift()));
    }

    /** Periods and damping of the modes that the subspace holds, the shortest period first. */
    public List<Mode> modes() {
        return Mode.of(shiftEigenvalues());
    }

    /**
     * Periods in samples, ascending: one for each conjugate pair of eigenvalues of the shift, 2 for a real
     * negative one; trends, whose eigenvalue is real and positive, have none.
     */
    public NumericArray periods() {
        return NumericArray.owned(modes().stream().mapToDouble(Mode::period).filter(Double::isFinite).toArray());
    }

    /** F = G Q' (U without its first step) [r][r]. */
    private double[][] shift() {
        double[][] completion = completion();
        double[][] shift = new double[basis.length][basis.length];
        for (int i = 0; i < basis.length; i++) {
            for (int j = 0; j < basis.length; j++) {
                shift[i][j] = product(completion[i], 0, basis[j], channels, completion[i].length);
            }
        }
        return shift;
    }

    /** G Q' [r][(L - 1) x C]. */
    private double[][] completion() {
        double[][] known = completion;
        if (known == null) {
            known = computeCompletion();
            completion = known;
        }
        return known;
    }

    private double[][] computeCompletion() {
        double verticality = verticality();
        if (verticality > 1 - 1e-10) {
            throw new SettingException("components", basis.length + " with verticality coefficient " + verticality,
                    "it must be below 1: take fewer components than the window has values");
        }
        int r = basis.length;
        int before = basis[0].length - channels;
        double[] remainder = new double[r * r];
        double[] rows = new double[r * before];
        for (int i = 0; i < r; i++) {
            System.arraycopy(basis[i], 0, rows, i * before, before);
            for (int j = 0; j < r; j++) {
                remainder[i * r + j] = (i == j ? 1 : 0) - product(basis[i], before, basis[j], before, channels);
            }
        }
        return Lapack.solve(NumericArray.owned(remainder, r, r), NumericArray.owned(rows, r, before)).toRows();
    }

    /** W W' [C, C], whose largest eigenvalue is the verticality; for more channels than components W'W [r, r], which has it too. */
    private NumericArray lastProducts() {
        int before = basis[0].length - channels;
        double[][] last = Arrays.stream(basis).map(u -> Arrays.copyOfRange(u, before, u.length)).toArray(double[][]::new);
        NumericArray w = NumericArray.ofRows(last);
        return channels <= basis.length ? Lapack.multiplyTransposed(w, w) : Lapack.multiplyByTransposed(w, w);
    }

    private double[] coordinates(double[][] completion, double[] before) {
        return Arrays.stream(completion)
                .mapToDouble(row -> product(row, 0, before, 0, row.length) - product(row, 0, centre, 0, row.length)).toArray();
    }

    /** m + U c. */
    private double[] at(double[] coordinates) {
        double[] window = centre.clone();
        for (int i = 0; i < basis.length; i++) {
            add(window, basis[i], coordinates[i]);
        }
        return window;
    }

    static void add(double[] sum, double[] term, double factor) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] += factor * term[j];
        }
    }

    /** Product of the entries of a from {@code i} on with those of b from {@code j} on. */
    static double product(double[] a, int i, double[] b, int j, int count) {
        double sum = 0;
        for (int k = 0; k < count; k++) {
            sum += a[i + k] * b[j + k];
        }
        return sum;
    }
}

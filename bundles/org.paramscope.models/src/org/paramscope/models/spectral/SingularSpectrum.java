package org.paramscope.models.spectral;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SettingException;
import org.paramscope.engine.linalg.Lapack;

/**
 * Singular spectrum analysis of one series (Golyandina &amp; Zhigljavsky, Singular Spectrum Analysis for Time
 * Series, 2013): the components of its trajectory matrix X [L, K], K = T - L + 1, and the elementary series
 * into which they decompose it. For several series at once see {@link MultivariateSpectrum}.
 *
 * <p>The eigenvectors come from the Gram matrix of X's shorter side, whose entries are accumulated with
 * compensation, so leading singular values are exact to about 1e-12 of their size; those below 1e-8 of the
 * largest are rounding noise. Components are numbered from 0, the largest first.
 */
public final class SingularSpectrum {

    private final double[] series;
    private final int window;
    /** Orthonormal vectors of one side of the trajectory matrix, one a row. */
    private final double[][] vectors;
    private final double[] singularValues;

    private SingularSpectrum(double[] series, int window, double[][] unordered) {
        this.series = series;
        this.window = window;
        double[] norms = Arrays.stream(unordered).mapToDouble(vector -> Hankel.norm(Hankel.lagged(vector, series))).toArray();
        int[] order = IntStream.range(0, norms.length).boxed().sorted(Comparator.comparingDouble(i -> -norms[i]))
                .mapToInt(Integer::intValue).toArray();
        vectors = Arrays.stream(order).mapToObj(i -> unordered[i]).toArray(double[][]::new);
        singularValues = Arrays.stream(order).mapToDouble(i -> norms[i]).toArray();
    }

    /**
     * Decomposes a series by the singular value decomposition of its trajectory matrix: basic SSA.
     *
     * @param series finite values [T], T at least 3
     * @param window window length L, from 2 to T - 1
     * @throws SettingException if the window does not fit or a value is not finite
     */
    public static SingularSpectrum of(double[] series, int window) {
        requireWindow(series.length, window);
        requireFinite(series);
        int shorter = Math.min(window, series.length - window + 1);
        return new SingularSpectrum(series.clone(), window, eigenvectors(Hankel.gram(series, shorter), shorter));
    }

    /**
     * Decomposes a series by the eigenvectors of the Toeplitz matrix of its lag covariances c[k] = sum_t x[t] x[t + k] / (T - k)
     * (Vautard &amp; Ghil 1989; Vautard, Yiou &amp; Ghil 1992): for a stationary series the better estimate. The
     * components are ordered by |X'u| (Golyandina &amp; Zhigljavsky 2013, section 2.5.3), which is also their singular value;
     * their right vectors are not orthogonal. Subtract the mean first.
     *
     * @param series finite values [T], T at least 3
     * @param window window length L, from 2 to T - 1
     * @throws SettingException if the window does not fit or a value is not finite
     */
    public static SingularSpectrum toeplitz(double[] series, int window) {
        requireWindow(series.length, window);
        requireFinite(series);
        double[] covariances = new double[window];
        for (int lag = 0; lag < window; lag++) {
            for (int t = 0; t + lag < series.length; t++) {
                covariances[lag] += series[t] * series[t + lag] / (series.length - lag);
            }
        }
        double[] matrix = new double[window * window];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = covariances[Math.abs(i / window - i % window)];
        }
        return new SingularSpectrum(series.clone(), window, eigenvectors(matrix, window));
    }

    /** The components 0, 1, ... count - 1. */
    public static int[] leading(int count) {
        return IntStream.range(0, count).toArray();
    }

    /** Window length L. */
    public int window() {
        return window;
    }

    /** Number of components: the shorter side of the trajectory matrix, L for the Toeplitz variant. */
    public int count() {
        return vectors.length;
    }

    /** Singular values [{@link #count}], descending, in the unit of the series. */
    public NumericArray singularValues() {
        return NumericArray.of(singularValues);
    }

    /** Left singular vector of a component [L]: unit length, the sign is arbitrary. */
    public NumericArray leftVector(int component) {
        check(component);
        return NumericArray.of(ofColumns() ? vectors[component] : unit(lagged(component)));
    }

    /** Right singular vector of a component [K]: unit length. */
    public NumericArray rightVector(int component) {
        check(component);
        return NumericArray.of(ofColumns() ? unit(lagged(component)) : vectors[component]);
    }

    /**
     * Sum of the elementary series of some components: each elementary matrix s u v' averaged over its
     * antidiagonals (Golyandina &amp; Zhigljavsky 2013, section 2.1).
     *
     * @return the series [T]; all components together give the series back
     */
    public NumericArray reconstruction(int... components) {
        double[] sum = new double[series.length];
        for (int component : components) {
            check(component);
            Hankel.addAntidiagonals(vectors[component], lagged(component), sum);
        }
        double[] weights = Hankel.weights(series.length, window);
        for (int t = 0; t < sum.length; t++) {
            sum[t] /= weights[t];
        }
        return NumericArray.owned(sum);
    }

    /**
     * Weighted correlations between the leading elementary series, the weight of an instant being the number
     * of its entries in the trajectory matrix (Golyandina &amp; Zhigljavsky 2013, section 2.3.4): near 0 for separable
     * components, near 1 for those that belong together.
     *
     * @param count number of leading components
     * @return symmetric matrix [count, count] with unit diagonal; 0 for a component that vanishes
     */
    public NumericArray wCorrelations(int count) {
        double[][] elementary = new double[count][];
        for (int i = 0; i < count; i++) {
            elementary[i] = reconstruction(i).toArray();
        }
        return WCorrelation.matrix(elementary, Hankel.weights(series.length, window));
    }

    /**
     * Groups of the leading components that belong together: agglomerated by average linkage of 1 - |w-correlation|.
     *
     * @param count number of leading components
     * @param least smallest mean |w-correlation| between two groups that are merged, above 0 and up to 1
     * @return components by group, each ascending, the group of component 0 first
     */
    public List<int[]> groups(int count, double least) {
        return WCorrelation.groups(wCorrelations(count), least);
    }

    /** The subspace that some components span: recurrence, forecast and periods follow from it. */
    public SignalSubspace subspace(int... components) {
        double[][] basis = new double[components.length][];
        for (int i = 0; i < basis.length; i++) {
            basis[i] = leftVector(components[i]).toArray();
        }
        return new SignalSubspace(basis, 1);
    }

    /**
     * Continues the reconstruction of some components by their linear recurrence (Golyandina &amp; Zhigljavsky 2013,
     * section 3.1.2).
     *
     * @param steps      number of values to forecast
     * @param components the group, with a verticality coefficient below 1
     * @return forecast [steps]
     * @throws SettingException if the group admits no recurrence
     */
    public NumericArray recurrentForecast(int steps, int... components) {
        return subspace(components).forecast(reconstruction(components), steps);
    }

    /**
     * Continues the last window, projected onto the subspace of some components, window by window within the subspace, and
     * averages over antidiagonals (vector forecast, Golyandina &amp; Zhigljavsky 2013, section 3.1.2): as a rule steadier
     * than the recurrent forecast, and equal to it on series of finite rank.
     *
     * @param steps      number of values to forecast
     * @param components the group, with a verticality coefficient below 1
     * @return forecast [steps]
     * @throws SettingException if the group admits no recurrence
     */
    public NumericArray vectorForecast(int steps, int... components) {
        SignalSubspace subspace = subspace(components);
        double[] last = subspace.projection(Arrays.copyOfRange(series, series.length - window, series.length));
        return NumericArray.owned(subspace.vectorForecast(Arrays.copyOfRange(last, 1, window), steps));
    }

    private boolean ofColumns() {
        return vectors[0].length == window;
    }

    /** X' u (or X v): the other side's singular vector times the singular value. */
    private double[] lagged(int component) {
        return Hankel.lagged(vectors[component], series);
    }

    private void check(int component) {
        if (component < 0 || component >= vectors.length) {
            throw new SettingException("components", Integer.toString(component),
                    "0 to " + (vectors.length - 1) + " is allowed");
        }
    }

    static double[][] eigenvectors(double[] symmetric, int size) {
        return Lapack.symmetricEigen(NumericArray.owned(symmetric, size, size)).vectors().transpose().toRows();
    }

    static void requireWindow(int length, int window) {
        if (window < 2 || window > length - 1) {
            throw new SettingException("window", Integer.toString(window),
                    "2 to " + (length - 1) + " is allowed, one less than the length of the series");
        }
    }

    static void requireFinite(double[] series) {
        for (int t = 0; t < series.length; t++) {
            if (!Double.isFinite(series[t])) {
                throw new SettingException("series", series[t] + " at index " + t,
                        "values must be finite; GapFilling fills missing ones");
            }
        }
    }

    private static double[] unit(double[] vector) {
        double norm = Hankel.norm(vector);
        return norm == 0 ? vector : Arrays.stream(vector).map(v -> v / norm).toArray();
    }
}

package org.paramscope.models;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.paramscope.data.NumericArray;
import org.paramscope.data.SettingException;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.linalg.SymmetricEigen;

/**
 * Singular spectrum analysis of one series (Golyandina &amp; Zhigljavsky, Singular Spectrum Analysis for Time
 * Series, 2013): the eigentriples of its trajectory matrix X [L, K], K = T - L + 1, and the elementary series
 * into which they decompose it.
 *
 * <p>The eigenvectors come from the Gram matrix of X's shorter side, whose entries are accumulated with
 * compensation, so leading singular values are exact to about 1e-12 of their size; those below 1e-8 of the
 * largest are rounding noise. Components are numbered from 0, the largest first.
 */
public final class SingularSpectrum {

    private final double[] series;
    private final int window;
    /** Singular vectors of the shorter side of the trajectory matrix, one a row. */
    private final double[][] vectors;
    private final double[] singularValues;

    private SingularSpectrum(double[] series, int window) {
        this.series = series;
        this.window = window;
        SymmetricEigen eigen = Lapack.symmetricEigen(gram());
        vectors = eigen.vectors().transpose().toRows();
        singularValues = new double[vectors.length];
        for (int i = 0; i < vectors.length; i++) {
            singularValues[i] = norm(lagged(i));
        }
    }

    /**
     * Decomposes a series.
     *
     * @param series finite values [T], T at least 3
     * @param window window length L, from 2 to T - 1
     * @throws SettingException if the window does not fit or a value is not finite
     */
    public static SingularSpectrum of(double[] series, int window) {
        if (window < 2 || window > series.length - 1) {
            throw new SettingException("window", Integer.toString(window),
                    "2 to " + (series.length - 1) + " is allowed, one less than the length of the series");
        }
        for (int t = 0; t < series.length; t++) {
            if (!Double.isFinite(series[t])) {
                throw new SettingException("series", series[t] + " at index " + t, "values must be finite");
            }
        }
        return new SingularSpectrum(series.clone(), window);
    }

    /** The components 0, 1, ... count - 1. */
    public static int[] leading(int count) {
        return IntStream.range(0, count).toArray();
    }

    /** Window length L. */
    public int window() {
        return window;
    }

    /** Number of eigentriples: the shorter side of the trajectory matrix. */
    public int count() {
        return vectors.length;
    }

    /** Singular values of the trajectory matrix [min(L, K)], descending, in the unit of the series. */
    public NumericArray singularValues() {
        return NumericArray.of(singularValues);
    }

    /** Left singular vector of a component [L]: unit length, the sign is arbitrary. */
    public NumericArray leftVector(int component) {
        check(component);
        return NumericArray.of(window == vectors.length ? vectors[component] : unit(lagged(component)));
    }

    /** Right singular vector of a component [K]: unit length. */
    public NumericArray rightVector(int component) {
        check(component);
        return NumericArray.of(window == vectors.length ? unit(lagged(component)) : vectors[component]);
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
            addAntidiagonals(vectors[component], lagged(component), sum);
        }
        for (int t = 0; t < sum.length; t++) {
            sum[t] /= weight(t);
        }
        return NumericArray.owned(sum);
    }

    /**
     * Weighted correlations between the leading elementary series, the weight of an instant being the number
     * of windows that it lies in: near 0 for separable components, near 1 for components that belong together.
     *
     * @param count number of leading components k
     * @return symmetric matrix [k, k] with unit diagonal; 0 beside a component that vanishes
     */
    public NumericArray wCorrelations(int count) {
        double[][] elementary = new double[count][];
        double[] norms = new double[count];
        for (int i = 0; i < count; i++) {
            elementary[i] = reconstruction(i).toArray();
            norms[i] = Math.sqrt(weightedProduct(elementary[i], elementary[i]));
        }
        double[][] correlations = new double[count][count];
        for (int i = 0; i < count; i++) {
            correlations[i][i] = 1;
            for (int j = 0; j < i; j++) {
                double scale = norms[i] * norms[j];
                double r = scale > 0 ? weightedProduct(elementary[i], elementary[j]) / scale : 0;
                correlations[i][j] = r;
                correlations[j][i] = r;
            }
        }
        return NumericArray.ofRows(correlations);
    }

    /** The subspace that some components span: recurrence, forecast and periods follow from it. */
    public SignalSubspace subspace(int... components) {
        double[][] basis = new double[components.length][];
        for (int i = 0; i < basis.length; i++) {
            basis[i] = leftVector(components[i]).toArray();
        }
        return new SignalSubspace(basis);
    }

    /**
     * Continues the reconstruction of some components by their linear recurrence.
     *
     * @param steps      number of values to forecast
     * @param components the group, with a verticality coefficient below 1
     * @return forecast [steps]
     * @throws SettingException if the group admits no recurrence
     */
    public NumericArray recurrentForecast(int steps, int... components) {
        return subspace(components).forecast(reconstruction(components), steps);
    }

    /** X' u (or X v): the other side's singular vector times the singular value. */
    private double[] lagged(int component) {
        double[] vector = vectors[component];
        double[] product = new double[series.length - vector.length + 1];
        for (int i = 0; i < vector.length; i++) {
            double factor = vector[i];
            for (int j = 0; j < product.length; j++) {
                product[j] += factor * series[i + j];
            }
        }
        return product;
    }

    /**
     * Gram matrix of the shorter side [m, m]. Along a diagonal each entry differs from the one before by two
     * products; these are added without rounding error (two-sum, fused product), since the leading singular
     * value exceeds the others by orders of magnitude.
     */
    private NumericArray gram() {
        int m = Math.min(window, series.length - window + 1);
        int span = series.length - m + 1;
        double[] gram = new double[m * m];
        for (int lag = 0; lag < m; lag++) {
            ExactSum sum = new ExactSum();
            for (int t = 0; t < span; t++) {
                sum.addProduct(series[t], series[t + lag]);
            }
            for (int i = 0; i + lag < m; i++) {
                gram[i * m + i + lag] = sum.value();
                gram[(i + lag) * m + i] = sum.value();
                if (i + lag + 1 < m) {
                    sum.addProduct(series[i + span], series[i + span + lag]);
                    sum.addProduct(-series[i], series[i + lag]);
                }
            }
        }
        return NumericArray.owned(gram, m, m);
    }

    private int weight(int t) {
        return Math.min(Math.min(t + 1, series.length - t), vectors.length);
    }

    private double weightedProduct(double[] a, double[] b) {
        double sum = 0;
        for (int t = 0; t < a.length; t++) {
            sum += weight(t) * a[t] * b[t];
        }
        return sum;
    }

    private void check(int component) {
        if (component < 0 || component >= vectors.length) {
            throw new SettingException("components", Integer.toString(component),
                    "0 to " + (vectors.length - 1) + " is allowed");
        }
    }

    private static void addAntidiagonals(double[] left, double[] right, double[] sum) {
        for (int i = 0; i < left.length; i++) {
            double factor = left[i];
            for (int j = 0; j < right.length; j++) {
                sum[i + j] += factor * right[j];
            }
        }
    }

    private static double norm(double[] vector) {
        double sum = 0;
        for (double v : vector) {
            sum += v * v;
        }
        return Math.sqrt(sum);
    }

    private static double[] unit(double[] vector) {
        double norm = norm(vector);
        return norm == 0 ? vector : Arrays.stream(vector).map(v -> v / norm).toArray();
    }

    /** A running sum of products in twice the working precision (Ogita, Rump &amp; Oishi 2005, algorithm 5.3). */
    private static final class ExactSum {
        private double sum;
        private double error;

        void addProduct(double a, double b) {
            double product = a * b;
            double next = sum + product;
            double part = next - sum;
            error += (sum - (next - part)) + (product - part) + Math.fma(a, b, -product);
            sum = next;
        }

        double value() {
            return sum + error;
        }
    }
}

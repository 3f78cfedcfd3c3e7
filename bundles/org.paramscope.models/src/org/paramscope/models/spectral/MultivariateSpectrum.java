package org.paramscope.models.spectral;

import java.util.Arrays;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SettingException;

/**
 * Multivariate singular spectrum analysis (Golyandina, Korobeynikov, Shlemov &amp; Usevich 2015, section 3; Broomhead &amp; King
 * 1986): the trajectory matrices of several series side by side, X = [X_1 : ... : X_C] of the shape [L, C K]. The left singular
 * vectors are shapes in time that all channels share; a right one holds the course of such a shape in each channel.
 *
 * <p>Singular values are exact to about 1e-12 of the largest, those below 1e-8 of it are rounding noise. Channels of different
 * units should be standardised first.
 */
public final class MultivariateSpectrum {

    /** [C][T]. */
    private final double[][] series;
    private final int window;
    private final double[][] vectors;

    private MultivariateSpectrum(double[][] series, int window) {
        this.series = series;
        this.window = window;
        double[] gram = new double[window * window];
        for (double[] channel : series) {
            double[] own = Hankel.gram(channel, window);
            for (int i = 0; i < gram.length; i++) {
                gram[i] += own[i];
            }
        }
        vectors = SingularSpectrum.eigenvectors(gram, window);
    }

    /**
     * Decomposes series of equal length.
     *
     * @param series finite values [T, C], T at least 3
     * @param window window length L, from 2 to T - 1
     * @throws SettingException if the window does not fit or a value is not finite
     */
    public static MultivariateSpectrum of(NumericArray series, int window) {
        SingularSpectrum.requireWindow(series.size(0), window);
        double[][] channels = series.transpose().toRows();
        for (double[] channel : channels) {
            SingularSpectrum.requireFinite(channel);
        }
        return new MultivariateSpectrum(channels, window);
    }

    /** Number of components: the smaller of L and C K. */
    public int count() {
        return Math.min(window, series.length * (series[0].length - window + 1));
    }

    /** Singular values of X [{@link #count}], descending. */
    public NumericArray singularValues() {
        double[] values = new double[count()];
        for (int i = 0; i < values.length; i++) {
            for (double[] channel : series) {
                values[i] = Math.hypot(values[i], Hankel.norm(Hankel.lagged(vectors[i], channel)));
            }
        }
        return NumericArray.owned(values);
    }

    /** Left singular vector of a component [L]: unit length. */
    public NumericArray leftVector(int component) {
        check(component);
        return NumericArray.of(vectors[component]);
    }

    /** Right singular vector of a component [K, C]: unit length in all. */
    public NumericArray rightVector(int component) {
        check(component);
        double[][] lagged = Arrays.stream(series).map(channel -> Hankel.lagged(vectors[component], channel)).toArray(double[][]::new);
        double norm = Arrays.stream(lagged).mapToDouble(Hankel::norm).reduce(0, Math::hypot);
        return NumericArray.ofRows(Arrays.stream(lagged).map(channel -> Arrays.stream(channel).map(v -> v / norm).toArray())
                .toArray(double[][]::new)).transpose();
    }

    /**
     * Sum of the elementary series of some components.
     *
     * @return [T, C]; all components together give the series back
     */
    public NumericArray reconstruction(int... components) {
        double[] weights = Hankel.weights(series[0].length, window);
        double[][] sums = new double[series.length][series[0].length];
        for (int c = 0; c < series.length; c++) {
            for (int component : components) {
                check(component);
                Hankel.addAntidiagonals(vectors[component], Hankel.lagged(vectors[component], series[c]), sums[c]);
            }
            for (int t = 0; t < weights.length; t++) {
                sums[c][t] /= weights[t];
            }
        }
        return NumericArray.ofRows(sums).transpose();
    }

    /** The subspace of windows of one channel [L] that some components span, the same for all channels. */
    public SignalSubspace subspace(int... components) {
        return new SignalSubspace(Arrays.stream(components).mapToObj(i -> leftVector(i).toArray()).toArray(double[][]::new), 1);
    }

    /**
     * Continues the reconstruction of each channel by the one recurrence of the column space: a value follows from the L - 1 before
     * it in its own channel, with coefficients that all channels share.
     *
     * @return [steps, C]
     * @throws SettingException if the group admits no recurrence
     */
    public NumericArray columnForecast(int steps, int... components) {
        SignalSubspace subspace = subspace(components);
        NumericArray known = reconstruction(components);
        double[][] continued = new double[series.length][];
        for (int c = 0; c < series.length; c++) {
            continued[c] = subspace.forecast(known.column(c), steps).toArray();
        }
        return NumericArray.ofRows(continued).transpose();
    }

    /**
     * Continues the reconstruction by the recurrence of the row space: a value follows from the K - 1 before it in all channels.
     *
     * @return [steps, C]
     * @throws SettingException if the group admits no recurrence
     */
    public NumericArray rowForecast(int steps, int... components) {
        double[][] rows = Arrays.stream(components).mapToObj(i -> rightVector(i).toArray()).toArray(double[][]::new);
        return new SignalSubspace(rows, series.length).forecast(reconstruction(components), steps);
    }

    private void check(int component) {
        if (component < 0 || component >= count()) {
            throw new SettingException("components", Integer.toString(component), "0 to " + (count() - 1) + " is allowed");
        }
    }
}

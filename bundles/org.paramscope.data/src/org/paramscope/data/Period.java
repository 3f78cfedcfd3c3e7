package org.paramscope.data;

import java.util.Optional;

/**
 * The dominant period of a series.
 *
 * @param samples the period in samples
 * @param correlation the unbiased autocorrelation at that lag
 * @param confirmation how the spectrum confirms it, in words
 */
public record Period(int samples, double correlation, String confirmation) {

    /** Empty when no period dominates. */
    public static Optional<Period> of(double[] series) {
        int lags = series.length / 4;
        if (lags < 2) {
            return Optional.empty();
        }
        double[] x = detrended(series);
        double[] r = autocorrelation(x, lags);
        int zero = 1;
        while (zero <= lags && r[zero] > 0) {
            zero++;
        }
        double highest = 0;
        for (int lag = zero; lag < lags; lag++) {
            if (r[lag] >= r[lag - 1] && r[lag] >= r[lag + 1]) {
                highest = Math.max(highest, r[lag]);
            }
        }
        for (int lag = zero; lag < lags; lag++) {
            if (r[lag] > 0 && r[lag] >= 0.9 * highest && r[lag] >= r[lag - 1] && r[lag] >= r[lag + 1]) {
                return Optional.of(new Period(lag, r[lag], ""));
            }
        }
        return Optional.empty();
    }

    static double[] detrended(double[] series) {
        int n = series.length;
        double mean = 0;
        double slope = 0;
        for (int t = 0; t < n; t++) {
            mean += series[t] / n;
        }
        double centre = (n - 1) / 2.0;
        double squares = 0;
        for (int t = 0; t < n; t++) {
            slope += (t - centre) * (series[t] - mean);
            squares += (t - centre) * (t - centre);
        }
        slope /= squares;
        double[] x = new double[n];
        for (int t = 0; t < n; t++) {
            x[t] = series[t] - mean - slope * (t - centre);
        }
        return x;
    }

    static double[] autocorrelation(double[] x, int lags) {
        double[] r = Fourier.products(x, lags);
        double variance = r[0] / x.length;
        for (int lag = 0; lag <= lags; lag++) {
            r[lag] /= (x.length - lag) * variance;
        }
        return r;
    }
}

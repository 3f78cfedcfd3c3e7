package org.paramscope.data;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The dominant period of a series.
 *
 * <p>The series is freed of its linear trend. Of the local maxima of its unbiased autocorrelation, at
 * lags up to a quarter of its length and after the first zero crossing, those of at least 0.9 of the
 * highest are candidates: the highest alone would often be a multiple. The first candidate dominates
 * that stands out from chance and that the spectrum confirms:
 * <ul>
 * <li>its correlation is at least four standard errors of the autocorrelation of a series that is
 * correlated only up to the first zero crossing (Bartlett 1946, eq. 7);
 * <li>the lines at multiples of 1 / lag, each an eighth of their spacing wide to either side, hold at
 * least 3/8 of the power; a flat spectrum has 1/4 there.
 * </ul>
 *
 * @param samples the period in samples
 * @param correlation the unbiased autocorrelation at that lag
 * @param confirmation how the spectrum confirms it, in words
 */
public record Period(int samples, double correlation, String confirmation) {

    private static final double NEARLY_HIGHEST = 0.9;
    private static final double STANDARD_ERRORS = 4;
    private static final double LINE = 1.0 / 8;
    private static final double CONFIRMING_SHARE = 3.0 / 8;
    private static final int LONGEST = 1 << 20;

    /**
     * The dominant period, or nothing when none dominates. A series of more than 2^20 samples is judged
     * by its first 2^20.
     *
     * @throws SettingException when a sample is not a finite number
     */
    public static Optional<Period> of(double[] series) {
        double[] x = detrended(series.length > LONGEST ? Arrays.copyOf(series, LONGEST) : series);
        int lags = x.length / 4;
        if (lags < 3 || isZero(x, series)) {
            return Optional.empty();
        }
        double[] r = autocorrelation(x, lags);
        int zero = 1;
        while (zero <= lags && r[zero] > 0) {
            zero++;
        }
        double highest = 0;
        for (int lag = zero; lag < lags; lag++) {
            highest = isPeak(r, lag) ? Math.max(highest, r[lag]) : highest;
        }
        double least = Math.max(NEARLY_HIGHEST * highest, STANDARD_ERRORS * standardError(r, zero, x.length));
        double[] power = null;
        for (int lag = zero; lag < lags; lag++) {
            if (isPeak(r, lag) && r[lag] > 0 && r[lag] >= least) {
                power = power == null ? Fourier.power(x, Fourier.size(2 * x.length)) : power;
                double share = lineShare(power, lag);
                if (share >= CONFIRMING_SHARE) {
                    return Optional.of(new Period(lag, r[lag], String.format(Locale.ROOT,
                            "spectral lines at multiples of 1/%d hold %.0f %% of the power (flat spectrum: 25 %%)", lag, 100 * share)));
                }
            }
        }
        return Optional.empty();
    }

    /** The residuals of the least-squares line. */
    static double[] detrended(double[] series) {
        int n = series.length;
        double mean = 0;
        for (int t = 0; t < n; t++) {
            if (!Double.isFinite(series[t])) {
                throw new SettingException("sample " + t, Double.toString(series[t]), "a period needs finite numbers");
            }
            mean += series[t] / n;
        }
        double centre = (n - 1) / 2.0;
        double products = 0;
        double squares = 0;
        for (int t = 0; t < n; t++) {
            products += (t - centre) * (series[t] - mean);
            squares += (t - centre) * (t - centre);
        }
        double slope = squares > 0 ? products / squares : 0;
        double[] x = new double[n];
        for (int t = 0; t < n; t++) {
            x[t] = series[t] - mean - slope * (t - centre);
        }
        return x;
    }

    /** Unbiased: the mean product at each lag over the mean square. */
    static double[] autocorrelation(double[] x, int lags) {
        double[] r = Fourier.products(x, lags);
        double variance = r[0] / x.length;
        for (int lag = 0; lag <= lags; lag++) {
            r[lag] /= (x.length - lag) * variance;
        }
        return r;
    }

    private static boolean isZero(double[] x, double[] series) {
        double residual = 0;
        double size = 0;
        for (int t = 0; t < x.length; t++) {
            residual = Math.max(residual, Math.abs(x[t]));
            size = Math.max(size, Math.abs(series[t]));
        }
        return residual <= 1e-12 * size;
    }

    private static boolean isPeak(double[] r, int lag) {
        return r[lag] >= r[lag - 1] && r[lag] >= r[lag + 1];
    }

    private static double standardError(double[] r, int zero, int length) {
        double sum = 1;
        for (int lag = 1; lag < zero; lag++) {
            sum += 2 * r[lag] * r[lag];
        }
        return Math.sqrt(sum / length);
    }

    private static double lineShare(double[] power, int lag) {
        double lines = 0;
        double total = 0;
        for (int k = 1; k <= power.length / 2; k++) {
            double multiple = (double) k * lag / power.length;
            double nearest = Math.rint(multiple);
            total += power[k];
            if (nearest >= 1 && Math.abs(multiple - nearest) <= LINE) {
                lines += power[k];
            }
        }
        return lines / total;
    }
}

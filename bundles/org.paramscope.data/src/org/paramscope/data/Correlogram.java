package org.paramscope.data;

import java.util.Arrays;

/**
 * The unbiased autocorrelation of a stretch of samples and its power spectrum, over several channels the sum of theirs.
 *
 * @param correlation at the lags 0, 1, ... samples
 * @param power at the frequencies 0, 1, ... over its own length, in cycles a sample; the second half mirrors the first
 * @param observations number of samples from which they come
 */
record Correlogram(double[] correlation, double[] power, int observations) {

    /** A periodogram of scattered samples costs samples times frequencies: longer stretches are judged by their beginning. */
    static final int LONGEST_SCATTERED = 1 << 13;

    /** Of complete series of one length at regular times, already free of their trends; at lags up to a quarter of the length. */
    static Correlogram of(double[]... series) {
        int n = series[0].length;
        int lags = n / 4;
        double[] products = new double[lags + 1];
        double[] power = new double[Fourier.size(2 * n)];
        for (double[] x : series) {
            add(products, Fourier.products(x, lags));
            add(power, Fourier.power(x, power.length));
        }
        double variance = products[0] / n;
        for (int lag = 0; lag <= lags; lag++) {
            products[lag] /= (n - lag) * variance;
        }
        return new Correlogram(products, power, n);
    }

    /**
     * Of series whose samples lie anywhere in time: the Lomb-Scargle periodogram with a floating mean (Lomb 1976; Scargle 1982;
     * Zechmeister and Kuerster 2009, eqs. 4 to 15), and as its Fourier transform the autocorrelation (Scargle 1989).
     *
     * @param times ascending, in samples, of each series
     * @param series the values at these times, already free of their trends
     * @param length of the stretch, in samples
     */
    static Correlogram scattered(double[][] times, double[][] series, int length) {
        double[] re = new double[Fourier.size(2 * length)];
        int observations = 0;
        for (int c = 0; c < series.length; c++) {
            lombScargle(times[c], series[c], re);
            observations = Math.max(observations, series[c].length);
        }
        int frequencies = re.length;
        for (int k = 1; k < frequencies / 2; k++) {
            re[frequencies - k] = re[k];
        }
        double[] power = re.clone();
        double total = Arrays.stream(power).sum();
        clearFloor(re);
        Fourier.transform(re, new double[frequencies]);
        double[] correlation = new double[length / 4 + 1];
        correlation[0] = 1;
        for (int lag = 1; lag < correlation.length; lag++) {
            correlation[lag] = re[lag] / total * length / (length - lag);
        }
        return new Correlogram(correlation, power, observations);
    }

    /**
     * Sets lines to 0 that one would expect of noise. Scattered sampling raises a floor of such lines under the true ones; their
     * transform would cover the maxima of the autocorrelation with false ones. They still count in the variance.
     */
    private static void clearFloor(double[] power) {
        double[] sorted = Arrays.copyOfRange(power, 1, power.length / 2 + 1);
        Arrays.sort(sorted);
        // lines of noise are exponentially distributed (Scargle 1982): of so many the largest is about mean times logarithm of their number
        double mean = sorted[sorted.length / 2] / Math.log(2);
        double largest = mean * Math.log(sorted.length);
        for (int k = 0; k < power.length; k++) {
            power[k] = power[k] > largest ? power[k] : 0;
        }
    }

    /** Adds, at the frequencies k over the length of the array, the sum of squares that a sinusoid of that frequency explains. */
    private static void lombScargle(double[] times, double[] x, double[] power) {
        int n = x.length;
        double[] cosine = new double[n];
        double[] sine = new double[n];
        double[] stepCosine = new double[n];
        double[] stepSine = new double[n];
        Arrays.fill(cosine, 1);
        for (int i = 0; i < n; i++) {
            double angle = 2 * Math.PI * times[i] / power.length;
            stepCosine[i] = StrictMath.cos(angle);
            stepSine[i] = StrictMath.sin(angle);
        }
        for (int k = 1; k <= power.length / 2; k++) {
            double c = 0;
            double s = 0;
            double cc = 0;
            double cs = 0;
            double xc = 0;
            double xs = 0;
            for (int i = 0; i < n; i++) {
                double turned = cosine[i] * stepCosine[i] - sine[i] * stepSine[i];
                sine[i] = sine[i] * stepCosine[i] + cosine[i] * stepSine[i];
                cosine[i] = turned;
                c += cosine[i];
                s += sine[i];
                cc += cosine[i] * cosine[i];
                cs += cosine[i] * sine[i];
                xc += x[i] * cosine[i];
                xs += x[i] * sine[i];
            }
            power[k] += explained(cc - c * c / n, n - cc - s * s / n, cs - c * s / n, xc, xs, n);
        }
    }

    /** The sum of squares that a cosine and a sine explain, whose sums of squares and of products about their means are given. */
    private static double explained(double cc, double ss, double cs, double xc, double xs, int n) {
        double determinant = cc * ss - cs * cs;
        if (determinant > 1e-9 * n * n) {
            return (ss * xc * xc + cc * xs * xs - 2 * cs * xc * xs) / determinant;
        }
        // one of the two is constant at these times, as the sine is at half the sampling rate
        return cc > ss ? xc * xc / Math.max(cc, 1e-9 * n) : xs * xs / Math.max(ss, 1e-9 * n);
    }

    /** The first lag at which the autocorrelation is not positive; all lags + 1 when there is none. */
    int firstZero() {
        int zero = 1;
        while (zero < correlation.length && correlation[zero] > 0) {
            zero++;
        }
        return zero;
    }

    /** Whether the autocorrelation at a lag is a local maximum. */
    boolean isPeak(int lag) {
        return correlation[lag] >= correlation[lag - 1] && correlation[lag] >= correlation[lag + 1];
    }

    /**
     * The standard error of the autocorrelation of a series that is correlated only up to the first zero crossing (Bartlett 1946,
     * eq. 7).
     */
    double standardError() {
        double sum = 1;
        int zero = firstZero();
        for (int lag = 1; lag < zero; lag++) {
            sum += 2 * correlation[lag] * correlation[lag];
        }
        return Math.sqrt(sum / observations);
    }

    /** The share of the power in lines at multiples of 1 / lag, each so wide to either side, in their spacing. */
    double lineShare(int lag, double width) {
        double lines = 0;
        double total = 0;
        for (int k = 1; k <= power.length / 2; k++) {
            double multiple = (double) k * lag / power.length;
            double nearest = Math.rint(multiple);
            total += power[k];
            if (nearest >= 1 && Math.abs(multiple - nearest) <= width) {
                lines += power[k];
            }
        }
        return lines / total;
    }

    private static void add(double[] sums, double[] values) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += values[i];
        }
    }
}

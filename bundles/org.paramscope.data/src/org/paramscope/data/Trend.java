package org.paramscope.data;

import java.util.stream.IntStream;

/** The straight line of least squares through a series. */
final class Trend {

    private Trend() {
    }

    /**
     * The residuals of a series at regular times.
     *
     * @throws SettingException when a sample is not a finite number
     */
    static double[] removed(double[] series) {
        return removed(IntStream.range(0, series.length).asDoubleStream().toArray(), series);
    }

    /** The residuals of values at their times. */
    static double[] removed(double[] times, double[] series) {
        int n = series.length;
        double mean = 0;
        double centre = 0;
        for (int t = 0; t < n; t++) {
            if (!Double.isFinite(series[t])) {
                throw new SettingException("sample " + t, Double.toString(series[t]), "a period needs finite numbers");
            }
            mean += series[t] / n;
            centre += times[t] / n;
        }
        double products = 0;
        double squares = 0;
        for (int t = 0; t < n; t++) {
            products += (times[t] - centre) * (series[t] - mean);
            squares += (times[t] - centre) * (times[t] - centre);
        }
        double slope = squares > 0 ? products / squares : 0;
        double[] x = new double[n];
        for (int t = 0; t < n; t++) {
            x[t] = series[t] - mean - slope * (times[t] - centre);
        }
        return x;
    }

    /** Whether a series is nothing but its trend, to rounding. */
    static boolean isAll(double[] residuals, double[] series) {
        double residual = 0;
        double size = 0;
        for (int t = 0; t < residuals.length; t++) {
            residual = Math.max(residual, Math.abs(residuals[t]));
            size = Math.max(size, Math.abs(series[t]));
        }
        return residual <= 1e-12 * size;
    }
}

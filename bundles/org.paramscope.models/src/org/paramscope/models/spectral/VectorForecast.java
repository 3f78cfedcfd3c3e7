package org.paramscope.models.spectral;

import static org.paramscope.models.spectral.SignalSubspace.add;
import static org.paramscope.models.spectral.SignalSubspace.product;

/**
 * The average of the windows m + U c at the coordinates c, F c + d, F (F c + d) + d, ... over the instants in which they overlap: an
 * affine function of c.
 *
 * @param level at c = 0 [steps x C]
 * @param responses to each coordinate [r][steps x C]
 */
record VectorForecast(double[] level, double[][] responses) {

    /**
     * Of so many steps, at the first of which the first window ends.
     *
     * @param basis U' [r][L x C]
     * @param centre m [L x C]
     * @param shift F [r][r]
     * @param drift d [r]
     */
    static VectorForecast of(double[][] basis, double[] centre, double[][] shift, double[] drift, int channels, int steps) {
        int r = basis.length;
        double[] level = unfolded(new double[r], basis, centre, shift, drift, channels, steps);
        double[][] responses = new double[r][];
        for (int i = 0; i < r; i++) {
            double[] start = new double[r];
            start[i] = 1;
            responses[i] = unfolded(start, basis, new double[centre.length], shift, new double[r], channels, steps);
        }
        return new VectorForecast(level, responses);
    }

    /** The forecast from the coordinates of the first window [r]. */
    double[] from(double[] coordinates) {
        double[] forecast = level.clone();
        for (int i = 0; i < responses.length; i++) {
            add(forecast, responses[i], coordinates[i]);
        }
        return forecast;
    }

    private static double[] unfolded(double[] start, double[][] basis, double[] centre, double[][] shift, double[] drift, int channels,
            int steps) {
        int length = centre.length / channels;
        double[] sums = new double[steps * channels];
        double[] coordinates = start;
        for (int w = 0; w < steps + length - 1; w++) {
            double[] window = centre.clone();
            double[] next = drift.clone();
            for (int i = 0; i < basis.length; i++) {
                add(window, basis[i], coordinates[i]);
                next[i] += product(shift[i], 0, coordinates, 0, coordinates.length);
            }
            int first = (w - length + 1) * channels;
            for (int i = Math.max(0, -first); i < window.length && first + i < sums.length; i++) {
                sums[first + i] += window[i] / length;
            }
            coordinates = next;
        }
        return sums;
    }
}

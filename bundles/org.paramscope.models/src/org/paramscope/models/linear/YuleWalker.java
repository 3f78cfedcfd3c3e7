package org.paramscope.models.linear;

import java.util.Arrays;
import org.paramscope.data.NumericalException;

/**
 * Autoregressions of orders 0 to m from autocovariances by the recursion of Levinson 1947 and Durbin 1960 (Brockwell &amp; Davis
 * 1991, proposition 5.2.1). They are stable when the autocovariances are positive definite, as biased ones are.
 *
 * @param coefficients by order q, of lags 1 to q
 * @param variances of the innovations by order, not increasing
 */
record YuleWalker(double[][] coefficients, double[] variances) {

    /** Of a series without noise the variance reaches 0; below this share of the series' own, higher orders hold rounding only. */
    private static final double ROUNDING = 1e-14;

    /**
     * Solves the Yule-Walker equations of all orders.
     *
     * @param covariances at lags 0 to m; the first above 0
     */
    static YuleWalker of(double[] covariances) {
        if (!(covariances[0] > 0)) {
            throw new NumericalException("Yule-Walker", "the series is constant: its variance is " + covariances[0]);
        }
        double[][] coefficients = new double[covariances.length][];
        double[] variances = new double[covariances.length];
        coefficients[0] = new double[0];
        variances[0] = covariances[0];
        for (int q = 1; q < covariances.length; q++) {
            double[] before = coefficients[q - 1];
            double reflection = 0;
            if (variances[q - 1] > ROUNDING * covariances[0]) {
                double sum = covariances[q];
                for (int k = 1; k < q; k++) {
                    sum -= before[k - 1] * covariances[q - k];
                }
                reflection = sum / variances[q - 1];
            }
            coefficients[q] = Arrays.copyOf(before, q);
            for (int k = 1; k < q; k++) {
                coefficients[q][k - 1] -= reflection * before[q - k - 1];
            }
            coefficients[q][q - 1] = reflection;
            variances[q] = variances[q - 1] * (1 - reflection * reflection);
        }
        return new YuleWalker(coefficients, variances);
    }

    /**
     * Biased autocovariances sum_t y_t y_(t + k) / sum_t v_t of y_t = sqrt(v_t) (x_t - mean), products across a seam left out:
     * weights act as a taper (Dahlhaus 1988), so that with any weights the sequence is positive semidefinite.
     *
     * @param series [T]
     * @param mean of the series
     * @param weights v of each instant [T], not negative
     * @param stretches number of the stretch without a seam in which each instant lies [T]
     * @return the sums at lags 0 to m, not divided yet
     */
    static double[] products(double[] series, double mean, double[] weights, int[] stretches, int lags) {
        double[] y = new double[series.length];
        for (int t = 0; t < y.length; t++) {
            y[t] = Math.sqrt(weights[t]) * (series[t] - mean);
        }
        double[] products = new double[lags + 1];
        for (int k = 0; k <= lags; k++) {
            for (int t = 0; t + k < y.length; t++) {
                if (stretches[t] == stretches[t + k]) {
                    products[k] += y[t] * y[t + k];
                }
            }
        }
        return products;
    }
}

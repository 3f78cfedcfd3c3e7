package org.paramscope.geometry.density;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.paramscope.data.NumericArray;
import org.paramscope.data.SettingException;
import org.paramscope.data.ShapeException;

/**
 * Kernel density with a spherical normal kernel: the mean of N(x; x_i, h^2 I) over points x_i (Parzen 1962). Points should have
 * the variance 1 along each axis.
 *
 * @param points [n, d]
 * @param bandwidth h, above 0
 */
public record KernelDensity(NumericArray points, double bandwidth) {

    /** Most points that the choice of a bandwidth looks at: it compares all pairs. */
    private static final int MOST_POINTS = 2000;
    private static final int STEPS_DOWN = 10;
    private static final int STEPS_UP = 4;

    public KernelDensity {
        if (points.rank() != 2 || points.size(0) < 1) {
            throw new ShapeException("a kernel density of points " + Arrays.toString(points.shape()) + "; [n, d] with n at least 1 is needed");
        }
        if (!(bandwidth > 0) || Double.isInfinite(bandwidth)) {
            throw new SettingException("bandwidth", Double.toString(bandwidth), "a finite number above 0 is needed");
        }
    }

    /** With the bandwidth that is best for normal points of variance 1: (4 / ((d + 2) n))^(1 / (d + 4)) (Silverman 1986, equation 4.14). */
    public static KernelDensity silverman(NumericArray points) {
        int d = points.size(1);
        return new KernelDensity(points, Math.pow(4 / ((d + 2.0) * points.size(0)), 1 / (d + 4.0)));
    }

    /**
     * With the bandwidth of the largest leave-one-out likelihood (Habbema, Hermans, van den Broek 1974; Duin 1976) among those from
     * 1/32 to 4 of Silverman's, by factors of the root of 2; of more than {@value #MOST_POINTS} points an even choice is looked at.
     */
    public static KernelDensity leaveOneOut(NumericArray points) {
        int n = points.size(0);
        if (n < 2) {
            throw new ShapeException("to leave one of " + n + " points out, at least 2 are needed");
        }
        int looked = Math.min(n, MOST_POINTS);
        NumericArray some = n == looked ? points : points.select(IntStream.range(0, looked)
                .map(i -> (int) ((long) i * n / looked)).toArray());
        // the bandwidth that suits n points, judged on those looked at
        double reference = silverman(points).bandwidth();
        KernelDensity judged = new KernelDensity(some, reference);
        double[] sums = new double[STEPS_DOWN + STEPS_UP + 1];
        for (int i = 0; i < looked; i++) {
            double[] squares = judged.squaredDistances(some, i);
            for (int step = 0; step < sums.length; step++) {
                sums[step] += logDensity(squares, points.size(1), factored(reference, step), i);
            }
        }
        int best = 0;
        for (int step = 1; step < sums.length; step++) {
            best = sums[step] > sums[best] ? step : best;
        }
        return new KernelDensity(points, factored(reference, best));
    }

    private static double factored(double bandwidth, int step) {
        return bandwidth * Math.pow(2, (step - STEPS_DOWN) / 2.0);
    }

    /** The log-density at the rows of [m, d]: [m]. */
    public double[] logDensity(NumericArray rows) {
        if (rows.rank() != 2 || rows.size(1) != points.size(1)) {
            throw new ShapeException("rows " + Arrays.toString(rows.shape()) + " in a density of " + points.size(1) + " dimensions");
        }
        double[] logs = new double[rows.size(0)];
        Arrays.setAll(logs, i -> logDensity(squaredDistances(rows, i), points.size(1), bandwidth, -1));
        return logs;
    }

    /** Of a row to all points, [n]. */
    private double[] squaredDistances(NumericArray rows, int row) {
        int d = points.size(1);
        double[] squares = new double[points.size(0)];
        for (int i = 0; i < squares.length; i++) {
            for (int j = 0; j < d; j++) {
                double difference = rows.at(row * d + j) - points.at(i * d + j);
                squares[i] += difference * difference;
            }
        }
        return squares;
    }

    /** @param leftOut number of a point that does not count; -1: all count */
    private static double logDensity(double[] squares, int d, double bandwidth, int leftOut) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < squares.length; i++) {
            least = i == leftOut ? least : Math.min(least, squares[i]);
        }
        double sum = 0;
        for (int i = 0; i < squares.length; i++) {
            sum += i == leftOut ? 0 : Math.exp((least - squares[i]) / (2 * bandwidth * bandwidth));
        }
        int counted = leftOut < 0 ? squares.length : squares.length - 1;
        return -least / (2 * bandwidth * bandwidth) + Math.log(sum / counted)
                - d * (Math.log(2 * Math.PI) / 2 + Math.log(bandwidth));
    }
}

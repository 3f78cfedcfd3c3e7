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
        double best = reference;
        double most = Double.NEGATIVE_INFINITY;
        for (int step = -STEPS_DOWN; step <= STEPS_UP; step++) {
            KernelDensity density = new KernelDensity(some, reference * Math.pow(2, step / 2.0));
            double sum = 0;
            for (int i = 0; i < looked; i++) {
                sum += density.logDensity(some, i, i);
            }
            if (sum > most) {
                most = sum;
                best = density.bandwidth();
            }
        }
        return new KernelDensity(points, best);
    }

    /** The log-density at the rows of [m, d]: [m]. */
    public double[] logDensity(NumericArray rows) {
        if (rows.rank() != 2 || rows.size(1) != points.size(1)) {
            throw new ShapeException("rows " + Arrays.toString(rows.shape()) + " in a density of " + points.size(1) + " dimensions");
        }
        double[] logs = new double[rows.size(0)];
        Arrays.setAll(logs, i -> logDensity(rows, i, -1));
        return logs;
    }

    private double logDensity(NumericArray rows, int row, int leftOut) {
        int n = points.size(0);
        int d = points.size(1);
        double[] exponents = new double[n];
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            double squared = 0;
            for (int j = 0; j < d; j++) {
                double difference = rows.at(row * d + j) - points.at(i * d + j);
                squared += difference * difference;
            }
            exponents[i] = i == leftOut ? Double.NEGATIVE_INFINITY : -squared / (2 * bandwidth * bandwidth);
            largest = Math.max(largest, exponents[i]);
        }
        double sum = 0;
        for (double exponent : exponents) {
            sum += Math.exp(exponent - largest);
        }
        return largest + Math.log(sum / (leftOut < 0 ? n : n - 1)) - d * (Math.log(2 * Math.PI) / 2 + Math.log(bandwidth));
    }
}

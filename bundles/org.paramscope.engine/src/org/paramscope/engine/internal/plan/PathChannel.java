package org.paramscope.engine.internal.plan;

import org.paramscope.engine.graph.Control.Interpolation;

/**
 * One channel of a control path.
 *
 * @param start its value at the first knot
 * @param derivative for each interval between knots b, c, d of the derivative b + s (c + s d) with respect to s, which runs from 0
 *     to 1
 */
record PathChannel(double start, double[][] derivative) {

    /**
     * The channel that runs through observations and is constant before the first and after the last.
     *
     * @param at times of the observations, all of them knots
     * @param value the observations, at least one
     * @param knots times between which the intervals lie
     */
    static PathChannel through(double[] at, double[] value, double[] knots, Interpolation interpolation) {
        double[] slope = switch (interpolation) {
            case NATURAL_CUBIC -> naturalSlopes(at, value);
            case HERMITE -> backwardSlopes(at, value);
        };
        double[][] derivative = new double[knots.length - 1][3];
        int piece = 0;
        for (int i = 0; i < derivative.length; i++) {
            while (piece < at.length - 1 && at[piece + 1] <= knots[i]) {
                piece++;
            }
            if (at[piece] <= knots[i] && piece < at.length - 1) {
                derivative[i] = hermite(at, value, slope, piece, knots[i], knots[i + 1] - knots[i]);
            }
        }
        return new PathChannel(value[0], derivative);
    }

    /** The derivative of the cubic with given values and slopes at the ends of a piece, on an interval within it. */
    private static double[] hermite(double[] at, double[] value, double[] slope, int piece, double from, double length) {
        double h = at[piece + 1] - at[piece];
        double difference = (value[piece + 1] - value[piece]) / h;
        double c = (3 * difference - 2 * slope[piece] - slope[piece + 1]) / h;
        double d = (slope[piece] + slope[piece + 1] - 2 * difference) / (h * h);
        double shift = from - at[piece];
        // dX/dt = slope + 2 c tau + 3 d tau^2 with tau = shift + length s
        return new double[] {length * (slope[piece] + shift * (2 * c + 3 * d * shift)), length * length * (2 * c + 6 * d * shift),
            length * length * length * 3 * d};
    }

    private static double[] backwardSlopes(double[] at, double[] value) {
        double[] slope = new double[at.length];
        for (int i = 1; i < at.length; i++) {
            slope[i] = (value[i] - value[i - 1]) / (at[i] - at[i - 1]);
        }
        slope[0] = at.length > 1 ? slope[1] : 0;
        return slope;
    }

    /**
     * Slopes of the natural cubic spline (de Boor 1978, IV): continuous second derivatives inside, 0 at the ends; a tridiagonal
     * system, eliminated from the first row on.
     */
    private static double[] naturalSlopes(double[] at, double[] value) {
        int n = at.length;
        double[] slope = new double[n];
        if (n == 1) {
            return slope;
        }
        double[] above = new double[n];
        double left = 0;
        double leftDifference = 0;
        for (int i = 0; i < n; i++) {
            double right = i < n - 1 ? 1 / (at[i + 1] - at[i]) : 0;
            double rightDifference = i < n - 1 ? 3 * (value[i + 1] - value[i]) * right * right : 0;
            double pivot = 2 * (left + right) - (i > 0 ? left * above[i - 1] : 0);
            above[i] = right / pivot;
            slope[i] = (leftDifference + rightDifference - (i > 0 ? left * slope[i - 1] : 0)) / pivot;
            left = right;
            leftDifference = rightDifference;
        }
        for (int i = n - 2; i >= 0; i--) {
            slope[i] -= above[i] * slope[i + 1];
        }
        return slope;
    }
}

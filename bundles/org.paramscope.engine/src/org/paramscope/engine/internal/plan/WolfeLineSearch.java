package org.paramscope.engine.internal.plan;

import java.util.Optional;

/**
 * A step length that fulfils the strong Wolfe conditions: bracketing, then zooming in by cubic interpolation (Nocedal,
 * Wright 2006, algorithms 3.5 and 3.6), with the safeguards and constants of PyTorch. Where values differ by no more than
 * their rounding, slopes alone decide (the approximate Wolfe conditions of Hager, Zhang 2005, equation 4.1): values tell
 * a minimum only to the root of their precision. A trial at which the function is not finite counts as too far.
 */
final class WolfeLineSearch {

    /** A smooth function. */
    @FunctionalInterface
    interface Function {

        /** The value at x, and the gradient into an array of the same length; not finite when either is not. */
        double at(double[] x, double[] gradient);
    }

    /**
     * A trial.
     *
     * @param length of the step, in directions
     * @param slope along the direction; NaN where the function is not finite
     */
    record Point(double length, double value, double slope, double[] gradient) { }

    private static final double DECREASE = 1e-4;
    private static final double CURVATURE = 0.9;
    private static final int MOST_TRIALS = 25;

    private final Function function;
    private final double[] x;
    private final double[] direction;
    private final Point start;
    private final double smallestBracket;
    private final double rounding;
    private int trials;
    private boolean finite;

    private WolfeLineSearch(Function function, double[] x, double[] direction, Point start, double tolerance,
            double rounding) {
        this.function = function;
        this.x = x;
        this.direction = direction;
        this.start = start;
        this.smallestBracket = tolerance / Vectors.largest(direction);
        this.rounding = rounding * Math.abs(start.value);
    }

    /**
     * Searches.
     *
     * @param start at length 0, with a slope below 0
     * @param first length to try, above 0
     * @param tolerance the bracket is small enough when no variable changes by as much within it
     * @param rounding relative error of the function's values
     * @return the best point found, which is {@code start} if none is lower; empty when no trial was finite
     */
    static Optional<Point> search(Function function, double[] x, double[] direction, Point start, double first,
            double tolerance, double rounding) {
        WolfeLineSearch search = new WolfeLineSearch(function, x, direction, start, tolerance, rounding);
        Point best = search.bracket(first);
        return search.finite ? Optional.of(best) : Optional.empty();
    }

    private Point bracket(double first) {
        Point previous = start;
        Point now = trial(first);
        for (int extensions = 0; trials <= MOST_TRIALS; extensions++) {
            if (level(now) && flat(now)) {
                return now;
            }
            if (tooHigh(now) || extensions > 1 && now.value >= previous.value) {
                return zoom(previous, now);
            }
            if (flat(now)) {
                return now;
            }
            if (now.slope >= 0) {
                return zoom(previous, now);
            }
            double least = now.length + 0.01 * (now.length - previous.length);
            double length = cubicMinimum(previous, now, least, 10 * now.length);
            previous = now;
            now = trial(length);
        }
        return now.value < start.value ? now : start;
    }

    private Point zoom(Point one, Point other) {
        Point[] ends = {one, other};
        int low = one.value <= other.value ? 0 : 1;
        boolean closeBefore = false;
        while (trials <= MOST_TRIALS && Math.abs(ends[1].length - ends[0].length) > smallestBracket) {
            double least = Math.min(ends[0].length, ends[1].length);
            double most = Math.max(ends[0].length, ends[1].length);
            double length = cubicMinimum(ends[0], ends[1], least, most);
            double margin = 0.1 * (most - least);
            boolean close = Math.min(most - length, length - least) < margin;
            // twice in a row at an end, or on it, would make no progress
            if (close && (closeBefore || length >= most || length <= least)) {
                length = Math.abs(length - most) < Math.abs(length - least) ? most - margin : least + margin;
                close = false;
            }
            closeBefore = close;
            Point now = trial(length);
            if (level(now) && flat(now)) {
                return now;
            }
            if (tooHigh(now) || now.value >= ends[low].value) {
                ends[1 - low] = now;
                low = ends[0].value <= ends[1].value ? 0 : 1;
            } else if (flat(now)) {
                return now;
            } else {
                if (now.slope * (ends[1 - low].length - ends[low].length) >= 0) {
                    ends[1 - low] = ends[low];
                }
                ends[low] = now;
            }
        }
        return ends[low];
    }

    private Point trial(double length) {
        trials++;
        double[] at = new double[x.length];
        for (int i = 0; i < at.length; i++) {
            at[i] = x[i] + length * direction[i];
        }
        double[] gradient = new double[x.length];
        double value = function.at(at, gradient);
        if (!Double.isFinite(value)) {
            return new Point(length, Double.POSITIVE_INFINITY, Double.NaN, gradient);
        }
        finite = true;
        return new Point(length, value, Vectors.dot(gradient, direction), gradient);
    }

    /** Not low enough for the length of the step (Armijo's condition). */
    private boolean tooHigh(Point point) {
        return point.value > start.value + DECREASE * point.length * start.slope;
    }

    /** As high as the start, as far as rounding lets one tell. */
    private boolean level(Point point) {
        return Math.abs(point.value - start.value) <= rounding;
    }

    /** Flat enough against the start: the curvature condition in its strong form. */
    private boolean flat(Point point) {
        return Math.abs(point.slope) <= -CURVATURE * start.slope;
    }

    /** Minimum, within bounds, of the cubic through two points and their slopes (Nocedal, Wright 2006, equation 3.59). */
    private static double cubicMinimum(Point one, Point other, double least, double most) {
        Point left = one.length <= other.length ? one : other;
        Point right = left == one ? other : one;
        double d1 = left.slope + right.slope - 3 * (left.value - right.value) / (left.length - right.length);
        double square = d1 * d1 - left.slope * right.slope;
        if (!(square >= 0)) {
            return (least + most) / 2;
        }
        double d2 = Math.sqrt(square);
        double minimum = right.length
                - (right.length - left.length) * ((right.slope + d2 - d1) / (right.slope - left.slope + 2 * d2));
        return Math.min(Math.max(minimum, least), most);
    }
}

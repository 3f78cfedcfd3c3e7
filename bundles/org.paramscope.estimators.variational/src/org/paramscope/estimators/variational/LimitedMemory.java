package org.paramscope.estimators.variational;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import org.paramscope.data.Progress;

/**
 * Limited-memory BFGS (Liu, Nocedal 1989) for a smooth function without noise. The line search halves and doubles until the weak Wolfe
 * conditions hold (Lewis, Overton 2013); near the minimum, where rounding hides the decrease, the approximate ones (Hager, Zhang 2005).
 */
final class LimitedMemory {

    private static final int MEMORY = 20;
    private static final int LINE_STEPS = 60;
    private static final double DECREASE = 1e-4;
    private static final double CURVATURE = 0.9;
    private static final double ROUNDING = 1e-12;

    /** A function to minimise. */
    interface Function {

        /** The value at x; its gradient is written over {@code gradient}. */
        double value(double[] x, double[] gradient);
    }

    /**
     * A minimum.
     *
     * @param evaluations of the function
     */
    record Minimum(double[] x, double value, double[] gradient, int evaluations) {
    }

    private record Pair(double[] step, double[] change, double product) {
    }

    private final Function function;
    private int evaluations;

    private LimitedMemory(Function function) {
        this.function = function;
    }

    /** Minimises from a start until the gradient's largest entry is below the tolerance, no step helps any more, or the steps are used up. */
    static Minimum minimise(Function function, double[] start, int steps, double tolerance, Progress progress) {
        return new LimitedMemory(function).run(start, steps, tolerance, progress);
    }

    private Minimum run(double[] start, int steps, double tolerance, Progress progress) {
        Minimum at = evaluate(start);
        Deque<Pair> pairs = new ArrayDeque<>();
        for (int step = 0; step < steps && largest(at.gradient()) > tolerance; step++) {
            progress.check();
            double[] direction = direction(at.gradient(), pairs);
            Minimum next = search(at, direction, pairs.isEmpty() ? 1 / Math.max(1, largest(direction)) : 1);
            if (next == null && pairs.isEmpty()) {
                break;
            }
            if (next == null) {
                pairs.clear();
                continue;
            }
            remember(at, next, pairs);
            at = next;
            progress.report((step + 1.0) / steps, "step " + (step + 1) + " of at most " + steps);
        }
        return new Minimum(at.x(), at.value(), at.gradient(), evaluations);
    }

    private Minimum evaluate(double[] x) {
        double[] gradient = new double[x.length];
        evaluations++;
        return new Minimum(x, function.value(x, gradient), gradient, evaluations);
    }

    private static void remember(Minimum from, Minimum to, Deque<Pair> pairs) {
        double[] step = combined(to.x(), -1, from.x());
        double[] change = combined(to.gradient(), -1, from.gradient());
        double product = dot(step, change);
        if (product > 0) {
            pairs.addLast(new Pair(step, change, product));
        }
        if (pairs.size() > MEMORY) {
            pairs.removeFirst();
        }
    }

    private static double[] direction(double[] gradient, Deque<Pair> pairs) {
        double[] direction = combined(new double[gradient.length], -1, gradient);
        double[] factors = new double[pairs.size()];
        int k = factors.length;
        for (Iterator<Pair> newest = pairs.descendingIterator(); newest.hasNext();) {
            Pair pair = newest.next();
            factors[--k] = dot(pair.step(), direction) / pair.product();
            add(direction, -factors[k], pair.change());
        }
        if (!pairs.isEmpty()) {
            Pair last = pairs.getLast();
            double scale = last.product() / dot(last.change(), last.change());
            Arrays.setAll(direction, i -> scale * direction[i]);
        }
        for (Pair pair : pairs) {
            add(direction, factors[k++] - dot(pair.change(), direction) / pair.product(), pair.step());
        }
        return direction;
    }

    /** A point along the direction that meets the conditions, or null. */
    private Minimum search(Minimum from, double[] direction, double first) {
        double slope = dot(from.gradient(), direction);
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double length = first;
        for (int i = 0; i < LINE_STEPS && slope < 0; i++) {
            Minimum to = evaluate(combined(from.x(), length, direction));
            double ahead = dot(to.gradient(), direction);
            boolean lower = to.value() <= from.value() + DECREASE * length * slope
                    || to.value() <= from.value() + ROUNDING * Math.abs(from.value()) && ahead <= (2 * DECREASE - 1) * slope;
            if (!lower) {
                high = length;
            } else if (ahead < CURVATURE * slope) {
                low = length;
            } else {
                return to;
            }
            length = Double.isInfinite(high) ? 2 * length : (low + high) / 2;
        }
        return null;
    }

    private static double[] combined(double[] a, double factor, double[] b) {
        double[] sum = a.clone();
        add(sum, factor, b);
        return sum;
    }

    private static void add(double[] to, double factor, double[] values) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * values[i];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}

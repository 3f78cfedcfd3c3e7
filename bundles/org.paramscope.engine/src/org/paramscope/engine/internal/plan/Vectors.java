package org.paramscope.engine.internal.plan;

/** Sums and maxima over vectors of float64, in ascending order. */
final class Vectors {

    private Vectors() { }

    /** The inner product. */
    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum = Math.fma(a[i], b[i], sum);
        }
        return sum;
    }

    /** Adds {@code factor} times a vector to another. */
    static void add(double factor, double[] a, double[] to) {
        for (int i = 0; i < a.length; i++) {
            to[i] = Math.fma(factor, a[i], to[i]);
        }
    }

    /** The largest absolute value. */
    static double largest(double[] a) {
        double largest = 0;
        for (double value : a) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    /** The sum of absolute values. */
    static double absoluteSum(double[] a) {
        double sum = 0;
        for (double value : a) {
            sum += Math.abs(value);
        }
        return sum;
    }
}

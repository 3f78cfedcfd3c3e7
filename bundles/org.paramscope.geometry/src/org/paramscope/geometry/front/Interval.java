package org.paramscope.geometry.front;

import java.util.Arrays;

/** A 95 % interval, both ends included. */
public record Interval(double low, double high) {

    /** The 2.5 % and 97.5 % quantiles of draws. */
    public static Interval ofDraws(double[] draws) {
        return new Interval(quantile(draws, 0.025), quantile(draws, 0.975));
    }

    /** The quantile with linear interpolation between order statistics (type 7 of Hyndman and Fan 1996). */
    public static double quantile(double[] values, double probability) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double position = probability * (sorted.length - 1);
        int below = (int) Math.floor(position);
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] == sorted[above] ? sorted[below]
                : sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    /** Whether a value lies inside. */
    public boolean contains(double value) {
        return value >= low && value <= high;
    }
}

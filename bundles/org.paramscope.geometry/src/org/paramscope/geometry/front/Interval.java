package org.paramscope.geometry.front;

import java.util.Arrays;
import java.util.Locale;

/** An interval, both ends included; of 95 % unless who makes it says otherwise. */
public record Interval(double low, double high) {

    /** No interval: too little is independent for one. Its ends are not numbers. */
    public static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN);

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

    /** A difference to three decimals, with its sign, as in "+0.012". */
    public static String signed(double value) {
        return String.format(Locale.ROOT, "%+.3f", value).replace('-', '\u2212');
    }

    /** The ends of an interval of a difference, as in "[+0.002, +0.021]". */
    public String signed() {
        return "[" + signed(low) + ", " + signed(high) + "]";
    }

    /** Whether there is an interval. */
    public boolean known() {
        return !Double.isNaN(low) && !Double.isNaN(high);
    }

    /** The same, widened where needed so that a value lies inside. */
    public Interval including(double value) {
        return new Interval(Math.min(low, value), Math.max(high, value));
    }

    /** Whether a value lies inside. */
    public boolean contains(double value) {
        return value >= low && value <= high;
    }
}

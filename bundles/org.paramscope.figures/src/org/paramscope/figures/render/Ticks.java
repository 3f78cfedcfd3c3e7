package org.paramscope.figures.render;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.paramscope.figures.Axis.Tick;

/**
 * The ticks of an axis.
 *
 * @param major with labels
 * @param minor without
 */
public record Ticks(List<Tick> major, List<Double> minor) {

    /** Fewer powers of ten than these leave a reader to guess. */
    private static final int ENOUGH = 4;
    /** Multiples of powers of ten, the richest choice first. */
    private static final int[][] FACTORS = {{1, 2, 3, 4, 5, 6, 8}, {1, 2, 3, 5}, {1, 2, 5}, {1, 3}};
    private static final String SUPERSCRIPTS = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079";

    /** Copies the lists. */
    public Ticks {
        major = List.copyOf(major);
        minor = List.copyOf(minor);
    }

    /** At most {@code most} multiples of 1, 2, 2.5 or 5 times a power of ten, all within [low, high], and at least two. */
    public static Ticks linear(double low, double high, int most) {
        double step = step(low, high, Math.max(2, most));
        List<Double> at = new ArrayList<>();
        for (long k = (long) Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) {
            at.add(k * step);
        }
        double largest = at.stream().mapToDouble(Math::abs).max().orElse(0);
        boolean powers = largest >= 1e6 || largest > 0 && step < 1e-4;
        int decimals = Math.max(0, new BigDecimal(step).round(new MathContext(6)).stripTrailingZeros().scale());
        return new Ticks(at.stream().map(v -> new Tick(v, powers ? power(v) : decimal(v, decimals))).toList(), List.of());
    }

    private static double step(double low, double high, int most) {
        double magnitude = Math.pow(10, Math.floor(Math.log10((high - low) / most)));
        double finer = magnitude;
        for (double factor : new double[] {1, 2, 2.5, 5, 10, 20, 25, 50}) {
            double step = factor * magnitude;
            double count = Math.floor(high / step + 1e-9) - Math.ceil(low / step - 1e-9) + 1;
            if (count < 2) {
                return finer;
            }
            if (count <= most) {
                return step;
            }
            finer = step;
        }
        return finer;
    }

    /** Powers of ten within [low, high]; over few decades also multiples of these, as many as have room; over little, linear ticks. */
    public static Ticks logarithmic(double low, double high, int most) {
        int from = (int) Math.ceil(Math.log10(low) - 1e-9);
        int to = (int) Math.floor(Math.log10(high) + 1e-9);
        List<Double> minor = new ArrayList<>();
        for (int e = from - 1; e <= to && to - from < 10; e++) {
            for (int k = 2; k <= 9; k++) {
                addInside(minor, k * Math.pow(10, e), low, high);
            }
        }
        List<Double> major = new ArrayList<>();
        int stride = Math.max(1, (int) Math.ceil((to - from + 1) / (double) Math.max(2, most)));
        for (int e = from; e <= to; e++) {
            if (Math.floorMod(e, stride) == 0) {
                addInside(major, Math.pow(10, e), low, high);
            }
        }
        if (major.size() < ENOUGH) {
            for (int[] factors : FACTORS) {
                List<Double> more = multiples(from, to, low, high, factors);
                if (more.size() > major.size() && more.size() <= Math.max(most, 3)) {
                    major = more;
                    break;
                }
            }
            List<Tick> even = linear(low, high, most).major();
            if (major.size() < 3 && (major.size() < 2 || even.size() > major.size() && even.get(0).position() > 0)) {
                return new Ticks(even, minor);
            }
        }
        return new Ticks(labelled(major), minor);
    }

    private static List<Double> multiples(int from, int to, double low, double high, int... factors) {
        List<Double> all = new ArrayList<>();
        for (int e = from - 1; e <= to; e++) {
            for (int k : factors) {
                addInside(all, k * Math.pow(10, e), low, high);
            }
        }
        return all;
    }

    private static void addInside(List<Double> list, double value, double low, double high) {
        if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) {
            list.add(value);
        }
    }

    private static List<Tick> labelled(List<Double> values) {
        boolean plain = values.stream().allMatch(v -> v > 0.9e-3 && v < 1.1e5);
        return values.stream().map(v -> new Tick(v, plain ? plain(v) : power(v))).toList();
    }

    private static String plain(double v) {
        return decimal(v, Math.max(0, (int) -Math.floor(Math.log10(v) + 1e-9)));
    }

    /** A number with a fixed count of decimals and a true minus sign. */
    static String decimal(double value, int decimals) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
        return (rounded.signum() == 0 ? rounded.abs() : rounded).toPlainString().replace('-', '\u2212');
    }

    /** A number as a multiple of a power of ten, such as 2 x 10 to the fifth. */
    static String power(double value) {
        if (value == 0) {
            return "0";
        }
        int exponent = (int) Math.floor(Math.log10(Math.abs(value)) + 1e-9);
        double factor = value / Math.pow(10, exponent);
        String digits = String.format(Locale.ROOT, "%.2f", factor).replaceFirst("\\.?0+$", "").replace('-', '\u2212');
        String ten = "10" + superscript(exponent);
        return digits.equals("1") ? ten : digits.equals("\u22121") ? "\u2212" + ten : digits + "\u00d7" + ten;
    }

    private static String superscript(int number) {
        StringBuilder text = new StringBuilder(number < 0 ? "\u207b" : "");
        for (char c : Integer.toString(Math.abs(number)).toCharArray()) {
            text.append(SUPERSCRIPTS.charAt(c - '0'));
        }
        return text.toString();
    }

    /** A number to four significant digits, for read-outs and tooltips. */
    public static String readable(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "no value" : value > 0 ? "infinity" : "\u2212infinity";
        }
        double size = Math.abs(value);
        if (value == 0 || size >= 1e-3 && size < 1e6) {
            int decimals = value == 0 ? 0 : Math.clamp(3 - (int) Math.floor(Math.log10(size)), 0, 6);
            String text = decimal(value, decimals);
            return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
        }
        return power(value);
    }
}

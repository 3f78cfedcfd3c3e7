package org.paramscope.datasets;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.paramscope.data.Clock;
import org.paramscope.data.NumericArray;
import org.paramscope.data.RateUnit;

/**
 * What a time column says: a rate when its steps agree within the rounding of what is written, else
 * the times themselves, and gaps when nearly all steps agree.
 */
final class TimeAxis {

    private static final double NEARLY_ALL = 0.99;

    private final Heading heading;
    private final double[] times;
    private final double step;
    private final double rounding;

    private TimeAxis(Heading heading, double[] times) {
        this.heading = heading;
        this.times = times;
        this.step = (times[times.length - 1] - times[0]) / (times.length - 1);
        this.rounding = rounding(times);
    }

    static TimeAxis of(Heading heading, double[] times) {
        return new TimeAxis(heading, times);
    }

    /** The clock; the unit is that of the heading unless another is given. */
    Clock clock(RateUnit given) {
        boolean regular = isRegular();
        double rate = regular ? simplest(1 / step, rounding) : 1 / step;
        RateUnit unit = given != null ? given : unit(regular, rate);
        double scale = given != null ? 1 : switch (heading.unit().toLowerCase(Locale.ROOT)) {
            case "ms" -> 1e-3;
            case "us" -> 1e-6;
            default -> 1;
        };
        if (regular) {
            return new Clock.Regular(scale == 1 ? rate : simplest(rate / scale, rounding * scale), unit, times[0] * scale);
        }
        double[] scaled = Arrays.stream(times).map(t -> t * scale).toArray();
        return Clock.irregular(NumericArray.owned(scaled), unit);
    }

    /** Samples before which the step is at least half as long again as the usual one, when nearly all are usual. */
    List<Integer> gaps() {
        if (isRegular()) {
            return List.of();
        }
        double[] steps = new double[times.length - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = times[i + 1] - times[i];
        }
        double[] sorted = steps.clone();
        Arrays.sort(sorted);
        double usual = sorted[sorted.length / 2];
        List<Integer> gaps = new ArrayList<>();
        int agreeing = 0;
        for (int i = 0; i < steps.length; i++) {
            agreeing += Math.abs(steps[i] - usual) <= Math.max(2 * rounding, 0.1 * usual) ? 1 : 0;
            if (steps[i] >= 1.5 * usual) {
                gaps.add(i + 1);
            }
        }
        return agreeing >= NEARLY_ALL * steps.length ? gaps : List.of();
    }

    private boolean isRegular() {
        double tolerance = Math.max(rounding, 1e-6 * step);
        for (int i = 0; i < times.length; i++) {
            if (Math.abs(times[i] - (times[0] + i * step)) > tolerance) {
                return false;
            }
        }
        return true;
    }

    private RateUnit unit(boolean regular, double rate) {
        String name = heading.name().toLowerCase(Locale.ROOT);
        return switch (heading.unit().toLowerCase(Locale.ROOT)) {
            case "min" -> RateUnit.PER_MINUTE;
            case "h" -> RateUnit.PER_HOUR;
            case "day", "days", "d" -> RateUnit.PER_DAY;
            case "month", "months" -> RateUnit.PER_MONTH;
            case "year", "years", "yr", "a" -> RateUnit.PER_YEAR;
            case "" -> name.startsWith("year") || looksLikeYears(regular, rate) ? RateUnit.PER_YEAR : RateUnit.HERTZ;
            default -> RateUnit.HERTZ;
        };
    }

    /** Decimal years: from 1000 to 3000, in years, quarters or months. */
    private boolean looksLikeYears(boolean regular, double rate) {
        return regular && times[0] >= 1000 && times[times.length - 1] < 3000 && (rate == 1 || rate == 4 || rate == 12);
    }

    /** One unit of the last decimal place that any time is written with. */
    private static double rounding(double[] times) {
        int places = 0;
        for (int i = 0; i < Math.min(times.length, 1000); i++) {
            places = Math.max(places, Math.min(12, BigDecimal.valueOf(times[i]).stripTrailingZeros().scale()));
        }
        return places == 0 ? 0 : Math.pow(10, -places);
    }

    /** The rate of fewest digits whose step lies within the rounding of the mean step. */
    private double simplest(double rate, double error) {
        double tolerance = Math.max(2 * error / (times.length - 1), 1e-12 / rate);
        for (int digits = 1; digits < 15; digits++) {
            double candidate = new BigDecimal(rate).round(new MathContext(digits)).doubleValue();
            if (Math.abs(1 / candidate - 1 / rate) <= tolerance) {
                return candidate;
            }
        }
        return rate;
    }
}

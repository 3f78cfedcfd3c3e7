package org.paramscope.data;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The unit of a sampling rate, and with it the unit of time on the axis. */
public enum RateUnit {
    /** Samples a second. */
    HERTZ("Hz", "s"),
    /** Samples a minute. */
    PER_MINUTE("1/min", "min"),
    /** Samples an hour. */
    PER_HOUR("1/h", "h"),
    /** Samples a day. */
    PER_DAY("1/day", "day"),
    /** Samples a month. */
    PER_MONTH("1/month", "month"),
    /** Samples a year. */
    PER_YEAR("1/year", "year"),
    /** No unit of time is known: time counts samples. */
    PER_SAMPLE("1/sample", "sample");

    private final String symbol;
    private final String time;

    RateUnit(String symbol, String time) {
        this.symbol = symbol;
        this.time = time;
    }

    /** The symbol of the rate, such as {@code Hz}. */
    public String symbol() {
        return symbol;
    }

    /** The symbol of the time, such as {@code s}. */
    public String time() {
        return time;
    }

    /**
     * The unit of a text: the rate's symbol, the time's symbol, or the constant's name, in any case.
     *
     * @throws SettingException when there is no such unit
     */
    public static RateUnit parse(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        for (RateUnit unit : values()) {
            String name = unit.name().toLowerCase(Locale.ROOT);
            if (wanted.equals(unit.symbol.toLowerCase(Locale.ROOT)) || wanted.equals(unit.time)
                    || wanted.equals(name) || wanted.equals(name.replace('_', '-'))) {
                return unit;
            }
        }
        String allowed = Arrays.stream(values()).map(RateUnit::symbol).collect(Collectors.joining(", "));
        throw new SettingException("unit of time", text, "one of " + allowed + " is allowed");
    }
}

package org.paramscope.datasets;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The heading of a column: a name and, in brackets or behind the last underscore, a unit.
 *
 * @param text the whole heading
 * @param name the heading without a unit in brackets
 * @param unit as written; empty when there is none
 */
record Heading(String text, String name, String unit) {

    private static final Pattern BRACKETS = Pattern.compile("(.*\\S)\\s*[\\[(]([^\\[\\]()]*)[\\])]");
    private static final Set<String> UNITS = Set.of("s", "ms", "us", "min", "h", "day", "days", "month", "year", "years",
            "mm", "cm", "m", "km", "g", "mg", "kg", "N", "Nm", "Nmm", "Pa", "hPa", "kPa", "V", "mV", "uV", "A", "mA",
            "Hz", "kHz", "deg", "rad", "degC", "C", "K", "W", "kW", "J", "ppm", "pct", "bpm", "count", "counts");

    /** Line breaks and runs of blanks within a heading become one blank. */
    static Heading of(String cell) {
        String text = cell.strip().replaceAll("\\s+", " ");
        Matcher brackets = BRACKETS.matcher(text);
        if (brackets.matches()) {
            return new Heading(text, brackets.group(1), brackets.group(2).strip());
        }
        int underscore = text.lastIndexOf('_');
        Optional<String> suffix = underscore > 0 ? Optional.of(text.substring(underscore + 1).strip()).filter(UNITS::contains)
                : Optional.empty();
        return new Heading(text, text, suffix.orElse(""));
    }

    /** Whether a user who asks for this name means this column. */
    boolean matches(String wanted) {
        return wanted.equals(text) || wanted.equals(name);
    }
}

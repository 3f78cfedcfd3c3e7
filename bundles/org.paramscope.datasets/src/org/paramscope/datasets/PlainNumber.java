package org.paramscope.datasets;

import java.util.OptionalDouble;
import java.util.Set;

/** Numbers as files write them: digits with a decimal point, perhaps an exponent; nothing else that Java would take for a number. */
final class PlainNumber {

    /** Sums of squares of a million such numbers are still finite. */
    static final double LARGEST = 1e100;
    private static final Set<String> MISSING = Set.of("", "nan", "na", "n/a", "null");

    private PlainNumber() {
    }

    /** The number, which may be infinite; empty when the text is none. */
    static OptionalDouble of(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                return OptionalDouble.empty();
            }
        }
        try {
            return OptionalDouble.of(Double.parseDouble(text));
        } catch (NumberFormatException notANumber) {
            return OptionalDouble.empty();
        }
    }

    /** Whether a text stands for a value that is missing. */
    static boolean isMissing(String text) {
        return MISSING.contains(text.toLowerCase(java.util.Locale.ROOT));
    }
}

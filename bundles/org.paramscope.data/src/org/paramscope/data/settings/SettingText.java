package org.paramscope.data.settings;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.paramscope.data.settings.SettingDescription.Kind;

/** Settings as text: what fits, and how what fits is said. */
final class SettingText {

    private SettingText() {
    }

    static boolean fits(SettingDescription setting, String value) {
        String text = value.strip();
        if (text.isEmpty()) {
            return setting.optional();
        }
        return switch (setting.kind()) {
            case INTEGER -> isInteger(text, setting);
            case REAL -> isReal(text, setting);
            case INTEGERS -> items(text).stream().allMatch(item -> isInteger(item, setting));
            case REALS -> items(text).stream().allMatch(item -> isReal(item, setting));
            case BOOLEAN -> text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
            case CHOICE -> setting.choices().contains(choice(text));
            case TEXTS -> items(text).stream().noneMatch(String::isEmpty);
            case PATH -> text.indexOf('\0') < 0;
            case TEXT -> true;
        };
    }

    /** What fits, without the unit. */
    static String allowed(SettingDescription setting) {
        return allowed(setting, "");
    }

    /** What fits, with the unit of a number. */
    static String allowedInUnits(SettingDescription setting) {
        return allowed(setting, setting.unit().isEmpty() ? "" : " " + setting.unit());
    }

    private static String allowed(SettingDescription setting, String unit) {
        String said = switch (setting.kind()) {
            case INTEGER -> "an integer" + range(setting, unit);
            case REAL -> "a number" + range(setting, unit);
            case BOOLEAN -> "true or false";
            case TEXT -> "a text";
            case CHOICE -> (setting.choices().size() == 1 ? "" : "one of ") + String.join(", ", setting.choices());
            case PATH -> "the path of a file";
            case INTEGERS -> "a comma-separated list of integers" + range(setting, unit);
            case REALS -> "a comma-separated list of numbers" + range(setting, unit);
            case TEXTS -> "a comma-separated list of texts";
        };
        return setting.optional() ? said + " or nothing" : said;
    }

    /** The items of a list; an empty text has none. */
    static List<String> items(String text) {
        return text.isBlank() ? List.of() : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    /** The text of an enumeration constant, as in moving-blocks for MOVING_BLOCKS. */
    static String choice(String constant) {
        return constant.strip().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A number without a superfluous fraction: 100 rather than 100.0. */
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 && !(value == 0 && 1 / value < 0)
                ? Long.toString((long) value) : Double.toString(value);
    }

    private static String range(SettingDescription setting, String unit) {
        // the range of the Java type goes without saying
        boolean whole = setting.kind() == Kind.INTEGER || setting.kind() == Kind.INTEGERS;
        boolean least = setting.min() > (whole ? Integer.MIN_VALUE : Double.NEGATIVE_INFINITY);
        boolean most = setting.max() < (whole ? Integer.MAX_VALUE : Double.POSITIVE_INFINITY);
        if (least && most) {
            return " from " + number(setting.min()) + " to " + number(setting.max()) + unit;
        }
        if (least) {
            return " of at least " + number(setting.min()) + unit;
        }
        return most ? " of at most " + number(setting.max()) + unit : "";
    }

    private static boolean isInteger(String text, SettingDescription setting) {
        try {
            return isWithin(Long.parseLong(text), setting);
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }

    private static boolean isReal(String text, SettingDescription setting) {
        try {
            // BigDecimal refuses what Double.parseDouble lets pass: NaN, Infinity, 1d, 0x1p3
            return isWithin(new BigDecimal(text).doubleValue(), setting);
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }

    private static boolean isWithin(double value, SettingDescription setting) {
        return Double.isFinite(value) && value >= setting.min() && value <= setting.max();
    }
}

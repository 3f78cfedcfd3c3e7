package org.paramscope.data.settings;

import java.util.List;
import org.paramscope.data.SettingException;

/**
 * What is known of one setting: all that a form, an option or a page needs.
 *
 * @param name the record component's name, unique within the record
 * @param label what a form shows
 * @param unit of a number; may be empty
 * @param kind what values look like
 * @param min smallest number allowed
 * @param max largest number allowed
 * @param choices what a {@link Kind#CHOICE} may be; else empty
 * @param defaultValue as text; empty together with {@code !optional} means that it must be given
 * @param help a phrase that explains it; may be empty
 * @param optional whether it may be empty
 * @param search values that a search tries, as text; none: a search leaves the setting as it is
 */
public record SettingDescription(String name, String label, String unit, Kind kind, double min, double max,
        List<String> choices, String defaultValue, String help, boolean optional, List<String> search) {

    /** What values look like. Lists are separated by commas. */
    public enum Kind {
        /** A whole number. */
        INTEGER,
        /** A decimal number. */
        REAL,
        /** true or false. */
        BOOLEAN,
        /** Any text. */
        TEXT,
        /** One of the choices. */
        CHOICE,
        /** A file or a folder. */
        PATH,
        /** Whole numbers. */
        INTEGERS,
        /** Decimal numbers. */
        REALS,
        /** Texts without commas. */
        TEXTS
    }

    public SettingDescription {
        choices = List.copyOf(choices);
        search = List.copyOf(search);
    }

    /** A setting that no search tries. */
    public SettingDescription(String name, String label, String unit, Kind kind, double min, double max, List<String> choices,
            String defaultValue, String help, boolean optional) {
        this(name, label, unit, kind, min, max, choices, defaultValue, help, optional, List.of());
    }

    /**
     * Checks one value.
     *
     * @throws SettingException naming this setting, the value and what is allowed
     */
    public void check(String value) {
        if (!SettingText.fits(this, value)) {
            throw new SettingException(name, value, SettingText.allowedInUnits(this) + " is allowed");
        }
    }

    /** What is allowed, without the unit, as in {@code an integer from 1 to 256}. */
    public String allowed() {
        return SettingText.allowed(this);
    }
}

package org.paramscope.engine;

import java.util.Objects;

/**
 * A number that a fitted model says of the signal or of itself: a period, a bound of the likelihood, units that are in use.
 *
 * @param name what it is, unit in brackets, as in {@code period of component 2 [samples]}
 * @param value may be not a number where there is none
 * @param words what it means, or what is amiss; may be empty
 * @param warning whether a reader must see it before believing the model: a collapsed posterior, a root outside the unit circle
 */
public record Fact(String name, double value, String words, boolean warning) {

    public Fact {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(words, "words");
    }

    /** A number without more words. */
    public static Fact of(String name, double value) {
        return new Fact(name, value, "", false);
    }

    /** A number and what it means. */
    public static Fact of(String name, double value, String words) {
        return new Fact(name, value, words, false);
    }

    /** A number that is a reason not to believe the model. */
    public static Fact warning(String name, double value, String words) {
        return new Fact(name, value, words, true);
    }
}

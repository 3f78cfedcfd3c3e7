package org.paramscope.figures;

/**
 * What a mark is painted with, named by its role: the theme decides the colour, so one drawing serves light and dark.
 *
 * @param role  what the colour is for
 * @param index which of the series (0 to 7) or which step of the sequential map (0 to 255); 0 for other roles
 */
public record Ink(Role role, int index) {

    /** What colours are for. */
    public enum Role {
        /** Nothing is painted. */
        NONE,
        /** The next series colour; the layout replaces it. */
        AUTOMATIC,
        /** Text and what stands for measured facts. */
        FOREGROUND,
        /** Secondary text, axes, controls and reference lines. */
        MUTED,
        /** Grid lines and shaded regions. */
        FAINT,
        /** The ground of the figure. */
        BACKGROUND,
        /** One of the eight categorical colours. */
        SERIES,
        /** What the user has selected. */
        HIGHLIGHT,
        /** A refusal or a warning. */
        WARNING,
        /** A step of the sequential map. */
        SEQUENTIAL
    }

    /** How many categorical colours there are. */
    public static final int SERIES_COUNT = 8;
    /** Paints nothing. */
    public static final Ink NONE = new Ink(Role.NONE, 0);
    /** The next series colour. */
    public static final Ink AUTOMATIC = new Ink(Role.AUTOMATIC, 0);
    /** Text and measured facts. */
    public static final Ink FOREGROUND = new Ink(Role.FOREGROUND, 0);
    /** Secondary text, axes, controls. */
    public static final Ink MUTED = new Ink(Role.MUTED, 0);
    /** Grid lines and shading. */
    public static final Ink FAINT = new Ink(Role.FAINT, 0);
    /** The ground. */
    public static final Ink BACKGROUND = new Ink(Role.BACKGROUND, 0);
    /** The selection. */
    public static final Ink HIGHLIGHT = new Ink(Role.HIGHLIGHT, 0);
    /** A refusal. */
    public static final Ink WARNING = new Ink(Role.WARNING, 0);

    /** The categorical colour k; those beyond the eighth begin again. */
    public static Ink series(int k) {
        return new Ink(Role.SERIES, Math.floorMod(k, SERIES_COUNT));
    }

    /** The sequential colour of a fraction; values outside [0, 1] take the nearer end. */
    public static Ink sequential(double fraction) {
        return new Ink(Role.SEQUENTIAL, (int) Math.round(255 * Math.clamp(fraction, 0.0, 1.0)));
    }

    /** The name of this ink in style sheets: lower case, with the index where there are several. */
    public String cssName() {
        String name = role.name().toLowerCase(java.util.Locale.ROOT);
        return role == Role.SERIES || role == Role.SEQUENTIAL ? name + "-" + index : name;
    }
}

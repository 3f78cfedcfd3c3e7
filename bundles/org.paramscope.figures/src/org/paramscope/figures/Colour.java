package org.paramscope.figures;

/**
 * An opaque colour in sRGB.
 *
 * @param red   0 to 255
 * @param green 0 to 255
 * @param blue  0 to 255
 */
public record Colour(int red, int green, int blue) {

    /** Keeps the low eight bits of each part. */
    public Colour {
        red &= 0xff;
        green &= 0xff;
        blue &= 0xff;
    }

    /** The colour of a 24-bit number, such as {@code 0x0072B2}. */
    public static Colour of(int rgb) {
        return new Colour(rgb >> 16, rgb >> 8, rgb);
    }

    /** The 24-bit number of this colour. */
    public int rgb() {
        return red << 16 | green << 8 | blue;
    }

    /** The form that CSS and SVG read, such as {@code #0072b2}. */
    public String hex() {
        return String.format("#%06x", rgb());
    }

    /** The mixture (1 - share) of this colour and share of the other, in sRGB; share in [0, 1]. */
    public Colour towards(Colour other, double share) {
        return new Colour(mix(red, other.red, share), mix(green, other.green, share), mix(blue, other.blue, share));
    }

    private static int mix(int from, int to, double share) {
        return (int) Math.round(from + (to - from) * share);
    }

    /** Relative luminance in [0, 1] (WCAG 2.1, definition of relative luminance). */
    public double luminance() {
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    }

    /** Contrast ratio from 1 to 21 between two colours (WCAG 2.1, definition of contrast ratio). */
    public double contrast(Colour other) {
        double a = luminance() + 0.05;
        double b = other.luminance() + 0.05;
        return Math.max(a, b) / Math.min(a, b);
    }

    /** The light intensity in [0, 1] of a gamma-coded part (IEC 61966-2-1). */
    static double linear(int part) {
        double v = part / 255.0;
        return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
    }
}

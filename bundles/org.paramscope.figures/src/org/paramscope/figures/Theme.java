package org.paramscope.figures;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The colours of all inks and maps. The categorical colours follow Okabe and Ito (2008), shifted so that
 * each stands out from the ground by at least 3 : 1 and the first six stay apart under red, green and blue blindness.
 *
 * @param name       "light" or "dark", or a name of one's own
 * @param dark       whether the ground is darker than the text
 * @param background the ground of figures
 * @param foreground text
 * @param muted      secondary text, axes
 * @param faint      grid lines, shading
 * @param highlight  the selection
 * @param warning    refusals
 * @param series     the eight categorical colours
 * @param sequential stops at equal distances from low to high
 * @param diverging  an odd number of stops from most negative over zero to most positive
 */
public record Theme(String name, boolean dark, Colour background, Colour foreground, Colour muted, Colour faint,
        Colour highlight, Colour warning, List<Colour> series, List<Colour> sequential, List<Colour> diverging) {

    private static final List<Colour> VIRIDIS = colours(0x440154, 0x482878, 0x3e4989, 0x31688e, 0x26828e, 0x1f9e89,
            0x35b779, 0x6ece58, 0xb5de2b, 0xfde725);

    /** Dark text on white. */
    public static final Theme LIGHT = new Theme("light", false, Colour.of(0xffffff), Colour.of(0x1b1f24),
            Colour.of(0x5b636d), Colour.of(0xe3e6ea), Colour.of(0xc2185b), Colour.of(0xb3261e),
            colours(0x1e6ac1, 0xbb5100, 0x60916a, 0xa95892, 0xb68304, 0x3599d4, 0x5b4a9c, 0x7a6a5a), VIRIDIS,
            colours(0x053061, 0x2166ac, 0x4393c3, 0x92c5de, 0xd1e5f0, 0xffffff, 0xfddbc7, 0xf4a582, 0xd6604d,
                    0xb2182b, 0x67001f));

    /** Light text on near black. */
    public static final Theme DARK = new Theme("dark", true, Colour.of(0x14171c), Colour.of(0xe7eaee),
            Colour.of(0x9aa4b0), Colour.of(0x2b3038), Colour.of(0xff6fa5), Colour.of(0xff8a80),
            colours(0x5a9bc8, 0xf08a4b, 0x1dc2a2, 0xcfa3ee, 0xf0c04a, 0xa5d8f7, 0xa596ea, 0xbda687), VIRIDIS,
            colours(0xb9ccff, 0x8fb4f2, 0x5a95d0, 0x34698f, 0x1f3f54, 0x14171c, 0x4d2417, 0x8c422b, 0xc46a4e,
                    0xf09a85, 0xffc9be));

    /** Checks that all colours are there and copies the lists. */
    public Theme {
        series = List.copyOf(series);
        sequential = List.copyOf(sequential);
        diverging = List.copyOf(diverging);
        if (series.size() != Ink.SERIES_COUNT || sequential.size() < 2 || diverging.size() % 2 == 0) {
            throw new IllegalArgumentException("theme " + name + " has " + series.size() + " series, " + sequential.size()
                    + " sequential and " + diverging.size() + " diverging colours; it needs " + Ink.SERIES_COUNT
                    + ", at least 2 and an odd number");
        }
    }

    /** The colour of an ink; inks without colour of their own (none, automatic) take the foreground. */
    public Colour colour(Ink ink) {
        return switch (ink.role()) {
            case NONE, AUTOMATIC, FOREGROUND -> foreground;
            case MUTED -> muted;
            case FAINT -> faint;
            case BACKGROUND -> background;
            case SERIES -> series.get(ink.index());
            case HIGHLIGHT -> highlight;
            case WARNING -> warning;
            case SEQUENTIAL -> colour(ColourMap.SEQUENTIAL, ink.index() / 255.0);
        };
    }

    /** The colour of a map at a fraction; values outside [0, 1] take the nearer end. */
    public Colour colour(ColourMap map, double fraction) {
        List<Colour> stops = map == ColourMap.SEQUENTIAL ? sequential : diverging;
        double at = Math.clamp(fraction, 0.0, 1.0) * (stops.size() - 1);
        int below = (int) Math.min(Math.floor(at), stops.size() - 2.0);
        return stops.get(below).towards(stops.get(below + 1), at - below);
    }

    private static List<Colour> colours(int... rgb) {
        return IntStream.of(rgb).mapToObj(Colour::of).toList();
    }
}

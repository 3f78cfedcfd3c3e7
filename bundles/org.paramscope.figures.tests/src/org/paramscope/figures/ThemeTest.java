package org.paramscope.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ThemeTest {

    /** Severe protanopia, deuteranopia, tritanopia in linear light (Machado, Oliveira and Fernandes 2009, severity 1.0). */
    private static final double[][] BLINDNESS = {
        {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998},
        {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881},
        {1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900}};

    static List<Theme> themes() {
        return List.of(Theme.LIGHT, Theme.DARK);
    }

    @ParameterizedTest
    @MethodSource("themes")
    void textAndMarksStandOutFromTheGround(Theme theme) {
        assertTrue(theme.foreground().contrast(theme.background()) >= 7);
        assertTrue(theme.muted().contrast(theme.background()) >= 4.5);
        assertTrue(theme.highlight().contrast(theme.background()) >= 4.5);
        assertTrue(theme.warning().contrast(theme.background()) >= 4.5);
        for (Colour c : theme.series()) {
            assertTrue(c.contrast(theme.background()) >= 3, c.hex() + " has " + c.contrast(theme.background()));
        }
    }

    @ParameterizedTest
    @MethodSource("themes")
    void theFirstSixSeriesStayApartUnderColourBlindness(Theme theme) {
        for (double[] matrix : BLINDNESS) {
            for (int i = 0; i < 6; i++) {
                for (int j = 0; j < i; j++) {
                    double distance = distance(seen(theme.series().get(i), matrix), seen(theme.series().get(j), matrix));
                    assertTrue(distance >= 0.07, theme.name() + ": series " + j + " and " + i + " are " + distance + " apart");
                }
            }
        }
    }

    private static double[] seen(Colour c, double[] m) {
        double[] light = {Colour.linear(c.red()), Colour.linear(c.green()), Colour.linear(c.blue())};
        double[] seen = new double[3];
        for (int i = 0; i < 3; i++) {
            seen[i] = Math.max(0, m[3 * i] * light[0] + m[3 * i + 1] * light[1] + m[3 * i + 2] * light[2]);
        }
        return seen;
    }

    /** Distance in Oklab (Ottosson 2020); 0.02 is about a just noticeable difference. */
    private static double distance(double[] a, double[] b) {
        double[] p = oklab(a);
        double[] q = oklab(b);
        return Math.sqrt(Math.pow(p[0] - q[0], 2) + Math.pow(p[1] - q[1], 2) + Math.pow(p[2] - q[2], 2));
    }

    private static double[] oklab(double[] c) {
        double l = Math.cbrt(0.4122214708 * c[0] + 0.5363325363 * c[1] + 0.0514459929 * c[2]);
        double m = Math.cbrt(0.2119034982 * c[0] + 0.6806995451 * c[1] + 0.1073969566 * c[2]);
        double s = Math.cbrt(0.0883024619 * c[0] + 0.2817188376 * c[1] + 0.6299787005 * c[2]);
        return new double[] {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s, 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
    }

    @ParameterizedTest
    @MethodSource("themes")
    void theSequentialMapRisesInLuminance(Theme theme) {
        double last = -1;
        for (int i = 0; i <= 100; i++) {
            double now = theme.colour(ColourMap.SEQUENTIAL, i / 100.0).luminance();
            assertTrue(now >= last);
            last = now;
        }
    }

    @ParameterizedTest
    @MethodSource("themes")
    void theDivergingMapIsCentredOnTheGroundAndLeavesItOnBothSides(Theme theme) {
        assertEquals(theme.background(), theme.colour(ColourMap.DIVERGING, 0.5));
        double lastLow = 1;
        double lastHigh = 1;
        for (int i = 1; i <= 50; i++) {
            double low = theme.colour(ColourMap.DIVERGING, 0.5 - i / 100.0).contrast(theme.background());
            double high = theme.colour(ColourMap.DIVERGING, 0.5 + i / 100.0).contrast(theme.background());
            assertTrue(low >= lastLow && high >= lastHigh, "at " + i);
            assertEquals(1, low / high, 0.45, "both signs stand out alike at " + i);
            lastLow = low;
            lastHigh = high;
        }
    }
}

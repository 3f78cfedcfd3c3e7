package org.paramscope.figures.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.paramscope.figures.Axis;

class TicksTest {

    private static final String SUPERSCRIPTS = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079";

    @Test
    void linearTicksAreNiceInsideAndSayWhereTheyStand() {
        Random random = new Random(11);
        for (int trial = 0; trial < 2000; trial++) {
            double low = random.nextGaussian() * Math.pow(10, random.nextInt(14) - 7);
            double high = low + Math.abs(random.nextGaussian() + 0.01) * Math.pow(10, random.nextInt(14) - 7);
            if (high - low < 1e-6 * Math.abs(low)) {
                continue; // such labels would need more digits than anyone reads
            }
            int most = 2 + random.nextInt(8);
            List<Axis.Tick> ticks = Ticks.linear(low, high, most).major();
            String where = low + " to " + high + " with " + most + ": " + ticks;
            assertTrue(ticks.size() >= 2 && ticks.size() <= Math.max(most, 5), where);
            double step = ticks.get(1).position() - ticks.get(0).position();
            double mantissa = step / Math.pow(10, Math.floor(Math.log10(step) + 1e-9));
            assertTrue(List.of(1.0, 2.0, 2.5, 5.0).stream().anyMatch(m -> Math.abs(m - mantissa) < 1e-3), where);
            for (Axis.Tick tick : ticks) {
                assertTrue(tick.position() >= low - 1e-6 * step && tick.position() <= high + 1e-6 * step, where);
            }
        }
    }

    @Test
    void labelsOfPlainTicksEqualTheirPositions() {
        for (double[] range : new double[][] {{0, 1}, {-4.3, 4.4}, {0.013, 0.019}, {1749, 1984}, {-250, 250}, {0.1, 0.35}}) {
            for (Axis.Tick tick : Ticks.linear(range[0], range[1], 5).major()) {
                assertEquals(tick.position(), new BigDecimal(tick.label().replace('\u2212', '-')).doubleValue(), 1e-12);
            }
        }
    }

    @Test
    void logarithmicTicksArePowersOfTenOverManyDecades() {
        List<Axis.Tick> ticks = Ticks.logarithmic(1e-8, 1e6, 6).major();
        assertTrue(ticks.size() >= 3 && ticks.size() <= 7, ticks.toString());
        for (Axis.Tick tick : ticks) {
            double exponent = Math.log10(tick.position());
            assertEquals(Math.rint(exponent), exponent, 1e-9);
            assertEquals(exponent, exponent(tick.label()), 1e-9, tick.label());
        }
    }

    private static double exponent(String label) {
        assertTrue(label.startsWith("10"), label);
        StringBuilder digits = new StringBuilder();
        for (char c : label.substring(2).toCharArray()) {
            digits.append(c == '\u207b' ? "-" : Integer.toString(SUPERSCRIPTS.indexOf(c)));
        }
        return Double.parseDouble(digits.toString());
    }

    @Test
    void logarithmicTicksLieInsideAnyRange() {
        Random random = new Random(12);
        for (int trial = 0; trial < 1000; trial++) {
            double low = Math.pow(10, 12 * random.nextDouble() - 6);
            double high = low * Math.pow(10, 0.05 + 8 * random.nextDouble());
            Ticks ticks = Ticks.logarithmic(low, high, 3 + random.nextInt(6));
            assertTrue(ticks.major().size() >= 2, low + " to " + high + ": " + ticks.major());
            ticks.major().forEach(t -> assertTrue(t.position() >= low * (1 - 1e-8) && t.position() <= high * (1 + 1e-8)));
            ticks.minor().forEach(v -> assertTrue(v >= low * (1 - 1e-8) && v <= high * (1 + 1e-8)));
        }
    }

    @Test
    void readableNumbersKeepFourDigits() {
        assertEquals("0.1235", Ticks.readable(0.12345678));
        assertEquals("\u22121235", Ticks.readable(-1234.5678));
        assertEquals("0", Ticks.readable(0));
        assertEquals("10\u207b\u2079", Ticks.readable(1e-9));
        assertEquals("no value", Ticks.readable(Double.NaN));
        assertEquals("100", Ticks.readable(100));
    }

    /** The ranges of error and of complexity that comparisons have. */
    @Test
    void aLogarithmicAxisOfOneDecadeHasMoreThanTwoLabels() {
        for (double[] range : new double[][] {{0.25, 1.2}, {300, 5000}, {0.03, 0.9}, {58, 900}, {1.1, 9}}) {
            List<Axis.Tick> ticks = Ticks.logarithmic(range[0], range[1], 6).major();
            assertTrue(ticks.size() >= 4 && ticks.size() <= 6, range[0] + " to " + range[1] + ": " + ticks);
        }
    }

}

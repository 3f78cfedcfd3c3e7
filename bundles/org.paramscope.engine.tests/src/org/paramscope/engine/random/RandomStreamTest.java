package org.paramscope.engine.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Known answers of Philox 4x32-10 and moments of what is made of it. */
class RandomStreamTest {

    /** The file kat_vectors of Random123 (Salmon et al. 2011). */
    @Test
    void knownAnswers() {
        check(new int[4], 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
        check(new int[] {-1, -1, -1, -1}, -1, -1, 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
        check(new int[] {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, 0xa4093822, 0x299f31d0,
                0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1);
    }

    private static void check(int[] counter, int key0, int key1, int... expected) {
        RandomStream.philox(counter, key0, key1);
        assertArrayEquals(expected, counter);
    }

    @Test
    void streamsDependOnEachOfTheirNames() {
        int first = RandomStream.of(1, 2, "start").bits();
        assertEquals(first, RandomStream.of(1, 2, "start").bits());
        assertNotEquals(first, RandomStream.of(1L << 32 | 1, 2, "start").bits());
        assertNotEquals(first, RandomStream.of(1, 3, "start").bits());
        assertNotEquals(first, RandomStream.of(1, 2, "resampling").bits());
    }

    @Test
    void momentsAreThoseOfTheDistributions() {
        RandomStream stream = RandomStream.of(11, 0, "moments");
        int n = 200_000;
        double uniform = 0;
        double mean = 0;
        double variance = 0;
        double fourth = 0;
        for (int i = 0; i < n; i++) {
            double u = stream.uniform();
            assertTrue(u >= 0 && u < 1);
            uniform += u / n;
            double g = stream.gaussian();
            mean += g / n;
            variance += g * g / n;
            fourth += g * g * g * g / n;
        }
        // five standard errors each
        assertEquals(0.5, uniform, 5 * Math.sqrt(1.0 / 12 / n));
        assertEquals(0, mean, 5 / Math.sqrt(n));
        assertEquals(1, variance, 5 * Math.sqrt(2.0 / n));
        assertEquals(3, fourth, 5 * Math.sqrt(96.0 / n));
    }

    @Test
    void belowIsEven() {
        RandomStream stream = RandomStream.of(3, 0, "below");
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++) {
            counts[stream.below(7)]++;
        }
        double chi = Arrays.stream(counts).mapToDouble(c -> Math.pow(c - 10_000, 2) / 10_000).sum();
        assertTrue(chi < 22.5, "chi squared with 6 degrees of freedom: " + chi);
        int[] order = stream.permutation(50);
        assertArrayEquals(IntStream.range(0, 50).toArray(), Arrays.stream(order).sorted().toArray());
    }
}

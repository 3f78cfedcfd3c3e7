package org.paramscope.engine.internal.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.paramscope.engine.internal.kernel.Arithmetic;
import org.paramscope.engine.internal.kernel.Lanes;

/** Standard normal numbers by their keys. */
class NoiseTest {

    private static final int ROWS = 6;

    /** The numbers of some samples, in float64: [samples, rows]. */
    private static <A> double[] numbers(Lanes<A> lanes, NoiseKey key, int block, int occasion, int[] samples) {
        Noise<A> noise = new Noise<>(lanes);
        noise.key(key);
        A rows = lanes.allocate(ROWS * lanes.row());
        double[] numbers = new double[samples.length * ROWS];
        for (int first = 0; first < samples.length; first += lanes.chunk()) {
            int count = Math.min(lanes.chunk(), samples.length - first);
            noise.samples(samples, first, count);
            noise.fill(block, occasion, rows, 0, ROWS, (count + lanes.pad() - 1) / lanes.pad() * lanes.pad());
            for (int n = 0; n < count; n++) {
                for (int r = 0; r < ROWS; r++) {
                    numbers[(first + n) * ROWS + r] = lanes.get(rows, r * lanes.row() + n);
                }
            }
        }
        return numbers;
    }

    private static double[] numbers(NoiseKey key, int block, int occasion) {
        return numbers(Arithmetic.float64(), key, block, occasion, IntStream.range(0, 5000).toArray());
    }

    @Test
    void belongToSamplesWhateverTheChunk() {
        int[] all = IntStream.range(0, 700).toArray();
        double[] numbers = numbers(Arithmetic.float64(), NoiseKey.of(3), 8, 2, all);
        assertArrayEquals(numbers, numbers(Arithmetic.float64(64), NoiseKey.of(3), 8, 2, all));
        int[] some = {5, 699, 0, 412, 5};
        double[] chosen = numbers(Arithmetic.float64(), NoiseKey.of(3), 8, 2, some);
        for (int n = 0; n < some.length; n++) {
            assertArrayEquals(Arrays.copyOfRange(numbers, some[n] * ROWS, (some[n] + 1) * ROWS),
                    Arrays.copyOfRange(chosen, n * ROWS, (n + 1) * ROWS));
        }
    }

    @Test
    void inFloat32AreThoseOfFloat64Rounded() {
        int[] all = IntStream.range(0, 700).toArray();
        double[] rounded = Arrays.stream(numbers(Arithmetic.float64(), NoiseKey.of(3), 8, 2, all)).map(v -> (float) v).toArray();
        assertArrayEquals(rounded, numbers(Arithmetic.float32(64), NoiseKey.of(3), 8, 2, all));
    }

    /** Distribution function at nine points, and mean and variance, within five standard errors. */
    @Test
    void areStandardNormal() {
        double[] numbers = numbers(NoiseKey.of(1), 0, 0);
        int n = numbers.length;
        double[] quantiles = {-1.2815515655446004, -0.8416212335729143, -0.5244005127080407, -0.2533471031357997, 0, 0.2533471031357997,
                0.5244005127080407, 0.8416212335729143, 1.2815515655446004};
        for (int k = 0; k < quantiles.length; k++) {
            double q = quantiles[k];
            double p = (k + 1) / 10.0;
            assertEquals(p, Arrays.stream(numbers).filter(v -> v < q).count() / (double) n, 5 * Math.sqrt(p * (1 - p) / n));
        }
        assertEquals(0, Arrays.stream(numbers).average().orElseThrow(), 5 / Math.sqrt(n));
        assertEquals(1, Arrays.stream(numbers).map(v -> v * v).average().orElseThrow(), 5 * Math.sqrt(2.0 / n));
    }

    /** Everything that tells numbers apart gives uncorrelated ones. */
    @Test
    void ofOtherKeysAreUncorrelated() {
        List<double[]> draws = new ArrayList<>();
        draws.add(numbers(new NoiseKey(1, 0, 0, false), 0, 0));
        draws.add(numbers(new NoiseKey(2, 0, 0, false), 0, 0));
        draws.add(numbers(new NoiseKey(1L << 40, 0, 0, false), 0, 0));
        draws.add(numbers(new NoiseKey(1, 1, 0, false), 0, 0));
        draws.add(numbers(new NoiseKey(1, 0, 1, false), 0, 0));
        draws.add(numbers(new NoiseKey(1, 0, 0, false), 1, 0));
        draws.add(numbers(new NoiseKey(1, 0, 0, false), 0, 1));
        int n = draws.getFirst().length;
        for (int i = 0; i < draws.size(); i++) {
            for (int j = 0; j < i; j++) {
                for (int lag : new int[] {0, 1, ROWS}) {
                    assertEquals(0, correlation(draws.get(i), draws.get(j), lag), 5 / Math.sqrt(n), i + " and " + j + " by " + lag);
                }
            }
            assertEquals(0, correlation(draws.get(i), draws.get(i), 1), 5 / Math.sqrt(n));
            assertEquals(0, correlation(draws.get(i), draws.get(i), ROWS), 5 / Math.sqrt(n));
        }
    }

    private static double correlation(double[] a, double[] b, int lag) {
        double sum = 0;
        for (int i = lag; i < a.length; i++) {
            sum += a[i] * b[i - lag];
        }
        return sum / a.length;
    }

    @Test
    void predictionsHaveNone() {
        assertTrue(Arrays.stream(numbers(NoiseKey.ABSENT, 0, 0)).allMatch(v -> v == 0));
    }
}

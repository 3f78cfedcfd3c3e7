package org.paramscope.datasets;

import java.util.Random;
import org.paramscope.data.Dataset;
import org.paramscope.data.Progress;
import org.paramscope.data.Recording;
import org.paramscope.data.settings.Setting;

/**
 * Two sines whose periods have the ratio sqrt(2), with Gaussian noise: quasi-periodic, as the sum
 * never repeats exactly. Simulated.
 */
public final class TwoSines implements Dataset<TwoSines.Settings> {

    /**
     * What is simulated.
     *
     * @param samples length of the series
     * @param period samples in a period of the first sine; the second has sqrt(2) times as many
     * @param first amplitude of the first sine
     * @param second amplitude of the second sine
     * @param noise standard deviation of the noise
     * @param seed of the noise
     */
    public record Settings(
            @Setting(label = "Samples", min = 8, max = 10_000_000) int samples,
            @Setting(label = "Period", min = 2, max = 1_000_000, unit = "samples", help = "of the first sine; the second has sqrt(2) times as many")
            double period,
            @Setting(label = "First amplitude", min = 0, max = 1e6) double first,
            @Setting(label = "Second amplitude", min = 0, max = 1e6) double second,
            @Setting(label = "Noise", min = 0, max = 1e6, help = "standard deviation of Gaussian noise") double noise,
            @Setting(label = "Seed", help = "of the noise") long seed) {
        /** Periods of 20 and 28.28 samples. */
        public Settings() {
            this(2000, 20, 1, 0.7, 0.2, 1);
        }
    }

    @Override
    public Recording open(Settings s, Progress progress) {
        Random random = new Random(s.seed());
        double second = s.period() * StrictMath.sqrt(2);
        double[] values = new double[s.samples()];
        for (int t = 0; t < values.length; t++) {
            values[t] = s.first() * StrictMath.sin(2 * Math.PI * t / s.period())
                    + s.second() * StrictMath.sin(2 * Math.PI * t / second) + s.noise() * random.nextGaussian();
        }
        return Simulated.recording("two sines", "Two incommensurate sines with noise", values);
    }
}

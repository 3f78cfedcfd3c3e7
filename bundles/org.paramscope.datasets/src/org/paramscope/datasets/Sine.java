package org.paramscope.datasets;

import java.util.Random;
import org.paramscope.data.Dataset;
import org.paramscope.data.Progress;
import org.paramscope.data.Recording;
import org.paramscope.data.settings.Setting;

/** A sine with Gaussian noise: amplitude sin(2 pi t / period + phase) + noise. Simulated. */
public final class Sine implements Dataset<Sine.Settings> {

    /**
     * What is simulated.
     *
     * @param samples length of the series
     * @param period samples in a period; need not be whole
     * @param amplitude of the sine
     * @param phase at the first sample, in radians
     * @param noise standard deviation of the noise
     * @param seed of the noise
     */
    public record Settings(
            @Setting(label = "Samples", min = 8, max = 10_000_000) int samples,
            @Setting(label = "Period", min = 2, max = 1_000_000, unit = "samples") double period,
            @Setting(label = "Amplitude", min = 0, max = 1e6) double amplitude,
            @Setting(label = "Phase", min = -7, max = 7, unit = "rad", help = "at the first sample") double phase,
            @Setting(label = "Noise", min = 0, max = 1e6, help = "standard deviation of Gaussian noise") double noise,
            @Setting(label = "Seed", help = "of the noise") long seed) {
        /** Forty noisy periods of 50 samples. */
        public Settings() {
            this(2000, 50, 1, 0, 0.1, 1);
        }
    }

    @Override
    public Recording open(Settings s, Progress progress) {
        Random random = new Random(s.seed());
        double[] values = new double[s.samples()];
        for (int t = 0; t < values.length; t++) {
            values[t] = s.amplitude() * StrictMath.sin(2 * Math.PI * t / s.period() + s.phase()) + s.noise() * random.nextGaussian();
        }
        return Simulated.recording("sine", "Sine with noise", values);
    }
}

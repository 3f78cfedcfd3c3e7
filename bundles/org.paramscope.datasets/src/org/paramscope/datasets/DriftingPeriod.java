package org.paramscope.datasets;

import java.util.Random;
import org.paramscope.data.Dataset;
import org.paramscope.data.Progress;
import org.paramscope.data.Recording;
import org.paramscope.data.settings.Setting;

/**
 * A periodic shape (a sine and its first overtone) whose period drifts, as that of a gait or a heart
 * does: the logarithm of the period is a stationary autoregression that forgets within ten periods.
 * Simulated.
 */
public final class DriftingPeriod implements Dataset<DriftingPeriod.Settings> {

    private static final double MEMORY = 10;

    /**
     * What is simulated.
     *
     * @param samples length of the series
     * @param period samples in a period, at the median
     * @param drift standard deviation of the logarithm of the period: about its relative change
     * @param overtone amplitude of the overtone; the sine has 1
     * @param noise standard deviation of the noise
     * @param seed of drift and noise
     */
    public record Settings(
            @Setting(label = "Samples", min = 8, max = 10_000_000) int samples,
            @Setting(label = "Period", min = 4, max = 1_000_000, unit = "samples", help = "at the median") double period,
            @Setting(label = "Drift", min = 0, max = 0.5, help = "standard deviation of the logarithm of the period") double drift,
            @Setting(label = "Overtone", min = 0, max = 100, help = "its amplitude; the fundamental has 1") double overtone,
            @Setting(label = "Noise", min = 0, max = 1e6, help = "standard deviation of Gaussian noise") double noise,
            @Setting(label = "Seed", help = "of drift and noise") long seed) {
        /** A period of 57 samples that drifts by 3 %. */
        public Settings() {
            this(3000, 57, 0.03, 0.5, 0.1, 1);
        }
    }

    @Override
    public Recording open(Settings s, Progress progress) {
        Random random = new Random(s.seed());
        double kept = StrictMath.exp(-1 / (MEMORY * s.period()));
        double fresh = s.drift() * StrictMath.sqrt(1 - kept * kept);
        double logarithm = s.drift() * random.nextGaussian();
        double phase = 0;
        double[] values = new double[s.samples()];
        for (int t = 0; t < values.length; t++) {
            values[t] = StrictMath.sin(phase) + s.overtone() * StrictMath.sin(2 * phase + 1) + s.noise() * random.nextGaussian();
            phase += 2 * Math.PI / (s.period() * StrictMath.exp(logarithm));
            logarithm = kept * logarithm + fresh * random.nextGaussian();
        }
        return Simulated.recording("drifting period", "Quasi-periodic series with drifting period", values);
    }
}

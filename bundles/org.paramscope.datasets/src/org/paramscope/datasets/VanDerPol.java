package org.paramscope.datasets;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.paramscope.data.Clock;
import org.paramscope.data.Dataset;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.RateUnit;
import org.paramscope.data.Recording;
import org.paramscope.data.Signal;
import org.paramscope.data.SignalLayout;
import org.paramscope.data.settings.Setting;

/**
 * The oscillator x'' = mu (1 - x^2) x' - x (van der Pol 1926), whose limit cycle attracts all states but rest; for mu = 1 its period is
 * 6.6633 (Andersen, Geer 1982). It starts outside the cycle, at x = 3, and may be seen at irregular times, with missing values and noise.
 * Simulated by Runge-Kutta steps of at most a hundredth.
 */
public final class VanDerPol implements Dataset<VanDerPol.Settings> {

    private static final double STEP = 0.01;

    /**
     * What is simulated.
     *
     * @param mu strength of the damping
     * @param samples length of the series
     * @param interval mean time between two samples
     * @param irregular relative change of the intervals: uniform on (1 - irregular, 1 + irregular) times the mean; 0 = a regular clock
     * @param missing share of the values that are missing, in the mean; these are 0 and masked
     * @param noise standard deviation of the noise
     * @param seed of times, gaps and noise
     */
    public record Settings(
            @Setting(label = "Damping", min = 0, max = 20, help = "mu; 0: a harmonic oscillator") double mu,
            @Setting(label = "Samples", min = 8, max = 1_000_000) int samples,
            @Setting(label = "Interval", min = 1e-3, max = 10, help = "mean time between two samples; the period for mu = 1 is 6.66") double interval,
            @Setting(label = "Irregularity", min = 0, max = 0.95, help = "relative change of the intervals; 0: a regular clock") double irregular,
            @Setting(label = "Missing", min = 0, max = 0.95, help = "share of the values") double missing,
            @Setting(label = "Noise", min = 0, max = 1e6, help = "standard deviation of Gaussian noise") double noise,
            @Setting(label = "Seed", help = "of times, gaps and noise") long seed) {
        /** Irregular times, 30 % of the values missing, 22 samples a period. */
        public Settings() {
            this(1, 1000, 0.3, 0.5, 0.3, 0, 1);
        }
    }

    @Override
    public Recording open(Settings s, Progress progress) {
        Random random = new Random(s.seed());
        double[] state = {3, 0};
        double[] times = new double[s.samples()];
        double[] values = new double[s.samples()];
        double[] mask = new double[s.samples()];
        for (int t = 0; t < values.length; t++) {
            if (t > 0) {
                double interval = s.interval() * (1 + s.irregular() * (2 * random.nextDouble() - 1));
                times[t] = times[t - 1] + interval;
                advance(state, s.mu(), interval);
            }
            mask[t] = random.nextDouble() < s.missing() ? 0 : 1;
            double noise = s.noise() * random.nextGaussian();
            values[t] = mask[t] * (state[0] + noise);
        }
        Clock clock = s.irregular() > 0 ? Clock.irregular(NumericArray.owned(times), RateUnit.HERTZ)
                : Clock.regular(1 / s.interval(), RateUnit.HERTZ);
        Signal signal = new Signal("x", "", clock, NumericArray.owned(values, s.samples(), 1), List.of("x"), SignalLayout.CHANNELS,
                s.missing() > 0 ? Optional.of(NumericArray.owned(mask, s.samples(), 1)) : Optional.empty());
        return Recording.of(signal).withName("van der Pol").withOrigin("Oscillator of van der Pol", "simulated by Paramscope",
                "none: simulated", true);
    }

    private static void advance(double[] state, double mu, double time) {
        // strong damping makes the equation stiff
        int steps = (int) Math.ceil(time * Math.max(1, mu) / STEP);
        double h = time / steps;
        for (int i = 0; i < steps; i++) {
            double x = state[0];
            double v = state[1];
            double a1 = force(x, v, mu);
            double v2 = v + h / 2 * a1;
            double a2 = force(x + h / 2 * v, v2, mu);
            double v3 = v + h / 2 * a2;
            double a3 = force(x + h / 2 * v2, v3, mu);
            double v4 = v + h * a3;
            double a4 = force(x + h * v3, v4, mu);
            state[0] += h / 6 * (v + 2 * v2 + 2 * v3 + v4);
            state[1] += h / 6 * (a1 + 2 * a2 + 2 * a3 + a4);
        }
    }

    private static double force(double x, double v, double mu) {
        return mu * (1 - x * x) * v - x;
    }
}

package org.paramscope.models.checks;

import org.paramscope.data.Progress;
import org.paramscope.data.checks.Check;
import org.paramscope.data.checks.CheckResult;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.models.spectral.SingularSpectrum;

/** Too few components miss the sine, two recover it, more bring the noise back. */
public final class NoisySine implements Check {

    private static final int SEEDS = 100;
    private static final int LENGTH = 500;
    private static final int WINDOW = 100;
    private static final double NOISE = 0.2;
    private static final int[] COMPONENTS = {1, 2, 10};

    @Override
    public CheckResult run(Data data, Progress progress) {
        double[] errors = new double[COMPONENTS.length];
        for (int seed = 0; seed < SEEDS; seed++) {
            progress.check();
            RandomStream noise = RandomStream.of(seed, 0, "noisy sine");
            double[] clean = new double[LENGTH];
            double[] series = new double[LENGTH];
            for (int t = 0; t < LENGTH; t++) {
                clean[t] = Math.sin(-Math.PI + 2 * Math.PI * t / (LENGTH - 1));
                series[t] = clean[t] + NOISE * noise.gaussian();
            }
            SingularSpectrum spectrum = SingularSpectrum.of(series, WINDOW);
            for (int i = 0; i < errors.length; i++) {
                double[] sum = spectrum.reconstruction(SingularSpectrum.leading(COMPONENTS[i])).toArray();
                errors[i] += meanSquare(sum, clean) / SEEDS;
            }
            progress.report((seed + 1.0) / SEEDS, "noisy sine, seed " + (seed + 1) + " of " + SEEDS);
        }
        return CheckResult.absolute("ssa-noisy-sine",
                "sine on [-pi, pi], n = 500, noise sd 0.2, window 100: mean squared error at 1, 2, 10 components, "
                        + "mean of 100 seeds",
                "repeated simulation, 100 seeds, 3 standard errors", errors,
                new double[] {0.0281, 0.00065, 0.0055}, 0.0005, 0.0001, 0.00025);
    }

    private static double meanSquare(double[] a, double[] b) {
        double sum = 0;
        for (int t = 0; t < a.length; t++) {
            sum += (a[t] - b[t]) * (a[t] - b[t]);
        }
        return sum / a.length;
    }
}

package org.paramscope.estimators.diffusion;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.engine.Model;
import org.paramscope.engine.random.RandomStream;

/**
 * A lower bound of the log-density of a diffusion (Ho, Jain, Abbeel 2020, equation 5): less the divergence of the last level from N(0, I)
 * and of each step back from the true one, with the variance beta of a step. One draw of the noise for each row and level.
 */
final class LikelihoodBound {

    private LikelihoodBound() {
    }

    /**
     * The bound for each row.
     *
     * @param rows x_0, [n, d]
     * @return in nats, [n]
     */
    static double[] of(Denoiser denoiser, double[] parameters, NumericArray rows, long seed, Progress progress) {
        NoiseSchedule schedule = denoiser.schedule();
        int n = rows.size(0);
        int d = rows.size(1);
        double[] bounds = new double[n];
        int last = schedule.levels();
        for (int i = 0; i < n; i++) {
            double squares = 0;
            for (int j = 0; j < d; j++) {
                squares += rows.at(i * d + j) * rows.at(i * d + j);
            }
            double variance = 1 - schedule.kept(last);
            bounds[i] -= (schedule.kept(last) * squares + d * (variance - 1 - Math.log(variance))) / 2;
        }
        Model model = denoiser.velocity();
        for (int t = last; t >= 1; t--) {
            progress.check();
            RandomStream random = RandomStream.of(seed, t, "diffusion bound");
            double[] mixed = new double[n * d];
            for (int i = 0; i < mixed.length; i++) {
                mixed[i] = schedule.signal(t) * rows.at(i) + schedule.noise(t) * random.gaussian();
            }
            NumericArray v = denoiser.velocity(model, parameters, NumericArray.of(mixed, n, d), t);
            double shift = schedule.signal(t - 1) * schedule.added(t) / (1 - schedule.kept(t));
            double variance = schedule.added(t);
            double ratio = schedule.posteriorVariance(t) / variance;
            // the step to the data itself has a density, the others a divergence
            double constant = t == 1 ? Math.log(2 * Math.PI * variance) : ratio - 1 - Math.log(ratio);
            for (int i = 0; i < n; i++) {
                double squares = 0;
                for (int j = i * d; j < (i + 1) * d; j++) {
                    double error = rows.at(j) - schedule.signal(t) * mixed[j] + schedule.noise(t) * v.at(j);
                    squares += error * error;
                }
                bounds[i] -= (d * constant + shift * shift * squares / variance) / 2;
            }
        }
        return bounds;
    }
}

package org.paramscope.estimators.diffusion;

import java.util.function.IntConsumer;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.engine.Model;
import org.paramscope.engine.ReplicaExecutor;
import org.paramscope.engine.random.RandomStream;

/**
 * Draws vectors by going from noise back to data, level by level (Song, Meng, Ermon 2021, equation 12): with eta = 1 and all levels it
 * is the chain of Ho, Jain, Abbeel (2020, algorithm 2) with the variance of equation 7, with eta = 0 a deterministic map.
 *
 * @param steps levels that are visited, from 1 to all
 * @param eta   share of fresh noise, from 0 to 1
 */
record Sampler(Denoiser denoiser, double[] parameters, int steps, double eta) {

    private static final int ROWS = 500;

    /** n draws, [n, d]; the same for any executor. */
    NumericArray draw(int n, long seed, ReplicaExecutor executor, Progress progress) {
        int d = denoiser.size();
        double[] all = new double[Math.multiplyExact(n, d)];
        Model model = denoiser.velocity();
        IntConsumer part = k -> {
            int from = k * ROWS;
            int rows = Math.min(ROWS, n - from);
            double[] drawn = draw(model, rows, RandomStream.of(seed, k, "diffusion draws"), progress);
            System.arraycopy(drawn, 0, all, from * d, rows * d);
        };
        executor.run((n + ROWS - 1) / ROWS, part, progress);
        return NumericArray.owned(all, n, d);
    }

    private double[] draw(Model model, int n, RandomStream random, Progress progress) {
        NoiseSchedule schedule = denoiser.schedule();
        int d = denoiser.size();
        double[] x = new double[n * d];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.gaussian();
        }
        for (int s = steps; s >= 1; s--) {
            progress.check();
            int t = level(s);
            int next = level(s - 1);
            NumericArray v = denoiser.velocity(model, parameters, NumericArray.of(x, n, d), t);
            double added = 1 - schedule.kept(t) / schedule.kept(next);
            double fresh = eta * Math.sqrt((1 - schedule.kept(next)) / (1 - schedule.kept(t)) * added);
            double direction = Math.sqrt(Math.max(0, 1 - schedule.kept(next) - fresh * fresh));
            for (int i = 0; i < x.length; i++) {
                double clean = schedule.signal(t) * x[i] - schedule.noise(t) * v.at(i);
                double noise = schedule.signal(t) * v.at(i) + schedule.noise(t) * x[i];
                x[i] = schedule.signal(next) * clean + direction * noise + (fresh > 0 ? fresh * random.gaussian() : 0);
            }
        }
        return x;
    }

    /** The visited levels are spread evenly; 0 is the data. */
    private int level(int step) {
        return (int) Math.round((double) step * denoiser.schedule().levels() / steps);
    }
}

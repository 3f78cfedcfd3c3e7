package org.paramscope.models.variational;

import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Samples;
import org.paramscope.engine.Model;
import org.paramscope.engine.random.RandomStream;

/**
 * Lower bounds of the log-density of windows in nats, by K draws z of each window's posterior q:
 * <ul>
 * <li>ELBO = mean over draws of log p(x|z) + log p(z) - log q(z|x) (Kingma, Welling 2014, equation 2), which is its
 * reconstruction part, the mean of log p(x|z), minus its divergence part, the mean of log q(z|x) - log p(z);
 * <li>importance-weighted bound log mean p(x|z) p(z) / q(z|x) (Burda, Grosse, Salakhutdinov 2016, equation 8).
 * </ul>
 * All come from the same draws, so that the second is never below the first (Jensen), and the parts add up.
 *
 * @param reconstruction [n]
 * @param divergence [n]
 * @param weighted [n]
 */
record EvidenceBound(NumericArray reconstruction, NumericArray divergence, NumericArray weighted) {

    /** Draws a window. */
    static final int DRAWS = 500;
    /** Windows are decoded so many at a time: bounds the memory. */
    private static final int DECODED = 8192;

    /** The bounds at parameters [p]; the numbers depend on seed and row alone. */
    static EvidenceBound of(Model model, double[] parameters, Samples samples, int draws, long seed) {
        NumericArray means = model.head(LatentGaussian.MEAN, parameters, samples);
        NumericArray logVariances = model.head(LatentGaussian.LOG_VARIANCE, parameters, samples);
        Decoder decoder = Decoder.of(model, parameters);
        double[] noise = decoder.logVariances();
        int n = samples.count();
        int k = decoder.width();
        double[][] parts = new double[3][n];
        int step = Math.max(1, DECODED / draws);
        for (int first = 0; first < n; first += step) {
            int count = Math.min(step, n - first);
            double[] codes = new double[count * draws * k];
            double[] ratios = new double[count * draws];
            for (int i = 0; i < count; i++) {
                draw(RandomStream.of(seed, first + i, "importance"), means, logVariances, first + i, codes, ratios, i * draws, draws, k);
            }
            NumericArray decoded = decoder.means(NumericArray.owned(codes, count * draws, k));
            for (int i = 0; i < count; i++) {
                bounds(samples.input(), first + i, decoded, noise, ratios, i * draws, draws, parts);
            }
        }
        return new EvidenceBound(NumericArray.owned(parts[0]), NumericArray.owned(parts[1]), NumericArray.owned(parts[2]));
    }

    /** Codes of a window and the ratios log q(z|x) - log p(z), in rows from {@code at} on. */
    private static void draw(RandomStream stream, NumericArray means, NumericArray logVariances, int window, double[] codes,
            double[] ratios, int at, int draws, int k) {
        for (int row = at; row < at + draws; row++) {
            for (int j = 0; j < k; j++) {
                double s = logVariances.at(window * k + j);
                double e = stream.gaussian();
                double z = means.at(window * k + j) + Math.exp(s / 2) * e;
                codes[row * k + j] = z;
                ratios[row] += (z * z - e * e - s) / 2;
            }
        }
    }

    private static void bounds(NumericArray windows, int window, NumericArray decoded, double[] noise, double[] ratios, int at, int draws,
            double[][] parts) {
        double[] logWeights = new double[draws];
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < draws; i++) {
            double likelihood = logLikelihood(windows, window, decoded, at + i, noise);
            parts[0][window] += likelihood / draws;
            parts[1][window] += ratios[at + i] / draws;
            logWeights[i] = likelihood - ratios[at + i];
            largest = Math.max(largest, logWeights[i]);
        }
        double sum = 0;
        for (double logWeight : logWeights) {
            sum += Math.exp(logWeight - largest);
        }
        parts[2][window] = largest + Math.log(sum / draws);
    }

    private static double logLikelihood(NumericArray windows, int window, NumericArray decoded, int row, double[] noise) {
        double sum = 0;
        for (int j = 0; j < noise.length; j++) {
            double error = windows.at(window * noise.length + j) - decoded.at(row * noise.length + j);
            sum += error * error * Math.exp(-noise[j]) + noise[j];
        }
        return -(sum + noise.length * Math.log(2 * Math.PI)) / 2;
    }

    /** The evidence lower bound of each window, [n]. */
    NumericArray bound() {
        return NumericArray.owned(IntStream.range(0, reconstruction.length()).mapToDouble(n -> reconstruction.at(n) - divergence.at(n))
                .toArray());
    }
}

package org.paramscope.models.variational;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Samples;
import org.paramscope.engine.Model;

/**
 * Forecasts by a model of whole windows: the end of a window is what is not known of it. What is missing is replaced by what the
 * model reconstructs there until it no longer changes (imputation as in Rezende, Mohamed, Wierstra 2014, with means in place of
 * draws). For the linear model the fixed point is the mean of the end given the beginning: with m = (W'W + v)^-1 W'x and x = W m
 * at its end follows m = (V'V + v)^-1 V'x with the rows V of W that belong to the beginning. Others may have several fixed points,
 * or none: the start is the best of some codes from the prior, and of all codes met the one counts that has the highest posterior
 * density given the beginning.
 */
final class Continuation {

    /** Share of a window that is forecast at a time; the known rest tells what window it is. */
    private static final double NEW = 0.1;
    private static final int CANDIDATES = 256;
    private static final int MOST_ROUNDS = 25;
    /** In standardised units. */
    private static final double TOLERANCE = 1e-4;

    private final Model model;
    private final double[] parameters;
    private final Decoder decoder;
    private final double[] precisions;
    private final NumericArray candidates;
    private final NumericArray candidateWindows;
    private final int size;
    private final int known;

    private Continuation(Model model, double[] parameters) {
        this.model = model;
        this.parameters = parameters;
        this.decoder = Decoder.of(model, parameters);
        this.precisions = Arrays.stream(decoder.logVariances()).map(s -> Math.exp(-s)).toArray();
        this.candidates = decoder.codes(CANDIDATES, 0);
        this.candidateWindows = decoder.means(candidates);
        this.size = model.shape().size();
        int length = model.shape().length();
        this.known = model.shape().channels() * Math.min(model.shape().past(), length - Math.max(1, (int) (NEW * length)));
    }

    /** {@link org.paramscope.engine.Forecaster} of models whose samples have a past of at least one step. */
    static NumericArray forecast(Model model, double[] parameters, Samples origins, int steps) {
        return new Continuation(model, parameters).forecast(origins, steps * model.shape().channels());
    }

    private NumericArray forecast(Samples origins, int width) {
        int n = origins.count();
        double[] forecast = new double[n * width];
        double[] windows = new double[n * size];
        for (int i = 0; i < n; i++) {
            origins.past().copyTo((i + 1) * origins.past().size(1) - known, windows, i * size, known);
        }
        for (int done = 0; done < width; done += size - known) {
            if (done > 0) {
                // the last known values, forecast ones among them, begin the next windows
                for (int i = 0; i < n; i++) {
                    System.arraycopy(windows, (i + 1) * size - known, windows, i * size, known);
                }
            }
            complete(windows, origins);
            for (int i = 0; i < n; i++) {
                System.arraycopy(windows, i * size + known, forecast, i * width + done, Math.min(size - known, width - done));
            }
        }
        return NumericArray.owned(forecast, n, width);
    }

    /** Writes the ends of windows whose beginnings are known. */
    private void complete(double[] windows, Samples origins) {
        double[] best = new double[origins.count()];
        double[] tried = windows.clone();
        for (int i = 0; i < best.length; i++) {
            best[i] = Double.POSITIVE_INFINITY;
            int nearest = 0;
            for (int k = 0; k < CANDIDATES; k++) {
                double score = score(windows, i, candidateWindows, candidates, k);
                if (score < best[i]) {
                    best[i] = score;
                    nearest = k;
                }
            }
            candidateWindows.copyTo(nearest * size + known, windows, i * size + known, size - known);
            candidateWindows.copyTo(nearest * size + known, tried, i * size + known, size - known);
        }
        int[] changing = IntStream.range(0, best.length).toArray();
        for (int round = 0; round < MOST_ROUNDS && changing.length > 0; round++) {
            changing = improve(windows, tried, best, changing, origins);
        }
    }

    /** One round for some rows; those that still change. */
    private int[] improve(double[] windows, double[] tried, double[] best, int[] rows, Samples origins) {
        NumericArray x = NumericArray.of(tried, origins.count(), size).select(rows);
        Samples like = origins.select(rows);
        NumericArray codes = model.head(LatentGaussian.MEAN, parameters, new Samples(like.shape(),
                Map.of(Samples.WINDOW, x, Samples.PAST, like.past()), Map.of(Samples.TARGET, x), like.weights(), like.starts(),
                like.groups(), like.distinct()));
        NumericArray decoded = decoder.means(codes);
        boolean[] changes = new boolean[rows.length];
        for (int r = 0; r < rows.length; r++) {
            for (int j = known; j < size; j++) {
                changes[r] |= Math.abs(decoded.at(r * size + j) - x.at(r * size + j)) > TOLERANCE;
            }
            decoded.copyTo(r * size + known, tried, rows[r] * size + known, size - known);
            double score = score(windows, rows[r], decoded, codes, r);
            if (score < best[rows[r]]) {
                best[rows[r]] = score;
                decoded.copyTo(r * size + known, windows, rows[r] * size + known, size - known);
            }
        }
        return IntStream.range(0, rows.length).filter(r -> changes[r]).map(r -> rows[r]).toArray();
    }

    /** Minus twice the logarithm of p(beginning | z) p(z), up to a constant. */
    private double score(double[] windows, int window, NumericArray decoded, NumericArray codes, int row) {
        double sum = 0;
        for (int k = 0; k < codes.size(1); k++) {
            double z = codes.at(row * codes.size(1) + k);
            sum += z * z;
        }
        for (int j = 0; j < known; j++) {
            double error = windows[window * size + j] - decoded.at(row * size + j);
            sum += precisions[j] * error * error;
        }
        return sum;
    }
}

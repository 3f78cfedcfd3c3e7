package org.paramscope.geometry.front;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Samples;
import org.paramscope.data.ShapeException;
import org.paramscope.data.Split;
import org.paramscope.engine.Resampling;

/**
 * The errors of predictions on samples. Rows are weighted by the samples' likelihood weights, so that
 * a time step that lies in many windows counts once. The normalised error is the root mean squared error
 * over the standard deviation of the targets (each channel, or each column of a table, about its own
 * mean), so that 1 is the error of the mean. For one channel it is the same in original and in
 * standardised units. Missing values count for nothing. What a transform left out of the samples, {@link Samples#RESIDUAL}, is an
 * error of every prediction and a part of the variance, about the mean of the training samples.
 *
 * @param samples on which the predictions were made
 * @param squares [n] mean squared error of each row over the variance of the targets
 * @param scale   standard deviation of the targets, in their unit
 */
public record Errors(Samples samples, NumericArray squares, double scale) {

    /** Draws of a block bootstrap. */
    public static final int DRAWS = 1000;
    /** Fewest rows independent of each other from which an interval is drawn: fewer blocks scatter less than the truth. */
    public static final int LEAST_SEPARATE = 5;

    public Errors {
        if (squares.length() != samples.count()) {
            throw new ShapeException(squares.length() + " errors of " + samples.count() + " samples");
        }
    }

    /** The errors of predictions [n, targets], in the unit of the samples, which is that of their transform. */
    public static Errors of(NumericArray prediction, Samples samples) {
        return of(prediction, samples.target(), samples);
    }

    /**
     * The errors of predictions [n, targets] in the original units of the signal. With several channels those
     * of large numbers weigh most; in transformed units all weigh alike.
     *
     * @throws ShapeException when the transform left something out; its own units are then those of errors
     */
    public static Errors inOriginalUnits(NumericArray prediction, Samples samples, Split split) {
        if (samples.targets().containsKey(Samples.RESIDUAL)) {
            throw new ShapeException("what a transform left out of these samples is known in its own units only");
        }
        return of(split.invert(prediction), split.invert(samples.target()), samples);
    }

    private static Errors of(NumericArray prediction, NumericArray target, Samples samples) {
        if (!Arrays.equals(prediction.shape(), target.shape())) {
            throw new ShapeException("predictions " + Arrays.toString(prediction.shape()) + " of targets "
                    + Arrays.toString(target.shape()));
        }
        int n = samples.count();
        int m = target.size(1);
        double variance = variance(target, samples);
        double[] squares = new double[n];
        for (int i = 0; i < n; i++) {
            double sum = residual(samples, i);
            int count = 0;
            for (int j = 0; j < m; j++) {
                if (observed(samples, i, j, m)) {
                    double difference = prediction.at(i * m + j) - target.at(i * m + j);
                    sum += difference * difference;
                    count++;
                }
            }
            squares[i] = count == 0 ? 0 : sum / count / variance;
        }
        return new Errors(samples, NumericArray.owned(squares), Math.sqrt(variance));
    }

    /** Whether a target was observed; in original units there may be more of them a time step, none of which is then missing. */
    private static boolean observed(Samples samples, int row, int column, int columns) {
        return columns != samples.shape().targets() || samples.observed(row, column);
    }

    /** What the transform left out of a row, as a sum of squares. */
    private static double residual(Samples samples, int row) {
        NumericArray left = samples.targets().get(Samples.RESIDUAL);
        return left == null ? 0 : left.at(row);
    }

    /** Normalised root mean squared error; 0 is perfect, 1 is the error of the mean. */
    public double normalized() {
        return normalized(samples.weights().toArray(), null);
    }

    /** Mean squared error, in the squared unit of the targets. */
    public double meanSquared() {
        double normalized = normalized();
        return normalized * normalized * scale * scale;
    }

    /** Coefficient of determination, 1 - normalised error squared. */
    public double determination() {
        double normalized = normalized();
        return 1 - normalized * normalized;
    }

    /** How many rows of samples are independent: windows without overlap, or all rows of a table. */
    public static int separate(Samples samples) {
        if (!windows(samples)) {
            return samples.count();
        }
        int[] starts = samples.starts();
        Arrays.sort(starts);
        int count = 0;
        long free = Long.MIN_VALUE;
        for (int start : starts) {
            if (start >= free) {
                count++;
                free = (long) start + samples.shape().length();
            }
        }
        return count;
    }

    /** Whether so many separate windows or rows bear an interval, at least {@value #LEAST_SEPARATE}. */
    public static boolean enough(int separate) {
        return separate >= LEAST_SEPARATE;
    }

    /** Why there is no interval, to be read after the name of a stretch or by itself. */
    public static String tooFew(int separate) {
        return separate + (separate == 1 ? " separate test window" : " separate test windows")
                + ", too few for an interval (" + LEAST_SEPARATE + " are needed)";
    }

    /** The 95 % interval of the normalised error: circular blocks, each as long as a window; unknown where they are too few. */
    public Interval interval(long seed) {
        return interval(draws(seed));
    }

    /** The 95 % interval of draws of an error on these samples, or of a difference of errors; unknown where blocks are too few. */
    public Interval interval(double[] draws) {
        return enough(separate(samples)) ? Interval.ofDraws(draws) : Interval.UNKNOWN;
    }

    /**
     * The 95 % interval of {@code normalized() - other.normalized()}, paired: both errors are resampled
     * by the same blocks; unknown where they are too few.
     */
    public Interval difference(Errors other, long seed) {
        if (other.samples.count() != samples.count()) {
            throw new ShapeException("paired errors of " + samples.count() + " and of " + other.samples.count() + " samples");
        }
        double[] mine = draws(seed);
        double[] theirs = other.draws(seed);
        for (int b = 0; b < mine.length; b++) {
            mine[b] -= theirs[b];
        }
        return interval(mine);
    }

    /**
     * The normalised error of each of {@value #DRAWS} resampled sets of rows. Equal seeds give the same
     * sets for all errors on the same samples, so that draws can be compared one by one.
     */
    public double[] draws(long seed) {
        return draws(List.of(this), seed)[0];
    }

    /** The {@link #draws(long)} of several errors on the same samples, [errors][draws]; infinite for an error that is null. */
    public static double[][] draws(List<Errors> errors, long seed) {
        double[][] draws = new double[errors.size()][DRAWS];
        Optional<Errors> any = errors.stream().filter(Objects::nonNull).findFirst();
        if (any.isEmpty()) {
            Arrays.stream(draws).forEach(row -> Arrays.fill(row, Double.POSITIVE_INFINITY));
            return draws;
        }
        Resampling blocks = blocks(any.get().samples, seed);
        double[] weights = any.get().samples.weights().toArray();
        for (int b = 0; b < DRAWS; b++) {
            double[] counts = blocks.weights(b);
            for (int e = 0; e < draws.length; e++) {
                draws[e][b] = errors.get(e) == null ? Double.POSITIVE_INFINITY : errors.get(e).normalized(weights, counts);
            }
        }
        return draws;
    }

    private double normalized(double[] weights, double[] counts) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < weights.length; i++) {
            double weight = counts == null ? weights[i] : weights[i] * counts[i];
            sum += weight * squares.at(i);
            total += weight;
        }
        return Math.sqrt(sum / total);
    }

    private static boolean windows(Samples samples) {
        return samples.target() == samples.input() || samples.shape().past() > 0;
    }

    private static Resampling blocks(Samples samples, long seed) {
        int[] starts = samples.starts();
        int first = starts[0];
        int last = starts[0];
        for (int start : starts) {
            first = Math.min(first, start);
            last = Math.max(last, start);
        }
        // a stretch shorter than two windows has only itself to draw
        int length = windows(samples) ? Math.min(samples.shape().length(), Math.max(1, (last - first + 1) / 2)) : 1;
        // circular, for the few windows over the ends of a stretch weigh most and must be drawn as often as others
        return Resampling.circularBlocks(samples, length, DRAWS, seed);
    }

    /** The weight of each observed target of a row, whose weight they share. */
    private static double weight(Samples samples, int row, int columns) {
        int count = 0;
        for (int j = 0; j < columns; j++) {
            count += observed(samples, row, j, columns) ? 1 : 0;
        }
        return count == 0 ? 0 : samples.weights().at(row) * columns / count;
    }

    /** The variance of the targets, each channel or column about its mean, averaged over all entries. */
    private static double variance(NumericArray target, Samples samples) {
        int n = target.size(0);
        int m = target.size(1);
        int kinds = samples.target() == samples.input() ? m / samples.shape().length() : m;
        double[] mean = new double[kinds];
        double[] weights = new double[kinds];
        for (int i = 0; i < n; i++) {
            double weight = weight(samples, i, m);
            for (int j = 0; j < m; j++) {
                if (observed(samples, i, j, m)) {
                    mean[j % kinds] += weight * target.at(i * m + j);
                    weights[j % kinds] += weight;
                }
            }
        }
        double total = Arrays.stream(weights).sum();
        if (!(total > 0)) {
            throw new ShapeException("errors need samples of positive weight; there are " + n + " rows of total weight " + total);
        }
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double weight = weight(samples, i, m);
            double row = residual(samples, i);
            for (int j = 0; j < m; j++) {
                if (observed(samples, i, j, m)) {
                    double difference = target.at(i * m + j) - mean[j % kinds] / weights[j % kinds];
                    row += difference * difference;
                }
            }
            sum += weight * row;
        }
        double variance = sum / total;
        // a constant target has no scale of its own: its errors are then in its own unit
        return variance > 0 ? variance : 1;
    }
}

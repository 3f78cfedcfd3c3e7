package org.paramscope.engine;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.engine.internal.RowBlocks;
import org.paramscope.engine.random.RandomStream;

/**
 * What each replica sees of the samples: a weight for each row, how often it was drawn, or samples of its own with other values.
 * Either is drawn on request from (seed, replica), and those of different replicas are never held together.
 */
public final class Resampling {

    private static final String PURPOSE = "resampling";
    private final int replicas;
    private final String description;
    private final IntFunction<double[]> draw;
    private final Optional<IntFunction<Samples>> perturbed;

    private Resampling(int replicas, String description, IntFunction<double[]> draw) {
        this(replicas, description, draw, Optional.empty());
    }

    private Resampling(int replicas, String description, IntFunction<double[]> draw, Optional<IntFunction<Samples>> perturbed) {
        this.replicas = replicas;
        this.description = description;
        this.draw = draw;
        this.perturbed = perturbed;
    }

    /** The number B of replicas. */
    public int replicas() {
        return replicas;
    }

    /** The weights of replica b, one for each row, with mean 1: [n]. */
    public double[] weights(int b) {
        requireReplica(b);
        return draw.apply(b);
    }

    /** The samples that replica b is trained on instead of the problem's, as many rows of the same shape; empty for those. */
    public Optional<Samples> samples(int b) {
        requireReplica(b);
        return perturbed.map(drawn -> drawn.apply(b));
    }

    private void requireReplica(int b) {
        if (b < 0 || b >= replicas) {
            throw new IndexOutOfBoundsException("replica " + b + " of " + replicas);
        }
    }

    /** In words, as in {@code moving blocks of 125 samples, 100 replicas}. */
    public String description() {
        return description;
    }

    /** Every replica sees the samples as they are (deep ensembles). */
    public static Resampling none(Samples samples, int replicas) {
        int n = require(samples, replicas);
        return new Resampling(replicas, "no resampling, " + replicas + " replicas", b -> ones(n));
    }

    /** Rows drawn with replacement, n in each replica (Efron 1979). For rows that are independent. */
    public static Resampling pairs(Samples samples, int replicas, long seed) {
        int n = require(samples, replicas);
        return new Resampling(replicas, "pairs, " + replicas + " replicas", b -> {
            RandomStream stream = RandomStream.of(seed, b, PURPOSE);
            double[] weights = new double[n];
            for (int i = 0; i < n; i++) {
                weights[stream.below(n)]++;
            }
            return weights;
        });
    }

    /**
     * Blocks of consecutive rows drawn with replacement, n rows in each replica (Kuensch 1989). A block
     * never crosses from one sampling group to the next; the last block of a replica is cut to make n.
     *
     * @param block length in samples of the signal; at least one period for quasi-periodic data
     * @throws SettingException when the block is longer than every stretch of rows
     */
    public static Resampling movingBlocks(Samples samples, int block, int replicas, long seed) {
        int n = require(samples, replicas);
        RowBlocks blocks = RowBlocks.of(samples, block);
        return new Resampling(replicas, "moving blocks of " + block + " samples, " + replicas + " replicas", b -> {
            RandomStream stream = RandomStream.of(seed, b, PURPOSE);
            double[] weights = new double[n];
            int drawn = 0;
            while (drawn < n) {
                int first = blocks.first(stream.below(blocks.count()));
                int rows = Math.min(blocks.rows(), n - drawn);
                for (int i = 0; i < rows; i++) {
                    weights[blocks.row(first + i)]++;
                }
                drawn += rows;
            }
            return weights;
        });
    }

    /**
     * Blocks of consecutive rows on a circle (Politis & Romano 1992): the last row is followed by the
     * first, so that every row is drawn equally often on average. {@link #movingBlocks} draws the ends of
     * a stretch less often than its middle, which biases statistics of short stretches. A block may cross
     * from one sampling group to the next.
     *
     * @param block length in samples of the signal
     */
    public static Resampling circularBlocks(Samples samples, int block, int replicas, long seed) {
        int n = require(samples, replicas);
        int[] order = RowBlocks.inTime(samples);
        int length = RowBlocks.of(samples, block).rows();
        return new Resampling(replicas, "circular blocks of " + block + " samples, " + replicas + " replicas", b -> {
            RandomStream stream = RandomStream.of(seed, b, PURPOSE);
            double[] weights = new double[n];
            for (int drawn = 0; drawn < n; drawn += length) {
                int first = stream.below(n);
                for (int i = 0; i < Math.min(length, n - drawn); i++) {
                    weights[order[(first + i) % n]]++;
                }
            }
            return weights;
        });
    }

    /**
     * Blocks of consecutive rows on a circle, whose lengths are random with a geometric distribution, so that a resampled series is
     * stationary (Politis & Romano 1994). The first row of a block is any row; the next row is followed with the probability
     * 1 - 1/L, L rows being the mean length. A block may cross from one sampling group to the next.
     *
     * @param block mean length in samples of the signal
     */
    public static Resampling stationaryBlocks(Samples samples, int block, int replicas, long seed) {
        int n = require(samples, replicas);
        int[] order = RowBlocks.inTime(samples);
        int length = RowBlocks.of(samples, block).rows();
        return new Resampling(replicas, "stationary blocks of " + block + " samples on average, " + replicas + " replicas", b -> {
            RandomStream stream = RandomStream.of(seed, b, PURPOSE);
            double[] weights = new double[n];
            int at = stream.below(n);
            for (int drawn = 0; drawn < n; drawn++) {
                weights[order[at]]++;
                at = stream.uniform() * length < 1 ? stream.below(n) : (at + 1) % n;
            }
            return weights;
        });
    }

    /**
     * Samples with other values for each replica, all rows with the weight 1: targets perturbed by residuals (Wu 1986), draws of a
     * fitted model.
     *
     * @param samples     of the problem
     * @param description in words
     * @param perturbed   by replica samples of as many rows of the same shape; called from several threads, with the same outcome each
     *                    time
     */
    public static Resampling perturbed(Samples samples, int replicas, String description, IntFunction<Samples> perturbed) {
        int n = require(samples, replicas);
        return new Resampling(replicas, description + ", " + replicas + " replicas", b -> ones(n), Optional.of(perturbed));
    }

    /**
     * As many replicas as blocks; each lacks one of them (delete-one-block jackknife, Kuensch 1989). Rows
     * are cut in their order in time.
     */
    public static Resampling withoutEachBlock(Samples samples, int blocks) {
        int n = require(samples, blocks);
        if (blocks < 2 || blocks > n) {
            throw new SettingException("blocks", Integer.toString(blocks), "2 to " + n + " blocks are possible with " + n + " rows");
        }
        int[] order = RowBlocks.inTime(samples);
        return new Resampling(blocks, "delete one of " + blocks + " blocks", b -> {
            int from = (int) ((long) n * b / blocks);
            int to = (int) ((long) n * (b + 1) / blocks);
            double[] weights = new double[n];
            Arrays.fill(weights, (double) n / (n - (to - from)));
            for (int i = from; i < to; i++) {
                weights[order[i]] = 0;
            }
            return weights;
        });
    }

    private static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static int require(Samples samples, int replicas) {
        if (replicas < 1) {
            throw new SettingException("replicas", Integer.toString(replicas), "at least 1 is needed");
        }
        if (samples.count() < 1) {
            throw new SettingException("samples", "0 rows", "at least 1 row is needed to resample");
        }
        return samples.count();
    }
}

package org.paramscope.engine;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.engine.internal.RowBlocks;
import org.paramscope.engine.random.RandomStream;

/**
 * A weight for each row of the samples in each replica: how often the row was drawn. Weights are drawn
 * on request from (seed, replica) and never held together.
 */
public final class Resampling {

    private static final String PURPOSE = "resampling";
    private final int replicas;
    private final String description;
    private final IntFunction<double[]> draw;

    private Resampling(int replicas, String description, IntFunction<double[]> draw) {
        this.replicas = replicas;
        this.description = description;
        this.draw = draw;
    }

    /** The number B of replicas. */
    public int replicas() {
        return replicas;
    }

    /** The weights of replica b, one for each row, with mean 1: [n]. */
    public double[] weights(int b) {
        if (b < 0 || b >= replicas) {
            throw new IndexOutOfBoundsException("replica " + b + " of " + replicas);
        }
        return draw.apply(b);
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

package org.paramscope.engine.internal;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;

/** All blocks of consecutive rows that lie within one sampling group. */
public final class RowBlocks {

    private final int[] order;
    private final int[] firsts;
    private final int rows;

    private RowBlocks(int[] order, int[] firsts, int rows) {
        this.order = order;
        this.firsts = firsts;
        this.rows = rows;
    }

    /** Blocks of a length in samples of the signal: as many rows as that length has strides, at least one. */
    public static RowBlocks of(Samples samples, int length) {
        if (length < 1) {
            throw new SettingException("block", Integer.toString(length), "at least 1 sample is needed");
        }
        int[] order = inTime(samples);
        int[] starts = samples.starts();
        int[] groups = samples.groups();
        int stride = Integer.MAX_VALUE;
        for (int i = 1; i < order.length; i++) {
            int step = starts[order[i]] - starts[order[i - 1]];
            if (groups[order[i]] == groups[order[i - 1]] && step > 0) {
                stride = Math.min(stride, step);
            }
        }
        int rows = Math.max(1, (int) Math.round((double) length / stride));
        int[] firsts = IntStream.rangeClosed(0, order.length - rows)
                .filter(i -> groups[order[i]] == groups[order[i + rows - 1]]).toArray();
        if (firsts.length == 0) {
            throw new SettingException("block", Integer.toString(length), "the block takes " + rows
                    + " rows, the longest stretch has " + longest(order, groups));
        }
        return new RowBlocks(order, firsts, rows);
    }

    /** Row numbers by group, then by time. */
    public static int[] inTime(Samples samples) {
        int[] starts = samples.starts();
        int[] groups = samples.groups();
        return IntStream.range(0, samples.count()).boxed()
                .sorted(Comparator.<Integer>comparingInt(i -> groups[i]).thenComparingInt(i -> starts[i]))
                .mapToInt(Integer::intValue).toArray();
    }

    /** Number of blocks. */
    public int count() {
        return firsts.length;
    }

    /** Rows of a block. */
    public int rows() {
        return rows;
    }

    /** Position in time of the first row of block k. */
    public int first(int k) {
        return firsts[k];
    }

    /** The row at a position in time. */
    public int row(int position) {
        return order[position];
    }

    private static int longest(int[] order, int[] groups) {
        return Arrays.stream(order).map(i -> groups[i]).boxed()
                .collect(Collectors.groupingBy(g -> g, Collectors.summingInt(g -> 1)))
                .values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}

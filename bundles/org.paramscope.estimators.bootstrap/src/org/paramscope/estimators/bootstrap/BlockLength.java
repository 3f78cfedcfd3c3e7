package org.paramscope.estimators.bootstrap;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Period;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;

/** How long the blocks of a bootstrap are, in samples: the length that it takes by itself, and those that fit. */
final class BlockLength {

    private BlockLength() {
    }

    /**
     * The block of a series: the longer of one window and of what the rule says of the channel that asks for most.
     *
     * @param stationary whether the rule is to serve stationary blocks
     */
    static int wanted(Samples samples, BlockRule rule, boolean stationary) {
        int block = samples.shape().length();
        double[][] stretch = longestStretch(samples);
        for (double[] channel : stretch) {
            block = Math.max(block, switch (rule) {
                case PERIOD -> Period.of(channel).map(Period::samples).orElse(0);
                case POLITIS_WHITE -> channel.length < 2 ? 1 : (int) Math.round(PolitisWhite.of(channel, stationary));
            });
        }
        return block;
    }

    /** A block shortened where two of them do not fit into the longest stretch of rows: of a single possible block nothing could be drawn. */
    static int fitting(Samples samples, int wanted) {
        Rows rows = Rows.of(samples);
        long half = (long) Math.max(1, rows.longest() / 2) * rows.stride();
        return (int) Math.min(wanted, half);
    }

    /** Whether rows are those of a table, which have no time. */
    static boolean table(Samples samples) {
        return samples.target() != samples.input() && samples.shape().equals(SampleShape.table(samples.shape().size(), samples.shape().targets()));
    }

    /** The longest block that fits into a stretch of rows. */
    static int longest(Samples samples) {
        Rows rows = Rows.of(samples);
        return (int) Math.min(Integer.MAX_VALUE, (long) rows.longest() * rows.stride());
    }

    /**
     * Rows in their order in time.
     *
     * @param longest number of rows of the longest sampling group
     * @param stride  least number of samples from a row to the next of its group
     */
    private record Rows(int longest, int stride) {

        static Rows of(Samples samples) {
            int[] starts = samples.starts();
            int[] groups = samples.groups();
            Map<Integer, List<Integer>> ofGroup = IntStream.range(0, starts.length).boxed()
                    .collect(Collectors.groupingBy(i -> groups[i], Collectors.mapping(i -> starts[i], Collectors.toList())));
            int longest = 0;
            int stride = Integer.MAX_VALUE;
            for (List<Integer> group : ofGroup.values()) {
                List<Integer> sorted = group.stream().sorted().toList();
                longest = Math.max(longest, sorted.size());
                for (int i = 1; i < sorted.size(); i++) {
                    int step = sorted.get(i) - sorted.get(i - 1);
                    stride = step > 0 ? Math.min(stride, step) : stride;
                }
            }
            return new Rows(longest, stride);
        }
    }

    /**
     * The longest run of samples without a seam or a hole that the windows cover, taken from the windows
     * themselves.
     *
     * @return [channels][length]
     */
    static double[][] longestStretch(Samples samples) {
        int length = samples.shape().length();
        int channels = samples.shape().channels();
        int[] starts = samples.starts();
        int[] groups = samples.groups();
        int bestFrom = 0;
        int bestTo = 0;
        int from = 0;
        for (int row = 0; row < starts.length; row++) {
            boolean continues = row > 0 && groups[row] == groups[row - 1] && starts[row] >= starts[row - 1]
                    && starts[row] <= starts[row - 1] + length;
            from = continues ? from : row;
            if (starts[row] - starts[from] > starts[bestTo] - starts[bestFrom]) {
                bestFrom = from;
                bestTo = row;
            }
        }
        int span = starts[bestTo] - starts[bestFrom] + length;
        double[][] series = new double[channels][span];
        NumericArray input = samples.input();
        for (int row = bestFrom; row <= bestTo; row++) {
            int offset = starts[row] - starts[bestFrom];
            for (int t = 0; t < length; t++) {
                for (int c = 0; c < channels; c++) {
                    series[c][offset + t] = input.at((row * length + t) * channels + c);
                }
            }
        }
        return series;
    }
}

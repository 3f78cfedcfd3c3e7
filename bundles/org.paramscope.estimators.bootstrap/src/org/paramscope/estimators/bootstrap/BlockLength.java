package org.paramscope.estimators.bootstrap;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Period;
import org.paramscope.data.Samples;

/** The block length that a bootstrap takes by itself. */
final class BlockLength {

    private BlockLength() {
    }

    /**
     * The longer of one window and the longest dominant period of a channel, in samples; never more than the
     * longest stretch without a seam.
     */
    static int of(Samples samples) {
        int block = samples.shape().length();
        double[][] stretch = longestStretch(samples);
        for (double[] channel : stretch) {
            block = Math.max(block, Period.of(channel).map(Period::samples).orElse(0));
        }
        return block;
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

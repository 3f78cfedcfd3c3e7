package org.paramscope.estimators.laplace;

import java.util.stream.IntStream;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Period;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;

/** How far apart in time samples still count as dependent, and sums over such neighbours. */
final class SeriesLag {

    private SeriesLag() { }

    /**
     * The length of a window, or the longest dominant period of a channel if that is longer, in samples of the signal; for a table, whose rows
     * are no windows, Newey and West's (1994) rule 4 (n / 100)^(2/9).
     */
    static int of(Samples samples) {
        if (samples.target() != samples.input() && samples.shape().past() == 0) {
            return (int) Math.floor(4 * Math.pow(samples.count() / 100.0, 2.0 / 9));
        }
        int lag = samples.shape().length();
        for (double[] channel : longestStretch(samples)) {
            lag = Math.max(lag, Period.of(channel).map(Period::samples).orElse(0));
        }
        return lag;
    }

    /** The longest run of the signal that consecutive windows cover, by channels, put together from the windows. */
    private static double[][] longestStretch(Samples samples) {
        int length = samples.shape().length();
        int channels = samples.shape().channels();
        int[] starts = samples.starts();
        int[] groups = samples.groups();
        int first = 0;
        int last = 0;
        for (int row = 1, from = 0; row < starts.length; row++) {
            boolean follows = groups[row] == groups[row - 1] && starts[row] >= starts[row - 1] && starts[row] <= starts[row - 1] + length;
            from = follows ? from : row;
            if (starts[row] - starts[from] > starts[last] - starts[first]) {
                first = from;
                last = row;
            }
        }
        double[][] series = new double[channels][starts[last] - starts[first] + length];
        for (int row = first; row <= last; row++) {
            for (int k = 0; k < length * channels; k++) {
                series[k % channels][starts[row] - starts[first] + k / channels] = samples.input().at(row * length * channels + k);
            }
        }
        return series;
    }

    /**
     * For each sample the sum over all samples j of its group, itself among them, of (1 - |t - t_j| / (lag + 1)) times row j: Bartlett's
     * weights (Newey, West 1987).
     *
     * @param rows [n, m]
     */
    static NumericArray smoothed(NumericArray rows, Samples samples, int lag, Progress progress) {
        int n = rows.size(0);
        int m = rows.size(1);
        int[] starts = samples.starts();
        int[] groups = samples.groups();
        int[] order = IntStream.range(0, n).boxed().sorted((a, b) -> groups[a] != groups[b] ? Integer.compare(groups[a], groups[b])
                : Integer.compare(starts[a], starts[b])).mapToInt(Integer::intValue).toArray();
        double[] sums = new double[n * m];
        for (int a = 0; a < n; a++) {
            progress.check();
            int i = order[a];
            for (int b = a; b < n && groups[order[b]] == groups[i] && starts[order[b]] - starts[i] <= lag; b++) {
                int j = order[b];
                double weight = 1 - (starts[j] - starts[i]) / (lag + 1.0);
                for (int k = 0; k < m; k++) {
                    sums[i * m + k] += weight * rows.at(j * m + k);
                    if (i != j) {
                        sums[j * m + k] += weight * rows.at(i * m + k);
                    }
                }
            }
        }
        return NumericArray.owned(sums, n, m);
    }
}

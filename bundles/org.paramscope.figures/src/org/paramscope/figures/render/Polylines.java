package org.paramscope.figures.render;

import java.util.ArrayList;
import java.util.List;
import org.paramscope.data.NumericArray;

/** Lines cut at missing values, and thinned to what can be seen. */
final class Polylines {

    /** Columns per point (1/72 inch) within which only first, lowest, highest and last value are kept. */
    private static final double COLUMNS = 2;

    private Polylines() {
    }

    /** Stretches [from, to) of at least one index in which all arrays are finite. */
    static List<int[]> finiteRuns(NumericArray... arrays) {
        List<int[]> runs = new ArrayList<>();
        int start = -1;
        int n = arrays[0].length();
        for (int i = 0; i <= n; i++) {
            boolean finite = i < n;
            for (int k = 0; finite && k < arrays.length; k++) {
                finite = Double.isFinite(arrays[k].at(i));
            }
            if (finite && start < 0) {
                start = i;
            } else if (!finite && start >= 0) {
                runs.add(new int[] {start, i});
                start = -1;
            }
        }
        return runs;
    }

    /** The projected stretches of a line: for each, x and y. */
    static List<double[][]> pieces(NumericArray x, NumericArray y, Projection px, Projection py, double width) {
        List<double[][]> pieces = new ArrayList<>();
        for (int[] run : finiteRuns(x, y)) {
            int n = run[1] - run[0];
            double[] xs = new double[n];
            double[] ys = new double[n];
            for (int i = 0; i < n; i++) {
                xs[i] = px.apply(x.at(run[0] + i));
                ys[i] = py.apply(y.at(run[0] + i));
            }
            pieces.add(n > 4 * COLUMNS * width && rising(xs) ? thin(xs, ys) : new double[][] {xs, ys});
        }
        return pieces;
    }

    private static boolean rising(double[] xs) {
        for (int i = 1; i < xs.length; i++) {
            if (xs[i] < xs[i - 1]) {
                return false;
            }
        }
        return true;
    }

    /** Keeps the first, lowest, highest and last value of each column (M4; Jugel et al. 2014): the picture is the same. */
    private static double[][] thin(double[] xs, double[] ys) {
        int[] kept = new int[xs.length];
        int count = 0;
        for (int from = 0; from < xs.length;) {
            long column = (long) Math.floor(xs[from] * COLUMNS);
            int to = from;
            int low = from;
            int high = from;
            while (to < xs.length && (long) Math.floor(xs[to] * COLUMNS) == column) {
                low = ys[to] < ys[low] ? to : low;
                high = ys[to] > ys[high] ? to : high;
                to++;
            }
            int[] four = {from, Math.min(low, high), Math.max(low, high), to - 1};
            for (int k = 0; k < 4; k++) {
                if (k == 0 || four[k] != four[k - 1]) {
                    kept[count++] = four[k];
                }
            }
            from = to;
        }
        double[][] thinned = new double[2][count];
        for (int k = 0; k < count; k++) {
            thinned[0][k] = xs[kept[k]];
            thinned[1][k] = ys[kept[k]];
        }
        return thinned;
    }
}

package org.paramscope.geometry.reduction;

import java.util.Arrays;

import org.paramscope.data.NumericArray;
import org.paramscope.data.SettingException;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.geometry.metric.Distances;

/**
 * Agglomerative clustering: units are joined two clusters at a time, so that the groups of fewer clusters
 * contain those of more. Ties go to the lower numbers.
 */
public final class Agglomeration {

    private final int units;
    private final int[][] joins;
    private final double[] heights;

    private Agglomeration(int units, int[][] joins, double[] heights) {
        this.units = units;
        this.joins = joins;
        this.heights = heights;
    }

    /** Joins the two nearest clusters at each step. */
    public static Agglomeration of(Distances distances, Linkage linkage) {
        int n = distances.count();
        double[][] d = distances.matrix().toRows();
        int[] size = new int[n];
        Arrays.fill(size, 1);
        int[][] joins = new int[Math.max(0, n - 1)][];
        double[] heights = new double[joins.length];
        for (int step = 0; step < joins.length; step++) {
            int a = -1;
            int b = -1;
            for (int i = 0; i < n; i++) {
                for (int j = i + 1; size[i] > 0 && j < n; j++) {
                    if (size[j] > 0 && (a < 0 || d[i][j] < d[a][b])) {
                        a = i;
                        b = j;
                    }
                }
            }
            joins[step] = new int[] {a, b};
            heights[step] = d[a][b];
            for (int k = 0; k < n; k++) {
                if (size[k] > 0 && k != a && k != b) {
                    // Lance and Williams 1967
                    double joined = switch (linkage) {
                        case AVERAGE -> (size[a] * d[a][k] + size[b] * d[b][k]) / (size[a] + size[b]);
                        case COMPLETE -> Math.max(d[a][k], d[b][k]);
                        case SINGLE -> Math.min(d[a][k], d[b][k]);
                    };
                    d[a][k] = joined;
                    d[k][a] = joined;
                }
            }
            size[a] += size[b];
            size[b] = 0;
        }
        return new Agglomeration(n, joins, heights);
    }

    /** Joins two clusters at random at each step: the control. */
    public static Agglomeration random(int units, RandomStream stream) {
        int[] alive = new int[units];
        for (int i = 0; i < units; i++) {
            alive[i] = i;
        }
        int[][] joins = new int[Math.max(0, units - 1)][];
        double[] heights = new double[joins.length];
        for (int step = 0; step < joins.length; step++) {
            int count = units - step;
            int first = stream.below(count);
            int second = stream.below(count - 1);
            second += second >= first ? 1 : 0;
            int low = Math.min(first, second);
            int high = Math.max(first, second);
            joins[step] = new int[] {alive[low], alive[high]};
            heights[step] = step + 1.0;
            System.arraycopy(alive, high + 1, alive, high, count - high - 1);
        }
        return new Agglomeration(units, joins, heights);
    }

    /**
     * The clusters when k are left.
     *
     * @param k from 1 to the number of units
     * @return [units] number of each unit's cluster, from 0 in the order of the lowest members
     */
    public int[] groups(int k) {
        if (k < 1 || k > units) {
            throw new SettingException("clusters", Integer.toString(k), "1 to " + units + " are possible");
        }
        int[] root = new int[units];
        for (int i = 0; i < units; i++) {
            root[i] = i;
        }
        for (int step = 0; step < units - k; step++) {
            for (int i = 0; i < units; i++) {
                // a cluster is named after the first of the pair, whose number stands for it later
                root[i] = root[i] == joins[step][1] ? joins[step][0] : root[i];
            }
        }
        int[] number = new int[units];
        Arrays.fill(number, -1);
        int[] groups = new int[units];
        int next = 0;
        for (int i = 0; i < units; i++) {
            if (number[root[i]] < 0) {
                number[root[i]] = next++;
            }
            groups[i] = number[root[i]];
        }
        return groups;
    }

    /** The distance at which each step joined, [units - 1]: the heights of a dendrogram. */
    public NumericArray heights() {
        return NumericArray.of(heights);
    }

    /** The clusters joined at each step, [units - 1][2], each named after its member of the lowest number so far. */
    public int[][] joins() {
        int[][] copy = new int[joins.length][];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = joins[i].clone();
        }
        return copy;
    }
}

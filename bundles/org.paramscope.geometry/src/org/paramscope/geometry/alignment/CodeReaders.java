package org.paramscope.geometry.alignment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * The weights by which the units of a layer read linear codes, taken apart into what belongs to a replica and what
 * belongs to its units. The gauge of a code multiplies the weights of all its readers by one matrix and adds one
 * combination of them to their biases; both differ from replica to replica, and are no property of any unit. So a
 * replica's weights V [units, k] become Z R, with R the symmetric root of V'V / units, and what its other incoming
 * entries share with V, their regression on V, is taken out of these. A unit that reads a code by several rows, one for
 * each gate or tap, counts as often in the root, and each row is regressed on by the entries that follow it.
 */
final class CodeReaders {

    private static final double SMALLEST = 1e-12;

    private final LayerEntries layer;
    /** By row of a unit the incoming entries that come from codes, in one order of the codes' units. */
    private final int[][] reading;
    /** By row the incoming entries that come from no layer, as its bias. */
    private final int[][] others;
    private final double[][] roots;
    private final double[][][] slopes;
    private final double[][] standard;
    private final double[][][] rests;

    /**
     * Takes apart how a layer reads codes.
     *
     * @param fromCode whether an incoming entry comes from a code; at least one does
     * @param pool     [B][p], in one gauge and with the codes' axes aligned
     */
    CodeReaders(LayerEntries layer, IntPredicate fromCode, double[][] pool) {
        this.layer = layer;
        Map<List<Integer>, Integer> codeUnits = new LinkedHashMap<>();
        List<List<Integer>> rows = new ArrayList<>();
        List<List<Integer>> free = new ArrayList<>();
        Map<List<Integer>, Integer> seen = new HashMap<>();
        for (int k = 0; k < layer.incoming(); k++) {
            if (fromCode.test(k)) {
                List<Integer> unit = List.of(layer.across(k), layer.acrossUnit(k));
                codeUnits.putIfAbsent(unit, codeUnits.size());
                int row = seen.merge(unit, 1, Integer::sum) - 1;
                while (rows.size() <= row) {
                    rows.add(new ArrayList<>());
                }
                rows.get(row).add(k);
            } else if (layer.across(k) < 0) {
                int row = Math.max(0, rows.size() - 1);
                while (free.size() <= row) {
                    free.add(new ArrayList<>());
                }
                free.get(row).add(k);
            }
        }
        while (free.size() < rows.size()) {
            free.add(new ArrayList<>());
        }
        reading = table(rows);
        others = table(free);
        roots = new double[pool.length][];
        slopes = new double[pool.length][reading.length][];
        standard = new double[pool.length][];
        rests = new double[pool.length][reading.length][];
        for (int b = 0; b < pool.length; b++) {
            takeApart(b, pool[b]);
        }
    }

    private static int[][] table(List<List<Integer>> rows) {
        return rows.stream().map(row -> row.stream().mapToInt(Integer::intValue).toArray()).toArray(int[][]::new);
    }

    private void takeApart(int b, double[] w) {
        int n = layer.units();
        int k = reading[0].length;
        double[] all = new double[reading.length * n * k];
        for (int row = 0; row < reading.length; row++) {
            System.arraycopy(table(w, reading[row]), 0, all, row * n * k, n * k);
        }
        double[] moment = moment(all);
        roots[b] = power(moment, 0.5);
        standard[b] = Products.of(all, power(moment, -0.5), reading.length * n, k, k);
        for (int row = 0; row < reading.length; row++) {
            regress(b, row, table(w, reading[row]), table(w, others[row]));
        }
    }

    private void regress(int b, int row, double[] v, double[] rest) {
        int n = layer.units();
        int k = reading[row].length;
        int m = others[row].length;
        double[] products = new double[k * m];
        for (int i = 0; i < n; i++) {
            for (int a = 0; a < k; a++) {
                for (int o = 0; o < m; o++) {
                    products[a * m + o] += v[i * k + a] * rest[i * m + o] / n;
                }
            }
        }
        slopes[b][row] = Products.of(power(moment(v), -1), products, k, k, m);
        double[] shared = Products.of(v, slopes[b][row], n, k, m);
        for (int j = 0; j < rest.length; j++) {
            rest[j] -= shared[j];
        }
        rests[b][row] = rest;
    }

    /**
     * Units of other replicas become those of a replica: they get its second moment, and its regression.
     *
     * @param replica whose place they take
     * @param from    [units] replicas that they come from
     * @param unit    [units] their numbers there
     * @param target  [p], to write to
     */
    void write(int replica, int[] from, int[] unit, double[] target) {
        int n = layer.units();
        int k = reading[0].length;
        double[] z = new double[reading.length * n * k];
        for (int row = 0; row < reading.length; row++) {
            for (int i = 0; i < n; i++) {
                System.arraycopy(standard[from[i]], (row * n + unit[i]) * k, z, (row * n + i) * k, k);
            }
        }
        // rows of several replicas are only nearly orthonormal
        double[] all = Products.of(z, Products.of(power(moment(z), -0.5), roots[replica], k, k, k), reading.length * n, k, k);
        for (int row = 0; row < reading.length; row++) {
            int m = others[row].length;
            double[] v = Arrays.copyOfRange(all, row * n * k, (row + 1) * n * k);
            double[] shared = Products.of(v, slopes[replica][row], n, k, m);
            for (int i = 0; i < n; i++) {
                for (int a = 0; a < k; a++) {
                    target[layer.entry(i, reading[row][a])] = v[i * k + a];
                }
                for (int o = 0; o < m; o++) {
                    target[layer.entry(i, others[row][o])] = rests[from[i]][row][unit[i] * m + o] + shared[i * m + o];
                }
            }
        }
    }

    private double[] table(double[] w, int[] entries) {
        double[] table = new double[layer.units() * entries.length];
        for (int i = 0; i < layer.units(); i++) {
            for (int a = 0; a < entries.length; a++) {
                table[i * entries.length + a] = w[layer.entry(i, entries[a])];
            }
        }
        return table;
    }

    /** V'V / rows, [k, k]. */
    private double[] moment(double[] v) {
        int k = reading[0].length;
        int n = v.length / k;
        double[] moment = new double[k * k];
        for (int i = 0; i < n; i++) {
            for (int a = 0; a < k; a++) {
                for (int b = 0; b < k; b++) {
                    moment[a * k + b] += v[i * k + a] * v[i * k + b] / n;
                }
            }
        }
        return moment;
    }

    /** A power of a symmetric matrix without negative eigenvalues; directions that it does not reach stay zero. */
    private double[] power(double[] moment, double exponent) {
        int k = reading[0].length;
        JacobiSvd eigen = JacobiSvd.of(moment, k);
        double[] values = eigen.values();
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, value);
        }
        double[] power = new double[k * k];
        for (int j = 0; j < k; j++) {
            double factor = values[j] > SMALLEST * largest ? Math.pow(values[j], exponent) : 0;
            for (int a = 0; a < k; a++) {
                for (int b = 0; b < k; b++) {
                    power[a * k + b] += factor * eigen.right()[a * k + j] * eigen.right()[b * k + j];
                }
            }
        }
        return power;
    }
}

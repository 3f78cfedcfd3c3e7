package org.paramscope.geometry.alignment;

/**
 * The weights by which the units of a layer read linear codes, taken apart into what belongs to a replica and what
 * belongs to its units. The gauge of a code multiplies the weights of all its readers by one matrix and adds one
 * combination of them to their biases; both differ from replica to replica, and are no property of any unit. So a
 * replica's weights V [units, k] become Z R, with R the symmetric root of V'V / units, and what its other incoming
 * entries share with V, their regression on V, is taken out of these.
 */
final class CodeReaders {

    private static final double SMALLEST = 1e-12;

    private final LayerEntries layer;
    private final int[] reading;
    private final int[] others;
    private final double[][] roots;
    private final double[][] slopes;
    private final double[][] standard;
    private final double[][] rests;

    /**
     * Takes apart how a layer reads codes.
     *
     * @param reading incoming entries that come from codes, at least one
     * @param others  incoming entries that come from no layer, as biases
     * @param pool    [B][p], in one gauge and with the codes' axes aligned
     */
    CodeReaders(LayerEntries layer, int[] reading, int[] others, double[][] pool) {
        this.layer = layer;
        this.reading = reading;
        this.others = others;
        roots = new double[pool.length][];
        slopes = new double[pool.length][];
        standard = new double[pool.length][];
        rests = new double[pool.length][];
        for (int b = 0; b < pool.length; b++) {
            takeApart(b, pool[b]);
        }
    }

    private void takeApart(int b, double[] w) {
        int n = layer.units();
        int k = reading.length;
        double[] v = table(w, reading);
        double[] moment = moment(v);
        roots[b] = power(moment, 0.5);
        standard[b] = Products.of(v, power(moment, -0.5), n, k, k);
        double[] rest = table(w, others);
        double[] products = new double[k * others.length];
        for (int i = 0; i < n; i++) {
            for (int a = 0; a < k; a++) {
                for (int o = 0; o < others.length; o++) {
                    products[a * others.length + o] += v[i * k + a] * rest[i * others.length + o] / n;
                }
            }
        }
        slopes[b] = Products.of(power(moment, -1), products, k, k, others.length);
        double[] shared = Products.of(v, slopes[b], n, k, others.length);
        for (int j = 0; j < rest.length; j++) {
            rest[j] -= shared[j];
        }
        rests[b] = rest;
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
        int k = reading.length;
        int m = others.length;
        double[] z = new double[n * k];
        for (int i = 0; i < n; i++) {
            System.arraycopy(standard[from[i]], unit[i] * k, z, i * k, k);
        }
        // rows of several replicas are only nearly orthonormal
        double[] v = Products.of(z, Products.of(power(moment(z), -0.5), roots[replica], k, k, k), n, k, k);
        double[] shared = Products.of(v, slopes[replica], n, k, m);
        for (int i = 0; i < n; i++) {
            for (int a = 0; a < k; a++) {
                target[layer.entry(i, reading[a])] = v[i * k + a];
            }
            for (int o = 0; o < m; o++) {
                target[layer.entry(i, others[o])] = rests[from[i]][unit[i] * m + o] + shared[i * m + o];
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

    /** V'V / units, [k, k]. */
    private double[] moment(double[] v) {
        int k = reading.length;
        double[] moment = new double[k * k];
        for (int i = 0; i < layer.units(); i++) {
            for (int a = 0; a < k; a++) {
                for (int b = 0; b < k; b++) {
                    moment[a * k + b] += v[i * k + a] * v[i * k + b] / layer.units();
                }
            }
        }
        return moment;
    }

    /** A power of a symmetric matrix without negative eigenvalues; directions that it does not reach stay zero. */
    private double[] power(double[] moment, double exponent) {
        int k = reading.length;
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

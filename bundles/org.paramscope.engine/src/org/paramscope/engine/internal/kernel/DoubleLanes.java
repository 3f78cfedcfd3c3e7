package org.paramscope.engine.internal.kernel;

import java.util.Arrays;

/**
 * Arithmetic in float64 with plain loops; the vector form overrides what is hot. Casts to double say where the generated
 * float32 form rounds.
 */
class DoubleLanes extends DoubleMaps {

    static final int VIRTUAL = 8;
    private final int chunk;
    private final int pad;
    private final int row;

    /** For chunks of so many samples, a multiple of pad. */
    DoubleLanes(int chunk, int pad) {
        this.chunk = Lanes.checkedChunk(chunk, pad);
        this.pad = pad;
        this.row = Lanes.row(chunk);
    }

    /** Plain loops need nothing but whole rounds of the virtual lanes. */
    static DoubleLanes plain(int chunk) {
        return new DoubleLanes(chunk, VIRTUAL);
    }

    @Override
    public final int chunk() {
        return chunk;
    }

    @Override
    public final int pad() {
        return pad;
    }

    @Override
    public final int row() {
        return row;
    }

    @Override
    public double[] allocate(int length) {
        return new double[length];
    }

    @Override
    public double get(double[] array, int i) { // float32: public double get(float[] array, int i) {
        return array[i];
    }

    @Override
    public void copyEntries(double[] from, double[] to, int count) {
        System.arraycopy(from, 0, to, 0, count);
    }

    @Override
    public void exponentiate(double[] array, int from, int to) {
        for (int i = from; i < to; i++) {
            array[i] = DoubleFunctions.exp(array[i]);
        }
    }

    @Override
    public void multiplyEntries(double[] array, double[] by, int from, int to) {
        for (int i = from; i < to; i++) {
            array[i] *= by[i];
        }
    }

    @Override
    public void addEntries(double[] x, int xAt, double factor, double offset, double[] to, int toAt, int count) { // float32: public void addEntries(float[] x, int xAt, double factor, double offset, float[] to, int toAt, int count) {
        double rounded = (double) factor;
        double constant = (double) offset;
        for (int i = 0; i < count; i++) {
            to[toAt + i] += Math.fma(rounded, x[xAt + i], constant);
        }
    }

    @Override
    public void load(double[] from, double[] to) { // float32: public void load(double[] from, float[] to) {
        for (int i = 0; i < from.length; i++) {
            to[i] = (double) from[i];
        }
    }

    @Override
    public void store(double[] from, double[] to) { // float32: public void store(float[] from, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] = from[i];
        }
    }

    @Override
    public void clear(double[] array, int from, int to) {
        Arrays.fill(array, from, to, 0);
    }

    @Override
    public int virtualLanes() {
        return VIRTUAL;
    }

    @Override
    public void pack(double[] parameters, Packing packing, double[] packed) {
        int[] from = packing.from();
        int[] to = packing.to();
        for (int i = 0; i < packing.count(); i++) {
            packed[to[i]] = parameters[from[i]];
        }
    }

    @Override
    public void affine(double[] packed, int packedAt, int outputs, int inputs, boolean accumulate, double[] x, int xAt,
            double[] y, int yAt, int lanes) {
        double[] sum = new double[lanes];
        int tileAt = packedAt;
        for (int first = 0; first < outputs; ) {
            int tile = Tiles.size(outputs - first);
            for (int o = 0; o < tile; o++) {
                // sums in an array of their own: the compiler vectorises what cannot overlap
                int rowAt = yAt + (first + o) * row;
                if (accumulate) {
                    System.arraycopy(y, rowAt, sum, 0, lanes);
                } else {
                    Arrays.fill(sum, 0, lanes, packed[tileAt + o]);
                }
                for (int i = 0; i < inputs; i++) {
                    addScaled(packed[tileAt + (i + 1) * tile + o], x, xAt + i * row, sum, lanes);
                }
                System.arraycopy(sum, 0, y, rowAt, lanes);
            }
            tileAt += tile * (inputs + 1);
            first += tile;
        }
    }

    private static void addScaled(double factor, double[] x, int xAt, double[] sum, int lanes) {
        for (int n = 0; n < lanes; n++) {
            sum[n] = Math.fma(factor, x[xAt + n], sum[n]);
        }
    }

    @Override
    public void outer(double[] d, int dAt, int rows, double[] x, int xAt, int columns, double[] sums, int at, int rowStep,
            int columnStep, int lanes) {
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                int sum = (at + r * rowStep + c * columnStep) * VIRTUAL;
                int dRow = dAt + r * row;
                int xRow = xAt + c * row;
                for (int k = 0; k < VIRTUAL; k += 4) {
                    addProducts(d, dRow + k, x, xRow + k, sums, sum + k, lanes);
                }
            }
        }
    }

    /** Four lanes side by side, in registers. */
    private static void addProducts(double[] d, int dAt, double[] x, int xAt, double[] sums, int at, int lanes) {
        double s0 = sums[at];
        double s1 = sums[at + 1];
        double s2 = sums[at + 2];
        double s3 = sums[at + 3];
        for (int n = 0; n < lanes; n += VIRTUAL) {
            s0 = Math.fma(d[dAt + n], x[xAt + n], s0);
            s1 = Math.fma(d[dAt + n + 1], x[xAt + n + 1], s1);
            s2 = Math.fma(d[dAt + n + 2], x[xAt + n + 2], s2);
            s3 = Math.fma(d[dAt + n + 3], x[xAt + n + 3], s3);
        }
        sums[at] = s0;
        sums[at + 1] = s1;
        sums[at + 2] = s2;
        sums[at + 3] = s3;
    }

    @Override
    public void sum(double[] d, int dAt, int rows, double[] sums, int at, int lanes) {
        for (int r = 0; r < rows; r++) {
            int sum = (at + r) * VIRTUAL;
            int dRow = dAt + r * row;
            for (int n = 0; n < lanes; n += VIRTUAL) {
                for (int k = 0; k < VIRTUAL; k++) {
                    sums[sum + k] += d[dRow + n + k];
                }
            }
        }
    }

    @Override
    public void squaredError(double[] y, int yAt, double[] t, int tAt, int rows, double[] w, int wAt, double[] d, int dAt,
            double[] loss, int lanes) {
        double scale = 2 / (double) rows;
        for (int n = 0; n < lanes; n++) {
            double weight = w[wAt + n];
            double scaled = weight * scale;
            double squares = 0;
            for (int at = 0; at < rows * row; at += row) {
                double error = y[yAt + at + n] - t[tAt + at + n];
                squares = Math.fma(error, error, squares);
                d[dAt + at + n] = error * scaled;
            }
            loss[n % VIRTUAL] = Math.fma(weight, squares, loss[n % VIRTUAL]);
        }
    }

    @Override
    public void crossEntropy(double[] y, int yAt, double[] t, int tAt, int rows, double[] w, int wAt, double[] d, int dAt,
            double[] loss, int lanes) {
        for (int n = 0; n < lanes; n++) {
            double largest = y[yAt + n];
            for (int at = row; at < rows * row; at += row) {
                largest = y[yAt + at + n] > largest ? y[yAt + at + n] : largest;
            }
            double total = 0;
            double mass = 0;
            double product = 0;
            for (int at = 0; at < rows * row; at += row) {
                double shifted = y[yAt + at + n] - largest;
                double target = t[tAt + at + n];
                total += DoubleFunctions.exp(shifted);
                mass += target;
                product = Math.fma(target, shifted, product);
            }
            double weight = w[wAt + n];
            double factor = mass / total;
            for (int at = 0; at < rows * row; at += row) {
                double e = DoubleFunctions.exp(y[yAt + at + n] - largest);
                d[dAt + at + n] = weight * Math.fma(factor, e, -t[tAt + at + n]);
            }
            double entropy = mass * StrictMath.log(total) - product; // float32: float entropy = (float) (mass * StrictMath.log(total) - product);
            loss[n % VIRTUAL] = Math.fma(weight, entropy, loss[n % VIRTUAL]);
        }
    }

    @Override
    public void fold(double[] sums, int count, double[] result) {
        for (int i = 0; i < count; i++) {
            int s = i * VIRTUAL;
            double a = sums[s] + sums[s + 4];
            double b = sums[s + 1] + sums[s + 5];
            double c = sums[s + 2] + sums[s + 6];
            double d = sums[s + 3] + sums[s + 7];
            result[i] = (a + c) + (b + d);
        }
    }

    @Override
    public void adam(double[] w, double[] m, double[] v, double[] g, int count, Adam step) {
        double size = (double) step.size();
        double root = (double) step.root();
        double beta1 = (double) step.beta1();
        double beta2 = (double) step.beta2();
        double rest1 = (double) (1 - step.beta1());
        double rest2 = (double) (1 - step.beta2());
        double epsilon = (double) step.epsilon();
        double keep = (double) step.keep();
        for (int i = 0; i < count; i++) {
            double gradient = g[i];
            double mean = Math.fma(beta1, m[i], rest1 * gradient);
            double square = Math.fma(beta2, v[i], rest2 * gradient * gradient);
            m[i] = mean;
            v[i] = square;
            w[i] = Math.fma(-size, mean / ((double) Math.sqrt(square) / root + epsilon), w[i] * keep);
        }
    }

    @Override
    public void momentum(double[] w, double[] m, double[] g, int count, Momentum step) {
        double rate = (double) step.rate();
        double momentum = (double) step.momentum();
        for (int i = 0; i < count; i++) {
            double velocity = Math.fma(momentum, m[i], g[i]);
            m[i] = velocity;
            double direction = step.nesterov() ? Math.fma(momentum, velocity, g[i]) : velocity;
            w[i] = Math.fma(-rate, direction, w[i]);
        }
    }

    @Override
    public double squares(double[] array, int count) { // float32: public double squares(float[] array, int count) {
        double sum = 0; // float32: double sum = 0;
        for (int i = 0; i < count; i++) {
            sum = Math.fma(array[i], array[i], sum); // float32: sum = Math.fma((double) array[i], (double) array[i], sum);
        }
        return sum;
    }

    @Override
    public void scale(double[] array, int count, double factor) { // float32: public void scale(float[] array, int count, double factor) {
        double rounded = (double) factor;
        for (int i = 0; i < count; i++) {
            array[i] *= rounded;
        }
    }

    @Override
    public void clamp(double[] array, int count, double bound) { // float32: public void clamp(float[] array, int count, double bound) {
        double rounded = (double) bound;
        for (int i = 0; i < count; i++) {
            array[i] = Math.clamp(array[i], -rounded, rounded);
        }
    }

    @Override
    public void gather(double[] from, int[] places, int first, int offset, double[] to, int toAt, int count) {
        for (int i = 0; i < count; i++) {
            to[toAt + i] = from[places[first + i] + offset];
        }
    }

    @Override
    public boolean finite(double[] array, int from, int to) {
        // 0 times a finite number is 0, 0 times anything else NaN; four sums run side by side
        double zeros = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int i = from;
        for (; i + 3 < to; i += 4) {
            zeros += array[i] * 0;
            second += array[i + 1] * 0;
            third += array[i + 2] * 0;
            fourth += array[i + 3] * 0;
        }
        for (; i < to; i++) {
            zeros += array[i] * 0;
        }
        return zeros + second + third + fourth == 0;
    }
}

package org.paramscope.engine.internal.kernel;

import java.util.Arrays;
import org.paramscope.engine.graph.Activation;

/** Arithmetic in float64 with plain loops; the vector form overrides what is hot. */
class DoubleLanes implements Lanes<double[]> {

    static final int VIRTUAL = 8;

    @Override
    public double[] allocate(int length) {
        return new double[length];
    }

    @Override
    public double get(double[] array, int i) {
        return array[i];
    }

    @Override
    public void load(double[] from, double[] to) {
        System.arraycopy(from, 0, to, 0, from.length);
    }

    @Override
    public void store(double[] from, double[] to) {
        System.arraycopy(from, 0, to, 0, to.length);
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
        double[] row = new double[CHUNK];
        int tileAt = packedAt;
        for (int first = 0; first < outputs; ) {
            int tile = Tiles.size(outputs - first);
            for (int o = 0; o < tile; o++) {
                // sums in an array of their own: the compiler vectorises what cannot overlap
                int rowAt = yAt + (first + o) * ROW;
                if (accumulate) {
                    System.arraycopy(y, rowAt, row, 0, lanes);
                } else {
                    Arrays.fill(row, 0, lanes, packed[tileAt + o]);
                }
                for (int i = 0; i < inputs; i++) {
                    addScaled(packed[tileAt + (i + 1) * tile + o], x, xAt + i * ROW, row, lanes);
                }
                System.arraycopy(row, 0, y, rowAt, lanes);
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
    public void activate(Activation f, double[] y, int at, int rows, int lanes) {
        for (int row = at; row < at + rows * ROW; row += ROW) {
            switch (f) {
                case IDENTITY -> { }
                case TANH -> {
                    for (int n = row; n < row + lanes; n++) {
                        y[n] = DoubleFunctions.tanh(y[n]);
                    }
                }
                case SIGMOID -> {
                    for (int n = row; n < row + lanes; n++) {
                        y[n] = DoubleFunctions.sigmoid(y[n]);
                    }
                }
                case RELU -> {
                    for (int n = row; n < row + lanes; n++) {
                        y[n] = y[n] < 0 ? 0 : y[n];
                    }
                }
            }
        }
    }

    @Override
    public void derive(Activation f, double[] y, int yAt, double[] d, int dAt, int rows, int lanes) {
        for (int row = 0; row < rows * ROW; row += ROW) {
            int yRow = yAt + row;
            int dRow = dAt + row;
            switch (f) {
                case IDENTITY -> { }
                case TANH -> {
                    for (int n = 0; n < lanes; n++) {
                        d[dRow + n] *= Math.fma(-y[yRow + n], y[yRow + n], 1);
                    }
                }
                case SIGMOID -> {
                    for (int n = 0; n < lanes; n++) {
                        d[dRow + n] *= Math.fma(-y[yRow + n], y[yRow + n], y[yRow + n]);
                    }
                }
                case RELU -> {
                    for (int n = 0; n < lanes; n++) {
                        d[dRow + n] = y[yRow + n] > 0 ? d[dRow + n] : 0;
                    }
                }
            }
        }
    }

    @Override
    public void outer(double[] d, int dAt, int rows, double[] x, int xAt, int columns, double[] sums, int at, int rowStep,
            int columnStep, int lanes) {
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                int sum = (at + r * rowStep + c * columnStep) * VIRTUAL;
                int dRow = dAt + r * ROW;
                int xRow = xAt + c * ROW;
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
            int row = dAt + r * ROW;
            for (int n = 0; n < lanes; n += VIRTUAL) {
                for (int k = 0; k < VIRTUAL; k++) {
                    sums[sum + k] += d[row + n + k];
                }
            }
        }
    }

    @Override
    public void squaredError(double[] y, int yAt, double[] t, int tAt, int rows, double[] w, int wAt, double[] d, int dAt,
            double[] loss, int lanes) {
        double scale = 2.0 / rows;
        for (int n = 0; n < lanes; n++) {
            double weight = w[wAt + n];
            double scaled = weight * scale;
            double squares = 0;
            for (int row = 0; row < rows * ROW; row += ROW) {
                double error = y[yAt + row + n] - t[tAt + row + n];
                squares = Math.fma(error, error, squares);
                d[dAt + row + n] = error * scaled;
            }
            loss[n % VIRTUAL] = Math.fma(weight, squares, loss[n % VIRTUAL]);
        }
    }

    @Override
    public void crossEntropy(double[] y, int yAt, double[] t, int tAt, int rows, double[] w, int wAt, double[] d, int dAt,
            double[] loss, int lanes) {
        for (int n = 0; n < lanes; n++) {
            double largest = y[yAt + n];
            for (int row = ROW; row < rows * ROW; row += ROW) {
                largest = y[yAt + row + n] > largest ? y[yAt + row + n] : largest;
            }
            double total = 0;
            double mass = 0;
            double product = 0;
            for (int row = 0; row < rows * ROW; row += ROW) {
                double shifted = y[yAt + row + n] - largest;
                double target = t[tAt + row + n];
                total += DoubleFunctions.exp(shifted);
                mass += target;
                product = Math.fma(target, shifted, product);
            }
            double weight = w[wAt + n];
            double factor = mass / total;
            for (int row = 0; row < rows * ROW; row += ROW) {
                double e = DoubleFunctions.exp(y[yAt + row + n] - largest);
                d[dAt + row + n] = weight * Math.fma(factor, e, -t[tAt + row + n]);
            }
            double entropy = mass * StrictMath.log(total) - product;
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
        double size = step.size();
        double root = step.root();
        for (int i = 0; i < count; i++) {
            double gradient = g[i];
            double mean = Math.fma(Adam.BETA_1, m[i], (1 - Adam.BETA_1) * gradient);
            double square = Math.fma(Adam.BETA_2, v[i], (1 - Adam.BETA_2) * gradient * gradient);
            m[i] = mean;
            v[i] = square;
            w[i] = Math.fma(-size, mean / (Math.sqrt(square) / root + Adam.EPSILON), w[i]);
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

    @Override
    public void addRow(double[] from, int fromAt, double[] to, int toAt, int lanes) {
        for (int n = 0; n < lanes; n++) {
            to[toAt + n] += from[fromAt + n];
        }
    }
}

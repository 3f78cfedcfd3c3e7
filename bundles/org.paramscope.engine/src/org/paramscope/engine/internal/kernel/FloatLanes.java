package org.paramscope.engine.internal.kernel;

import java.util.Arrays;
import org.paramscope.engine.graph.Activation;

/** Arithmetic in float32 with plain loops; the vector form overrides what is hot. */
class FloatLanes implements Lanes<float[]> {

    static final int VIRTUAL = 8;

    @Override
    public float[] allocate(int length) {
        return new float[length];
    }

    @Override
    public double get(float[] array, int i) {
        return array[i];
    }

    @Override
    public void load(double[] from, float[] to) {
        for (int i = 0; i < from.length; i++) {
            to[i] = (float) from[i];
        }
    }

    @Override
    public void store(float[] from, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] = from[i];
        }
    }

    @Override
    public void clear(float[] array, int from, int to) {
        Arrays.fill(array, from, to, 0);
    }

    @Override
    public int virtualLanes() {
        return VIRTUAL;
    }

    @Override
    public void pack(float[] parameters, Packing packing, float[] packed) {
        int[] from = packing.from();
        int[] to = packing.to();
        for (int i = 0; i < packing.count(); i++) {
            packed[to[i]] = parameters[from[i]];
        }
    }

    @Override
    public void affine(float[] packed, int packedAt, int outputs, int inputs, boolean accumulate, float[] x, int xAt,
            float[] y, int yAt, int lanes) {
        float[] row = new float[CHUNK];
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

    private static void addScaled(float factor, float[] x, int xAt, float[] sum, int lanes) {
        for (int n = 0; n < lanes; n++) {
            sum[n] = Math.fma(factor, x[xAt + n], sum[n]);
        }
    }

    @Override
    public void activate(Activation f, float[] y, int at, int rows, int lanes) {
        for (int row = at; row < at + rows * ROW; row += ROW) {
            switch (f) {
                case IDENTITY -> { }
                case TANH -> {
                    for (int n = row; n < row + lanes; n++) {
                        y[n] = FloatFunctions.tanh(y[n]);
                    }
                }
                case SIGMOID -> {
                    for (int n = row; n < row + lanes; n++) {
                        y[n] = FloatFunctions.sigmoid(y[n]);
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
    public void derive(Activation f, float[] y, int yAt, float[] d, int dAt, int rows, int lanes) {
        for (int row = 0; row < rows * ROW; row += ROW) {
            int yRow = yAt + row;
            int dRow = dAt + row;
            switch (f) {
                case IDENTITY -> { }
                case TANH -> {
                    for (int n = 0; n < lanes; n++) {
                        d[dRow + n] *= Math.fma(-y[yRow + n], y[yRow + n], 1f);
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
    public void outer(float[] d, int dAt, int rows, float[] x, int xAt, int columns, float[] sums, int at, int rowStep,
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
    private static void addProducts(float[] d, int dAt, float[] x, int xAt, float[] sums, int at, int lanes) {
        float s0 = sums[at];
        float s1 = sums[at + 1];
        float s2 = sums[at + 2];
        float s3 = sums[at + 3];
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
    public void sum(float[] d, int dAt, int rows, float[] sums, int at, int lanes) {
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
    public void squaredError(float[] y, int yAt, float[] t, int tAt, int rows, float[] w, int wAt, float[] d, int dAt,
            float[] loss, int lanes) {
        float scale = 2f / rows;
        for (int n = 0; n < lanes; n++) {
            float weight = w[wAt + n];
            float scaled = weight * scale;
            float squares = 0;
            for (int row = 0; row < rows * ROW; row += ROW) {
                float error = y[yAt + row + n] - t[tAt + row + n];
                squares = Math.fma(error, error, squares);
                d[dAt + row + n] = error * scaled;
            }
            loss[n % VIRTUAL] = Math.fma(weight, squares, loss[n % VIRTUAL]);
        }
    }

    @Override
    public void crossEntropy(float[] y, int yAt, float[] t, int tAt, int rows, float[] w, int wAt, float[] d, int dAt,
            float[] loss, int lanes) {
        for (int n = 0; n < lanes; n++) {
            float largest = y[yAt + n];
            for (int row = ROW; row < rows * ROW; row += ROW) {
                largest = y[yAt + row + n] > largest ? y[yAt + row + n] : largest;
            }
            float total = 0;
            float mass = 0;
            float product = 0;
            for (int row = 0; row < rows * ROW; row += ROW) {
                float shifted = y[yAt + row + n] - largest;
                float target = t[tAt + row + n];
                total += FloatFunctions.exp(shifted);
                mass += target;
                product = Math.fma(target, shifted, product);
            }
            float weight = w[wAt + n];
            float factor = mass / total;
            for (int row = 0; row < rows * ROW; row += ROW) {
                float e = FloatFunctions.exp(y[yAt + row + n] - largest);
                d[dAt + row + n] = weight * Math.fma(factor, e, -t[tAt + row + n]);
            }
            float entropy = (float) (mass * StrictMath.log(total) - product);
            loss[n % VIRTUAL] = Math.fma(weight, entropy, loss[n % VIRTUAL]);
        }
    }

    @Override
    public void fold(float[] sums, int count, float[] result) {
        for (int i = 0; i < count; i++) {
            int s = i * VIRTUAL;
            float a = sums[s] + sums[s + 4];
            float b = sums[s + 1] + sums[s + 5];
            float c = sums[s + 2] + sums[s + 6];
            float d = sums[s + 3] + sums[s + 7];
            result[i] = (a + c) + (b + d);
        }
    }

    @Override
    public void adam(float[] w, float[] m, float[] v, float[] g, int count, Adam step) {
        float size = (float) step.size();
        float root = (float) step.root();
        for (int i = 0; i < count; i++) {
            float gradient = g[i];
            float mean = Math.fma((float) Adam.BETA_1, m[i], (float) (1 - Adam.BETA_1) * gradient);
            float square = Math.fma((float) Adam.BETA_2, v[i], (float) (1 - Adam.BETA_2) * gradient * gradient);
            m[i] = mean;
            v[i] = square;
            w[i] = Math.fma(-size, mean / ((float) Math.sqrt(square) / root + (float) Adam.EPSILON), w[i]);
        }
    }

    @Override
    public boolean finite(float[] array, int from, int to) {
        // 0 times a finite number is 0, 0 times anything else NaN; four sums run side by side
        float zeros = 0;
        float second = 0;
        float third = 0;
        float fourth = 0;
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
    public void addRow(float[] from, int fromAt, float[] to, int toAt, int lanes) {
        for (int n = 0; n < lanes; n++) {
            to[toAt + n] += from[fromAt + n];
        }
    }
}

package org.paramscope.data;

/** The discrete Fourier transform of real series, by radix 2 (Cooley, Tukey 1965). */
final class Fourier {

    private Fourier() {
    }

    /** The smallest power of 2 that is at least {@code length}. */
    static int size(int length) {
        return length <= 1 ? 1 : Integer.highestOneBit(length - 1) << 1;
    }

    /** Transforms in place; the length is a power of 2. No scaling. */
    static void transform(double[] re, double[] im) {
        int n = re.length;
        reverse(re, im);
        double[] cosine = new double[n / 2];
        double[] sine = new double[n / 2];
        for (int k = 0; k < n / 2; k++) {
            // StrictMath: the same bits on every machine
            cosine[k] = StrictMath.cos(2 * Math.PI * k / n);
            sine[k] = -StrictMath.sin(2 * Math.PI * k / n);
        }
        for (int half = 1; half < n; half *= 2) {
            int step = n / (2 * half);
            for (int start = 0; start < n; start += 2 * half) {
                for (int k = 0; k < half; k++) {
                    int even = start + k;
                    int odd = even + half;
                    double c = cosine[k * step];
                    double s = sine[k * step];
                    double r = re[odd] * c - im[odd] * s;
                    double i = re[odd] * s + im[odd] * c;
                    re[odd] = re[even] - r;
                    im[odd] = im[even] - i;
                    re[even] += r;
                    im[even] += i;
                }
            }
        }
    }

    /** |X_k|^2 of a series, padded with zeros to {@code size}. */
    static double[] power(double[] series, int size) {
        double[] re = java.util.Arrays.copyOf(series, size);
        double[] im = new double[size];
        transform(re, im);
        for (int k = 0; k < size; k++) {
            re[k] = re[k] * re[k] + im[k] * im[k];
        }
        return re;
    }

    /** Sums of products sum_t x_t x_(t+lag) for the lags 0 to {@code lags} (Wiener, Khinchin). */
    static double[] products(double[] series, int lags) {
        int size = size(series.length + lags + 1);
        double[] re = power(series, size);
        double[] im = new double[size];
        transform(re, im);
        double[] sums = new double[lags + 1];
        for (int lag = 0; lag <= lags; lag++) {
            sums[lag] = re[lag] / size;
        }
        return sums;
    }

    private static void reverse(double[] re, double[] im) {
        int n = re.length;
        for (int i = 1, j = 0; i < n; i++) {
            int bit = n >> 1;
            for (; (j & bit) != 0; bit >>= 1) {
                j ^= bit;
            }
            j ^= bit;
            if (i < j) {
                double r = re[i];
                re[i] = re[j];
                re[j] = r;
                double m = im[i];
                im[i] = im[j];
                im[j] = m;
            }
        }
    }
}

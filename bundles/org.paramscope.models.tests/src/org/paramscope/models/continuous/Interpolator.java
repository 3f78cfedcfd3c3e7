package org.paramscope.models.continuous;

import java.util.Arrays;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Samples;
import org.paramscope.engine.linalg.Lapack;

/** The natural cubic spline through the observed values of a window, by its second derivatives (de Boor 1978). */
final class Interpolator {

    private Interpolator() { }

    /** At all steps of window n, [length]; constant beyond the observed values. */
    static double[] spline(Samples samples, int n) {
        int length = samples.shape().length();
        double[] t = new double[length];
        double[] x = new double[length];
        int count = 0;
        for (int k = 0; k < length; k++) {
            if (samples.inputs().get(Samples.OBSERVED).at(n * length + k) > 0) {
                t[count] = samples.inputs().get(Samples.TIMES).at(n * length + k);
                x[count++] = samples.input().at(n * length + k);
            }
        }
        double[] bend = bends(Arrays.copyOf(t, count), x);
        double[] values = new double[length];
        for (int k = 0; k < length; k++) {
            double at = Math.clamp(samples.inputs().get(Samples.TIMES).at(n * length + k), t[0], t[count - 1]);
            int i = 0;
            while (i < count - 2 && at > t[i + 1]) {
                i++;
            }
            double h = t[i + 1] - t[i];
            double a = (t[i + 1] - at) / h;
            double b = 1 - a;
            values[k] = a * x[i] + b * x[i + 1] + h * h / 6 * ((a * a * a - a) * bend[i] + (b * b * b - b) * bend[i + 1]);
        }
        return values;
    }

    private static double[] bends(double[] t, double[] x) {
        int n = t.length;
        double[] matrix = new double[n * n];
        double[] right = new double[n];
        matrix[0] = 1;
        matrix[n * n - 1] = 1;
        for (int i = 1; i < n - 1; i++) {
            double before = t[i] - t[i - 1];
            double after = t[i + 1] - t[i];
            matrix[i * n + i - 1] = before / 6;
            matrix[i * n + i] = (before + after) / 3;
            matrix[i * n + i + 1] = after / 6;
            right[i] = (x[i + 1] - x[i]) / after - (x[i] - x[i - 1]) / before;
        }
        return Lapack.solve(NumericArray.owned(matrix, n, n), NumericArray.owned(right, n, 1)).toArray();
    }
}

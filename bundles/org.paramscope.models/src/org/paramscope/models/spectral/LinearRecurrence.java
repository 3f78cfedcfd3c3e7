package org.paramscope.models.spectral;

import java.util.Arrays;
import java.util.List;
import org.paramscope.data.NumericArray;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.linalg.Lapack;

/**
 * A linear recurrence of several channels, x_t = b + sum over k from 1 to p of A_k x_(t - k).
 *
 * @param coefficients [channels, p x channels]: A_p, ..., A_1 side by side, so that a row meets the last p time steps, the
 *     oldest first, time step by time step
 * @param intercept b [channels]
 */
public record LinearRecurrence(NumericArray coefficients, NumericArray intercept) {

    public LinearRecurrence {
        int channels = intercept.length();
        if (coefficients.rank() != 2 || coefficients.size(0) != channels || coefficients.size(1) % channels != 0) {
            throw new ShapeException("coefficients " + Arrays.toString(coefficients.shape()) + " of a recurrence of " + channels
                    + " channels; [channels, order x channels] is needed");
        }
    }

    /** Number of channels. */
    public int channels() {
        return intercept.length();
    }

    /** Number p of time steps that it looks back. */
    public int order() {
        return coefficients.size(1) / channels();
    }

    /**
     * Continues a series.
     *
     * @param past at least the last p time steps, time step by time step
     * @param steps to continue
     * @return [steps x channels]
     */
    public double[] forecast(double[] past, int steps) {
        int channels = channels();
        int width = coefficients.size(1);
        if (past.length < width) {
            throw new ShapeException("a past of " + past.length / channels + " time steps; the recurrence looks back " + order());
        }
        double[] a = coefficients.toArray();
        double[] values = Arrays.copyOfRange(past, past.length - width, past.length + steps * channels);
        for (int t = 0; t < steps; t++) {
            for (int c = 0; c < channels; c++) {
                double sum = intercept.at(c);
                for (int j = 0; j < width; j++) {
                    sum += a[c * width + j] * values[t * channels + j];
                }
                values[width + t * channels + c] = sum;
            }
        }
        return Arrays.copyOfRange(values, width, values.length);
    }

    /**
     * Roots z of the characteristic polynomial det(z^p I - sum_k A_k z^(p - k)): the eigenvalues of the companion matrix
     * (Luetkepohl 2005, section 2.1.1). The recurrence is stable when all lie inside the unit circle.
     *
     * @return real and imaginary parts [p x channels, 2]
     */
    public NumericArray roots() {
        int channels = channels();
        int width = coefficients.size(1);
        double[] companion = new double[width * width];
        for (int i = 0; i < width - channels; i++) {
            companion[i * width + i + channels] = 1;
        }
        for (int c = 0; c < channels; c++) {
            coefficients.copyTo(c * width, companion, (width - channels + c) * width, width);
        }
        return Lapack.eigenvalues(NumericArray.owned(companion, width, width));
    }

    /** The modes of the roots, the shortest period first. */
    public List<Mode> modes() {
        return Mode.of(roots());
    }
}

package org.paramscope.models.internal;

import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.paramscope.data.NumericArray;
import org.paramscope.data.NumericalException;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.engine.Forecaster;
import org.paramscope.engine.Model;
import org.paramscope.models.spectral.LinearRecurrence;
import org.paramscope.models.spectral.SignalSubspace;

/**
 * Continues the past of each sample within the subspace of windows that a model has learned: the past is smoothed, as SSA
 * reconstructs a series, then goes on by the recurrence or by the vector forecast. Values missing from the past are those that
 * the smoothing gives back.
 *
 * @param subspace of a model at parameters
 * @param vector whether the vector forecast is taken
 */
public record SubspaceForecaster(BiFunction<Model, double[], SignalSubspace> subspace, boolean vector) implements Forecaster {

    private static final int MOST_FILLINGS = 1000;
    private static final double RESTING = 1e-8;

    @Override
    public NumericArray forecast(Model model, double[] parameters, Samples origins, int steps) {
        int length = origins.shape().length();
        int channels = origins.shape().channels();
        if (length < 2 || origins.shape().past() < length - 1) {
            throw new SettingException("past", Integer.toString(origins.shape().past()), "at least " + Math.max(1, length - 1)
                    + " values before each window of at least 2 are needed to forecast: the recurrence of windows of " + length
                    + " looks back so far");
        }
        SignalSubspace space = subspace.apply(model, parameters);
        LinearRecurrence recurrence = space.recurrence();
        UnaryOperator<double[]> byWindows = space.vectorForecaster(steps);
        double[] values = new double[origins.count() * steps * channels];
        for (int n = 0; n < origins.count(); n++) {
            double[] past = origins.past().slice(n).toArray();
            fill(past, origins, n, space);
            double[] continued = vector ? byWindows.apply(start(past, space, channels))
                    : recurrence.forecast(length * channels > past.length ? past : space.smooth(past), steps);
            System.arraycopy(continued, 0, values, n * continued.length, continued.length);
        }
        return NumericArray.owned(values, origins.count(), steps * channels);
    }

    /** The last window of the past within the subspace; where the past is shorter than a window, the past. */
    private static double[] start(double[] past, SignalSubspace space, int channels) {
        int size = space.window() * channels;
        if (past.length < size) {
            return past;
        }
        return space.projection(Arrays.copyOfRange(past, past.length - size, past.length));
    }

    private static void fill(double[] past, Samples origins, int n, SignalSubspace space) {
        if (!origins.shape().gaps()) {
            return;
        }
        int channels = origins.shape().channels();
        double change = Double.POSITIVE_INFINITY;
        for (int i = 0; change > RESTING; i++) {
            if (i == MOST_FILLINGS) {
                throw new NumericalException("gap filling", "the missing values of a past still change by " + change + " after "
                        + MOST_FILLINGS + " iterations; a subspace of fewer components is needed");
            }
            double[] smoothed = space.smooth(past);
            change = 0;
            for (int j = 0; j < past.length; j++) {
                if (!Observed.before(origins, n, j / channels, j % channels)) {
                    change = Math.max(change, Math.abs(smoothed[j] - past[j]));
                    past[j] = smoothed[j];
                }
            }
        }
    }
}

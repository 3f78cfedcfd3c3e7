package org.paramscope.models.recurrent;

import java.util.HashMap;
import java.util.Map;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Samples;
import org.paramscope.engine.Model;

/**
 * Forecasts of a model that predicts a whole window from the past: window after window, each with the end of what is known and
 * forecast as its past.
 */
final class RollingForecast {

    private RollingForecast() { }

    /** As {@link org.paramscope.engine.Forecaster#forecast}. */
    static NumericArray of(Model model, double[] parameters, Samples origins, int steps) {
        int channels = model.shape().channels();
        int before = model.shape().before();
        int size = model.shape().size();
        int n = origins.count();
        double[][] series = new double[n][before + Math.ceilDiv(steps, model.shape().length()) * size];
        for (int i = 0; i < n; i++) {
            origins.past().copyTo(i * before, series[i], 0, before);
        }
        for (int done = 0; done < steps * channels; done += size) {
            Samples known = done == 0 ? origins : withPast(origins, series, done);
            NumericArray window = model.predict(parameters, known);
            for (int i = 0; i < n; i++) {
                window.copyTo(i * size, series[i], before + done, size);
            }
        }
        double[] forecast = new double[n * steps * channels];
        for (int i = 0; i < n; i++) {
            System.arraycopy(series[i], before, forecast, i * steps * channels, steps * channels);
        }
        return NumericArray.owned(forecast, n, steps * channels);
    }

    private static Samples withPast(Samples origins, double[][] series, int from) {
        int before = origins.shape().before();
        double[] past = new double[series.length * before];
        for (int i = 0; i < series.length; i++) {
            System.arraycopy(series[i], from, past, i * before, before);
        }
        Map<String, NumericArray> inputs = new HashMap<>(origins.inputs());
        inputs.put(Samples.PAST, NumericArray.owned(past, series.length, before));
        return new Samples(origins.shape(), inputs, origins.targets(), origins.weights(), origins.starts(), origins.groups(),
                origins.distinct());
    }
}

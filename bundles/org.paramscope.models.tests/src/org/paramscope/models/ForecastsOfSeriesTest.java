package org.paramscope.models;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Samples;
import org.paramscope.engine.ModelType;
import org.paramscope.models.baseline.Mean;
import org.paramscope.models.baseline.Persistence;
import org.paramscope.models.baseline.SeasonalNaive;
import org.paramscope.models.linear.Autoregression;
import org.paramscope.models.linear.Criterion;
import org.paramscope.models.linear.Pca;
import org.paramscope.models.spectral.Ssa;

/** The last two years of monthly series, forecast from all before them, beside the baselines. */
class ForecastsOfSeriesTest {

    private static final int HORIZON = 24;

    /** Root mean squared error of the forecast by model, in the units of the series. */
    private static Map<String, Double> errors(double[] series) {
        int known = series.length - HORIZON;
        double mean = Arrays.stream(series, 0, known).average().orElseThrow();
        double scale = Math.sqrt(Arrays.stream(series, 0, known).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
        // not centred: SSA of a trend about its mean separates the trend worse from the seasons
        double[] x = Arrays.stream(series).map(v -> v / scale).toArray();
        Map<String, Double> errors = new LinkedHashMap<>();
        int length = 36;
        Samples training = Fits.windows(Arrays.copyOf(x, known), length, 24);
        // a window that begins where the training ends
        Samples origin = Fits.last(Fits.windows(Arrays.copyOf(x, known + length), length, 24));
        errors.put("mean", error(new Mean(), new Mean.Settings(), training, origin, x, scale));
        errors.put("persistence", error(new Persistence(), new Persistence.Settings(), training, origin, x, scale));
        errors.put("seasonal", error(new SeasonalNaive(), new SeasonalNaive.Settings(12), training, origin, x, scale));
        for (Autoregression.Method method : Autoregression.Method.values()) {
            Autoregression.Settings settings = new Autoregression.Settings(0, 15, method, 1e-3, Criterion.BIC, false);
            errors.put("ar " + method, error(new Autoregression(), settings, training, origin, x, scale));
        }
        // windows without a past are more; the origin looks back on the whole series, as SSA does
        Samples all = Fits.windows(Arrays.copyOf(x, known), length, 0);
        Samples whole = Fits.last(Fits.windows(Arrays.copyOf(x, known + length), length, known));
        for (Ssa.Forecast forecast : Ssa.Forecast.values()) {
            Ssa.Settings settings = new Ssa.Settings(12, Ssa.Variant.BASIC, forecast);
            errors.put("ssa " + forecast, error(new Ssa(), settings, all, whole, x, scale));
        }
        errors.put("pca", error(new Pca(), new Pca.Settings(12), all, whole, x, scale));
        return errors;
    }

    private static <S extends Record> double error(ModelType<S> type, S settings, Samples training, Samples origin, double[] x,
            double scale) {
        double[] parameters = Fits.fit(type.build(settings, training.shape()), training);
        NumericArray forecast = type.build(settings, origin.shape()).forecast(parameters, origin, HORIZON);
        double sum = 0;
        for (int step = 0; step < HORIZON; step++) {
            sum += Math.pow(forecast.at(step) - x[x.length - HORIZON + step], 2);
        }
        return scale * Math.sqrt(sum / HORIZON);
    }

    private static double[] series(String file) throws IOException {
        Optional<double[]> values = SharedSeries.column("series/" + file, 1);
        assumeTrue(values.isPresent());
        return values.get();
    }

    @Test
    void airPassengersAreForecastBetterThanBySeasonalNaive() throws IOException {
        Map<String, Double> errors = errors(Arrays.stream(series("AirPassengers.csv")).map(Math::log).toArray());
        assertTrue(errors.get("ssa RECURRENT") < errors.get("seasonal"), errors::toString);
        assertTrue(errors.get("ar LEAST_SQUARES") < errors.get("seasonal"), errors::toString);
        assertTrue(errors.get("seasonal") < errors.get("mean"), errors::toString);
    }

    @Test
    void co2IsForecastBetterThanBySeasonalNaive() throws IOException {
        Map<String, Double> errors = errors(series("co2.csv"));
        assertTrue(errors.get("ssa RECURRENT") < errors.get("seasonal"), errors::toString);
        assertTrue(errors.get("ar LEAST_SQUARES") < errors.get("seasonal"), errors::toString);
        assertTrue(errors.get("seasonal") < errors.get("mean"), errors::toString);
    }
}

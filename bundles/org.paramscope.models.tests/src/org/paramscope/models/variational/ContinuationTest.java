package org.paramscope.models.variational;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.paramscope.engine.graph.Activation.TANH;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Model;
import org.paramscope.engine.Precision;
import org.paramscope.engine.Problem;
import org.paramscope.engine.Schedule;
import org.paramscope.engine.graph.Recurrence.Cell;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.models.density.Windows;

/** Forecasts by models of windows, against the conditional mean of the linear one and against persistence. */
class ContinuationTest {

    private static final VariationalAutoencoder.Settings LINEAR =
            new VariationalAutoencoder.Settings(List.of(), 2, TANH, NoiseVariance.SHARED, 0.1, 1);

    private static Samples withPast(SampleShape shape, double[][] past, double[][] windows) {
        NumericArray x = NumericArray.ofRows(windows);
        double[] ones = IntStream.range(0, windows.length).mapToDouble(i -> 1).toArray();
        return new Samples(shape, Map.of(Samples.WINDOW, x, Samples.PAST, NumericArray.ofRows(past)), Map.of(Samples.TARGET, x),
                NumericArray.of(ones), IntStream.range(0, windows.length).toArray(), new int[windows.length], windows.length);
    }

    /** Rows of W [6, 2] and the rest of a linear model whose encoder gives the posterior of its decoder. */
    private static final double[][] LOADINGS = {{1.5, 0}, {1.2, 0.4}, {0.3, -1}, {-0.8, 0.7}, {0.1, 0.9}, {-1, -0.2}};
    private static final double VARIANCE = 0.3;

    private static double[] linear(Model model) {
        double[] w = new double[model.parameters()];
        NumericArray loadings = NumericArray.ofRows(LOADINGS);
        loadings.copyTo(w, model.layout().entry("output.weight").offset());
        w[model.layout().entry("noise.variances.weight").offset()] = Math.log(VARIANCE) + 2;
        posterior(loadings).copyTo(w, model.layout().entry("mean.weight").offset());
        double[] offset = {0.5, -0.2, 0.1, 0.4, -0.3, 0.2};
        System.arraycopy(offset, 0, w, model.layout().entry("output.bias").offset(), 6);
        double[] shift = Lapack.multiply(posterior(loadings), NumericArray.of(offset, 6, 1)).toArray();
        w[model.layout().entry("mean.bias").offset()] = -shift[0];
        w[model.layout().entry("mean.bias").offset() + 1] = -shift[1];
        return w;
    }

    /** (V'V + v I)^-1 V' for some rows V of the loadings. */
    private static NumericArray posterior(NumericArray rows) {
        double[] precision = Lapack.multiplyTransposed(rows, rows).toArray();
        precision[0] += VARIANCE;
        precision[3] += VARIANCE;
        return Lapack.solve(NumericArray.of(precision, 2, 2), rows.transpose());
    }

    /** Of windows [3, 2 channels] the first two steps are known, and then those that were forecast. */
    @Test
    void theLinearOneGivesTheConditionalMean() {
        SampleShape shape = new SampleShape(3, 2, 4, 6);
        Model model = new VariationalAutoencoder().build(LINEAR, shape);
        double[] w = linear(model);
        int n = 20;
        Samples samples = withPast(shape, Windows.gaussian(n, 8, 3), Windows.gaussian(n, 6, 4));
        NumericArray forecast = model.forecast(w, samples, 3);
        NumericArray known = posterior(NumericArray.ofRows(Arrays.copyOf(LOADINGS, 4)));
        double[] offset = Arrays.copyOfRange(w, w.length - 7, w.length - 1);
        assertArrayEquals(new double[] {0.5, -0.2, 0.1, 0.4, -0.3, 0.2}, offset);
        for (int i = 0; i < n; i++) {
            double[] series = Arrays.copyOf(Arrays.copyOfRange(samples.past().slice(i).toArray(), 4, 8), 10);
            for (int step = 0; step < 3; step++) {
                for (int c = 0; c < 2; c++) {
                    double value = offset[4 + c];
                    for (int j = 0; j < 4; j++) {
                        double gain = LOADINGS[4 + c][0] * known.get(0, j) + LOADINGS[4 + c][1] * known.get(1, j);
                        value += gain * (series[2 * step + j] - offset[j]);
                    }
                    series[4 + 2 * step + c] = value;
                    assertEquals(value, forecast.get(i, 2 * step + c), 1e-4);
                }
            }
        }
    }

    static Stream<Model> models() {
        SampleShape shape = new SampleShape(12, 1, 9, 12);
        return Stream.of(new VariationalAutoencoder().build(
                new VariationalAutoencoder.Settings(List.of(16), 2, TANH, NoiseVariance.SHARED, 0.1, 1), shape),
                new RecurrentVariationalAutoencoder().build(
                        new RecurrentVariationalAutoencoder.Settings(Cell.GRU, 8, 2, NoiseVariance.SHARED, 0.1, 1), shape));
    }

    @ParameterizedTest
    @MethodSource("models")
    void sinesGoOnFarBetterThanPersistence(Model model) {
        Samples samples = sines(300, 1);
        Samples heldOut = sines(80, 2);
        Budget budget = new Budget(500, 0.02, Precision.FLOAT64, 0, 1).withSchedule(new Schedule.Cosine(0));
        double[] w = Problem.of(model, samples, null, budget, 3).fit(Progress.none());
        NumericArray forecast = model.forecast(w, heldOut, 12);
        double own = 0;
        double persistence = 0;
        for (int i = 0; i < heldOut.count(); i++) {
            for (int t = 0; t < 12; t++) {
                own += Math.pow(forecast.get(i, t) - heldOut.input().get(i, t), 2) / (12 * heldOut.count());
                persistence += Math.pow(heldOut.past().get(i, 8) - heldOut.input().get(i, t), 2) / (12 * heldOut.count());
            }
        }
        assertTrue(own < persistence / 20, own + " for " + persistence + " of persistence");
        // the past alone is looked at, so that the same follows for hidden windows, and shorter forecasts are beginnings of longer ones
        assertEquals(forecast, model.forecast(w, heldOut.withHiddenWindows(), 12));
        assertArrayEquals(forecast.slice(3).rows(0, 5).toArray(), model.forecast(w, heldOut, 5).slice(3).toArray());
    }

    private static Samples sines(int count, long seed) {
        double[][] both = Windows.sines(count, 21, 0.1, seed);
        return withPast(new SampleShape(12, 1, 9, 12), Arrays.stream(both).map(row -> Arrays.copyOf(row, 9)).toArray(double[][]::new),
                Arrays.stream(both).map(row -> Arrays.copyOfRange(row, 9, 21)).toArray(double[][]::new));
    }

    @Test
    void withoutAPastThereIsNoForecast() {
        assertTrue(new VariationalAutoencoder().build(LINEAR, SampleShape.window(6, 1)).forecaster().isEmpty());
        assertTrue(new VariationalAutoencoder().build(LINEAR, new SampleShape(1, 2, 3, 2)).forecaster().isEmpty());
    }
}

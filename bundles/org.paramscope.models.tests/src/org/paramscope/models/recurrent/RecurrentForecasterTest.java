package org.paramscope.models.recurrent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.Budget;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Model;
import org.paramscope.engine.Picture;
import org.paramscope.models.autoencoder.Trials;
import org.paramscope.models.baseline.Persistence;
import org.paramscope.models.recurrent.RecurrentForecaster.Mode;
import org.paramscope.models.recurrent.RecurrentForecaster.Settings;

class RecurrentForecasterTest {

    private static final SampleShape SHAPE = SampleShape.window(6, 2).withPast(5);
    private static final Samples SAMPLES = Trials.samples(SHAPE, Trials.gaussian("windows", 20, 12), Trials.gaussian("past", 20, 10));

    static Stream<Arguments> models() {
        return Stream.<RecurrentForecaster>of(new RnnForecaster(), new GruForecaster(), new LstmForecaster()).flatMap(type -> Stream.of(Mode.values())
                .flatMap(mode -> Stream.of(true, false).map(increments -> Arguments.of(type, new Settings(4, mode, increments)))));
    }

    @ParameterizedTest
    @MethodSource("models")
    void gradientsAreThoseOfTheLoss(RecurrentForecaster type, Settings settings) {
        Trials.assertGradient(type.build(settings, SHAPE), SAMPLES);
    }

    /** The output at a step does not change with the window from that step on; in one step it does with the step before. */
    @ParameterizedTest
    @MethodSource("models")
    void noValueIsPredictedFromItselfOrLaterOnes(RecurrentForecaster type, Settings settings) {
        Model model = type.build(settings, SHAPE);
        double[] w = Trials.parameters(model);
        double[] changed = SAMPLES.input().toArray();
        for (int i = 0; i < 20; i++) {
            changed[12 * i + 6] += 1;
        }
        NumericArray before = model.predict(w, SAMPLES);
        NumericArray after = model.predict(w, Trials.samples(SHAPE, NumericArray.owned(changed, 20, 12), SAMPLES.past()));
        for (int j = 0; j < 12; j++) {
            boolean same = before.column(j).equals(after.column(j));
            assertEquals(j < 8 || settings.mode() == Mode.MULTI_STEP, same, "value " + j);
        }
        assertTrue(model.predicting() && model.forecaster().isPresent());
    }

    /** A forecast of the window is what the model predicts when the window holds the forecast. */
    @ParameterizedTest
    @MethodSource("models")
    void aForecastIsTheModelsOwnContinuation(RecurrentForecaster type, Settings settings) {
        Model model = type.build(settings, SHAPE);
        double[] w = Trials.parameters(model);
        NumericArray forecast = model.forecast(w, SAMPLES, 6);
        Samples continued = Trials.samples(SHAPE, forecast, SAMPLES.past());
        assertArrayEquals(forecast.toArray(), model.predict(w, continued).toArray(), 1e-12);
        NumericArray longer = model.forecast(w, SAMPLES, 15);
        NumericArray shorter = model.forecast(w, SAMPLES, 2);
        for (int i = 0; i < 20; i++) {
            assertArrayEquals(Arrays.copyOf(forecast.slice(i).toArray(), 4), shorter.slice(i).toArray(), 1e-12);
            assertArrayEquals(forecast.slice(i).toArray(), Arrays.copyOf(longer.slice(i).toArray(), 12), 1e-12);
        }
        if (settings.mode() == Mode.MULTI_STEP) {
            NumericArray next = NumericArray.owned(IntStream.range(0, 200).mapToDouble(k -> forecast.at(12 * (k / 10) + 2 + k % 10)).toArray(), 20, 10);
            NumericArray second = model.forecast(w, Trials.samples(SHAPE, SAMPLES.input(), next), 6);
            assertArrayEquals(second.slice(3).toArray(), Arrays.copyOfRange(longer.slice(3).toArray(), 12, 24), 1e-12);
        }
    }

    @Test
    void longRunsOfOneStepGoOnFromTheState() {
        SampleShape shape = SampleShape.window(15, 2).withPast(5);
        for (RecurrentForecaster type : List.of(new RnnForecaster(), new GruForecaster(), new LstmForecaster())) {
            Model model = type.build(new Settings(4, Mode.ONE_STEP, true), SHAPE);
            double[] w = Trials.parameters(model);
            Model longer = type.build(new Settings(4, Mode.ONE_STEP, true), shape);
            Samples samples = Trials.samples(shape, Trials.gaussian("other", 20, 30), SAMPLES.past());
            NumericArray forecast = model.forecast(w, SAMPLES, 15);
            assertArrayEquals(longer.forecast(w, samples, 15).toArray(), forecast.toArray(), 1e-12);
            assertArrayEquals(forecast.toArray(), longer.predict(w, Trials.samples(shape, forecast, SAMPLES.past())).toArray(), 1e-12);
        }
    }

    /** A sine and its cosine, 20 samples a period: free forecasts of a period against the truth. */
    @ParameterizedTest
    @MethodSource("models")
    void sinesAreForecastFarBetterThanByPersistence(RecurrentForecaster type, Settings settings) {
        SampleShape shape = SampleShape.window(20, 2).withPast(10);
        double[][] series = IntStream.range(0, 130)
                .mapToObj(t -> new double[] {Math.sin(0.1 * Math.PI * t), Math.cos(0.1 * Math.PI * t)}).toArray(double[][]::new);
        Samples all = Trials.windows(shape, series);
        Samples training = all.select(IntStream.range(0, 50).toArray());
        Samples test = all.select(IntStream.range(80, 100).toArray());
        Model model = type.build(new Settings(8, settings.mode(), settings.increments()), shape);
        FittedModel fitted = Trials.fit(model, training, Budget.steps(500));
        double error = Trials.error(model.forecast(fitted.parameters(), test, 20), test.target());
        // mean over a period of (x(t) - x(0))^2 for a pair of mean square 1/2 each
        double persistence = 1;
        assertTrue(error < 0.05 * persistence, () -> "error " + error);
    }

    /** Series on which the model itself runs freely, a damped swing: a fit from another start predicts them a step ahead. */
    @Test
    void recoversASeriesOfItsOwn() {
        SampleShape shape = SampleShape.window(12, 1).withPast(8);
        Model model = new GruForecaster().build(new Settings(4, Mode.ONE_STEP, false), shape);
        double[] w = Arrays.stream(Trials.parameters(model)).map(v -> 3 * v).toArray();
        Samples one = Trials.samples(shape, Trials.gaussian("windows", 12, 12), Trials.gaussian("past", 12, 8));
        NumericArray run = model.forecast(w, one, 20);
        double[] past = new double[12 * 8];
        double[] window = new double[12 * 12];
        for (int i = 0; i < 12; i++) {
            run.copyTo(20 * i, past, 8 * i, 8);
            run.copyTo(20 * i + 8, window, 12 * i, 12);
        }
        Samples drawn = Trials.samples(shape, NumericArray.owned(window, 12, 12), NumericArray.owned(past, 12, 8));
        Model persistence = new Persistence().build(new Persistence.Settings(), shape);
        double still = Trials.error(persistence.predict(new double[0], drawn), drawn.target());
        double error = Trials.error(Trials.fit(model, drawn, Budget.steps(1500)));
        assertTrue(still > 0.1 && error < 0.02 * still, () -> "error " + error + ", persistence " + still);
    }

    @Test
    void needsAPastAndShowsItsStates() {
        GruForecaster type = new GruForecaster();
        assertTrue(type.requirements(new Settings()).refusal(SHAPE.withPast(0)).isPresent());
        assertTrue(type.requirements(new Settings()).refusal(SHAPE.withPast(1)).isEmpty());
        Settings settings = new Settings(4, Mode.ONE_STEP, true);
        Model model = type.build(settings, SHAPE);
        Picture.Points way = (Picture.Points) type.pictures(settings, new FittedModel(model, Trials.parameters(model), SAMPLES, SAMPLES, 1)).getFirst();
        assertEquals(5 + 6 - 1, way.points().size(0));
        assertEquals(2, type.facts(settings, new FittedModel(model, Trials.parameters(model), SAMPLES, SAMPLES, 1)).size());
        Model shortest = type.build(settings, SampleShape.window(1, 1).withPast(1));
        assertEquals(3, shortest.forecast(Trials.parameters(shortest),
                Trials.samples(shortest.shape(), Trials.gaussian("x", 2, 1), Trials.gaussian("y", 2, 1)), 3).size(1));
    }
}

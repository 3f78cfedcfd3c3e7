package org.paramscope.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Loss.SQUARED_ERROR;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.graph.Graph;

/** Forecasts see the past alone; what a model type can do with decides what it is given. */
class ForecastTest {

    private static final int ROWS = 4;
    private static final int LENGTH = 3;
    private static final int PAST = 2;

    private static Samples samples(SampleShape shape) {
        NumericArray window = ramp(ROWS, shape.size());
        return new Samples(shape, Map.of(Samples.WINDOW, window, Samples.PAST, ramp(ROWS, shape.before()),
                Samples.TIMES, ramp(ROWS, PAST + LENGTH), Samples.OBSERVED, ones(ROWS, shape.before() + shape.size())),
                Map.of(Samples.TARGET, window), ones(ROWS), IntStream.range(0, ROWS).toArray(), new int[ROWS], ROWS + LENGTH - 1);
    }

    private static NumericArray ramp(int... shape) {
        int n = shape[0] * shape[1];
        return NumericArray.owned(IntStream.rangeClosed(1, n).asDoubleStream().toArray(), shape);
    }

    private static NumericArray ones(int... shape) {
        return NumericArray.owned(IntStream.range(0, IntStream.of(shape).reduce(1, (a, b) -> a * b)).mapToDouble(i -> 1).toArray(), shape);
    }

    private static Model model(SampleShape shape) {
        Graph graph = new Graph(shape);
        graph.head("reconstruction", graph.dense("output", graph.input(), shape.size(), IDENTITY));
        return graph.model(SQUARED_ERROR);
    }

    @Test
    void windowsAreHiddenFromForecasters() {
        SampleShape shape = SampleShape.window(LENGTH, 2).withPast(PAST).withSampling(true, true);
        Samples known = samples(shape);
        Model model = model(shape).withForecaster((m, parameters, origins, steps) -> {
            assertArrayEquals(new double[ROWS * LENGTH * 2], origins.input().toArray());
            assertArrayEquals(new double[ROWS * LENGTH * 2], origins.target().toArray());
            assertEquals(known.past(), origins.past());
            assertEquals(known.inputs().get(Samples.TIMES), origins.inputs().get(Samples.TIMES));
            NumericArray observed = origins.inputs().get(Samples.OBSERVED);
            for (int i = 0; i < observed.length(); i++) {
                assertEquals(i % 10 < PAST * 2 ? 1 : 0, observed.at(i));
            }
            return NumericArray.zeros(ROWS, steps * 2);
        });
        assertEquals(NumericArray.zeros(ROWS, 10), model.forecast(new double[model.parameters()], known, 5));
    }

    @Test
    void refusesWhatDoesNotFit() {
        SampleShape shape = SampleShape.window(LENGTH, 2).withPast(PAST);
        Samples samples = samples(shape);
        Model model = model(shape);
        double[] parameters = new double[model.parameters()];
        assertTrue(model.forecaster().isEmpty());
        assertTrue(assertThrows(SettingException.class, () -> model.forecast(parameters, samples, 1)).getMessage().contains("forecasts"));
        Model wrong = model.withForecaster((m, p, origins, steps) -> NumericArray.zeros(ROWS, steps));
        assertTrue(assertThrows(ShapeException.class, () -> wrong.forecast(parameters, samples, 3)).getMessage().contains("[4, 6]"));
        assertEquals("steps", assertThrows(SettingException.class, () -> wrong.forecast(parameters, samples, 0)).setting());
        assertThrows(ShapeException.class, () -> wrong.forecast(parameters, samples(shape.withSampling(false, true)), 3));
    }

    @Test
    void rewritesKeepHowAModelForecasts() {
        SampleShape shape = SampleShape.window(LENGTH, 2).withPast(PAST);
        Model model = model(shape).asPredictor().withForecaster((m, p, origins, steps) -> NumericArray.zeros(ROWS, steps * 2));
        Model masked = model.withMask(new boolean[model.parameters()]).withComplexity(3);
        assertTrue(masked.predicting() && masked.forecaster().isPresent());
        assertFalse(model(shape).predicting());
    }

    @Test
    void requirementsSayWhatIsAmiss() {
        SampleShape shape = SampleShape.window(LENGTH, 2).withPast(PAST);
        assertTrue(Requirements.past(PAST).refusal(shape).isEmpty());
        assertTrue(Requirements.past(PAST + 1).refusal(shape).orElseThrow().contains("past of 2"));
        assertTrue(Requirements.NONE.withChannels(1).refusal(shape).orElseThrow().contains("2 channels"));
        assertTrue(Requirements.NONE.withLength(4).refusal(shape).orElseThrow().contains("3 time steps"));
        SampleShape sparse = shape.withSampling(true, true);
        assertTrue(Requirements.NONE.refusal(sparse).orElseThrow().contains("irregular"));
        assertTrue(Requirements.NONE.withIrregular().refusal(sparse).orElseThrow().contains("missing"));
        assertTrue(Requirements.NONE.withIrregular().withGaps().refusal(sparse).isEmpty());
    }

    @Test
    void samplesMustHaveWhatTheirShapeSays() {
        SampleShape shape = SampleShape.window(LENGTH, 1).withSampling(true, false);
        NumericArray window = ramp(ROWS, LENGTH);
        assertTrue(assertThrows(ShapeException.class, () -> new Samples(shape, Map.of(Samples.WINDOW, window), Map.of(Samples.TARGET, window),
                ones(ROWS), new int[ROWS], new int[ROWS], ROWS)).getMessage().contains("times"));
    }
}

package org.paramscope.models.continuous;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Clipping;
import org.paramscope.engine.Fact;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Model;
import org.paramscope.engine.Optimiser;
import org.paramscope.engine.ParameterLayout;
import org.paramscope.engine.Picture;
import org.paramscope.engine.Precision;
import org.paramscope.engine.Problem;
import org.paramscope.engine.Schedule;
import org.paramscope.engine.Symmetry;
import org.paramscope.engine.UnitLayer;
import org.paramscope.engine.graph.Control.Interpolation;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.models.continuous.NeuralOde.Coordinates;

/** Gradients, recovery, and closed forms of the models in continuous time. */
class ContinuousModelsTest {

    private static final int PAST = 6;
    private static final int LENGTH = 8;

    private static Model ode(Coordinates coordinates, Start start, SampleShape shape) {
        return new NeuralOde().build(new NeuralOde.Settings(coordinates, 2, 5, 3, 2, start, 2), shape);
    }

    private static Model latent(Start start, SampleShape shape) {
        return new LatentOde().build(new LatentOde.Settings(4, 2, 5, start, 0.5, 1), shape);
    }

    private static Model cde(Start start, Interpolation path, SampleShape shape) {
        return new NeuralCde().build(new NeuralCde.Settings(3, 4, 2, 5, path, start, 1), shape);
    }

    static Stream<Arguments> models() {
        SampleShape plain = SampleShape.window(LENGTH, 2).withPast(PAST);
        SampleShape sparse = plain.withSampling(true, true);
        return Stream.of(Arguments.of("delays", ode(Coordinates.DELAY, Start.PAST, plain)),
                Arguments.of("ODE from the past", ode(Coordinates.LATENT, Start.PAST, sparse)),
                Arguments.of("ODE from the window", ode(Coordinates.LATENT, Start.WINDOW, plain)),
                Arguments.of("ODE at irregular times", ode(Coordinates.LATENT, Start.PAST, plain.withSampling(true, false))),
                Arguments.of("latent ODE from the past", latent(Start.PAST, sparse)),
                Arguments.of("latent ODE from the window", latent(Start.WINDOW, plain)),
                Arguments.of("CDE along the past", cde(Start.PAST, Interpolation.HERMITE, sparse)),
                Arguments.of("CDE along the window", cde(Start.WINDOW, Interpolation.NATURAL_CUBIC, plain.withSampling(false, true))),
                Arguments.of("CDE without a past", cde(Start.PAST, Interpolation.NATURAL_CUBIC, SampleShape.window(LENGTH, 2))));
    }

    /** Normal values where they were observed, increasing times. */
    private static Samples random(SampleShape shape, int count, long seed) {
        RandomStream stream = RandomStream.of(seed, 0, "samples");
        int all = shape.past() + shape.length();
        double[] mask = IntStream.range(0, count * all * shape.channels()).mapToDouble(i -> shape.gaps() && stream.below(4) == 0 ? 0 : 1).toArray();
        double[] times = new double[count * all];
        for (int n = 0; n < count; n++) {
            for (int k = 1; k < all; k++) {
                times[n * all + k] = times[n * all + k - 1] + (shape.irregular() ? 0.5 + stream.uniform() : 1);
            }
            double origin = times[n * all + shape.past()];
            for (int k = 0; k < all; k++) {
                times[n * all + k] -= origin;
            }
        }
        double[] past = new double[count * shape.before()];
        double[] window = new double[count * shape.size()];
        for (int i = 0; i < mask.length; i++) {
            int n = i / (all * shape.channels());
            int k = i % (all * shape.channels());
            double value = stream.gaussian() * mask[i];
            if (k < shape.before()) {
                past[n * shape.before() + k] = value;
            } else {
                window[n * shape.size() + k - shape.before()] = value;
            }
        }
        return samples(shape, NumericArray.owned(window, count, shape.size()), NumericArray.owned(past, count, shape.before()),
                NumericArray.owned(times, count, all), NumericArray.owned(mask, count, all * shape.channels()));
    }

    private static Samples samples(SampleShape shape, NumericArray window, NumericArray past, NumericArray times, NumericArray mask) {
        Map<String, NumericArray> inputs = new HashMap<>(Map.of(Samples.WINDOW, window, Samples.PAST, past));
        if (shape.irregular()) {
            inputs.put(Samples.TIMES, times);
        }
        if (shape.gaps()) {
            inputs.put(Samples.OBSERVED, mask);
        }
        int count = window.size(0);
        double[] weights = IntStream.range(0, count).mapToDouble(n -> 1 + n % 3).toArray();
        return new Samples(shape, inputs, Map.of(Samples.TARGET, window), NumericArray.owned(weights), new int[count], new int[count], count);
    }

    private static double[] parameters(Model model, long seed) {
        return model.initial(RandomStream.of(seed, 0, "parameters"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void gradientAgreesWithCentralDifferences(String name, Model model) {
        GradientCheck.assertAgreement(model, random(model.shape(), 5, 1), parameters(model, 1));
        assertEquals(model, Model.fromJson(model.toJson()));
        assertEquals(model.parameters(), model.complexity());
    }

    /** A forecast begins with the prediction of the window, however long it is, and follows a model whose hidden units were reduced. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void forecastsAreThePredictionsOfTheWindow(String name, Model model) {
        Samples samples = random(model.shape(), 4, 2);
        double[] w = parameters(model, 2);
        NumericArray window = model.predict(w, samples);
        if (model.forecaster().isEmpty()) {
            assertThrows(SettingException.class, () -> model.forecast(w, samples, 1));
            return;
        }
        assertTrue(model.predicting());
        NumericArray longer = model.forecast(w, samples, 100);
        NumericArray shorter = model.forecast(w, samples, 3);
        for (int n = 0; n < 4; n++) {
            for (int i = 0; i < LENGTH * 2; i++) {
                assertEquals(window.get(n, i), longer.get(n, i), 1e-12);
            }
            for (int i = 0; i < 6; i++) {
                assertEquals(window.get(n, i), shorter.get(n, i), 1e-12);
            }
        }
        Model reduced = model.withWidths(Map.of("flow.hidden", 2));
        double[] few = parameters(reduced, 3);
        assertEquals(reduced.predict(few, samples).at(5), reduced.forecast(few, samples, LENGTH).at(5), 1e-12);
    }

    /** With V = 0 the equation is dz/ds = c - z: z(t) = c + (z(0) - c) exp(-2 pi t / length), at irregular times, too. */
    @Test
    void relaxationIsTheClosedForm() {
        SampleShape shape = SampleShape.window(40, 1).withPast(PAST).withSampling(true, true);
        Model model = ode(Coordinates.LATENT, Start.PAST, shape);
        ParameterLayout layout = model.layout();
        double[] w = parameters(model, 4);
        fill(w, layout.entry("flow.drive.weight"), 0);
        double c = w[layout.entry("flow.drive.bias").offset() + 1];
        double[] readOut = {0, 1};
        System.arraycopy(readOut, 0, w, layout.entry("output.weight").offset(), 2);
        fill(w, layout.entry("output.bias"), 0);
        Samples samples = random(shape, 3, 4);
        NumericArray code = model.head("latent", w, samples);
        NumericArray forecast = model.forecast(w, samples, 60);
        NumericArray times = samples.inputs().get(Samples.TIMES);
        for (int n = 0; n < 3; n++) {
            for (int k = 0; k < 60; k++) {
                double t = times.get(n, PAST + Math.min(k, 39)) + Math.max(0, k - 39);
                assertEquals(c + (code.get(n, 1) - c) * Math.exp(-2 * Math.PI * t / 40), forecast.get(n, k), 1e-5);
            }
        }
        List<Fact> facts = new NeuralOde().facts(new NeuralOde.Settings(), new FittedModel(model, w, samples, samples, 1));
        assertTrue(facts.getFirst().warning() && facts.getFirst().words().contains("rest"), facts.toString());
        fill(w, layout.entry("flow.drive.bias"), 1000);
        facts = new NeuralOde().facts(new NeuralOde.Settings(), new FittedModel(model, w, samples, samples, 1));
        assertTrue(facts.getFirst().warning() && facts.getFirst().words().contains("runs away"), facts.toString());
    }

    private static void fill(double[] w, ParameterLayout.Entry entry, double value) {
        Arrays.fill(w, entry.offset(), entry.offset() + entry.size(), value);
    }

    static Stream<Arguments> drawn() {
        SampleShape sparse = SampleShape.window(2 * LENGTH, 2).withPast(PAST).withSampling(true, true);
        return Stream.of(Arguments.of("ODE", ode(Coordinates.LATENT, Start.PAST, sparse)), Arguments.of("latent ODE", latent(Start.PAST, sparse)),
                Arguments.of("CDE", cde(Start.PAST, Interpolation.NATURAL_CUBIC, sparse)));
    }

    /** Solutions of a model's own equation from random states, seen incompletely, are predicted by a model that is fitted to others of them. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("drawn")
    void recoversDataDrawnFromItself(String name, Model model) {
        double[] source = parameters(model, 5);
        for (int i = 0; i < source.length; i++) {
            source[i] *= 2;
        }
        Samples training = solutions(model, source, 400, 5);
        Samples others = solutions(model, source, 100, 6);
        Budget budget = new Budget(1500, 0.02, Precision.FLOAT32, 0, 1, new Optimiser.Adam(), new Schedule.Cosine(0.01), new Clipping.Norm(1), 100);
        double[] w = Problem.of(model, training, null, budget, 7).fit(Progress.none());
        double[] truth = others.target().toArray();
        double[] found = model.predict(w, others).toArray();
        double[] mean = new double[4 * LENGTH];
        for (int i = 0; i < truth.length; i++) {
            mean[i % mean.length] += truth[i] / 100;
        }
        double error = 0;
        double variance = 0;
        for (int i = 0; i < truth.length; i++) {
            error += Math.pow(found[i] - truth[i], 2);
            // a constant for each step and channel leaves the variance
            variance += Math.pow(truth[i] - mean[i % mean.length], 2);
        }
        double share = error / variance;
        double size = variance / truth.length;
        assertTrue(size > 0.01, () -> "variance " + size);
        assertTrue(share < 0.1, () -> "share of the variance that is not explained: " + share);
    }

    /** Solutions through past and window, observed where the mask of random samples says; targets are complete. */
    private static Samples solutions(Model model, double[] w, int count, long seed) {
        SampleShape shape = model.shape();
        Samples random = random(shape, count, seed);
        RandomStream stream = RandomStream.of(seed, 0, "states");
        NumericArray states = NumericArray.owned(IntStream.range(0, count * 2).mapToDouble(i -> stream.gaussian()).toArray(), count, 2);
        NumericArray times = random.inputs().get(Samples.TIMES);
        NumericArray values = new FreeRun(LatentFlow.of(5, 1, shape), model, w).run(states, times).values();
        int all = shape.before() + shape.size();
        double[] mask = random.inputs().get(Samples.OBSERVED).toArray();
        double[] past = new double[count * shape.before()];
        double[] window = new double[count * shape.size()];
        for (int i = 0; i < mask.length; i++) {
            int n = i / all;
            int k = i % all;
            if (k < shape.before()) {
                past[n * shape.before() + k] = mask[i] * values.at(i);
            } else {
                window[n * shape.size() + k - shape.before()] = values.at(i);
                mask[i] = 1;
            }
        }
        return samples(shape, NumericArray.owned(window, count, shape.size()), NumericArray.owned(past, count, shape.before()), times,
                NumericArray.owned(mask, count, all));
    }

    /** In delay coordinates a sine is a circle; its forecast is the sine itself, persistence keeps the last value. */
    @Test
    void delaysForecastASine() {
        int length = 20;
        int past = 6;
        SampleShape shape = SampleShape.window(length, 1).withPast(past);
        double[] windows = new double[100 * length];
        double[] pasts = new double[100 * past];
        for (int n = 0; n < 100; n++) {
            for (int k = -past; k < length; k++) {
                double x = Math.sqrt(2) * Math.sin(2 * Math.PI * (n + k) / 20.5);
                if (k < 0) {
                    pasts[n * past + past + k] = x;
                } else {
                    windows[n * length + k] = x;
                }
            }
        }
        Samples samples = samples(shape, NumericArray.owned(windows, 100, length), NumericArray.owned(pasts, 100, past), null, null);
        NeuralOde.Settings settings = new NeuralOde.Settings(Coordinates.DELAY, 2, 16, 0, 5, Start.PAST, 1);
        Model model = new NeuralOde().build(settings, shape);
        assertEquals(16 * 3 + 17 * 2, model.parameters());
        Budget budget = new Budget(1500, 0.02, Precision.FLOAT32, 0, 1, new Optimiser.Adam(), new Schedule.Cosine(0.01), new Clipping.Norm(1), 0);
        double[] w = Problem.of(model, samples, null, budget, 1).fit(Progress.none());
        int steps = 82;
        double[] forecast = model.forecast(w, samples, steps).toArray();
        double error = 0;
        double persistence = 0;
        for (int n = 0; n < 100; n++) {
            for (int k = 0; k < steps; k++) {
                double x = Math.sqrt(2) * Math.sin(2 * Math.PI * (n + k) / 20.5);
                error += Math.pow(forecast[n * steps + k] - x, 2);
                persistence += Math.pow(pasts[n * past + past - 1] - x, 2);
            }
        }
        double ratio = Math.sqrt(error / persistence);
        assertTrue(ratio < 0.2, () -> "error relative to persistence " + ratio);
        FittedModel fitted = new FittedModel(model, w, samples, samples, 1);
        assertEquals(20.5, new NeuralOde().facts(settings, fitted).getFirst().value(), 0.2);
        Picture.Field field = (Picture.Field) new NeuralOde().pictures(settings, fitted).getFirst();
        assertEquals("state 1", field.x());
        // the drawn cycle has the two values a lag apart: a quarter of a period, so nearly a circle
        for (double[] point : field.trajectories().get("limit cycle").toRows()) {
            assertEquals(Math.sqrt(2), Math.hypot(point[0], point[1]), 0.2);
        }
    }

    /** The hidden units of the equations are neurons; exchanged, with one sign changed, they compute the same. */
    @Test
    void hiddenUnitsCanBeExchanged() {
        SampleShape shape = SampleShape.window(LENGTH, 2).withPast(PAST).withSampling(true, true);
        assertEquals(List.of("encoder", "flow.hidden"), layers(ode(Coordinates.LATENT, Start.PAST, shape)));
        assertEquals(List.of("flow.hidden"), layers(latent(Start.PAST, shape)));
        Model model = cde(Start.PAST, Interpolation.HERMITE, shape);
        assertEquals(List.of("encoder.hidden", "flow.hidden"), layers(model));
        double[] w = parameters(model, 9);
        Samples samples = random(shape, 3, 9);
        double[] before = model.forecast(w, samples, 30).toArray();
        double[] moved = w.clone();
        for (UnitLayer layer : model.units()) {
            assertEquals(Symmetry.SIGNED_PERMUTATION, layer.symmetry());
            for (int[][] side : List.of(layer.incoming(), layer.outgoing())) {
                for (int k = 0; k < side[0].length; k++) {
                    moved[side[0][k]] = w[side[1][k]];
                    moved[side[1][k]] = -w[side[0][k]];
                }
            }
        }
        assertArrayEquals(before, model.forecast(moved, samples, 30).toArray(), 1e-12);
    }

    private static List<String> layers(Model model) {
        return model.units().stream().map(UnitLayer::name).toList();
    }

    @Test
    void refusesWhatDoesNotFit() {
        SampleShape shape = SampleShape.window(LENGTH, 1).withPast(PAST);
        SettingException refusal = assertThrows(SettingException.class, () -> new NeuralOde().build(
                new NeuralOde.Settings(Coordinates.DELAY, 4, 8, 0, 2, Start.PAST, 1), shape));
        assertEquals("state", refusal.setting());
        assertTrue(refusal.getMessage().contains("1 to 3 is allowed"), refusal.getMessage());
        NeuralOde.Settings delays = new NeuralOde.Settings(Coordinates.DELAY, 3, 8, 0, 2, Start.PAST, 1);
        assertTrue(new NeuralOde().requirements(delays).refusal(shape).isEmpty());
        assertTrue(new NeuralOde().requirements(delays).refusal(shape.withSampling(true, false)).isPresent());
        SampleShape sparse = shape.withSampling(true, true);
        assertTrue(new NeuralOde().requirements(new NeuralOde.Settings()).refusal(sparse).isEmpty());
        assertTrue(new LatentOde().requirements(new LatentOde.Settings()).refusal(sparse).isEmpty());
        assertTrue(new NeuralCde().requirements(new NeuralCde.Settings()).refusal(sparse).isEmpty());
    }

    /** What is missing has no influence, whatever stands in its place. */
    @Test
    void missingTargetsDoNotCount() {
        SampleShape shape = SampleShape.window(LENGTH, 1).withPast(PAST).withSampling(true, true);
        Samples samples = random(shape, 6, 8);
        double[] window = samples.input().toArray();
        NumericArray mask = samples.inputs().get(Samples.OBSERVED);
        int hidden = 0;
        for (int n = 0; n < 6; n++) {
            for (int k = 0; k < LENGTH; k++) {
                if (mask.at(n * (PAST + LENGTH) + PAST + k) == 0) {
                    window[n * LENGTH + k] = 100;
                    hidden++;
                }
            }
        }
        assertTrue(hidden > 0);
        Samples filled = samples(shape, NumericArray.owned(window, 6, LENGTH), samples.past(), samples.inputs().get(Samples.TIMES), mask);
        for (Model model : List.of(ode(Coordinates.LATENT, Start.PAST, shape), latent(Start.PAST, shape),
                cde(Start.PAST, Interpolation.NATURAL_CUBIC, shape), cde(Start.WINDOW, Interpolation.HERMITE, shape))) {
            double[] w = parameters(model, 8);
            assertEquals(model.objective().loss(w, samples), model.objective().loss(w, filled), 1e-14);
            assertArrayEquals(model.predict(w, samples).toArray(), model.predict(w, filled).toArray(), 0);
        }
    }
}

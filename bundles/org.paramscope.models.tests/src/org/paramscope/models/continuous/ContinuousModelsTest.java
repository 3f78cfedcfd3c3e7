package org.paramscope.models.continuous;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.engine.Fact;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Model;
import org.paramscope.engine.ParameterLayout;
import org.paramscope.engine.Symmetry;
import org.paramscope.engine.UnitLayer;
import org.paramscope.engine.graph.Control.Interpolation;
import org.paramscope.models.continuous.NeuralOde.Coordinates;

/** Gradients, closed forms and refusals of the models in continuous time. */
class ContinuousModelsTest {

    private static final int PAST = Examples.PAST;
    private static final int LENGTH = Examples.LENGTH;

    static Stream<Arguments> models() {
        SampleShape plain = SampleShape.window(LENGTH, 2).withPast(PAST);
        SampleShape sparse = plain.withSampling(true, true);
        return Stream.of(Arguments.of("delays", Examples.ode(Coordinates.DELAY, Start.PAST, plain)),
                Arguments.of("ODE from the past", Examples.ode(Coordinates.LATENT, Start.PAST, sparse)),
                Arguments.of("ODE from the window", Examples.ode(Coordinates.LATENT, Start.WINDOW, plain)),
                Arguments.of("ODE at irregular times", Examples.ode(Coordinates.LATENT, Start.PAST, plain.withSampling(true, false))),
                Arguments.of("latent ODE from the past", Examples.latent(Start.PAST, sparse)),
                Arguments.of("latent ODE from the window", Examples.latent(Start.WINDOW, plain)),
                Arguments.of("CDE along the past", Examples.cde(Start.PAST, Interpolation.HERMITE, sparse)),
                Arguments.of("CDE along the window", Examples.cde(Start.WINDOW, Interpolation.NATURAL_CUBIC, plain.withSampling(false, true))),
                Arguments.of("CDE without a past", Examples.cde(Start.PAST, Interpolation.NATURAL_CUBIC, SampleShape.window(LENGTH, 2))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void gradientAgreesWithCentralDifferences(String name, Model model) {
        GradientCheck.assertAgreement(model, Examples.random(model.shape(), 5, 1), Examples.parameters(model, 1));
        assertEquals(model, Model.fromJson(model.toJson()));
        assertEquals(model.parameters(), model.complexity());
    }

    /** A forecast begins with the prediction of the window, however long it is, and follows a model whose hidden units were reduced. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void forecastsAreThePredictionsOfTheWindow(String name, Model model) {
        Samples samples = Examples.random(model.shape(), 4, 2);
        double[] w = Examples.parameters(model, 2);
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
        double[] few = Examples.parameters(reduced, 3);
        assertEquals(reduced.predict(few, samples).at(5), reduced.forecast(few, samples, LENGTH).at(5), 1e-12);
    }

    /** With V = 0 the equation is dz/ds = c - z: z(t) = c + (z(0) - c) exp(-2 pi t / length), at irregular times, too. */
    @Test
    void relaxationIsTheClosedForm() {
        SampleShape shape = SampleShape.window(40, 1).withPast(PAST).withSampling(true, true);
        Model model = Examples.ode(Coordinates.LATENT, Start.PAST, shape);
        ParameterLayout layout = model.layout();
        double[] w = Examples.parameters(model, 4);
        fill(w, layout.entry("flow.drive.weight"), 0);
        double c = w[layout.entry("flow.drive.bias").offset() + 1];
        double[] readOut = {0, 1};
        System.arraycopy(readOut, 0, w, layout.entry("output.weight").offset(), 2);
        fill(w, layout.entry("output.bias"), 0);
        Samples samples = Examples.random(shape, 3, 4);
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

    /** The hidden units of the equations are neurons; exchanged, with one sign changed, they compute the same. */
    @Test
    void hiddenUnitsCanBeExchanged() {
        SampleShape shape = SampleShape.window(LENGTH, 2).withPast(PAST).withSampling(true, true);
        assertEquals(List.of("encoder", "flow.hidden"), layers(Examples.ode(Coordinates.LATENT, Start.PAST, shape)));
        assertEquals(List.of("encoder", "flow.hidden"), layers(Examples.latent(Start.PAST, shape)));
        Model model = Examples.cde(Start.PAST, Interpolation.HERMITE, shape);
        assertEquals(List.of("encoder.hidden", "flow.hidden"), layers(model));
        double[] w = Examples.parameters(model, 9);
        Samples samples = Examples.random(shape, 3, 9);
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
        Samples samples = Examples.random(shape, 6, 8);
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
        Samples filled = Examples.samples(shape, NumericArray.owned(window, 6, LENGTH), samples.past(), samples.inputs().get(Samples.TIMES), mask);
        for (Model model : List.of(Examples.ode(Coordinates.LATENT, Start.PAST, shape), Examples.latent(Start.PAST, shape),
                Examples.cde(Start.PAST, Interpolation.NATURAL_CUBIC, shape), Examples.cde(Start.WINDOW, Interpolation.HERMITE, shape))) {
            double[] w = Examples.parameters(model, 8);
            assertEquals(model.objective().loss(w, samples), model.objective().loss(w, filled), 1e-14);
            assertArrayEquals(model.predict(w, samples).toArray(), model.predict(w, filled).toArray(), 0);
        }
    }
}

package org.paramscope.models.variational;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.paramscope.engine.graph.Activation.RELU;
import static org.paramscope.engine.graph.Activation.SOFTMAX;
import static org.paramscope.engine.graph.Activation.TANH;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.data.settings.SettingsSchema;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Fact;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Model;
import org.paramscope.engine.ModelType;
import org.paramscope.engine.Picture;
import org.paramscope.engine.Problem;
import org.paramscope.engine.Schedule;
import org.paramscope.engine.Symmetry;
import org.paramscope.engine.graph.Recurrence.Cell;
import org.paramscope.models.density.GaussianDensity;
import org.paramscope.models.density.Windows;

class VariationalAutoencoderTest {

    private static final SampleShape SHAPE = SampleShape.window(12, 1);
    private static final VariationalAutoencoder DENSE = new VariationalAutoencoder();
    private static final RecurrentVariationalAutoencoder RECURRENT = new RecurrentVariationalAutoencoder();

    private static VariationalAutoencoder.Settings dense(int hidden, int code, NoiseVariance noise, double beta) {
        return new VariationalAutoencoder.Settings(List.of(hidden), code, TANH, noise, 0.1, beta);
    }

    private static RecurrentVariationalAutoencoder.Settings recurrent(Cell cell, int hidden, int code, double beta) {
        return new RecurrentVariationalAutoencoder.Settings(cell, hidden, code, NoiseVariance.SHARED, 0.1, beta);
    }

    private static double[] fit(Model model, Samples samples, int steps, double rate) {
        Budget budget = new Budget(steps, rate, Budget.steps(1).precision(), 0, 1).withSchedule(new Schedule.Cosine(0));
        return Problem.of(model, samples, null, budget, 3).fit(Progress.none());
    }

    private static double rootMeanSquare(Model model, double[] w, Samples samples) {
        double[] output = model.predict(w, samples).toArray();
        return Math.sqrt(IntStream.range(0, output.length).mapToDouble(i -> Math.pow(output[i] - samples.input().at(i), 2)).average()
                .orElseThrow());
    }

    private static double fact(List<Fact> facts, String name) {
        return facts.stream().filter(fact -> fact.name().startsWith(name)).findFirst().orElseThrow().value();
    }

    @ParameterizedTest
    @EnumSource
    void gradientsOfTheDenseOne(NoiseVariance noise) {
        SampleShape shape = SampleShape.window(4, 2);
        Model model = DENSE.build(new VariationalAutoencoder.Settings(List.of(5, 4), 2, TANH, noise, 0.3, 0.7), shape);
        Samples samples = Windows.samples(shape, Windows.gaussian(9, 8, 2));
        assertEquals(List.of(), Windows.wrongGradients(model, samples, Windows.parameters(model, 0.4)));
        int noises = switch (noise) {
            case SHARED -> 1;
            case PER_CHANNEL -> 2;
            case FIXED -> 0;
        };
        assertEquals(8 * 5 + 5 + 5 * 4 + 4 + 2 * (4 * 2 + 2) + 2 * 4 + 4 + 4 * 5 + 5 + 5 * 8 + 8 + noises, model.complexity());
        assertEquals(model, Model.fromJson(model.toJson()));
    }

    @ParameterizedTest
    @EnumSource
    void gradientsOfTheRecurrentOne(Cell cell) {
        SampleShape shape = SampleShape.window(5, 2);
        Model model = RECURRENT.build(recurrent(cell, 3, 2, 0.7), shape);
        Samples samples = Windows.samples(shape, Windows.gaussian(7, 10, 2));
        assertEquals(List.of(), Windows.wrongGradients(model, samples, Windows.parameters(model, 0.4)));
        assertEquals(model, Model.fromJson(model.toJson()));
    }

    @Test
    void noiseOfAChannelIsItsOwn() {
        SampleShape shape = SampleShape.window(3, 2);
        Model model = DENSE.build(dense(4, 2, NoiseVariance.PER_CHANNEL, 1), shape);
        double[] w = Windows.parameters(model, 0.5);
        int at = model.layout().entry("noise.variances.weight").offset();
        double a = w[at] - 2;
        double b = w[at + 1] - 2;
        assertArrayEquals(new double[] {a, b, a, b, a, b}, Decoder.of(model, w).logVariances(), 1e-14);
        double given = Math.log(0.1);
        Model fixed = DENSE.build(dense(4, 2, NoiseVariance.FIXED, 1), shape);
        assertArrayEquals(new double[] {given, given, given, given, given, given},
                Decoder.of(fixed, Windows.parameters(fixed, 0.5)).logVariances(), 1e-14);
    }

    /** The decoder by itself gives for the posterior means what the model reconstructs, merged units or not. */
    @Test
    void theDecoderIsThatOfTheModel() {
        Samples samples = Windows.samples(SHAPE, Windows.gaussian(20, 12, 2));
        for (Model model : List.of(DENSE.build(dense(6, 3, NoiseVariance.SHARED, 1), SHAPE),
                DENSE.build(dense(6, 3, NoiseVariance.SHARED, 1), SHAPE).withWidths(Map.of("decoder", 2)),
                RECURRENT.build(recurrent(Cell.LSTM, 4, 2, 1), SHAPE))) {
            double[] w = Windows.parameters(model, 0.5);
            NumericArray codes = model.head("latent", w, samples);
            assertEquals(codes.size(1), Decoder.of(model, w).width());
            assertArrayEquals(model.predict(w, samples).toArray(), Decoder.of(model, w).means(codes).toArray(), 1e-14);
        }
    }

    @Test
    void hiddenUnitsAreUnits() {
        Model model = DENSE.build(dense(6, 3, NoiseVariance.SHARED, 1), SHAPE);
        assertEquals(List.of("encoder", "decoder"), model.units().stream().map(layer -> layer.name()).toList());
        assertTrue(model.units().stream().allMatch(layer -> layer.symmetry() == Symmetry.SIGNED_PERMUTATION && layer.count() == 6));
    }

    /** Windows of one phase lie on a circle, which needs two code units and no more; the noise is found. */
    @Test
    void theDenseOneFindsTheCircleOfPhases() {
        learnsTheCircle(DENSE, dense(16, 3, NoiseVariance.SHARED, 1), 1500, 0.01);
    }

    @Test
    void theRecurrentOneFindsTheCircleOfPhases() {
        learnsTheCircle(RECURRENT, recurrent(Cell.GRU, 12, 3, 1), 1500, 0.02);
    }

    private static <S extends Record> void learnsTheCircle(ModelType<S> type, S settings, int steps, double rate) {
        double noise = 0.1;
        Samples samples = Windows.samples(SHAPE, Windows.sines(300, 12, noise, 1));
        Samples heldOut = Windows.samples(SHAPE, Windows.sines(300, 12, noise, 2));
        Model model = type.build(settings, SHAPE);
        double[] w = fit(model, samples, steps, rate);
        double error = rootMeanSquare(model, w, heldOut);
        assertTrue(error < 1.25 * noise, "held-out error " + error);
        FittedModel fitted = new FittedModel(model, w, samples, heldOut, 4);
        List<Fact> facts = type.facts(settings, fitted);
        assertTrue(facts.stream().noneMatch(Fact::warning));
        assertTrue(fact(facts, "active units") >= 2, facts.toString());
        double bound = fact(facts, "evidence lower bound");
        assertEquals(bound, fact(facts, "reconstruction part") - fact(facts, "divergence part"), 1e-9);
        assertTrue(fact(facts, "importance-weighted bound") > bound, facts.toString());
        // a code costs something, and no more than a whole window can tell of its phase
        assertTrue(fact(facts, "divergence part") > 2 && fact(facts, "divergence part") < 12, facts.toString());
        double gaussian = Windows.mean(GaussianDensity.factorised(samples, 0).logDensity(heldOut.input()));
        assertTrue(bound > gaussian + 10, bound + " for " + gaussian + " without a code");
        double[] logVariances = Decoder.of(model, w).logVariances();
        assertEquals(noise, Math.exp(logVariances[0] / 2), 0.25 * noise);
        // what it draws are windows of such phases: the nearest sine of amplitude 1.4 is near
        NumericArray drawn = VariationalAutoencoder.draw(model, w, 200, 3);
        double[] amplitudes = IntStream.range(0, 200).mapToDouble(n -> amplitude(drawn.slice(n).toArray())).sorted().toArray();
        assertEquals(1.4, amplitudes[100], 0.25, Arrays.toString(amplitudes));
        assertEquals(List.of("Posterior means of held-out windows", "Windows drawn from the prior",
                "Decoded windows over the plane of codes"), type.pictures(settings, fitted).stream().map(Picture::title).toList());
    }

    /** Of the sine of period 12 in twelve steps. */
    private static double amplitude(double[] window) {
        double c = 0;
        double s = 0;
        for (int t = 0; t < 12; t++) {
            c += window[t] * Math.cos(2 * Math.PI * t / 12) / 6;
            s += window[t] * Math.sin(2 * Math.PI * t / 12) / 6;
        }
        return Math.hypot(c, s);
    }

    /** A divergence that weighs a hundred times as much is not worth any code. */
    @Test
    void collapseIsSaid() {
        Samples samples = Windows.samples(SHAPE, Windows.sines(100, 12, 0.5, 1));
        VariationalAutoencoder.Settings settings = dense(6, 2, NoiseVariance.SHARED, 100);
        Model model = DENSE.build(settings, SHAPE);
        double[] w = fit(model, samples, 800, 0.01);
        Fact active = DENSE.facts(settings, new FittedModel(model, w, samples, samples, 4)).getLast();
        assertEquals(0, active.value());
        assertTrue(active.warning() && active.words().contains("collapsed"), active.words());
        RecurrentVariationalAutoencoder.Settings free = recurrent(Cell.RNN, 4, 2, 100);
        Model second = RECURRENT.build(free, SHAPE);
        Fact said = RECURRENT.facts(free, new FittedModel(second, fit(second, samples, 800, 0.01), samples, samples, 4)).getLast();
        assertEquals(0, said.value());
        assertTrue(said.warning());
    }

    @Test
    void oneCodeUnitAndNoHeldOutWindows() {
        SampleShape shape = SampleShape.window(4, 3);
        Samples samples = Windows.samples(shape, Windows.gaussian(10, 12, 2));
        VariationalAutoencoder.Settings settings = dense(3, 1, NoiseVariance.PER_CHANNEL, 1);
        Model model = DENSE.build(settings, shape);
        FittedModel fitted = new FittedModel(model, Windows.parameters(model, 0.5), samples, samples.select(new int[0]), 4);
        assertEquals(5, DENSE.facts(settings, fitted).size());
        List<Picture> pictures = DENSE.pictures(settings, fitted);
        assertEquals(5, pictures.size());
        Picture.Image grid = (Picture.Image) pictures.getLast();
        assertArrayEquals(new int[] {3, 20}, grid.values().shape());
        // the middle tile is the window of the code 0
        NumericArray middle = Decoder.of(model, fitted.parameters()).means(NumericArray.zeros(1, 1));
        for (int t = 0; t < 4; t++) {
            for (int c = 0; c < 3; c++) {
                assertEquals(middle.at(t * 3 + c), grid.values().get(c, 8 + t), 1e-14);
            }
        }
    }

    @Test
    void settingsAreDescribedAndRefused() {
        assertFalse(SettingsSchema.of(VariationalAutoencoder.Settings.class).settings().getFirst().search().isEmpty());
        assertEquals("gru", SettingsSchema.of(RecurrentVariationalAutoencoder.Settings.class).settings().getFirst().defaultValue());
        assertThrows(SettingException.class, () -> DENSE.build(
                new VariationalAutoencoder.Settings(List.of(3), 2, SOFTMAX, NoiseVariance.SHARED, 0.1, 1), SHAPE));
        assertEquals(List.of(Symmetry.SCALED_PERMUTATION, Symmetry.SCALED_PERMUTATION), DENSE.build(
                new VariationalAutoencoder.Settings(List.of(3), 2, RELU, NoiseVariance.SHARED, 0.1, 1), SHAPE).units().stream()
                .map(layer -> layer.symmetry()).toList());
    }
}

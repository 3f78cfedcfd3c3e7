package org.paramscope.models.continuous;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.paramscope.engine.Budget;
import org.paramscope.engine.Clipping;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Model;
import org.paramscope.engine.Optimiser;
import org.paramscope.engine.Picture;
import org.paramscope.engine.Precision;
import org.paramscope.engine.Problem;
import org.paramscope.engine.Schedule;
import org.paramscope.engine.graph.Control.Interpolation;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.models.continuous.NeuralOde.Coordinates;

/** What was drawn from an equation is learned again. */
class EquationRecoveryTest {

    private static final int PAST = Examples.PAST;
    private static final int LENGTH = Examples.LENGTH;

    static Stream<Arguments> drawn() {
        SampleShape sparse = SampleShape.window(2 * LENGTH, 2).withPast(PAST).withSampling(true, true);
        return Stream.of(Arguments.of("ODE", Examples.ode(Coordinates.LATENT, Start.PAST, sparse)),
                Arguments.of("latent ODE", Examples.latent(Start.PAST, sparse)),
                Arguments.of("CDE", Examples.cde(Start.PAST, Interpolation.NATURAL_CUBIC, sparse)));
    }

    /** Solutions of a model's own equation from random states, seen incompletely, are predicted by a model that is fitted to others of them. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("drawn")
    void recoversDataDrawnFromItself(String name, Model model) {
        double[] source = Examples.parameters(model, 5);
        for (int i = 0; i < source.length; i++) {
            source[i] *= 2;
        }
        Samples training = solutions(model, source, 200, 5);
        Samples others = solutions(model, source, 100, 6);
        Budget budget = new Budget(1000, 0.02, Precision.FLOAT32, 0, 1, new Optimiser.Adam(), new Schedule.Cosine(0.01), new Clipping.Norm(1), 64);
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
        Samples random = Examples.random(shape, count, seed);
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
        return Examples.samples(shape, NumericArray.owned(window, count, shape.size()), NumericArray.owned(past, count, shape.before()), times,
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
        Samples samples = Examples.samples(shape, NumericArray.owned(windows, 100, length), NumericArray.owned(pasts, 100, past), null, null);
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
}

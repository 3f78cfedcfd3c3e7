package org.paramscope.models.continuous;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.paramscope.data.Clock;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.RateUnit;
import org.paramscope.data.Samples;
import org.paramscope.data.Signal;
import org.paramscope.data.SignalLayout;
import org.paramscope.data.Split;
import org.paramscope.data.SplitPlan;
import org.paramscope.data.WindowPlan;
import org.paramscope.data.Windows;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Clipping;
import org.paramscope.engine.Fact;
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Model;
import org.paramscope.engine.ModelType;
import org.paramscope.engine.Optimiser;
import org.paramscope.engine.Picture;
import org.paramscope.engine.Precision;
import org.paramscope.engine.Problem;
import org.paramscope.engine.Schedule;
import org.paramscope.engine.graph.Control.Interpolation;

/** The oscillator of van der Pol, learned from one channel at irregular times with 30 % of the values missing. */
class VanDerPolTest {

    private static final int PAST = 12;
    private static final int LENGTH = 28;
    private static final int SAMPLES = 900;
    /** Five periods are withheld. */
    private static final int WITHHELD = (int) Math.ceil(5 * Oscillator.PERIOD / Oscillator.INTERVAL);
    private static final double TRUE_PERIOD = Oscillator.PERIOD / Oscillator.INTERVAL;

    private static double[] fit(Model model, Samples samples, int steps, long seed) {
        Budget budget = new Budget(steps, 0.01, Precision.FLOAT32, 0, 1, new Optimiser.Adam(), new Schedule.Cosine(0.01), new Clipping.Norm(1), 64);
        return Problem.of(model, samples, null, budget, seed).fit(Progress.none());
    }

    static Stream<Arguments> forecasters() {
        return Stream.of(Arguments.of(new NeuralOde(), new NeuralOde.Settings(), 2000, 3),
                Arguments.of(new LatentOde(), new LatentOde.Settings(), 1500, 1),
                Arguments.of(new NeuralCde(), new NeuralCde.Settings(4, 16, 2, 16, Interpolation.NATURAL_CUBIC, Start.PAST, 1), 2000, 3));
    }

    @ParameterizedTest
    @MethodSource("forecasters")
    <S extends Record> void keepsThePeriodAndReturnsToItsCycle(ModelType<S> type, S settings, int steps, long seed) {
        Oscillator oscillator = new Oscillator(SAMPLES, WITHHELD, 0, 1);
        int held = SAMPLES - WITHHELD;
        Samples training = oscillator.windows(PAST, LENGTH, PAST, held - LENGTH, 2);
        assertTrue(type.requirements(settings).refusal(training.shape()).isEmpty());
        Model model = type.build(settings, training.shape());
        assertTrue(model.predicting());
        double[] w = fit(model, training, steps, seed);

        Samples origin = oscillator.windows(PAST, LENGTH, held, held + 1, 1);
        double[] forecast = model.forecast(w, origin, WITHHELD).toArray();
        double[] truth = oscillator.future(held, LENGTH, WITHHELD);
        // the windows' times are irregular, so that crossings are compared with the truth's at the same steps
        double[] found = crossings(forecast);
        double[] expected = crossings(truth);
        assertEquals(expected.length, found.length);
        int last = found.length - 1;
        assertEquals(expected[last] - expected[1], found[last] - found[1], 0.01 * (expected[last] - expected[1]), "period");
        double error = rootMeanSquare(forecast, truth);
        assertTrue(error < 0.2, () -> "error of the free run " + error + ", deviation of the signal 1");

        FittedModel fitted = new FittedModel(model, w, training, origin, 1);
        List<Fact> facts = type.facts(settings, fitted);
        assertEquals(TRUE_PERIOD, fact(facts, "period of the limit cycle"), 0.01 * TRUE_PERIOD);
        // x swings to 2.009 (Andersen, Geer 1982)
        assertEquals(2.009 / Oscillator.SCALE, fact(facts, "amplitude of the limit cycle"), 0.05);
        assertTrue(fact(facts, "share of a perturbation") < 0.2);
        assertTrue(facts.stream().noneMatch(Fact::warning));
        returns((Picture.Field) type.pictures(settings, fitted).getFirst());
    }

    /** In the picture, states moved by 20 % come back: their last period lies on the drawn cycle. */
    private static void returns(Picture.Field field) {
        Map<String, NumericArray> ways = field.trajectories();
        double[][] cycle = ways.get("limit cycle").toRows();
        double extent = 0;
        for (double[] point : cycle) {
            extent = Math.max(extent, Math.hypot(point[0] - cycle[0][0], point[1] - cycle[0][1]));
        }
        for (String name : List.of("start moved outwards by 20 %", "start moved inwards by 20 %")) {
            double[][] way = ways.get(name).toRows();
            double before = distance(cycle, way[0]);
            assertTrue(before > 0.05 * extent, name);
            for (int t = way.length - (int) TRUE_PERIOD; t < way.length; t++) {
                assertTrue(distance(cycle, way[t]) < 0.03 * extent, name + ", step " + t);
            }
        }
    }

    /** From a polygon of points. */
    private static double distance(double[][] points, double[] from) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int i = 1; i < points.length; i++) {
            double dx = points[i][0] - points[i - 1][0];
            double dy = points[i][1] - points[i - 1][1];
            double share = Math.clamp(((from[0] - points[i - 1][0]) * dx + (from[1] - points[i - 1][1]) * dy) / (dx * dx + dy * dy), 0, 1);
            nearest = Math.min(nearest, Math.hypot(from[0] - points[i - 1][0] - share * dx, from[1] - points[i - 1][1] - share * dy));
        }
        return nearest;
    }

    /** Cut, standardised and split as any recording is. */
    @Test
    void findsThePeriodInWindowsOfARecording() {
        Oscillator oscillator = new Oscillator(SAMPLES, 0, 0.05, 4);
        double[] mask = IntStream.range(0, SAMPLES).mapToDouble(i -> oscillator.missing[i] ? 0 : 1).toArray();
        double[] values = IntStream.range(0, SAMPLES).mapToDouble(i -> oscillator.missing[i] ? 0 : oscillator.values[i]).toArray();
        Signal signal = new Signal("x", "", Clock.irregular(NumericArray.of(oscillator.times), RateUnit.HERTZ),
                NumericArray.owned(values, SAMPLES, 1), List.of("x"), SignalLayout.CHANNELS, Optional.of(NumericArray.owned(mask, SAMPLES, 1)));
        Split split = Windows.split(signal, List.of(), new WindowPlan(LENGTH, 2, PAST).withGaps(), new SplitPlan(0.8, 0, 0.2));
        NeuralOde.Settings settings = new NeuralOde.Settings();
        assertTrue(split.train().shape().irregular() && split.train().shape().gaps());
        Model model = new NeuralOde().build(settings, split.train().shape());
        double[] w = fit(model, split.train(), 1500, 3);
        double interval = (oscillator.times[SAMPLES - 1] - oscillator.times[0]) / (SAMPLES - 1);
        List<Fact> facts = new NeuralOde().facts(settings, new FittedModel(model, w, split.train(), split.test(), 1));
        assertEquals(Oscillator.PERIOD, interval * fact(facts, "period of the limit cycle"), 0.02 * Oscillator.PERIOD);
    }

    /** Missing values of noisy windows that took no part in the fit, against a spline through the observed ones and persistence. */
    @Test
    void interpolatesNoisyValuesBetterThanSplineAndPersistence() {
        Oscillator oscillator = new Oscillator(SAMPLES, 0, 0.2, 2);
        int held = SAMPLES - WITHHELD;
        Samples training = oscillator.windows(0, LENGTH, 0, held - LENGTH, 2);
        Model model = new NeuralCde().build(new NeuralCde.Settings(4, 16, 2, 16, Interpolation.NATURAL_CUBIC, Start.WINDOW, 1), training.shape());
        assertTrue(!model.predicting() && model.forecaster().isEmpty());
        double[] w = fit(model, training, 2000, 3);
        Samples windows = oscillator.windows(0, LENGTH, held, SAMPLES - LENGTH, 7);
        double[] equation = model.predict(w, windows).toArray();
        double[] errors = new double[3];
        int count = 0;
        for (int n = 0; n < windows.count(); n++) {
            double[] spline = Interpolator.spline(windows, n);
            double last = Double.NaN;
            for (int k = 0; k < LENGTH; k++) {
                int i = windows.starts()[n] + k;
                if (!oscillator.missing[i]) {
                    last = oscillator.values[i];
                } else if (!Double.isNaN(last)) {
                    double truth = oscillator.at(oscillator.times[i]);
                    double[] guesses = {equation[n * LENGTH + k], spline[k], last};
                    for (int j = 0; j < 3; j++) {
                        errors[j] += (guesses[j] - truth) * (guesses[j] - truth);
                    }
                    count++;
                }
            }
        }
        int missing = count;
        String all = "equation %.4f, spline %.4f, persistence %.4f".formatted(Math.sqrt(errors[0] / missing), Math.sqrt(errors[1] / missing),
                Math.sqrt(errors[2] / missing));
        assertTrue(errors[0] < errors[1] && errors[1] < errors[2], all);
    }

    private static double fact(List<Fact> facts, String name) {
        return facts.stream().filter(fact -> fact.name().startsWith(name)).findFirst().orElseThrow().value();
    }

    private static double[] crossings(double[] x) {
        return IntStream.range(1, x.length).filter(t -> x[t - 1] < 0 && x[t] >= 0)
                .mapToDouble(t -> t - 1 + x[t - 1] / (x[t - 1] - x[t])).toArray();
    }

    private static double rootMeanSquare(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(sum / a.length);
    }
}

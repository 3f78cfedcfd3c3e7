package org.paramscope.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Activation.TANH;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.graph.Control.Interpolation;
import org.paramscope.engine.graph.ControlPath;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Node;
import org.paramscope.engine.graph.Shape;
import org.paramscope.engine.graph.Solver;
import org.paramscope.engine.graph.Solver.Gradient;
import org.paramscope.engine.random.RandomStream;

/** Control paths against interpolation by other means, and differential equations along them. */
class ControlTest {

    private static final double[] TIMES = {0, 0.5, 1.7, 2.2, 4, 4.5};

    /** A path as the head of a model, in all variants. */
    private static Model pathModel(int steps, int channels, Interpolation interpolation, boolean withTime) {
        Graph g = new Graph(new SampleShape(steps, channels, 0, 1));
        ControlPath path = g.path("path", g.sequence()).where(g.input("mask", Shape.of(steps, channels))).at(g.input("times", Shape.of(steps)))
                .by(interpolation);
        if (withTime) {
            path.withTime();
        }
        g.head("derivative", path.derivative());
        g.head("start", path.start());
        g.dense("output", g.input(), 1, IDENTITY);
        return g.model(Loss.SQUARED_ERROR);
    }

    private static Samples samples(int steps, int channels, double[] values, double[] mask, double[] times) {
        int count = times.length / steps;
        return new Samples(new SampleShape(steps, channels, 0, 1), Map.of(Samples.WINDOW, NumericArray.owned(values, count, steps * channels),
                "mask", NumericArray.owned(mask, count, steps * channels), "times", NumericArray.owned(times, count, steps)),
                Map.of(Samples.TARGET, NumericArray.zeros(count, 1)), NumericArray.owned(IntStream.range(0, count).mapToDouble(n -> 1).toArray()),
                new int[count], new int[count], count);
    }

    /** The derivative of the only channel with respect to the true time. */
    private static double slope(double[] rows, double[] times, double time) {
        int i = 0;
        while (i < times.length - 2 && times[i + 1] <= time) {
            i++;
        }
        double length = times[i + 1] - times[i];
        double s = (time - times[i]) / length;
        return (rows[3 * i] + s * (rows[3 * i + 1] + s * rows[3 * i + 2])) / length;
    }

    /** The value at a knot by exact integration of the derivative. */
    private static double integral(double[] rows, int interval) {
        return rows[3 * interval] + rows[3 * interval + 1] / 2 + rows[3 * interval + 2] / 3;
    }

    /** Slopes by scipy.interpolate.CubicSpline(bc_type='natural') of SciPy 1.17 through the five observed values. */
    @Test
    void naturalSplineAgreesWithSciPy() {
        double[] values = {1, -0.5, Double.NaN, 2, 0.3, 1.1};
        Samples samples = samples(6, 1, values, new double[] {1, 1, 0, 1, 1, 1}, TIMES);
        double[] rows = pathModel(6, 1, Interpolation.NATURAL_CUBIC, false).head("derivative", new double[7], samples).toArray();
        double[][] expected = {{0, -3.6840435943646423}, {0.25, -3.1710108985911605}, {0.5, -1.6319128112707157}, {1.1, 1.8451999936803551},
            {1.7, 2.426310649682721}, {1.95, 1.8137172332231533}, {2.2, 0.6983456659044349}, {3.1, -1.7638314953306882},
            {4.0, 0.6903136487516528}, {4.25, 1.7137107939060434}, {4.5, 2.054843175624174}};
        for (double[] pair : expected) {
            assertEquals(pair[1], slope(rows, TIMES, pair[0]), 1e-13, "at " + pair[0]);
        }
    }

    @ParameterizedTest
    @EnumSource
    void runsThroughTheObservations(Interpolation interpolation) {
        double[] values = {7, -0.5, 7, 2, 0.3, 7};
        double[] mask = {0, 1, 0, 1, 1, 0};
        Model model = pathModel(6, 1, interpolation, false);
        Samples samples = samples(6, 1, values, mask, TIMES);
        double[] rows = model.head("derivative", new double[7], samples).toArray();
        double[] x = new double[6];
        x[0] = model.head("start", new double[7], samples).at(0);
        for (int i = 0; i < 5; i++) {
            x[i + 1] = x[i] + integral(rows, i);
        }
        assertEquals(-0.5, x[0], 0);
        for (int t = 0; t < 6; t++) {
            if (mask[t] > 0) {
                assertEquals(values[t], x[t], 1e-14, "at " + t);
            }
        }
        // constant before the first observation and after the last
        assertArrayEquals(new double[3], Arrays.copyOf(rows, 3), 0);
        assertArrayEquals(new double[3], Arrays.copyOfRange(rows, 12, 15), 0);
    }

    @Test
    void hermiteHasBackwardDifferencesAsSlopes() {
        double[] values = {1, -0.5, 3, 2, 0.3, 1.1};
        Samples samples = samples(6, 1, values, new double[] {1, 1, 1, 1, 1, 1}, TIMES);
        double[] rows = pathModel(6, 1, Interpolation.HERMITE, false).head("derivative", new double[7], samples).toArray();
        for (int i = 0; i < 5; i++) {
            double length = TIMES[i + 1] - TIMES[i];
            int before = Math.max(1, i);
            assertEquals((values[before] - values[before - 1]) / (TIMES[before] - TIMES[before - 1]), rows[3 * i] / length, 1e-13);
            assertEquals((values[i + 1] - values[i]) / length, (rows[3 * i] + rows[3 * i + 1] + rows[3 * i + 2]) / length, 1e-13);
        }
    }

    @ParameterizedTest
    @EnumSource
    void straightLinesAreExactAndTimeComesFirst(Interpolation interpolation) {
        double[] values = Arrays.stream(TIMES).map(t -> 3 - 2 * t).toArray();
        Samples samples = samples(6, 1, values, new double[] {1, 1, 0, 1, 1, 1}, TIMES);
        Model model = pathModel(6, 1, interpolation, true);
        double[] rows = model.head("derivative", new double[7], samples).toArray();
        for (int i = 0; i < 5; i++) {
            double length = TIMES[i + 1] - TIMES[i];
            assertArrayEquals(new double[] {length, -2 * length, 0, 0, 0, 0}, Arrays.copyOfRange(rows, 6 * i, 6 * i + 6), 1e-13);
        }
        assertArrayEquals(new double[] {0, 3}, model.head("start", new double[7], samples).toArray(), 0);
    }

    @ParameterizedTest
    @EnumSource
    void channelsWithoutObservationsAreZero(Interpolation interpolation) {
        double[] values = {7, 1, 7, 2, 7, 3};
        Model model = pathModel(3, 2, interpolation, false);
        Samples samples = samples(3, 2, values, new double[] {0, 1, 0, 1, 0, 1}, new double[] {0, 1, 2});
        assertArrayEquals(new double[] {0, 1}, model.head("start", new double[7], samples).toArray(), 0);
        assertArrayEquals(new double[] {0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0}, model.head("derivative", new double[7], samples).toArray(), 1e-14);
    }

    /** A path through the last two steps of a past and the first three of a window against one through five steps. */
    @ParameterizedTest
    @EnumSource
    void runsThroughChosenParts(Interpolation interpolation) {
        SampleShape shape = new SampleShape(4, 2, 3, 1);
        Graph g = new Graph(shape);
        Node both = g.select("both", IntStream.range(2, 12).toArray(), g.past(), g.input());
        Node observed = g.slice("seen", g.input(Samples.OBSERVED, Shape.of(14)), 2, 12);
        ControlPath path = g.path("path", g.reshape("steps", both, 5, 2)).where(g.reshape("mask", observed, 5, 2))
                .at(g.slice("when", g.input(Samples.TIMES, Shape.of(7)), 1, 6)).withTime().by(interpolation);
        g.head("derivative", path.derivative());
        g.dense("output", g.input(), 1, IDENTITY);
        Model model = g.model(Loss.SQUARED_ERROR);
        double[] all = Examples.gaussian("values", 14).toArray();
        double[] mask = {1, 1, 1, 0, 1, 1, 0, 1, 1, 1, 1, 0, 1, 1};
        double[] times = {-4, -3.5, -1, 0, 0.5, 2, 3};
        Samples chosen = new Samples(shape, Map.of(Samples.WINDOW, NumericArray.owned(Arrays.copyOfRange(all, 6, 14), 1, 8), Samples.PAST,
                NumericArray.owned(Arrays.copyOf(all, 6), 1, 6), Samples.OBSERVED, NumericArray.owned(mask, 1, 14), Samples.TIMES,
                NumericArray.owned(times, 1, 7)), Map.of(Samples.TARGET, NumericArray.zeros(1, 1)), NumericArray.owned(new double[] {1}),
                new int[1], new int[1], 1);
        Samples whole = samples(5, 2, Arrays.copyOfRange(all, 2, 12), Arrays.copyOfRange(mask, 2, 12), Arrays.copyOfRange(times, 1, 6));
        assertArrayEquals(pathModel(5, 2, interpolation, true).head("derivative", new double[11], whole).toArray(),
                model.head("derivative", new double[9], chosen).toArray(), 0);
    }

    @Test
    void refusesWhatIsNoPath() {
        Model model = pathModel(3, 2, Interpolation.HERMITE, false);
        double[] values = {1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6};
        double[] mask = {1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 0, 1};
        double[] times = {0, 1, 2, 0, 1, 2};
        times[5] = 1;
        assertTrue(message(model, samples(3, 2, values, mask, times)).contains("'path', sample 1: time step 2 has the time 1.0 after 1.0"));
        times[5] = 3;
        values[7] = Double.NaN;
        assertTrue(message(model, samples(3, 2, values, mask, times)).contains("'path', sample 1, channel 1: time step 0 is NaN"));

        Graph g = new Graph(new SampleShape(3, 2, 0, 1));
        Node hidden = g.pointwise("hidden", g.sequence(), 2, TANH);
        assertTrue(assertThrows(ShapeException.class, () -> g.path("computed", hidden).derivative()).getMessage().contains("'hidden' is computed"));
        assertTrue(assertThrows(ShapeException.class, () -> g.path("flat", g.input()).derivative()).getMessage().contains("'flat': its values are [6]"));
        assertTrue(assertThrows(ShapeException.class, () -> g.path("masked", g.sequence()).where(g.input("mask", Shape.of(3))).derivative())
                .getMessage().contains("'masked': its mask is [3], its values are [3, 2]"));
    }

    private static String message(Model model, Samples samples) {
        return assertThrows(ShapeException.class, () -> model.head("start", new double[7], samples)).getMessage();
    }

    static Stream<Arguments> equations() {
        List<Solver> solvers = List.of(new Solver.RungeKutta4(1), new Solver.RungeKutta4(3), new Solver.DormandPrince(1e6, 1e6, 10));
        return solvers.stream().flatMap(solver -> Stream.of(Interpolation.values()).map(interpolation -> Arguments.of(solver, interpolation)));
    }

    private static Model equation(Solver solver, Gradient gradient, Interpolation interpolation, int state) {
        Graph g = new Graph(new SampleShape(5, 2, 0, 3));
        ControlPath path = g.path("path", g.sequence()).where(g.input("mask", Shape.of(5, 2))).at(g.input("times", Shape.of(5))).withTime()
                .by(interpolation);
        Node flow = g.control("flow", path.derivative(), g.dense("initial", path.start(), state, IDENTITY), solver, gradient,
                (body, z, t, contexts) -> body.reshape("matrix", body.dense("field", body.concatenate("all", z, t, contexts.getFirst()),
                        3 * state, TANH), state, 3), g.dense("context", g.input(), 2, TANH));
        g.dense("output", flow, 3, IDENTITY);
        return g.model(Loss.SQUARED_ERROR);
    }

    private static Samples irregular(int count) {
        RandomStream stream = RandomStream.of(3, count, "paths");
        double[] times = new double[count * 5];
        for (int i = 0; i < times.length; i++) {
            times[i] = (i % 5 == 0 ? 0 : times[i - 1]) + 0.3 + stream.uniform();
        }
        double[] mask = IntStream.range(0, count * 10).mapToDouble(i -> i % 10 < 2 || stream.below(3) > 0 ? 1 : 0).toArray();
        Samples paths = samples(5, 2, Examples.gaussian("window", count, 10).toArray(), mask, times);
        Map<String, NumericArray> inputs = new HashMap<>(paths.inputs());
        return new Samples(new SampleShape(5, 2, 0, 3), inputs, Map.of(Samples.TARGET, Examples.gaussian("target", count, 3)), paths.weights(),
                paths.starts(), paths.groups(), count);
    }

    @ParameterizedTest
    @MethodSource("equations")
    void gradientAgreesWithCentralDifferences(Solver solver, Interpolation interpolation) {
        for (int state : new int[] {1, 2, 3, 7, 17}) {
            Model model = equation(solver, Gradient.BACKPROPAGATION, interpolation, state);
            assertEquals(model, Model.fromJson(model.toJson()));
            Samples samples = irregular(state + 2);
            BlockGradientTest.assertAgreement("state of " + state, model, samples, Examples.parameters(model));
        }
    }

    @ParameterizedTest
    @EnumSource
    void adjointAgreesWithBackpropagation(Interpolation interpolation) {
        Solver solver = new Solver.DormandPrince(1e-11, 1e-11, 1000);
        Model exact = equation(solver, Gradient.BACKPROPAGATION, interpolation, 3);
        Model adjoint = equation(solver, Gradient.ADJOINT, interpolation, 3);
        Samples samples = irregular(20);
        double[] w = Examples.parameters(exact);
        assertArrayEquals(exact.objective().gradient(w, samples), adjoint.objective().gradient(w, samples), 1e-8);
    }

    /** Simpson's rule is exact for the path's cubic pieces: with a constant F, z(T) - z(0) = F (X(T) - X(0)). */
    @ParameterizedTest
    @MethodSource("equations")
    void constantFieldIntegratesToTheChangeOfThePath(Solver solver, Interpolation interpolation) {
        Graph g = new Graph(new SampleShape(5, 2, 0, 10));
        ControlPath path = g.path("path", g.sequence()).by(interpolation);
        g.control("flow", path.derivative(), g.select("initial", new int[] {0, 1}, path.start()), solver, Gradient.BACKPROPAGATION,
                (body, z, t, contexts) -> body.reshape("matrix", body.dense("field", body.rescale("nothing", t, 0, 0), 4, IDENTITY), 2, 2));
        Model model = g.model(Loss.SQUARED_ERROR);
        NumericArray windows = Examples.gaussian("window", 6, 10);
        double[] w = {9, 9, 9, 9, 2, -1, 0.5, 3};
        Samples samples = Examples.samples(new SampleShape(5, 2, 0, 10), windows, NumericArray.zeros(6, 10), null);
        NumericArray found = model.predict(w, samples);
        for (int n = 0; n < 6; n++) {
            double x0 = windows.at(n * 10);
            double y0 = windows.at(n * 10 + 1);
            for (int t = 0; t < 5; t++) {
                double x = windows.at(n * 10 + 2 * t) - x0;
                double y = windows.at(n * 10 + 2 * t + 1) - y0;
                assertEquals(x0 + 2 * x - y, found.at(n * 10 + 2 * t), 1e-12);
                assertEquals(y0 + 0.5 * x + 3 * y, found.at(n * 10 + 2 * t + 1), 1e-12);
            }
        }
    }

    @Test
    void adaptiveStepsAgreeWithFinerOnes() {
        Solver tight = new Solver.DormandPrince(1e-10, 1e-10, 1000);
        Samples samples = irregular(9);
        Model adaptive = equation(tight, Gradient.BACKPROPAGATION, Interpolation.HERMITE, 4);
        Model fine = equation(new Solver.RungeKutta4(200), Gradient.BACKPROPAGATION, Interpolation.HERMITE, 4);
        double[] w = Examples.parameters(fine);
        assertArrayEquals(fine.predict(w, samples).toArray(), adaptive.predict(w, samples).toArray(), 1e-8);
    }
}

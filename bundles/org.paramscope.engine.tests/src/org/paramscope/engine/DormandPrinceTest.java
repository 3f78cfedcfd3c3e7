package org.paramscope.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Activation.TANH;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paramscope.data.NumericArray;
import org.paramscope.data.NumericalException;
import org.paramscope.data.Progress;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.graph.Arithmetic.Operator;
import org.paramscope.engine.graph.Elementwise.Function;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Node;
import org.paramscope.engine.graph.Solver;
import org.paramscope.engine.graph.Solver.Gradient;
import org.paramscope.engine.internal.plan.Descent;

/** The adaptive solver against closed forms and a much finer solver with fixed steps. */
class DormandPrinceTest {

    private static final int POINTS = 9;

    private static Solver tolerance(double tolerance) {
        return new Solver.DormandPrince(tolerance, tolerance, 2000);
    }

    /** The solution as a model of samples that are initial states. */
    private static Model model(int state, Solver solver, double start, double step, Graph.Field field) {
        Graph g = new Graph(SampleShape.table(state, POINTS * state));
        g.integrate("solution", g.input(), solver, Gradient.BACKPROPAGATION, start, step, POINTS, field);
        return g.model(Loss.SQUARED_ERROR);
    }

    private static Samples from(NumericArray initial, Model model) {
        return Samples.table(initial, NumericArray.zeros(initial.size(0), model.shape().targets()));
    }

    private static Node logistic(Graph body, Node z) {
        return body.arithmetic("slope", z, Operator.SUBTRACT, body.apply("square", Function.SQUARE, z));
    }

    /** (x, y)' = (y, 4 (1 - x^2) y - x). */
    private static Node vanDerPol(Graph body, Node z) {
        Node x = body.select("x", new int[] {0}, z);
        Node y = body.select("y", new int[] {1}, z);
        Node damping = body.rescale("damping", body.apply("square", Function.SQUARE, x), -4, 4);
        Node second = body.arithmetic("second", body.arithmetic("product", damping, Operator.MULTIPLY, y), Operator.SUBTRACT, x);
        return body.select("slope", new int[] {0, 1}, y, second);
    }

    private static double[] positive(int count) {
        return IntStream.range(0, count).mapToDouble(n -> 0.05 + 0.1 * n).toArray();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-4, 1e-6, 1e-8, 1e-10})
    void errorFollowsTheTolerance(double tolerance) {
        double[] initial = positive(20);
        Model model = model(1, tolerance(tolerance), 0, 0.5, (body, z, t, contexts) -> logistic(body, z));
        NumericArray found = model.predict(new double[0], from(NumericArray.owned(initial, 20, 1), model));
        double worst = 0;
        for (int n = 0; n < 20; n++) {
            for (int i = 0; i < POINTS; i++) {
                double e = Math.exp(0.5 * i);
                double exact = initial[n] * e / (1 + initial[n] * (e - 1));
                worst = Math.max(worst, Math.abs(found.at(n * POINTS + i) - exact));
            }
        }
        assertTrue(worst < 30 * tolerance, worst + " at " + tolerance);
        // no steps are wasted either
        assertTrue(worst > 1e-3 * tolerance, worst + " at " + tolerance);
    }

    @Test
    void linearSystem() {
        // a damped rotation
        double[] matrix = {-0.3, -2, 2, -0.3};
        NumericArray initial = Examples.gaussian("initial", 10, 2);
        Model model = model(2, tolerance(1e-11), 1, 0.7, (body, z, t, contexts) -> body.linear("slope", z, 2));
        NumericArray found = model.predict(matrix, from(initial, model));
        for (int n = 0; n < 10; n++) {
            for (int i = 0; i < POINTS; i++) {
                double time = 0.7 * i;
                double decay = Math.exp(-0.3 * time);
                double x = initial.at(2 * n);
                double y = initial.at(2 * n + 1);
                int at = (n * POINTS + i) * 2;
                assertEquals(decay * (x * Math.cos(2 * time) - y * Math.sin(2 * time)), found.at(at), 1e-9);
                assertEquals(decay * (x * Math.sin(2 * time) + y * Math.cos(2 * time)), found.at(at + 1), 1e-9);
            }
        }
    }

    @Test
    void oscillatorAgreesWithFinerSteps() {
        NumericArray initial = Examples.gaussian("initial", 10, 2);
        Model adaptive = model(2, tolerance(1e-10), 0, 1, (body, z, t, contexts) -> vanDerPol(body, z));
        Model fine = model(2, new Solver.RungeKutta4(4000), 0, 1, (body, z, t, contexts) -> vanDerPol(body, z));
        double[] expected = fine.predict(new double[0], from(initial, fine)).toArray();
        assertArrayEquals(expected, adaptive.predict(new double[0], from(initial, adaptive)).toArray(), 1e-7);
    }

    @Test
    void timeMayRunBackwards() {
        NumericArray initial = NumericArray.owned(positive(5), 5, 1);
        // z' = t has the solution z(2) + (t^2 - 4) / 2
        Model model = model(1, tolerance(1e-9), 2, -0.5, (body, z, t, contexts) -> body.rescale("slope", t, 1, 0));
        NumericArray found = model.predict(new double[0], from(initial, model));
        DoubleUnaryOperator change = t -> (t * t - 4) / 2;
        for (int n = 0; n < 5; n++) {
            for (int i = 0; i < POINTS; i++) {
                assertEquals(initial.at(n) + change.applyAsDouble(2 - 0.5 * i), found.at(n * POINTS + i), 1e-12);
            }
        }
    }

    /** Samples that need many steps beside others that need few: nobody's bits depend on the others. */
    @Test
    void samplesDoNotDependOnTheirNeighbours() {
        int count = 150;
        double[] initial = Examples.gaussian("initial", count, 2).toArray();
        for (int n = 0; n < count; n += 3) {
            initial[2 * n] *= 5;
        }
        NumericArray states = NumericArray.owned(initial, count, 2);
        Model model = model(2, tolerance(1e-6), 0, 1, (body, z, t, contexts) -> vanDerPol(body, z));
        NumericArray together = model.predict(new double[0], from(states, model));
        for (int n : new int[] {0, 1, 2, 70, 149}) {
            NumericArray alone = model.predict(new double[0], from(states.select(new int[] {n}), model));
            assertArrayEquals(Arrays.copyOfRange(together.toArray(), n * 2 * POINTS, (n + 1) * 2 * POINTS), alone.toArray(), 0);
        }
    }

    @Test
    void stepLimitMakesTheSampleNotANumber() {
        // z' = z^2 leaves every bound at 1 / z(0)
        NumericArray initial = NumericArray.owned(new double[] {0.01, 1, 0.02}, 3, 1);
        Model model = model(1, new Solver.DormandPrince(1e-6, 1e-6, 50), 0, 0.25,
                (body, z, t, contexts) -> body.apply("slope", Function.SQUARE, z));
        NumericArray found = model.predict(new double[0], from(initial, model));
        for (int n = 0; n < 3; n++) {
            for (int i = 0; i < POINTS; i++) {
                double time = 0.25 * i;
                double value = found.at(n * POINTS + i);
                if (n == 1 && time >= 1) {
                    assertTrue(Double.isNaN(value));
                } else {
                    double exact = initial.at(n) / (1 - initial.at(n) * time);
                    assertEquals(exact, value, 1e-3 * exact);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void stepLimitStopsTheReplica(Gradient gradient) {
        Graph g = new Graph(SampleShape.table(1, 2));
        g.integrate("flow", g.input(), new Solver.DormandPrince(1e-6, 1e-6, 30), gradient, 0, 2, 2,
                (body, z, t, contexts) -> body.linear("slope", body.apply("square", Function.SQUARE, z), 1));
        Model model = g.model(Loss.SQUARED_ERROR);
        Samples samples = from(NumericArray.owned(new double[] {0.1, 1}, 2, 1), model);
        Descent descent = Descent.of(model.plan(), samples, null, new Budget(3, 0.1, Precision.FLOAT64, 0, 1));
        NumericalException failure = assertThrows(NumericalException.class,
                () -> descent.fit(4, new double[] {1}, new double[] {1, 1}, null, Progress.none()));
        assertEquals(4, failure.replica());
        assertEquals("flow", failure.block());
        assertTrue(failure.getMessage().contains("limit of 30 steps between the times 0.0 and 2.0"), failure.getMessage());
    }

    /** The gradient of the loss of a small neural equation, whose samples all have steps of their own. */
    @Test
    void gradientAgreesWithDifferences() {
        SampleShape shape = SampleShape.table(3, 2);
        Graph g = new Graph(shape);
        Node flow = g.integrate("flow", g.dense("initial", g.input(), 3, IDENTITY), tolerance(1e-12), Gradient.BACKPROPAGATION, 0.2, 1.5, 3,
                (body, z, t, contexts) -> body.dense("out", body.concatenate("all", body.dense("hidden", z, 4, TANH), t, contexts.getFirst()),
                        3, TANH), g.dense("context", g.input(), 2, TANH));
        g.dense("output", flow, 2, IDENTITY);
        Model model = g.model(Loss.SQUARED_ERROR);
        Samples samples = Examples.samples(shape, Examples.gaussian("input", 7, 3), Examples.gaussian("target", 7, 2), null);
        double[] w = Examples.parameters(model);
        double[] gradient = model.objective().gradient(w, samples);
        // wide, because the choice of steps makes the solution jump by as much as the tolerance
        double step = 1e-3;
        for (int i = 0; i < w.length; i++) {
            double kept = w[i];
            double[] at = new double[7];
            for (int k = 0; k < at.length; k++) {
                w[i] = kept + step * (k - 3);
                at[k] = model.objective().loss(w, samples);
            }
            w[i] = kept;
            double difference = (45 * (at[4] - at[2]) - 9 * (at[5] - at[1]) + at[6] - at[0]) / (60 * step);
            assertEquals(difference, gradient[i], 1e-8, model.layout().label(i));
        }
    }
}

package org.paramscope.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Activation.TANH;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.graph.Arithmetic.Operator;
import org.paramscope.engine.graph.Elementwise.Function;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Node;
import org.paramscope.engine.graph.Shape;
import org.paramscope.engine.graph.Solver;
import org.paramscope.engine.graph.Solver.Gradient;

/** Gradients by the adjoint equation against backpropagation through the solver. */
class AdjointTest {

    private static final SampleShape SHAPE = SampleShape.table(3, 4);

    static Stream<Arguments> solvers() {
        Solver tight = new Solver.DormandPrince(1e-11, 1e-11, 1000);
        return Stream.of(Arguments.of(tight, 0.4, 1e-8), Arguments.of(tight, -0.4, 1e-8), Arguments.of(new Solver.RungeKutta4(100), 0.4, 1e-7),
                Arguments.of(new Solver.RungeKutta4(100), -0.4, 1e-7), Arguments.of(new Solver.Euler(20_000), 0.4, 2e-4));
    }

    private static Model model(Solver solver, Gradient gradient, double step, int points) {
        Graph g = new Graph(SHAPE);
        Node flow = g.integrate("flow", g.dense("initial", g.input(), 3, IDENTITY), solver, gradient, 0.5, step, points,
                (body, z, t, contexts) -> body.dense("out", body.layerNormalization("normal", body.concatenate("all",
                        body.dense("hidden", z, 4, TANH), t, contexts.getFirst(), contexts.get(1))), 3, TANH),
                g.dense("context", g.input(), 2, TANH), g.input("given", Shape.of(2)));
        g.dense("output", flow, 4, IDENTITY);
        return g.model(Loss.SQUARED_ERROR);
    }

    private static Samples samples(int count) {
        Samples plain = Examples.samples(SHAPE, Examples.gaussian("input", count, 3), Examples.gaussian("target", count, 4), null);
        Map<String, NumericArray> inputs = new HashMap<>(plain.inputs());
        inputs.put("given", Examples.gaussian("given", count, 2));
        return new Samples(SHAPE, inputs, plain.targets(), plain.weights(), plain.starts(), plain.groups(), count);
    }

    @ParameterizedTest
    @MethodSource("solvers")
    void agreesWithBackpropagation(Solver solver, double step, double tolerance) {
        int count = solver instanceof Solver.Euler ? 2 : 19;
        int points = solver instanceof Solver.Euler ? 2 : 4;
        Model exact = model(solver, Gradient.BACKPROPAGATION, step, points);
        Model adjoint = model(solver, Gradient.ADJOINT, step, points);
        Samples samples = samples(count);
        double[] w = Examples.parameters(exact);
        assertEquals(exact.objective().loss(w, samples), adjoint.objective().loss(w, samples), 1e-14);
        double[] expected = exact.objective().gradient(w, samples);
        double[] found = adjoint.objective().gradient(w, samples);
        double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertTrue(largest > 0.01);
        for (int i = 0; i < w.length; i++) {
            assertEquals(expected[i], found[i], tolerance * largest, exact.layout().label(i));
        }
    }

    /** A parameter's derivative in closed form: z' = w z, so that dz(t)/dw = t z(t). */
    @Test
    void growthRate() {
        SampleShape shape = SampleShape.table(1, 3);
        Graph g = new Graph(shape);
        g.integrate("flow", g.input(), new Solver.DormandPrince(1e-10, 1e-10, 100), Gradient.ADJOINT, 0, 0.5, 3,
                (body, z, t, contexts) -> body.linear("rate", z, 1));
        Model model = g.model(Loss.SQUARED_ERROR);
        Samples samples = Samples.table(NumericArray.owned(new double[] {2, -1}, 2, 1), NumericArray.zeros(2, 3));
        double w = 0.8;
        // the loss is the mean over samples and points of z(t)^2 = z(0)^2 exp(2 w t)
        double expected = 2.5 / 3 * (Math.exp(w) + 2 * Math.exp(2 * w));
        assertEquals(expected, model.objective().gradient(new double[] {w}, samples)[0], 1e-8);
    }

    /** The trial of too long a step overflows in one lane while another's is accepted: the sums stay numbers. */
    @Test
    void rejectedStepsLeaveNoTrace() {
        SampleShape shape = SampleShape.table(2, 2);
        Graph g = new Graph(shape);
        // z' = 0.01 exp(w z) + a / (1 + (100 (t - 1))^2)
        g.integrate("flow", g.select("initial", new int[] {0}, g.input()), new Solver.DormandPrince(1e-9, 1e-9, 500), Gradient.ADJOINT, 0, 1, 2,
                (body, z, t, contexts) -> {
                    Node growth = body.rescale("growth", body.apply("power", Function.EXP, body.linear("rate", z, 1)), 0.01, 0);
                    Node square = body.apply("square", Function.SQUARE, body.rescale("distance", t, 100, -100));
                    Node pulse = body.apply("pulse", Function.RECIPROCAL, body.rescale("width", square, 1, 1));
                    return body.arithmetic("slope", growth, Operator.ADD, body.arithmetic("force", pulse, Operator.MULTIPLY,
                            contexts.getFirst()));
                }, g.select("amplitude", new int[] {1}, g.input()));
        Model model = g.model(Loss.SQUARED_ERROR);
        Samples samples = Samples.table(NumericArray.owned(new double[] {1, -200, 0.5, 0}, 2, 2), NumericArray.zeros(2, 2));
        double gradient = model.objective().gradient(new double[] {1}, samples)[0];
        double step = 1e-3;
        double above = model.objective().loss(new double[] {1 + step}, samples);
        double below = model.objective().loss(new double[] {1 - step}, samples);
        assertEquals((above - below) / (2 * step), gradient, 1e-5 * Math.abs(gradient));
    }

    /** Fewer rows than backpropagation through many steps needs, however many there are. */
    @Test
    void memoryDoesNotDependOnTheNumberOfSteps() {
        assertEquals(model(new Solver.RungeKutta4(10), Gradient.ADJOINT, 1, 3).plan().bytes(Precision.FLOAT64),
                model(new Solver.RungeKutta4(1000), Gradient.ADJOINT, 1, 3).plan().bytes(Precision.FLOAT64));
        assertEquals(model(new Solver.DormandPrince(1e-6, 1e-6, 10), Gradient.ADJOINT, 1, 3).plan().bytes(Precision.FLOAT64),
                model(new Solver.DormandPrince(1e-6, 1e-6, 1000), Gradient.ADJOINT, 1, 3).plan().bytes(Precision.FLOAT64));
    }
}

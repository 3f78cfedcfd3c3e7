package org.paramscope.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.paramscope.engine.graph.Activation.GELU;
import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Activation.TANH;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Node;
import org.paramscope.engine.graph.StochasticAffine;
import org.paramscope.engine.internal.plan.Descent;
import org.paramscope.engine.random.RandomStream;

/** Layers with normally distributed weights: local reparameterisation, divergence and rewriting. */
class StochasticWeightsTest {

    private static final int[] SIZES = {1, 2, 3, 7, 17};
    private static final SampleShape SHAPE = new SampleShape(5, 2, 0, 3);

    private static Samples samples(int count) {
        return Examples.samples(SHAPE, Examples.gaussian("x", count, 10), Examples.gaussian("t", count, 3), null);
    }

    private static Model network(int width, Activation activation) {
        Graph g = new Graph(SHAPE);
        Node h = g.pointwise("pointwise", g.sequence(), width, activation);
        Node last = g.linear("linear", h, 2);
        g.dense("output", last, 3, IDENTITY);
        return g.model(Loss.SQUARED_ERROR);
    }

    @Test
    void gradientsAgreeWithCentralDifferences() {
        for (int i = 0; i < SIZES.length; i++) {
            for (Activation activation : List.of(TANH, GELU)) {
                Model model = network(SIZES[i], activation).withStochasticWeights(0.5, -1, 0.1, Set.of());
                double[] w = Examples.parameters(model);
                BlockGradientTest.assertAgreement(activation + " of size " + SIZES[i], model, samples(SIZES[(i + 2) % 5]), w);
                assertEquals(model, Model.fromJson(model.toJson()));
            }
        }
        Model shared = withScan().withStochasticWeights(2, -1, 0.1, Set.of("scan.next"));
        assertTrue(shared.layout().entries().stream().anyMatch(e -> e.name().equals("scan.next.weightLogVariance")));
        BlockGradientTest.assertAgreement("in a recurrence", shared, samples(7), Examples.parameters(shared));
    }

    private static Model withScan() {
        Graph g = new Graph(SHAPE);
        Node states = g.scan("scan", g.sequence(), g.dense("initial", g.sequence(), 3, TANH),
                (body, x, state, contexts) -> body.dense("next", body.concatenate("both", x, state), 3, TANH));
        g.head("states", states);
        g.dense("output", g.last("last", states), 3, IDENTITY);
        return g.model(Loss.SQUARED_ERROR);
    }

    /** With weights of hardly any variance the biases alone tell the steps apart: each draws anew. */
    @Test
    void stepsOfARecurrenceDrawDifferentNumbers() {
        Model model = withScan().withStochasticWeights(1, 0, 0, Set.of("scan.next"));
        double[] w = new double[model.parameters()];
        ParameterLayout.Entry weights = model.layout().entry("scan.next.weightLogVariance");
        Arrays.fill(w, weights.offset(), weights.offset() + weights.size(), -700);
        double[] states = model.sample("states", w, samples(2), 1).toArray();
        assertEquals(states.length, Arrays.stream(states).distinct().count());
    }

    @Test
    void predictionsAreThoseOfTheMeans() {
        Model plain = network(4, TANH);
        Model model = plain.withStochasticWeights(1, -2, 1, Set.of());
        double[] w = Examples.parameters(model);
        Samples samples = samples(20);
        double[] means = plain.layout().arrange(model.layout(), w);
        assertArrayEquals(plain.predict(means, samples).toArray(), model.predict(w, samples).toArray());
        assertNotEquals(model.sample(Model.OUTPUT, w, samples, 1).sha256(), model.sample(Model.OUTPUT, w, samples, 2).sha256());
        assertEquals(model.sample(Model.OUTPUT, w, samples, 1).sha256(), model.sample(Model.OUTPUT, w, samples, 1).sha256());
    }

    @Test
    void momentsAreThoseOfTheDistributedSum() {
        Graph g = new Graph(SampleShape.table(2, 1));
        g.dense("output", g.input(), 1, IDENTITY);
        Model model = g.model(Loss.SQUARED_ERROR).withStochasticWeights(1, -2, 1, Set.of("output"));
        assertEquals(List.of("output.weight", "output.bias", "output.weightLogVariance", "output.biasLogVariance"),
                model.layout().entries().stream().map(ParameterLayout.Entry::name).toList());
        int count = 40_000;
        double[] rows = new double[2 * count];
        for (int n = 0; n < count; n++) {
            rows[2 * n] = 0.8;
            rows[2 * n + 1] = -1.7;
        }
        Samples samples = Examples.samples(SampleShape.table(2, 1), NumericArray.owned(rows, count, 2), NumericArray.zeros(count, 1), null);
        double[] w = {0.4, 1.1, -0.6, -1.0, 0.3, -0.5};
        double mean = 0.8 * 0.4 - 1.7 * 1.1 - 0.6;
        double variance = 0.64 * Math.exp(-1.0) + 2.89 * Math.exp(0.3) + Math.exp(-0.5);
        double[] y = model.sample(Model.OUTPUT, w, samples, 4).toArray();
        double found = Arrays.stream(y).average().orElseThrow();
        double square = Arrays.stream(y).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        assertEquals(mean, found, 5 * Math.sqrt(variance / count));
        assertEquals(variance, square, 5 * variance * Math.sqrt(2.0 / count));
    }

    @Test
    void divergenceIsThatOfNormalDistributions() {
        Graph g = new Graph(SampleShape.table(2, 1));
        g.dense("output", g.input(), 1, IDENTITY);
        Model plain = g.model(Loss.SQUARED_ERROR);
        Model model = plain.withStochasticWeights(0.7, -2, 3, Set.of());
        double[] w = {0.4, 1.1, -0.6, -1.0, 0.3, -0.5};
        double divergence = 0;
        for (int i = 0; i < 3; i++) {
            divergence += (Math.exp(w[i + 3]) / 0.7 + w[i] * w[i] / 0.7 - 1 - w[i + 3] + Math.log(0.7)) / 2;
        }
        Samples samples = Examples.samples(SampleShape.table(2, 1), Examples.gaussian("x", 30, 2), Examples.gaussian("t", 30, 1), null);
        double without = Model.of(model.shape(), model.blocks(), model.heads(), Loss.SQUARED_ERROR).objective().loss(w, samples);
        assertEquals(without + 3 * divergence, model.objective().loss(w, samples), 1e-13);
        assertEquals(model.loss(), model.withWidths(Map.of()).loss());
        ShapeException e = assertThrows(ShapeException.class,
                () -> Model.of(plain.shape(), plain.blocks(), plain.heads(), model.loss()));
        assertTrue(e.getMessage().contains("no block has any"), e.getMessage());
    }

    /** A conjugate problem: the best diagonal approximation of a linear model's posterior has the variances 1 / diag(precision). */
    @Test
    void trainingFindsTheVariancesOfALinearModel() {
        int count = 64;
        double[] x = Examples.gaussian("x", count, 1).toArray();
        double[] t = Arrays.stream(x).map(v -> 0.8 * v).toArray();
        Graph g = new Graph(SampleShape.table(1, 1));
        g.head(Model.OUTPUT, g.linear("line", g.input(), 1));
        g.head("variance", g.rescale("unit", g.input(), 0, 0));
        Samples samples = Samples.table(NumericArray.owned(x, count, 1), NumericArray.owned(t, count, 1));
        Model model = g.model(Loss.gaussian(Model.OUTPUT, "variance", Samples.TARGET)).withStochasticWeights(1, -1, 1.0 / count, Set.of());
        double precision = 1 + Arrays.stream(x).map(v -> v * v).sum();
        double expected = 0.8 * (precision - 1) / precision;
        Budget budget = new Budget(4000, 0.02, Precision.FLOAT64, 0, 1);
        double[] w = Problem.of(model, samples, null, budget.withSchedule(new Schedule.Cosine(0)), 1).fit(Progress.none());
        assertEquals(expected, w[0], 0.3 / Math.sqrt(precision));
        assertEquals(-Math.log(precision), w[1], 0.15);
    }

    /** One draw for all steps: otherwise the losses of different steps would not compare, and the line search would fail. */
    @Test
    void quasiNewtonStepsDescendTheLossOfOneDraw() {
        Model model = network(4, TANH).withStochasticWeights(1, -2, 0.05, Set.of());
        Budget budget = new Budget(25, 0.1, Precision.FLOAT64, 0, 1).withOptimiser(new Optimiser.LimitedMemoryBfgs());
        Samples samples = samples(40);
        double[] trace = new double[25];
        double[] start = model.initial(RandomStream.of(1, 0, "start"));
        double[] w = Descent.of(model.plan(), samples, null, budget).fit(0, start, samples.weights().toArray(), trace, Progress.none());
        assertTrue(trace[24] < 0.9 * trace[0], Arrays.toString(trace));
        for (int step = 1; step < trace.length; step++) {
            assertTrue(trace[step] <= trace[step - 1] + 1e-12, Arrays.toString(trace));
        }
        assertEquals(trace[0], model.objective().loss(start, samples), 1e-12);
        assertTrue(model.objective().loss(w, samples) <= trace[24] + 1e-12);
    }

    /** A learning rate that changes no weight: losses differ by nothing but the draws. */
    @Test
    void otherStepsReplicasAndSeedsDrawOtherNumbers() {
        Model model = network(4, TANH).withStochasticWeights(1, -2, 0.05, Set.of());
        Budget budget = new Budget(2, 1e-300, Precision.FLOAT64, 0, 1);
        Samples samples = samples(40);
        double[] start = model.initial(RandomStream.of(1, 0, "start"));
        double[] losses = new double[6];
        for (int k = 0; k < 3; k++) {
            double[] trace = new double[2];
            Descent.of(model.plan(), samples, null, budget, k == 2 ? 7 : 0).fit(k == 1 ? 1 : 0, start, samples.weights().toArray(), trace,
                    Progress.none());
            System.arraycopy(trace, 0, losses, 2 * k, 2);
        }
        assertEquals(6, Arrays.stream(losses).distinct().count(), Arrays.toString(losses));
    }

    @Test
    void blocksAreRewrittenByName() {
        Model model = network(3, TANH).withStochasticWeights(1, -3, 1, Set.of("linear"));
        assertEquals(List.of("linear"), model.blocks().stream().filter(StochasticAffine.class::isInstance).map(b -> b.name()).toList());
        assertEquals(network(3, TANH).parameters() + 3 * 5 * 2, model.parameters());
        double[] start = model.initial(RandomStream.of(1, 0, "start"));
        assertEquals(-3, start[model.layout().entry("linear.weightLogVariance").offset()]);
        assertThrows(ShapeException.class, () -> network(3, TANH).withStochasticWeights(1, 0, 1, Set.of("absent")));
        assertThrows(SettingException.class, () -> network(3, TANH).withStochasticWeights(0, 0, 1, Set.of()));
        assertThrows(SettingException.class, () -> network(3, TANH).withStochasticWeights(1, Double.NaN, 1, Set.of()));
        Graph g = new Graph(SampleShape.window(4, 1));
        g.transposed("back", g.dense("first", g.input(), 2, TANH), "first", true, IDENTITY);
        Model tied = g.model(Loss.SQUARED_ERROR);
        for (String name : List.of("first", "back")) {
            ShapeException e = assertThrows(ShapeException.class, () -> tied.withStochasticWeights(1, 0, 1, Set.of(name)));
            assertTrue(e.getMessage().contains("'" + name + "'"), e.getMessage());
        }
    }
}

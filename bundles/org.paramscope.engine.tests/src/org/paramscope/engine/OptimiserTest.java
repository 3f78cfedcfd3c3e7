package org.paramscope.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.paramscope.engine.graph.Activation.TANH;

import java.util.Arrays;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;

/** Optimisers, schedules and clipping, against closed forms and recurrences written out here. */
class OptimiserTest {

    private static final int STEPS = 40;
    private final Model model = Examples.autoencoder(9, 5, 2, TANH);
    private final Samples samples = Examples.windows(150, 9);

    private static Budget budget(double learningRate, Optimiser optimiser) {
        return new Budget(STEPS, learningRate, Precision.FLOAT64, 0, 1).withOptimiser(optimiser);
    }

    /** The loss (w x - 3)^2 of one parameter: a parabola of curvature 2 x^2 around 3 / x. */
    private static double[] parabola(double x, double start, Budget budget) {
        Graph g = new Graph(SampleShape.table(1, 1));
        g.linear("slope", g.input(), 1);
        Samples one = Samples.table(NumericArray.of(new double[] {x}, 1, 1), NumericArray.of(new double[] {3}, 1, 1));
        return Problem.of(g.model(Loss.SQUARED_ERROR), one, null, budget, 1).train(Resampling.none(one, 1),
                Start.at(NumericArray.of(new double[] {start})), Progress.none()).parameters().toArray();
    }

    private double[] start() {
        return Training.commonStart(Problem.of(model, samples, null, Budget.steps(1), 3));
    }

    private double[] fit(Budget budget) {
        return Problem.of(model, samples, null, budget, 3).fit(Progress.none());
    }

    @Test
    void gradientDescentContractsAtAFixedRate() {
        double w = parabola(2, 10, budget(0.05, new Optimiser.GradientDescent(0, false)))[0];
        assertEquals(1.5 + Math.pow(1 - 0.05 * 8, STEPS) * 8.5, w, 1e-14);
    }

    /** The error obeys e' = (1 + momentum - rate curvature) e - momentum e_before; here its two roots are real. */
    @Test
    void momentumFollowsItsCharacteristicRoots() {
        double momentum = 0.3;
        double decay = 0.02 * 8;
        double w = parabola(2, 10, budget(0.02, new Optimiser.GradientDescent(momentum, false)))[0];
        double half = (1 + momentum - decay) / 2;
        double root = Math.sqrt(half * half - momentum);
        double a = half + root;
        double b = half - root;
        double first = 8.5 * (1 - decay);
        double share = (first - b * 8.5) / (a - b);
        assertEquals(1.5 + share * Math.pow(a, STEPS) + (8.5 - share) * Math.pow(b, STEPS), w, 1e-13);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void momentumOnANetwork(boolean nesterov) {
        double[] w = start();
        double[] velocity = new double[w.length];
        for (int t = 0; t < STEPS; t++) {
            double[] g = model.objective().gradient(w, samples);
            for (int i = 0; i < w.length; i++) {
                velocity[i] = 0.9 * velocity[i] + g[i];
                w[i] -= 0.05 * (nesterov ? g[i] + 0.9 * velocity[i] : velocity[i]);
            }
        }
        assertArrayEquals(w, fit(budget(0.05, new Optimiser.GradientDescent(0.9, nesterov))), 1e-12);
    }

    @ParameterizedTest
    @CsvSource({"0.9,0.999,1e-8,0", "0.8,0.95,1e-4,0", "0.9,0.999,1e-8,0.1", "0.5,0.9,1e-6,2"})
    void adamAndItsDecoupledWeightDecay(double beta1, double beta2, double epsilon, double decay) {
        Schedule schedule = new Schedule.WarmUp(10, new Schedule.Cosine(0.1));
        Optimiser optimiser = decay == 0 ? new Optimiser.Adam(beta1, beta2, epsilon)
                : new Optimiser.AdamW(beta1, beta2, epsilon, decay);
        double[] w = start();
        double[] m = new double[w.length];
        double[] v = new double[w.length];
        for (int t = 1; t <= STEPS; t++) {
            double rate = 0.01 * (t <= 10 ? t / 10.0 : 0.1 + 0.45 * (1 + Math.cos(Math.PI * (t - 11) / 30)));
            double[] g = model.objective().gradient(w, samples);
            for (int i = 0; i < w.length; i++) {
                m[i] = beta1 * m[i] + (1 - beta1) * g[i];
                v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
                w[i] -= rate * decay * w[i];
                w[i] -= rate * (m[i] / (1 - Math.pow(beta1, t))) / (Math.sqrt(v[i] / (1 - Math.pow(beta2, t))) + epsilon);
            }
        }
        assertArrayEquals(w, fit(budget(0.01, optimiser).withSchedule(schedule)), 1e-11);
    }

    @Test
    void weightDecayAloneIsAPower() {
        double w = parabola(0, 10, budget(0.05, new Optimiser.AdamW(0.4)))[0];
        assertEquals(10 * Math.pow(1 - 0.05 * 0.4, STEPS), w, 1e-13);
    }

    @Test
    void schedulesHaveTheirValues() {
        assertEquals(1, new Schedule.Constant().factor(17, 40));
        Schedule decay = new Schedule.StepDecay(10, 0.5);
        assertArrayEquals(new double[] {1, 1, 0.5, 0.5, 0.25}, values(decay, 0, 9, 10, 19, 20));
        assertArrayEquals(new double[] {1, 0.9, 0.81, 0.729}, values(new Schedule.Exponential(0.9), 0, 1, 2, 3), 1e-15);
        double eighth = (1 + Math.sqrt(0.5)) / 2;
        assertArrayEquals(new double[] {1, eighth, 0.5, 1 - eighth}, values(new Schedule.Cosine(0), 0, 10, 20, 30), 1e-15);
        assertArrayEquals(new double[] {1, 0.6}, values(new Schedule.Cosine(0.2), 0, 20), 1e-15);
        // 30 steps are left after the rise: their middle is step 10 + 15
        assertArrayEquals(new double[] {0.1, 0.5, 1, 1, 0.5}, values(new Schedule.WarmUp(10, new Schedule.Cosine(0)), 0, 4, 9, 10, 25),
                1e-15);
    }

    private static double[] values(Schedule schedule, int... steps) {
        return Arrays.stream(steps).mapToDouble(step -> schedule.factor(step, 40)).toArray();
    }

    @Test
    void schedulesScaleTheLearningRate() {
        double w = parabola(2, 10, budget(0.05, new Optimiser.GradientDescent(0, false))
                .withSchedule(new Schedule.StepDecay(15, 0.5)))[0];
        double error = 8.5 * Math.pow(1 - 0.4, 15) * Math.pow(1 - 0.2, 15) * Math.pow(1 - 0.1, 10);
        assertEquals(1.5 + error, w, 1e-14);
    }

    @Test
    void normClippingKeepsTheDirection() {
        Budget one = budget(0.1, new Optimiser.GradientDescent(0, false)).withSteps(1);
        double[] g = model.objective().gradient(start(), samples);
        double norm = Math.sqrt(Arrays.stream(g).map(x -> x * x).sum());
        double limit = norm / 3;
        double[] expected = start();
        for (int i = 0; i < g.length; i++) {
            expected[i] -= 0.1 * g[i] * limit / (norm + 1e-6);
        }
        assertArrayEquals(expected, fit(one.withClipping(new Clipping.Norm(limit))), 1e-14);
        assertArrayEquals(fit(one), fit(one.withClipping(new Clipping.Norm(1.01 * norm))));
    }

    @Test
    void valueClippingBoundsEachEntry() {
        Budget one = budget(0.1, new Optimiser.GradientDescent(0, false)).withSteps(1);
        double[] g = model.objective().gradient(start(), samples);
        double limit = Arrays.stream(g).map(Math::abs).sorted().toArray()[g.length / 2];
        double[] expected = start();
        for (int i = 0; i < g.length; i++) {
            expected[i] -= 0.1 * Math.signum(g[i]) * Math.min(Math.abs(g[i]), limit);
        }
        assertArrayEquals(expected, fit(one.withClipping(new Clipping.Value(limit))), 1e-14);
    }

    /** A step of 1e3 leaves the parabola for good; clipped, it cannot. */
    @Test
    void clippingTamesAnExplodingStep() {
        Budget wild = budget(1e3, new Optimiser.GradientDescent(0, false)).withSteps(200);
        assertThrows(org.paramscope.data.NumericalException.class, () -> parabola(2, 10, wild));
        double w = parabola(2, 10, wild.withClipping(new Clipping.Norm(1e-3)))[0];
        assertTrue(Math.abs(w - 1.5) < 2, Double.toString(w));
    }

    @Test
    void singlePrecisionFollowsDouble() {
        for (Optimiser optimiser : new Optimiser[] {new Optimiser.GradientDescent(0.9, true), new Optimiser.AdamW(0.1)}) {
            Budget each = budget(0.01, optimiser).withClipping(new Clipping.Norm(0.05)).withBatch(32);
            Budget single = new Budget(STEPS, 0.01, Precision.FLOAT32, 0, 1, optimiser, each.schedule(), each.clipping(), 32);
            assertArrayEquals(fit(each), fit(single), 2e-4);
        }
    }

    @Test
    void refusesWhatCannotWork() {
        refused("momentum", () -> new Optimiser.GradientDescent(1, false));
        refused("momentum", () -> new Optimiser.GradientDescent(0, true));
        refused("beta1", () -> new Optimiser.Adam(-0.1, 0.9, 1e-8));
        refused("beta2", () -> new Optimiser.Adam(0.9, 1, 1e-8));
        refused("epsilon", () -> new Optimiser.Adam(0.9, 0.9, 0));
        refused("decay", () -> new Optimiser.AdamW(Double.NaN));
        refused("history", () -> new Optimiser.LimitedMemoryBfgs(0, 0, 0));
        refused("gradientTolerance", () -> new Optimiser.LimitedMemoryBfgs(1, -1, 0));
        refused("every", () -> new Schedule.StepDecay(0, 0.5));
        refused("factor", () -> new Schedule.Exponential(1.5));
        refused("floor", () -> new Schedule.Cosine(-0.1));
        refused("length", () -> new Schedule.WarmUp(0, new Schedule.Constant()));
        refused("after", () -> new Schedule.WarmUp(1, new Schedule.WarmUp(1, new Schedule.Constant())));
        refused("limit", () -> new Clipping.Norm(0));
        refused("limit", () -> new Clipping.Value(Double.POSITIVE_INFINITY));
        refused("batch", () -> Budget.steps(1).withBatch(-1));
        Budget bfgs = Budget.steps(1).withOptimiser(new Optimiser.LimitedMemoryBfgs());
        refused("batch", () -> bfgs.withBatch(8));
        refused("batch", () -> Budget.steps(1).withBatch(8).withOptimiser(new Optimiser.LimitedMemoryBfgs()));
        refused("schedule", () -> bfgs.withSchedule(new Schedule.Cosine(0)));
        refused("clipping", () -> bfgs.withClipping(new Clipping.Norm(1)));
    }

    private static void refused(String setting, Supplier<?> value) {
        assertEquals(setting, assertThrows(SettingException.class, value::get).setting());
    }
}

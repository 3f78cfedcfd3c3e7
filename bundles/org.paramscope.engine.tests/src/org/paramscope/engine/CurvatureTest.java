package org.paramscope.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.paramscope.engine.DerivativesTest.assertClose;
import static org.paramscope.engine.DerivativesTest.difference;
import static org.paramscope.engine.DerivativesTest.gaussian;
import static org.paramscope.engine.DerivativesTest.product;
import static org.paramscope.engine.DerivativesTest.times;
import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Activation.TANH;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.paramscope.data.NumericArray;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Node;
import org.paramscope.engine.graph.Shape;
import org.paramscope.engine.random.RandomStream;

/** Curvature under every loss in closed form, with masks, and what is refused. */
class CurvatureTest {

    private static final int COUNT = 70;
    private static final int OUTPUTS = 3;

    /** The second derivative of a sample's loss by its heads, times a change of each head. */
    @FunctionalInterface
    private interface LossHessian {
        double[][] product(int n, double[][] heads, double[][] changes);
    }

    private static Samples samples(SampleShape shape, NumericArray target) {
        Samples base = Examples.samples(shape, Examples.gaussian("input", COUNT, 4), target, null);
        Map<String, NumericArray> inputs = new HashMap<>(base.inputs());
        inputs.put("presence", NumericArray.owned(IntStream.range(0, COUNT * OUTPUTS).mapToDouble(i -> i % 7 < 2 ? 0 : 0.3 * (i % 7)).toArray(),
                COUNT, OUTPUTS));
        return new Samples(shape, inputs, base.targets(), base.weights(), base.starts(), base.groups(), COUNT);
    }

    /** A small network with two heads of 3 values. */
    private static Graph network() {
        Graph g = new Graph(SampleShape.table(4, OUTPUTS));
        Node h = g.dense("hidden", g.input(), 5, TANH);
        g.head("second", g.dense("aside", h, OUTPUTS, TANH));
        g.head(Model.OUTPUT, g.dense("output", h, OUTPUTS, IDENTITY));
        g.head("presence", g.input("presence", Shape.of(OUTPUTS)));
        return g;
    }

    private static void check(Loss loss, NumericArray target, LossHessian hessian, String... heads) {
        Model model = network().model(loss);
        Samples samples = samples(model.shape(), target);
        double[] w = Examples.parameters(model);
        double[] v = gaussian("direction", w.length);
        Objective objective = model.objective();
        double[] weights = samples.weights().toArray();
        double total = Arrays.stream(weights).sum();
        double[][][] values = new double[heads.length][][];
        double[][][] changes = new double[heads.length][][];
        for (int k = 0; k < heads.length; k++) {
            values[k] = model.head(heads[k], w, samples).toRows();
            changes[k] = NumericArray.owned(product(objective.jacobian(heads[k], w, samples).reshape(COUNT * OUTPUTS, w.length), v), COUNT,
                    OUTPUTS).toRows();
        }
        double[] expected = new double[w.length];
        double[][][] seeds = new double[heads.length][COUNT][];
        for (int n = 0; n < COUNT; n++) {
            double[][] y = new double[heads.length][];
            double[][] u = new double[heads.length][];
            for (int k = 0; k < heads.length; k++) {
                y[k] = values[k][n];
                u[k] = changes[k][n];
            }
            double[][] product = hessian.product(n, y, u);
            for (int k = 0; k < heads.length; k++) {
                double share = weights[n] / total;
                seeds[k][n] = Arrays.stream(product[k]).map(x -> share * x).toArray();
            }
        }
        for (int k = 0; k < heads.length; k++) {
            double[] part = times(objective.jacobian(heads[k], w, samples).reshape(COUNT * OUTPUTS, w.length),
                    NumericArray.ofRows(seeds[k]).toArray());
            for (int i = 0; i < w.length; i++) {
                expected[i] += part[i];
            }
        }
        assertClose(expected, objective.gaussNewtonProduct(w, v, samples), 1e-12);
        assertClose(difference(w, v, at -> objective.gradient(at, samples)), objective.hessianProduct(w, v, samples), 1e-8);
        double[] losses = objective.losses(w, samples);
        double mean = IntStream.range(0, COUNT).mapToDouble(n -> weights[n] / total * losses[n]).sum();
        assertEquals(objective.loss(w, samples), mean, 1e-13 * (1 + Math.abs(mean)));
        double[] shares = Arrays.stream(weights).map(weight -> weight / total).toArray();
        assertClose(objective.gradient(w, samples), times(objective.gradients(w, samples), shares), 1e-12);
    }

    private static double[] each(IntToDoubleFunction f) {
        return IntStream.range(0, OUTPUTS).mapToDouble(f).toArray();
    }

    @Test
    void squaredError() {
        check(Loss.SQUARED_ERROR, Examples.gaussian("target", COUNT, OUTPUTS),
                (n, y, u) -> new double[][] {each(j -> 2.0 / OUTPUTS * u[0][j])}, Model.OUTPUT);
    }

    @Test
    void softmaxCrossEntropy() {
        check(Loss.SOFTMAX_CROSS_ENTROPY, Examples.probabilities(COUNT, OUTPUTS), (n, y, u) -> {
            double total = Arrays.stream(y[0]).map(Math::exp).sum();
            double[] q = Arrays.stream(y[0]).map(x -> Math.exp(x) / total).toArray();
            double mean = DerivativesTest.dot(q, u[0]);
            return new double[][] {each(j -> q[j] * (u[0][j] - mean))};
        }, Model.OUTPUT);
    }

    @Test
    void bernoulliLikelihood() {
        check(Loss.bernoulli(Model.OUTPUT, Loss.TARGET).times(0.7), Examples.probabilities(COUNT, OUTPUTS), (n, y, u) ->
                new double[][] {each(j -> 0.7 * u[0][j] / (2 + Math.exp(y[0][j]) + Math.exp(-y[0][j])))}, Model.OUTPUT);
    }

    @Test
    void gaussianLikelihood() {
        NumericArray target = Examples.gaussian("target", COUNT, OUTPUTS);
        check(Loss.gaussian(Model.OUTPUT, "second", Loss.TARGET), target, (n, y, u) -> gaussianProduct(target, n, y, u), Model.OUTPUT, "second");
    }

    /** Of -log N(t; y, exp(s)): by y and y exp(-s), by y and s -(y - t) exp(-s), by s and s (y - t)^2 exp(-s) / 2. */
    private static double[][] gaussianProduct(NumericArray target, int n, double[][] y, double[][] u) {
        double[] precision = each(j -> Math.exp(-y[1][j]));
        double[] error = each(j -> y[0][j] - target.get(n, j));
        return new double[][] {each(j -> precision[j] * (u[0][j] - error[j] * u[1][j])),
            each(j -> precision[j] * error[j] * (0.5 * error[j] * u[1][j] - u[0][j]))};
    }

    @Test
    void weightedSquaredError() {
        check(Loss.weightedSquaredError(Model.OUTPUT, "presence", Loss.TARGET), Examples.gaussian("target", COUNT, OUTPUTS), (n, y, u) -> {
            double total = Arrays.stream(y[1]).sum();
            return new double[][] {each(j -> total > 0 ? 2 * y[1][j] / total * u[0][j] : 0), new double[OUTPUTS]};
        }, Model.OUTPUT, "presence");
    }

    /** Terms that share heads, one of them linear in its head: that one has no curvature of its own. */
    @Test
    void sumsOfTerms() {
        NumericArray target = Examples.gaussian("target", COUNT, OUTPUTS);
        Loss loss = Loss.gaussian(Model.OUTPUT, "second", Loss.TARGET).plus(Loss.value("second").times(0.3))
                .plus(Loss.squaredError("second", Loss.TARGET).times(1.5));
        check(loss, target, (n, y, u) -> {
            double[][] product = gaussianProduct(target, n, y, u);
            return new double[][] {product[0], each(j -> product[1][j] + 1.5 * 2 / OUTPUTS * u[1][j])};
        }, Model.OUTPUT, "second");
    }

    /** Without curvature in the heads' own dependence on parameters both matrices are the same. */
    @Test
    void hessianAndGaussNewtonAgreeForLinearModels() {
        for (Loss loss : new Loss[] {Loss.SQUARED_ERROR, Loss.SOFTMAX_CROSS_ENTROPY}) {
            Graph g = new Graph(SampleShape.table(4, OUTPUTS));
            g.linear("output", g.input(), OUTPUTS);
            Model model = g.model(loss);
            Samples samples = samples(model.shape(), Examples.probabilities(COUNT, OUTPUTS));
            double[] w = Examples.parameters(model);
            double[] v = gaussian("direction", w.length);
            assertClose(model.objective().hessianProduct(w, v, samples), model.objective().gaussNewtonProduct(w, v, samples), 1e-14);
        }
    }

    @Test
    void fixedParametersDoNotMove() {
        Model model = network().model(Loss.SQUARED_ERROR);
        boolean[] kept = new boolean[model.parameters()];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = i % 3 != 0;
        }
        Model pruned = model.withMask(kept);
        Samples samples = samples(model.shape(), Examples.gaussian("target", COUNT, OUTPUTS));
        double[] w = pruned.initial(RandomStream.of(1, 0, "start"));
        double[] v = gaussian("direction", w.length);
        double[] within = IntStream.range(0, v.length).mapToDouble(i -> kept[i] ? v[i] : 0).toArray();
        Objective objective = pruned.objective();
        double[] c = gaussian("cotangents", COUNT * OUTPUTS);
        assertClose(masked(model.objective().hessianProduct(w, within, samples), kept), objective.hessianProduct(w, v, samples), 1e-14);
        assertClose(masked(model.objective().gaussNewtonProduct(w, within, samples), kept), objective.gaussNewtonProduct(w, v, samples), 1e-14);
        assertClose(model.objective().jacobianProduct(Model.OUTPUT, w, within, samples).toArray(),
                objective.jacobianProduct(Model.OUTPUT, w, v, samples).toArray(), 1e-14);
        assertClose(masked(model.objective().vectorJacobianProduct(Model.OUTPUT, w, NumericArray.of(c, COUNT, OUTPUTS), samples), kept),
                objective.vectorJacobianProduct(Model.OUTPUT, w, NumericArray.of(c, COUNT, OUTPUTS), samples), 1e-14);
        for (int n : new int[] {0, 69}) {
            assertClose(masked(model.objective().gradients(w, samples).slice(n).toArray(), kept),
                    objective.gradients(w, samples).slice(n).toArray(), 1e-14);
            assertClose(masked(model.objective().jacobian("second", w, samples).slice(n).slice(1).toArray(), kept),
                    objective.jacobian("second", w, samples).slice(n).slice(1).toArray(), 1e-14);
        }
    }

    private static double[] masked(double[] values, boolean[] kept) {
        return IntStream.range(0, values.length).mapToDouble(i -> kept[i] ? values[i] : 0).toArray();
    }

    @Test
    void inputsDoNotDependOnParameters() {
        Model model = network().model(Loss.SQUARED_ERROR);
        Samples samples = samples(model.shape(), Examples.gaussian("target", COUNT, OUTPUTS));
        double[] w = Examples.parameters(model);
        Objective objective = model.objective();
        NumericArray zeros = NumericArray.zeros(COUNT, OUTPUTS);
        assertEquals(zeros, objective.jacobianProduct("presence", w, w, samples));
        assertEquals(NumericArray.zeros(COUNT, OUTPUTS, w.length), objective.jacobian("presence", w, samples));
        assertArrayEquals(new double[w.length], objective.vectorJacobianProduct("presence", w, samples.target(), samples));
    }

    @Test
    void refusesWhatDoesNotFit() {
        Model model = network().model(Loss.SQUARED_ERROR);
        Samples samples = samples(model.shape(), Examples.gaussian("target", COUNT, OUTPUTS));
        Objective objective = model.objective();
        double[] w = Examples.parameters(model);
        double[] cut = Arrays.copyOf(w, w.length - 1);
        assertRefused("no head 'code'", () -> objective.jacobian("code", w, samples));
        assertRefused("no head 'code'", () -> objective.jacobianProduct("code", w, w, samples));
        assertRefused("no head 'code'", () -> objective.vectorJacobianProduct("code", w, samples.target(), samples));
        assertRefused("parameters", () -> objective.gradients(cut, samples));
        assertRefused("a direction of " + cut.length + " entries for " + w.length + " parameters",
                () -> objective.hessianProduct(w, cut, samples));
        assertRefused("direction", () -> objective.gaussNewtonProduct(w, cut, samples));
        assertRefused("direction", () -> objective.jacobianProduct(Model.OUTPUT, w, cut, samples));
        assertRefused("[70, 3]", () -> objective.vectorJacobianProduct(Model.OUTPUT, w, NumericArray.zeros(COUNT, 4), samples));
    }

    @Test
    void refusesWhatIsTooLarge() {
        Graph g = new Graph(SampleShape.table(100, 100));
        g.linear("output", g.input(), 100);
        Model model = g.model(Loss.SQUARED_ERROR);
        Samples samples = Samples.table(NumericArray.zeros(2200, 100), NumericArray.zeros(2200, 100));
        assertRefused("[2200, 100, 10000]", () -> model.objective().jacobian(Model.OUTPUT, new double[10_000], samples));
    }

    private static void assertRefused(String reason, Executable call) {
        String message = assertThrows(ShapeException.class, call).getMessage();
        assertTrue(message.contains(reason), message);
    }
}

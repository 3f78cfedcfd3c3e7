package org.paramscope.estimators.variational;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Samples;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Model;
import org.paramscope.engine.Problem;
import org.paramscope.engine.ReplicaExecutor;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.estimators.variational.checks.DiabetesRegression;

/** Problems of which the posterior is known. */
final class Problems {

    private Problems() {
    }

    /** Linear regression on the diabetes data. */
    static Problem diabetes() {
        return linear(DiabetesRegression.samples(), 1);
    }

    /** Affine in its parameters, without a bias: y = W x, fitted by least squares. */
    static Problem linear(Samples samples, int threads) {
        Graph graph = new Graph(samples.shape());
        graph.head(Model.OUTPUT, graph.linear("output", graph.input(), samples.shape().targets()));
        Model model = graph.model(Loss.SQUARED_ERROR).withFitter((m, s, weights, start, budget) -> Lapack.solve(
                Lapack.multiplyTransposed(s.input(), s.input()), Lapack.multiplyTransposed(s.input(), s.target())).transpose().toArray());
        return new Problem(model, samples, null, Budget.steps(1), 3, ReplicaExecutor.threads(threads));
    }

    /** One dense layer without activation: y = W x + b. */
    static Problem affine(Samples samples) {
        Graph graph = new Graph(samples.shape());
        graph.head(Model.OUTPUT, graph.dense("output", graph.input(), samples.shape().targets(), Activation.IDENTITY));
        return new Problem(graph.model(Loss.SQUARED_ERROR), samples, null, Budget.steps(200), 3, ReplicaExecutor.threads(1));
    }

    /** A table of independent normal inputs, mixed, with targets that are linear in them but for noise of standard deviation 0.5. */
    static Samples table(int rows, int inputs, int targets) {
        RandomStream random = RandomStream.of(17, 0, "table");
        double[] mixing = normal(random, inputs * inputs);
        Arrays.setAll(mixing, k -> k % (inputs + 1) == 0 ? 1 : 0.3 * mixing[k]);
        double[] weights = normal(random, inputs * targets);
        NumericArray x = Lapack.multiply(NumericArray.owned(normal(random, rows * inputs), rows, inputs),
                NumericArray.owned(mixing, inputs, inputs));
        double[] y = Lapack.multiply(x, NumericArray.owned(weights, inputs, targets)).toArray();
        Arrays.setAll(y, i -> y[i] + 0.5 * random.gaussian());
        return Samples.table(x, NumericArray.owned(y, rows, targets));
    }

    /** A small network on a noisy sine. */
    static Problem network(int threads) {
        RandomStream random = RandomStream.of(5, 0, "network");
        int rows = 40;
        double[] x = IntStream.range(0, rows).mapToDouble(t -> -2 + t / 10.0).toArray();
        double[] y = Arrays.stream(x).map(at -> Math.sin(2 * at) + 0.1 * random.gaussian()).toArray();
        Samples samples = Samples.table(NumericArray.owned(x, rows, 1), NumericArray.owned(y, rows, 1));
        Graph graph = new Graph(samples.shape());
        graph.head(Model.OUTPUT, graph.dense("output", graph.dense("hidden", graph.input(), 5, Activation.TANH), 1, Activation.IDENTITY));
        return new Problem(graph.model(Loss.SQUARED_ERROR), samples, null, Budget.steps(300), 9, ReplicaExecutor.threads(threads));
    }

    /** The precision of the posterior of a linear problem with one target, X'X / sigma^2 + I / s^2. */
    static NumericArray precision(Samples samples, double noise, double priorScale) {
        double factor = samples.distinct() / (samples.count() * noise * noise);
        int p = samples.input().size(1);
        double[] precision = Lapack.multiplyTransposed(samples.input(), samples.input()).toArray();
        for (int k = 0; k < precision.length; k++) {
            precision[k] = factor * precision[k] + (k % (p + 1) == 0 ? 1 / (priorScale * priorScale) : 0);
        }
        return NumericArray.owned(precision, p, p);
    }

    /** The mean of that posterior. */
    static NumericArray mean(Samples samples, double noise, double priorScale) {
        double factor = samples.distinct() / (samples.count() * noise * noise);
        double[] right = Lapack.multiplyTransposed(samples.input(), samples.target()).toArray();
        Arrays.setAll(right, i -> factor * right[i]);
        return Lapack.solvePositive(precision(samples, noise, priorScale), NumericArray.owned(right));
    }

    static double[] normal(RandomStream random, int count) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> random.gaussian());
        return values;
    }
}

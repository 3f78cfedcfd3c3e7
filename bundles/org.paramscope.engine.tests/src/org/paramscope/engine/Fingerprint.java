package org.paramscope.engine;

import static org.paramscope.engine.graph.Activation.GELU;
import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Activation.RELU;
import static org.paramscope.engine.graph.Activation.SIGMOID;
import static org.paramscope.engine.graph.Activation.SOFTMAX;
import static org.paramscope.engine.graph.Activation.SOFTPLUS;
import static org.paramscope.engine.graph.Activation.TANH;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.graph.ControlPath;
import org.paramscope.engine.graph.Coupling;
import org.paramscope.engine.graph.CouplingTransform;
import org.paramscope.engine.graph.Gaussian;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.KernelAxis;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Node;
import org.paramscope.engine.graph.Recurrence.Cell;
import org.paramscope.engine.graph.Solver;
import org.paramscope.engine.linalg.BatchedSymmetric;

/**
 * Small trainings in both precisions, derivatives of all kinds and algebra on small matrices, reduced to a hash of their
 * bits. Also the main class of other processes.
 */
public final class Fingerprint {

    private Fingerprint() { }

    /** Prints the kernels in use, then the hash. */
    public static void main(String[] arguments) {
        java.io.PrintStream out = new java.io.PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true);
        out.println(Kernels.description());
        out.println("hash " + of(Integer.parseInt(arguments[0])));
    }

    static String of(int threads) {
        Samples samples = Examples.samples(SampleShape.table(5, 3), Examples.gaussian("x", 70, 5),
                Examples.probabilities(70, 3), null);
        StringBuilder hashes = new StringBuilder();
        for (Solver.Gradient gradient : Solver.Gradient.values()) {
            hashes.append(alongPath(samples.select(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8}), gradient, threads));
        }
        for (Loss loss : List.of(Loss.SQUARED_ERROR, Loss.SOFTMAX_CROSS_ENTROPY)) {
            Graph g = new Graph(SampleShape.table(5, 3));
            Node a = g.dense("a", g.input(), 5, TANH);
            Node b = g.dense("b", a, 3, SIGMOID);
            Node c = g.dense("c", a, 2, RELU);
            g.dense("d", g.select("join", new int[] {0, 1, 2, 4}, b, c), 3, IDENTITY);
            Model model = g.model(loss);
            for (Precision precision : Precision.values()) {
                for (Budget budget : budgets(new Budget(4, 0.05, precision, 0, threads))) {
                    append(hashes, model, samples, budget);
                }
            }
            hashes.append(derivatives(model, samples));
        }
        for (Precision precision : Precision.values()) {
            for (Model model : List.of(convolutions(), sequences())) {
                append(hashes, model, samples, new Budget(4, 0.05, precision, 0, threads));
            }
        }
        return hashes.append(ofMatrices(threads)).append(stochastic(threads)).toString();
    }

    private static String ofMatrices(int threads) {
        int n = 33;
        int d = 5;
        double[] matrices = Examples.gaussian("matrices", n, d, d).toArray();
        for (int i = 0; i < n * d; i++) {
            matrices[i * d + i % d] += 8;
        }
        NumericArray a = NumericArray.owned(matrices, n, d, d);
        BatchedSymmetric batched = BatchedSymmetric.on(ReplicaExecutor.threads(threads));
        NumericArray factors = batched.cholesky(a);
        NumericArray roots = batched.squareRoots(a).roots();
        return Stream.of(factors, batched.solve(factors, a), batched.eigen(a).vectors(), batched.congruences(roots, a))
                .map(result -> result.sha256().substring(0, 12)).collect(Collectors.joining());
    }

    private static void append(StringBuilder hashes, Model model, Samples samples, Budget budget) {
        Replicas replicas = Problem.of(model, samples, null, budget, 1)
                .train(Resampling.pairs(samples, 2, 1), Start.independent(), Progress.none());
        hashes.append(replicas.parameters().sha256(), 0, 12).append(replicas.losses().sha256(), 0, 6);
    }

    private static Model convolutions() {
        Graph g = new Graph(SampleShape.table(5, 3));
        KernelAxis strided = KernelAxis.of(3).withStride(2).withPadding(1);
        Node a = g.convolve("a", g.reshape("sequence", g.input(), 5, 1), 5, true, TANH, strided);
        Node b = g.convolveTransposed("b", a, 3, true, SIGMOID, new int[] {1}, strided);
        Node c = g.convolveSame("c", g.reshape("image", b, 3, 2, 3), 2, false, RELU, 2, 3);
        g.dense("d", c, 3, IDENTITY);
        return g.model(Loss.SQUARED_ERROR);
    }

    private static Model sequences() {
        Graph g = new Graph(SampleShape.table(5, 3));
        Node x = g.reshape("sequence", g.input(), 5, 1);
        Node gru = g.recurrent("gru", Cell.GRU, g.layerNormalization("normalised", g.pointwise("wide", x, 3, GELU)), 5).states();
        Node lstm = g.recurrent("lstm", Cell.LSTM, gru, 3).reversed().last();
        Node scan = g.scan("scan", gru, lstm, (body, in, state, contexts) ->
                body.dense("next", body.concatenate("both", in, state), 3, SOFTPLUS));
        Node rnn = g.recurrent("rnn", Cell.RNN, g.last("end", scan), 4).repeated(3).states();
        Node flow = g.integrate("flow", g.last("start", rnn), new Solver.RungeKutta4(2), Solver.Gradient.BACKPROPAGATION, 0, 0.1, 3,
                (body, z, time, contexts) -> body.dense("out", body.dense("hidden", z, 6, SOFTMAX), 4, TANH));
        g.dense("output", flow, 3, IDENTITY);
        return g.model(Loss.SQUARED_ERROR);
    }

    /** Stochastic layers, draws, divergences and couplings; minibatches, so that samples change their places. */
    private static String stochastic(int threads) {
        SampleShape shape = SampleShape.table(4, 2);
        Samples samples = Examples.samples(shape, Examples.gaussian("x", 70, 4), Examples.gaussian("t", 70, 2), null);
        Graph g = new Graph(shape);
        Node h = g.dense("hidden", g.input(), 5, TANH);
        Gaussian full = Gaussian.full(g.dense("mean", h, 3, TANH), g.dense("triangle", h, 6, TANH));
        Gaussian low = Gaussian.lowRank(g.dense("other mean", h, 3, TANH), g.dense("spread", h, 3, TANH), g.dense("factor", h, 6, TANH));
        Node z = g.concatenate("z", g.sample("first", full), g.sample("second", low));
        Coupling scaled = g.couplingLayer("scaled", z, false, new CouplingTransform.Scaling(1), false,
                (graph, kept, parameters) -> graph.dense("scales", kept, parameters, TANH));
        Coupling bent = g.couplingLayer("bent", scaled.value(), true, new CouplingTransform.Spline(4, 2), false,
                (graph, kept, parameters) -> graph.dense("bins", kept, parameters, TANH));
        Coupling back = g.couplingLayer("back", bent.value(), false, new CouplingTransform.Spline(3, 2), true,
                (graph, kept, parameters) -> graph.dense("more bins", kept, parameters, TANH));
        g.head("divergence", g.divergence("kl", full));
        g.head("other divergence", g.divergence("other kl", low));
        g.head("determinant", g.concatenate("determinants", scaled.logDeterminant(), bent.logDeterminant(), back.logDeterminant()));
        g.head(Model.OUTPUT, g.dense("output", back.value(), 2, IDENTITY));
        Model model = g.model(Loss.SQUARED_ERROR.plus(Loss.value("divergence")).plus(Loss.value("other divergence"))
                .plus(Loss.value("determinant").times(-0.1))).withStochasticWeights(1, -3, 0.01, Set.of("hidden", "output"));
        StringBuilder hashes = new StringBuilder();
        for (Precision precision : Precision.values()) {
            append(hashes, model, samples, new Budget(4, 0.05, precision, 0, threads).withBatch(30));
        }
        return hashes.toString();
    }

    private static String derivatives(Model model, Samples samples) {
        double[] w = Examples.parameters(model);
        double[] v = Examples.gaussian("direction", w.length).toArray();
        Objective objective = model.objective();
        NumericArray products = NumericArray.ofRows(new double[][] {objective.hessianProduct(w, v, samples),
            objective.gaussNewtonProduct(w, v, samples)});
        return Stream.of(products, objective.gradients(w, samples), objective.jacobian(Model.OUTPUT, w, samples),
                objective.jacobianProduct(Model.OUTPUT, w, v, samples)).map(array -> array.sha256().substring(0, 6)).collect(Collectors.joining());
    }

    /** A differential equation along the path through the inputs, with adaptive steps. */
    private static String alongPath(Samples samples, Solver.Gradient gradient, int threads) {
        Graph g = new Graph(SampleShape.table(5, 3));
        ControlPath path = g.path("path", g.reshape("steps", g.input(), 5, 1)).withTime();
        Node flow = g.control("flow", path.derivative(), g.dense("initial", path.start(), 2, TANH), new Solver.DormandPrince(0.01, 0.01, 50),
                gradient, (body, z, t, contexts) -> body.reshape("matrix", body.dense("field", z, 4, TANH), 2, 2));
        g.dense("output", flow, 3, IDENTITY);
        Model model = g.model(Loss.SQUARED_ERROR);
        StringBuilder hashes = new StringBuilder();
        for (Precision precision : Precision.values()) {
            append(hashes, model, samples, new Budget(2, 0.05, precision, 0, threads));
        }
        return hashes.toString();
    }

    private static List<Budget> budgets(Budget adam) {
        return List.of(adam, adam.withOptimiser(new Optimiser.LimitedMemoryBfgs()),
                adam.withOptimiser(new Optimiser.GradientDescent(0.9, true)).withBatch(20).withClipping(new Clipping.Value(0.01)),
                adam.withOptimiser(new Optimiser.AdamW(0.1)).withClipping(new Clipping.Norm(0.1))
                        .withSchedule(new Schedule.WarmUp(1, new Schedule.Cosine(0))));
    }
}

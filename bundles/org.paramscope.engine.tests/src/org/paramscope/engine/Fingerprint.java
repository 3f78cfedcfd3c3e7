package org.paramscope.engine;

import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Activation.RELU;
import static org.paramscope.engine.graph.Activation.SIGMOID;
import static org.paramscope.engine.graph.Activation.TANH;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.KernelAxis;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Node;
import org.paramscope.engine.linalg.BatchedSymmetric;

/**
 * A small training in both precisions and algebra on small matrices, reduced to a hash of their bits. Also the main class
 * of other processes.
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
        }
        for (Precision precision : Precision.values()) {
            append(hashes, convolutions(), samples, new Budget(4, 0.05, precision, 0, threads));
        }
        return hashes.append(ofMatrices(threads)).toString();
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

    private static List<Budget> budgets(Budget adam) {
        return List.of(adam, adam.withOptimiser(new Optimiser.LimitedMemoryBfgs()),
                adam.withOptimiser(new Optimiser.GradientDescent(0.9, true)).withBatch(20).withClipping(new Clipping.Value(0.01)),
                adam.withOptimiser(new Optimiser.AdamW(0.1)).withClipping(new Clipping.Norm(0.1))
                        .withSchedule(new Schedule.WarmUp(1, new Schedule.Cosine(0))));
    }
}

package org.paramscope.estimators.laplace;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Samples;
import org.paramscope.datasets.classic.ClassicTable;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Model;
import org.paramscope.engine.Optimiser;
import org.paramscope.engine.Problem;
import org.paramscope.engine.ReplicaExecutor;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Node;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.random.RandomStream;

/** Problems whose answers are known. */
final class Problems {

    private Problems() {
    }

    static Problem problem(Model model, Samples samples, long seed) {
        Budget budget = Budget.steps(500).withOptimiser(new Optimiser.LimitedMemoryBfgs());
        return new Problem(model, samples, null, budget, seed, ReplicaExecutor.threads(2));
    }

    /** Linear least squares without a constant, y = x w, by its closed form. */
    static Problem leastSquares(NumericArray x, NumericArray y, long seed) {
        Samples samples = Samples.table(x, y);
        Graph graph = new Graph(samples.shape());
        graph.head(Model.OUTPUT, graph.linear("output", graph.input(), y.size(1)));
        Model model = graph.model(Loss.SQUARED_ERROR).withFitter((m, s, weights, start, budget) ->
                Lapack.solve(Lapack.multiplyTransposed(s.input(), s.input()), Lapack.multiplyTransposed(s.input(), s.target()))
                        .transpose().toArray());
        return problem(model, samples, seed);
    }

    /** The diabetes table (Efron and others 2004): columns centred and of unit norm, the progression centred. */
    static Problem diabetes() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(ClassicTable.DIABETES.open(), StandardCharsets.UTF_8))) {
            double[][] rows = in.lines().skip(1).map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
                    .toArray(double[][]::new);
            int n = rows.length;
            double[] x = new double[n * 10];
            double[] y = new double[n];
            for (int j = 0; j <= 10; j++) {
                int column = j;
                double mean = Arrays.stream(rows).mapToDouble(r -> r[column]).sum() / n;
                double norm = Math.sqrt(Arrays.stream(rows).mapToDouble(r -> (r[column] - mean) * (r[column] - mean)).sum());
                for (int i = 0; i < n; i++) {
                    if (j < 10) {
                        x[i * 10 + j] = (rows[i][j] - mean) / norm;
                    } else {
                        y[i] = rows[i][j] - mean;
                    }
                }
            }
            return leastSquares(NumericArray.owned(x, n, 10), NumericArray.owned(y, n, 1), 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static NumericArray gaussian(String purpose, int rows, int columns) {
        RandomStream random = RandomStream.of(17, 0, purpose);
        double[] values = new double[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.gaussian();
        }
        return NumericArray.owned(values, rows, columns);
    }

    /** A dense network of one hidden layer on a noisy curve, or, with cross entropy, on the sign of it. */
    static Problem network(int n, int hidden, Loss loss, int targets, DoubleUnaryOperator curve) {
        RandomStream random = RandomStream.of(5, 0, "curve");
        double[] x = new double[n];
        double[] y = new double[n * targets];
        for (int i = 0; i < n; i++) {
            x[i] = -2 + 4.0 * i / n;
            int chosen = curve.applyAsDouble(x[i]) + 0.5 * random.gaussian() > 0 ? 0 : 1;
            for (int j = 0; j < targets; j++) {
                y[i * targets + j] = loss == Loss.SQUARED_ERROR ? curve.applyAsDouble(x[i]) * (j + 1) + 0.1 * random.gaussian()
                        : j == chosen ? 1 : 0;
            }
        }
        Samples samples = Samples.table(NumericArray.owned(x, n, 1), NumericArray.owned(y, n, targets));
        Graph graph = new Graph(samples.shape());
        Node h = graph.dense("hidden", graph.input(), hidden, Activation.TANH);
        graph.head(Model.OUTPUT, graph.dense("output", h, targets, Activation.IDENTITY));
        return problem(graph.model(loss), samples, 3);
    }
}

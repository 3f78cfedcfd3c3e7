package org.paramscope.engine;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.Locale;
import org.paramscope.data.NumericArray;
import org.paramscope.engine.linalg.BatchedSymmetric;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.random.RandomStream;

/**
 * Seconds of dense linear algebra, large and batched. Reads one command a line, answers with one line, so that a
 * script can alternate with another program, {@code releng/peers/linalg_numpy.py} above all, which describes the
 * commands and uses the same ones. The first line says which kernels are in use.
 */
public final class LinearAlgebraBenchmark {

    private static final int SAMPLES = 1000;
    private NumericArray covariance;
    private NumericArray batch;

    private LinearAlgebraBenchmark() { }

    /** No arguments. */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
        LinearAlgebraBenchmark benchmark = new LinearAlgebraBenchmark();
        out.println(Kernels.description() + "; " + Lapack.description());
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in));
        for (String line = commands.readLine(); line != null && !line.equals("quit"); line = commands.readLine()) {
            out.println(benchmark.answer(line.split(" ")));
        }
    }

    private String answer(String[] words) {
        int size = Integer.parseInt(words[1]);
        int threads = Integer.parseInt(words[words.length - 1]);
        return switch (words[0]) {
            case "covariance" -> {
                NumericArray samples = gaussian(SAMPLES, size);
                yield seconds(() -> Lapack.gram(samples, ReplicaExecutor.threads(threads)));
            }
            case "cholesky" -> {
                NumericArray matrix = covariance(size);
                yield seconds(() -> Lapack.cholesky(matrix));
            }
            case "eigen" -> {
                NumericArray matrix = covariance(size);
                yield seconds(() -> Lapack.symmetricEigen(matrix).vectors());
            }
            case "small" -> small(size, Integer.parseInt(words[2]), threads);
            default -> throw new IllegalArgumentException("command '" + words[0] + "'");
        };
    }

    private String small(int d, int n, int threads) {
        NumericArray matrices = batch(d, n);
        BatchedSymmetric batched = BatchedSymmetric.on(ReplicaExecutor.threads(threads));
        return seconds(() -> batched.cholesky(matrices)) + ' ' + seconds(() -> batched.eigen(matrices).vectors()) + ' '
                + seconds(() -> batched.squareRoots(matrices).roots());
    }

    /** I / 10 and the sample covariance of rows of standard normals. */
    private NumericArray covariance(int p) {
        if (covariance == null || covariance.size(0) != p) {
            covariance = positive(gaussian(2 * p, p));
        }
        return covariance;
    }

    private NumericArray batch(int d, int n) {
        if (batch == null || batch.size(0) != n || batch.size(1) != d) {
            NumericArray samples = gaussian(n * 2 * d, d);
            double[] matrices = new double[n * d * d];
            for (int i = 0; i < n; i++) {
                positive(samples.rows(i * 2 * d, (i + 1) * 2 * d)).copyTo(matrices, i * d * d);
            }
            batch = NumericArray.owned(matrices, n, d, d);
        }
        return batch;
    }

    private static NumericArray positive(NumericArray samples) {
        int p = samples.size(1);
        double[] matrix = Lapack.multiplyTransposed(samples, samples).toArray();
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = matrix[i] / samples.size(0) + (i / p == i % p ? 0.1 : 0);
        }
        return NumericArray.owned(matrix, p, p);
    }

    private static NumericArray gaussian(int rows, int columns) {
        RandomStream stream = RandomStream.of(1, columns, "benchmark");
        double[] values = new double[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = stream.gaussian();
        }
        return NumericArray.owned(values, rows, columns);
    }

    /** The result's first entry is used, so that no compiler may leave the work out. */
    private static String seconds(java.util.function.Supplier<NumericArray> work) {
        long begin = System.nanoTime();
        double entry = work.get().at(0);
        double seconds = (System.nanoTime() - begin) / 1e9;
        return Double.isNaN(entry) ? "not a number" : String.format(Locale.ROOT, "%.6f", seconds);
    }
}

package org.paramscope.engine;

import static org.paramscope.engine.graph.Activation.IDENTITY;
import static org.paramscope.engine.graph.Activation.TANH;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Node;
import org.paramscope.engine.internal.plan.Descent;
import org.paramscope.engine.linalg.Lapack;

/**
 * The autoencoder job of the peers: 100 replicas of a 20-8-2-8-20 network on 500 weighted windows. Reads
 * one command a line ({@code run threads steps f32|f64}, {@code peak}, {@code quit}), answers with one
 * line, so that a script can alternate with another program. Main class of {@code releng/bench}.
 */
public final class Benchmark {

    private static final int ROWS = 500;
    private static final int REPLICAS = 100;
    private static final int[] WIDTHS = {20, 8, 2, 8, 20};
    private final Model model = model();
    private final Samples samples;
    private final double[][] weights = new double[REPLICAS][];
    private final double[][] starts = new double[REPLICAS][];

    private Benchmark(Path data) throws IOException {
        NumericArray windows = NumericArray.owned(read(data.resolve("X.bin")), ROWS, WIDTHS[0]);
        samples = Samples.table(windows, windows);
        double[] allWeights = read(data.resolve("Wt.bin"));
        double[] allStarts = read(data.resolve("ae_init.bin"));
        for (int b = 0; b < REPLICAS; b++) {
            weights[b] = java.util.Arrays.copyOfRange(allWeights, b * ROWS, (b + 1) * ROWS);
            starts[b] = turned(allStarts, b * model.parameters());
        }
    }

    /** The argument is the folder with the peers' inputs. */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
        Benchmark benchmark = new Benchmark(Path.of(arguments[0]));
        out.println(Kernels.description());
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in));
        for (String line = commands.readLine(); line != null && !line.equals("quit"); line = commands.readLine()) {
            String[] words = line.split(" ");
            out.println(words[0].equals("peak") ? peak() : benchmark.run(Integer.parseInt(words[1]), Integer.parseInt(words[2]),
                    words[3].equals("f64") ? Precision.FLOAT64 : Precision.FLOAT32));
        }
    }

    private static Model model() {
        Graph g = new Graph(SampleShape.table(WIDTHS[0], WIDTHS[0]));
        Node h = g.dense("encoder", g.input(), WIDTHS[1], TANH);
        Node z = g.dense("bottleneck", h, WIDTHS[2], IDENTITY);
        g.dense("output", g.dense("decoder", z, WIDTHS[3], TANH), WIDTHS[4], IDENTITY);
        return g.model(Loss.SQUARED_ERROR);
    }

    /** The clock covers what the peers' covers: from arrays in memory to trained replicas, layout of the data included. */
    private String run(int threads, int steps, Precision precision) {
        double[][] traces = new double[REPLICAS][steps];
        long begin = System.nanoTime();
        Descent descent = Descent.of(model.plan(), samples, null,
                new Budget(steps, 0.01, precision, 0, threads));
        ReplicaExecutor.threads(threads).run(REPLICAS, b -> descent.fit(b, starts[b], weights[b], traces[b], Progress.none()),
                Progress.none());
        double seconds = (System.nanoTime() - begin) / 1e9;
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%.6f", seconds));
        for (int step = 0; step < steps; step++) {
            double sum = 0;
            for (int b = 0; b < REPLICAS; b++) {
                // the peers' weights are rounded to float32 and do not sum to 1; ours are scaled to it
                sum += traces[b][step] * java.util.Arrays.stream(weights[b]).sum();
            }
            line.append(' ').append(sum);
        }
        return line.toString();
    }

    /** GFLOP/s of a product of two 1024 x 1024 matrices in float32 on one thread. */
    private static String peak() {
        int n = 1024;
        float[] a = new float[n * n];
        float[] c = new float[n * n];
        java.util.Arrays.fill(a, 0.5f);
        String library = Lapack.description();
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 8; i++) {
            long begin = System.nanoTime();
            org.bytedeco.openblas.global.openblas.cblas_sgemm(org.bytedeco.openblas.global.openblas.CblasRowMajor,
                    org.bytedeco.openblas.global.openblas.CblasNoTrans, org.bytedeco.openblas.global.openblas.CblasNoTrans,
                    n, n, n, 1, a, n, a, n, 0, c, n);
            best = Math.min(best, (System.nanoTime() - begin) / 1e9);
        }
        return String.format(Locale.ROOT, "%.2f %s", 2.0 * n * n * n / best / 1e9, library);
    }

    /** The peers store weights [inputs, outputs]. */
    private static double[] turned(double[] all, int from) {
        double[] own = new double[390];
        int at = 0;
        for (int layer = 0; layer + 1 < WIDTHS.length; layer++) {
            int inputs = WIDTHS[layer];
            int outputs = WIDTHS[layer + 1];
            for (int i = 0; i < inputs; i++) {
                for (int o = 0; o < outputs; o++) {
                    own[at + o * inputs + i] = all[from + at + i * outputs + o];
                }
            }
            System.arraycopy(all, from + at + inputs * outputs, own, at + inputs * outputs, outputs);
            at += (inputs + 1) * outputs;
        }
        return own;
    }

    private static double[] read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        double[] values = new double[bytes.remaining() / Double.BYTES];
        bytes.asDoubleBuffer().get(values);
        return values;
    }
}

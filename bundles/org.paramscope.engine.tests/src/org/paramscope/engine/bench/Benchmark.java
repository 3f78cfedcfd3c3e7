package org.paramscope.engine.bench;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.paramscope.data.SettingException;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Kernels;
import org.paramscope.engine.Precision;
import org.paramscope.engine.graph.Recurrence;
import org.paramscope.engine.linalg.Lapack;

/**
 * Our side of {@code releng/bench}. Reads one command a line and answers with one line, so that a script can alternate
 * with another program:
 *
 * <pre>
 * jobs                                        name:operations of a step of a replica, for each job
 * run job threads steps f32|f64 [replicas]    seconds, then the loss before each step, summed over replicas
 * peak                                        GFLOP/s of a product of two 1024 x 1024 matrices, float32, one thread
 * versions                                    of Java, of OpenBLAS, the kernels in use
 * quit
 * </pre>
 */
public final class Benchmark {

    private static final double LEARNING_RATE = 0.01;
    private final List<Job> jobs;

    private Benchmark(Inputs inputs) throws IOException {
        jobs = List.of(new AutoencoderJob(inputs),
                WindowJob.reconstruction("gru", Networks.recurrentAutoencoder(Recurrence.Cell.GRU, WindowJob.LENGTH, 16, 2), inputs, 30_769_152),
                WindowJob.reconstruction("lstm", Networks.recurrentAutoencoder(Recurrence.Cell.LSTM, WindowJob.LENGTH, 16, 2), inputs, 40_919_040),
                WindowJob.reconstruction("node", Networks.neuralOde(WindowJob.LENGTH, 16, 2, 32, 0.1), inputs, 9_991_680),
                WindowJob.prediction("cde", Networks.neuralCde(WindowJob.LENGTH, 8, 32), inputs, 59_016_192));
    }

    /** The argument is the folder with the inputs that {@code releng/peers/inputs.py} wrote. */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
        Benchmark benchmark = new Benchmark(new Inputs(Path.of(arguments[0])));
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in));
        for (String line = commands.readLine(); line != null && !line.equals("quit"); line = commands.readLine()) {
            out.println(benchmark.answer(line.split(" ")));
        }
    }

    private String answer(String[] words) {
        return switch (words[0]) {
            case "jobs" -> jobs.stream().map(job -> job.name() + ":" + job.operations()).collect(Collectors.joining(" "));
            case "run" -> run(job(words[1]), Integer.parseInt(words[2]), Integer.parseInt(words[3]), precision(words[4]),
                    words.length > 5 ? Integer.parseInt(words[5]) : Inputs.REPLICAS);
            case "peak" -> String.format(Locale.ROOT, "%.2f", peak());
            case "versions" -> "Java " + System.getProperty("java.version") + "; " + Lapack.description() + "; "
                    + Kernels.description();
            default -> throw new SettingException("command", words[0], "jobs, run, peak, versions and quit are allowed");
        };
    }

    private Job job(String name) {
        return jobs.stream().filter(job -> job.name().equals(name)).findFirst().orElseThrow(() -> new SettingException("job",
                name, jobs.stream().map(Job::name).toList() + " are allowed"));
    }

    private static Precision precision(String name) {
        return switch (name) {
            case "f32" -> Precision.FLOAT32;
            case "f64" -> Precision.FLOAT64;
            default -> throw new SettingException("precision", name, "f32 and f64 are allowed");
        };
    }

    private static String run(Job job, int threads, int steps, Precision precision, int replicas) {
        long begin = System.nanoTime();
        double[][] traces = job.run(replicas, new Budget(steps, LEARNING_RATE, precision, 0, threads));
        double seconds = (System.nanoTime() - begin) / 1e9;
        DoubleStream sums = IntStream.range(0, steps).mapToDouble(step -> Arrays.stream(traces).mapToDouble(t -> t[step]).sum());
        return String.format(Locale.ROOT, "%.6f ", seconds)
                + sums.mapToObj(Double::toString).collect(Collectors.joining(" "));
    }

    private static double peak() {
        // sets the library's threads to one
        Lapack.description();
        int n = 1024;
        float[] a = new float[n * n];
        float[] c = new float[n * n];
        Arrays.fill(a, 0.5f);
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 8; i++) {
            long begin = System.nanoTime();
            cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1, a, n, a, n, 0, c, n);
            best = Math.min(best, (System.nanoTime() - begin) / 1e9);
        }
        return 2.0 * n * n * n / best / 1e9;
    }
}

package org.paramscope.engine.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.paramscope.data.CancelledException;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Model;
import org.paramscope.engine.Precision;
import org.paramscope.engine.Problem;
import org.paramscope.engine.Replicas;
import org.paramscope.engine.Resampling;
import org.paramscope.engine.Start;
import org.paramscope.engine.graph.Recurrence.Cell;
import org.paramscope.engine.random.RandomStream;

/**
 * Trains many replicas of a GRU autoencoder at once, in the heap that this process was given: the [B, p] result, the
 * samples, {@link #BASE} and {@link #PER_THREAD} a thread. Also measures how often progress is reported and how long a
 * cancel takes.
 */
public final class ReplicaMemory {

    /** Megabytes for the virtual machine's own objects and room for its collector. */
    static final int BASE = 24;
    /** Megabytes a thread. */
    static final int PER_THREAD = 8;
    private static final int ROWS = 500;
    private static final int LENGTH = 50;

    private ReplicaMemory() { }

    /** The heap, in megabytes, that so many replicas on so many threads are to be trained in. */
    public static int heap(int replicas, int threads) {
        long result = 8L * replicas * model().parameters();
        long samples = 8L * ROWS * LENGTH;
        return (int) Math.ceilDiv(result + samples, 1 << 20) + BASE + PER_THREAD * threads;
    }

    /** The longest pause between two reports, and what was finished. */
    private static final class Watch implements Progress {

        private final AtomicLong last = new AtomicLong(System.nanoTime());
        private final AtomicLong longest = new AtomicLong();
        private final AtomicBoolean cancelled = new AtomicBoolean();

        @Override
        public void report(double fraction, String message) {
            long now = System.nanoTime();
            longest.accumulateAndGet(now - last.getAndSet(now), Math::max);
        }

        @Override
        public boolean cancelled() {
            return cancelled.get();
        }
    }

    /** Arguments: replicas, steps, threads, f32 or f64. */
    public static void main(String[] arguments) throws InterruptedException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
        int replicas = Integer.parseInt(arguments[0]);
        Budget budget = new Budget(Integer.parseInt(arguments[1]), 0.01, arguments[3].equals("f32") ? Precision.FLOAT32 : Precision.FLOAT64, 0,
                Integer.parseInt(arguments[2])).withBatch(Inputs.MINIBATCH);
        Problem problem = Problem.of(model(), samples(), null, budget, 1);
        Watch watch = new Watch();
        // The first steps of a process run before kernels are compiled, each a thousand times as long as later.
        long cold = cancel(problem);
        long begin = System.nanoTime();
        Replicas trained = problem.train(Resampling.pairs(problem.samples(), replicas, 1), Start.common(), watch);
        out.printf(Locale.ROOT, "%d replicas of %d parameters, %d steps, %.1f s; heap %d MB; longest pause of progress %.0f ms%n", trained.count(),
                model().parameters(), budget.steps(), (System.nanoTime() - begin) / 1e9, Runtime.getRuntime().maxMemory() >> 20,
                watch.longest.get() / 1e6);
        out.printf(Locale.ROOT, "cancel took %.0f ms, and %.0f ms in the first step of the process%n", cancel(problem) / 1e6, cold / 1e6);
    }

    /** Nanoseconds from the wish to the end of all threads. */
    private static long cancel(Problem problem) throws InterruptedException {
        Watch watch = new Watch();
        long[] ended = new long[1];
        Thread work = Thread.ofPlatform().start(() -> {
            try {
                problem.withBudget(problem.budget().withSteps(1_000_000)).train(Resampling.none(problem.samples(), 2), watch);
            } catch (CancelledException e) {
                ended[0] = System.nanoTime();
            }
        });
        while (watch.longest.get() == 0) {
            Thread.onSpinWait();
        }
        long wished = System.nanoTime();
        watch.cancelled.set(true);
        work.join();
        return ended[0] - wished;
    }

    private static Model model() {
        return Networks.recurrentAutoencoder(Cell.GRU, LENGTH, 16, 2);
    }

    private static Samples samples() {
        RandomStream noise = RandomStream.of(1, 0, "noise");
        double[] signal = new double[ROWS + LENGTH];
        Arrays.setAll(signal, i -> Math.sin(0.1 * i) + 0.5 * Math.sin(0.1 * Math.sqrt(2) * i) + 0.1 * noise.gaussian());
        double[] rows = new double[ROWS * LENGTH];
        Arrays.setAll(rows, i -> signal[i / LENGTH + i % LENGTH]);
        NumericArray windows = NumericArray.owned(rows, ROWS, LENGTH);
        double[] ones = new double[ROWS];
        Arrays.fill(ones, 1);
        return new Samples(model().shape(), Map.of(Samples.WINDOW, windows), Map.of(Samples.TARGET, windows), NumericArray.owned(ones),
                new int[ROWS], new int[ROWS], ROWS);
    }
}

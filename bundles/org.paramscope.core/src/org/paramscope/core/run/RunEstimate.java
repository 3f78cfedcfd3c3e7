package org.paramscope.core.run;

import java.util.Locale;
import java.util.Map;

import org.paramscope.data.Memory;
import org.paramscope.data.Progress;
import org.paramscope.data.SettingException;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Problem;

/**
 * What a run will need, told before it starts. Times come from a few steps of each model, measured here and now.
 *
 * @param seconds         wall clock, a rough figure
 * @param memoryBytes     of the heap at its peak
 * @param availableBytes  of the heap
 * @param diskBytes       of results
 * @param longestSeconds  longest single fit, which is the longest time until a cancellation is heard
 * @param largest         path of the setting that needs most memory
 * @param largestValue    its value
 */
public record RunEstimate(double seconds, long memoryBytes, long availableBytes, long diskBytes, double longestSeconds,
        String largest, String largestValue) {

    private static final int TRIAL_STEPS = 4;
    private static final long TRIAL_NANOSECONDS = 150_000_000L;
    private static final int ASSUMED_REPLICAS = 100;
    private static final int COPIES = 4;
    /** Identity, metric, reduction and reports, measured beside the training of replicas. */
    private static final double OVERHEAD = 1.4;

    /** Estimates a run of these problems. */
    static RunEstimate of(StudyPlan plan, Map<StudyPlan.Choice, Problem> problems, int threads) {
        double seconds = 1;
        double longest = 0;
        long memory = 0;
        long disk = 1 << 16;
        String largest = "models";
        String value = Integer.toString(problems.size());
        for (Map.Entry<StudyPlan.Choice, Problem> each : problems.entrySet()) {
            long p = each.getValue().model().parameters();
            if (p == 0) {
                continue;
            }
            double fit = fitSeconds(each.getValue());
            longest = Math.max(longest, fit);
            seconds += fit;
            for (StudyPlan.Choice estimator : plan.estimators()) {
                long replicas = replicas(estimator);
                seconds += OVERHEAD * fit * replicas / threads;
                disk += 3 * 8 * p * replicas;
                long needed = COPIES * 8 * p * replicas + 8 * replicas * replicas;
                if (needed > memory) {
                    memory = needed;
                    largest = "estimators." + estimator.name() + ".replicas";
                    value = replicas + " of model '" + each.getKey().name() + "' with " + p + " parameters";
                }
            }
        }
        long available = Memory.available(memory);
        return new RunEstimate(seconds, memory, available, disk, longest, largest, value);
    }

    /** Throws SettingException with the numbers when memory cannot suffice. */
    void require() {
        if (memoryBytes > availableBytes) {
            throw new SettingException(largest, largestValue, "about " + bytes(memoryBytes) + " of memory are needed and "
                    + bytes(availableBytes) + " are available; use fewer replicas, a smaller model, or a larger heap (-Xmx)");
        }
    }

    /** The estimate in a line. */
    public String text() {
        return "about " + RemainingTime.duration(seconds) + ", " + bytes(memoryBytes) + " of memory, " + bytes(diskBytes)
                + " of disk";
    }

    /** A number of bytes in words. */
    public static String bytes(long bytes) {
        double megabytes = bytes / 1e6;
        return megabytes < 1000 ? String.format(Locale.ROOT, "%.0f MB", Math.max(1, megabytes))
                : String.format(Locale.ROOT, "%.1f GB", megabytes / 1000);
    }

    private static double fitSeconds(Problem problem) {
        Budget budget = problem.budget();
        int trial = Math.min(TRIAL_STEPS, budget.steps());
        Problem few = problem.withBudget(new Budget(trial, budget.learningRate(), budget.precision(), 0, 1));
        double best = Double.POSITIVE_INFINITY;
        long begun = System.nanoTime();
        // The first rounds are slow: the machine still compiles the kernels.
        do {
            long from = System.nanoTime();
            few.fit(Progress.none());
            best = Math.min(best, (System.nanoTime() - from) * 1e-9);
        } while (System.nanoTime() - begun < TRIAL_NANOSECONDS);
        boolean steps = problem.model().fitter() == org.paramscope.engine.Fitter.GRADIENT;
        return steps ? best * budget.steps() / trial : best;
    }

    /** The number that an estimator's setting of that name says; those without one are taken for a hundred fits. */
    private static long replicas(StudyPlan.Choice estimator) {
        String text = estimator.text().get("replicas");
        return text == null ? ASSUMED_REPLICAS : Long.parseLong(text);
    }
}

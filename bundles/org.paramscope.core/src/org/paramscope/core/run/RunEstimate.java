package org.paramscope.core.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.paramscope.data.Memory;
import org.paramscope.data.Progress;
import org.paramscope.data.SettingException;
import org.paramscope.engine.Budget;
import org.paramscope.engine.Fitter;
import org.paramscope.engine.Problem;

/**
 * What a run will need, told before it starts. Times come from a few steps of each model, measured here and now.
 *
 * @param modelSeconds     wall clock of each model with its estimates, a rough figure
 * @param reductionSeconds wall clock of the reduction, a rough figure
 * @param longestSeconds   longest single fit, which is the longest time until a cancellation is heard
 * @param memoryBytes      of the heap at its peak
 * @param availableBytes   of the heap
 * @param diskBytes        of results
 * @param largest          path of the setting that needs most memory
 * @param largestValue     its value
 */
public record RunEstimate(List<Double> modelSeconds, double reductionSeconds, double longestSeconds, long memoryBytes,
        long availableBytes, long diskBytes, String largest, String largestValue) {

    private static final int TRIAL_STEPS = 4;
    private static final int TRIALS = 3;
    private static final long TRIAL_NANOSECONDS = 100_000_000L;
    private static final long LONG_TRIAL_NANOSECONDS = 2_000_000_000L;
    private static final int ASSUMED_REPLICAS = 100;
    private static final int COPIES = 6;
    /** Identity test, metric and errors of an estimate. */
    private static final double SECONDS_AN_ESTIMATE = 1;
    /** Networks of a reduction beside the random ones, their number of sizes, and their mean share of the whole network's work. */
    private static final int PATHS = 3;
    private static final int SIZES = 8;
    private static final double MEAN_SIZE = 0.4;

    /** Estimates a run of these problems. */
    static RunEstimate of(StudyPlan plan, Map<StudyPlan.Choice, Problem> problems, int threads) {
        List<Double> seconds = new ArrayList<>();
        double longest = 0;
        double reduction = 0;
        long memory = 0;
        long disk = 1 << 16;
        String largest = "models";
        String value = Integer.toString(problems.size());
        for (Map.Entry<StudyPlan.Choice, Problem> each : problems.entrySet()) {
            long p = each.getValue().model().parameters();
            double fit = p == 0 ? 0 : fitSeconds(each.getValue());
            double model = fit;
            for (StudyPlan.Choice estimator : p == 0 ? List.<StudyPlan.Choice>of() : plan.estimators()) {
                long replicas = replicas(estimator);
                model += fit * replicas / threads + SECONDS_AN_ESTIMATE;
                disk += 4 * 8 * p * replicas;
                long needed = COPIES * 8 * p * replicas + 8 * replicas * replicas;
                if (needed > memory) {
                    memory = needed;
                    largest = "estimators." + estimator.name() + ".replicas";
                    value = replicas + " of model '" + each.getKey().name() + "' with " + p + " parameters";
                }
            }
            seconds.add(model);
            longest = Math.max(longest, fit);
            if (each.getValue().model().fitter() == Fitter.GRADIENT && !plan.analysis().referenceModel().equals(Analysis.NONE)) {
                double step = fit / plan.training().steps();
                reduction = Math.max(reduction, step * plan.analysis().refitSteps() * (plan.analysis().draws() + PATHS)
                        * SIZES * MEAN_SIZE / threads);
            }
        }
        return new RunEstimate(seconds, reduction, longest, memory, Memory.available(memory), disk, largest, value);
    }

    /** Wall clock in seconds, a rough figure. */
    public double seconds() {
        return modelSeconds.stream().mapToDouble(Double::doubleValue).sum() + reductionSeconds;
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
        return "about " + RemainingTime.duration(seconds()) + ", " + bytes(memoryBytes) + " of memory, " + bytes(diskBytes)
                + " of disk";
    }

    /** A number of bytes in words. */
    public static String bytes(long bytes) {
        double megabytes = bytes / 1e6;
        return megabytes < 1000 ? String.format(Locale.ROOT, "%.0f MB", Math.max(1, megabytes))
                : String.format(Locale.ROOT, "%.1f GB", megabytes / 1000);
    }

    /** The first rounds are slow, as libraries are loaded and kernels compiled: the fastest of several counts. */
    private static double fitSeconds(Problem problem) {
        Budget budget = problem.budget();
        int trial = Math.min(TRIAL_STEPS, budget.steps());
        Problem few = problem.withBudget(new Budget(trial, budget.learningRate(), budget.precision(), 0, 1));
        double best = Double.POSITIVE_INFINITY;
        long begun = System.nanoTime();
        long elapsed = 0;
        for (int i = 0; i < TRIALS && elapsed < LONG_TRIAL_NANOSECONDS || elapsed < TRIAL_NANOSECONDS; i++) {
            long from = System.nanoTime();
            few.fit(Progress.none());
            best = Math.min(best, (System.nanoTime() - from) * 1e-9);
            elapsed = System.nanoTime() - begun;
        }
        return problem.model().fitter() == Fitter.GRADIENT ? best * budget.steps() / trial : best;
    }

    /** The number that an estimator's setting of that name says; those without one are taken for a hundred fits. */
    private static long replicas(StudyPlan.Choice estimator) {
        String text = estimator.text().get("replicas");
        return text == null ? ASSUMED_REPLICAS : Long.parseLong(text);
    }
}

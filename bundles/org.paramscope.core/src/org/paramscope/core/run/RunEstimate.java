package org.paramscope.core.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.paramscope.data.Memory;
import org.paramscope.data.SettingException;
import org.paramscope.engine.Fitter;
import org.paramscope.engine.Kernels;
import org.paramscope.engine.Precision;
import org.paramscope.engine.Problem;

/**
 * What a run will need, told before it starts. Times are rough: from the arithmetic to be done and usual rates.
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

    /** The reverse pass costs twice the forward pass. */
    private static final double PASSES = 3;
    /** Operations a second and thread in float64, as measured on servers of 2020. */
    private static final double VECTOR_RATE = 8e9;
    private static final double PLAIN_RATE = 1e9;
    /** Loading libraries and compiling kernels. */
    private static final double START_SECONDS = 3;
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
            double model = fit * (SearchStage.wanted(plan, each.getKey()) ? 1 + plan.search().trials() : 1);
            for (StudyPlan.Choice estimator : p == 0 ? List.<StudyPlan.Choice>of() : plan.estimators()) {
                long replicas = replicas(estimator);
                // what a density takes depends on its settings alone, of which nothing is known here
                model += (estimator.density() ? 0 : fit * replicas / threads) + SECONDS_AN_ESTIMATE;
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
        return modelSeconds.stream().mapToDouble(Double::doubleValue).sum() + reductionSeconds + START_SECONDS;
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
        if (bytes < 1_000_000) {
            return (bytes + 999) / 1000 + " kB";
        }
        double megabytes = bytes / 1e6;
        return megabytes < 1000 ? String.format(Locale.ROOT, "%.0f MB", megabytes)
                : String.format(Locale.ROOT, "%.1f GB", megabytes / 1000);
    }

    /**
     * Arithmetic of a fit over the rate of the kernels. To measure the rate here would mislead: until the kernels are
     * compiled they are a hundred times slower, and that takes longer than many a run.
     */
    private static double fitSeconds(Problem problem) {
        double n = problem.samples().count();
        if (problem.model().fitter() == Fitter.GRADIENT) {
            double rate = (problem.budget().precision() == Precision.FLOAT32 ? 2 : 1)
                    * (Kernels.vectorised() ? VECTOR_RATE : PLAIN_RATE);
            double rows = problem.budget().batch() == 0 ? n : Math.min(n, problem.budget().batch());
            return PASSES * problem.model().flop() * rows * problem.budget().steps() / rate;
        }
        double width = problem.model().shape().size();
        return (4 * n * width * width + 30 * width * width * width) / VECTOR_RATE * 2;
    }

    /** The number that an estimator's setting of that name says; those without one are taken for a hundred fits. */
    private static long replicas(StudyPlan.Choice estimator) {
        String text = estimator.text().get("replicas");
        return text == null ? ASSUMED_REPLICAS : Long.parseLong(text);
    }
}

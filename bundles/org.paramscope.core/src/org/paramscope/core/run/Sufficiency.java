package org.paramscope.core.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.paramscope.data.NumericArray;
import org.paramscope.geometry.front.Errors;
import org.paramscope.geometry.front.Interval;
import org.paramscope.geometry.reduction.Reduction;

/**
 * How few neurons suffice: the smallest k such that networks of k neurons and of all greater numbers err by no more
 * than a tolerance above the whole network. Intervals by paired block bootstrap over the test windows: all networks
 * are judged on the same resampled windows, draw by draw.
 */
final class Sufficiency {

    /** Names that the reducers' paths bear. */
    static final String MEANS = "means";
    static final String COVARIANCE = "means + covariance";

    private final Reduction reduction;
    private final Errors whole;
    private final int units;
    private final double tolerance;
    private final long seed;

    Sufficiency(Reduction reduction, Errors whole, int units, double tolerance, long seed) {
        this.reduction = reduction;
        this.whole = whole;
        this.units = units;
        this.tolerance = tolerance;
        this.seed = seed;
    }

    List<SufficientUnits> all() {
        List<SufficientUnits> all = new ArrayList<>();
        for (Reduction.Path path : reduction.paths()) {
            Interval interval = Interval.ofDraws(draws(path));
            all.add(new SufficientUnits(path.name(), path.refit(), units(path), (int) Math.round(interval.low()),
                    (int) Math.round(interval.high())));
        }
        for (Reduction.Band band : reduction.bands()) {
            all.add(new SufficientUnits(band.name(), band.refit(), units(band, 2), units(band, 0), units(band, 4)));
        }
        return all;
    }

    /** Neurons that merging on means needs beyond merging on means and covariances, without refit; NaN without both. */
    Score covarianceGain() {
        Reduction.Path means = path(MEANS);
        Reduction.Path covariance = path(COVARIANCE);
        if (means == null || covariance == null) {
            return new Score(Double.NaN, Double.NaN, Double.NaN);
        }
        double[] difference = draws(means);
        double[] subtracted = draws(covariance);
        for (int b = 0; b < difference.length; b++) {
            difference[b] -= subtracted[b];
        }
        Interval interval = Interval.ofDraws(difference);
        return new Score(units(means) - units(covariance), interval.low(), interval.high());
    }

    private Reduction.Path path(String name) {
        return reduction.paths().stream().filter(p -> p.name().equals(name) && !p.refit()).findFirst().orElse(null);
    }

    private int units(Reduction.Path path) {
        List<Reduction.Step> steps = descending(path);
        double[] errors = steps.stream().mapToDouble(Reduction.Step::testError).toArray();
        return fewest(steps.stream().mapToInt(Reduction.Step::units).toArray(), errors, whole.normalized());
    }

    private int units(Reduction.Band band, int quantile) {
        int[] counts = band.units();
        Integer[] order = new Integer[counts.length];
        java.util.Arrays.setAll(order, i -> i);
        java.util.Arrays.sort(order, Comparator.comparingInt((Integer i) -> -counts[i]));
        int[] sorted = java.util.Arrays.stream(order).mapToInt(i -> counts[i]).toArray();
        double[] errors = java.util.Arrays.stream(order).mapToDouble(i -> band.quantiles().get(i, quantile)).toArray();
        return fewest(sorted, errors, whole.normalized());
    }

    /** k of each draw of the test windows. */
    private double[] draws(Reduction.Path path) {
        List<Reduction.Step> steps = descending(path);
        int[] counts = steps.stream().mapToInt(Reduction.Step::units).toArray();
        List<double[]> errors = new ArrayList<>();
        for (Reduction.Step step : steps) {
            if (step.model().isEmpty()) {
                return java.util.stream.DoubleStream.generate(() -> units(path)).limit(Errors.DRAWS).toArray();
            }
            NumericArray prediction = step.model().get().predict(step.parameters().toArray(), whole.samples());
            errors.add(Errors.of(prediction, whole.samples()).draws(seed));
        }
        double[] reference = whole.draws(seed);
        double[] fewest = new double[reference.length];
        for (int b = 0; b < fewest.length; b++) {
            double[] drawn = new double[counts.length];
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] = errors.get(i)[b];
            }
            fewest[b] = fewest(counts, drawn, reference[b]);
        }
        return fewest;
    }

    private static List<Reduction.Step> descending(Reduction.Path path) {
        return path.steps().stream().sorted(Comparator.comparingInt(Reduction.Step::units).reversed()).toList();
    }

    /** Counts descend; the last of them before the tolerance is first exceeded, or all units. */
    private int fewest(int[] counts, double[] errors, double reference) {
        int fewest = units;
        for (int i = 0; i < counts.length && errors[i] - reference <= tolerance; i++) {
            fewest = counts[i];
        }
        return fewest;
    }
}

package org.paramscope.geometry.reduction;

import java.util.Arrays;
import java.util.List;

import org.paramscope.geometry.front.Errors;
import org.paramscope.geometry.front.Interval;

/** Finds how few units suffice on a path, and how sure that is. */
final class SufficiencyTest {

    private final int[] units;
    private final double tolerance;
    private final Reduction.Band band;

    /**
     * @param units [k] sizes, from the full network down
     * @param band  the random control of these sizes
     */
    SufficiencyTest(int[] units, double tolerance, Reduction.Band band) {
        this.units = units;
        this.tolerance = tolerance;
        this.band = band;
    }

    /** A path's errors. */
    record Measured(String name, boolean refit, double[] validation, double[] test, double[][] draws) {

        /** Resamples the test errors of each size by the same blocks, [sizes][draws]. */
        static Measured of(String name, boolean refit, List<MergeNetworks.Evaluated> networks, long seed) {
            List<Errors> errors = networks.stream().map(MergeNetworks.Evaluated::test).toList();
            double[] test = networks.stream().mapToDouble(MergeNetworks.Evaluated::testError).toArray();
            double[] validation = networks.stream().mapToDouble(MergeNetworks.Evaluated::validationError).toArray();
            return new Measured(name, refit, validation, test, Errors.draws(errors, seed));
        }

        /** By what the size is chosen: validation where there is one. */
        double[] choosing() {
            return Double.isNaN(validation[0]) ? test : validation;
        }
    }

    /**
     * The outcome for a path.
     *
     * @param means the path of the means with the same refit, for the gain of the covariance; null for all other paths
     */
    Sufficiency judge(Measured path, Measured means) {
        int at = smallest(path.choosing());
        double[] sizes = sizes(path.draws());
        double[] differences = new double[path.draws()[0].length];
        for (int b = 0; b < differences.length; b++) {
            differences[b] = path.draws()[at][b] - path.draws()[0][b];
        }
        Interval size = Interval.ofDraws(sizes);
        Interval difference = Interval.ofDraws(differences);
        double gain = 0;
        Interval saved = new Interval(0, 0);
        if (means != null) {
            gain = units[smallest(means.choosing())] - units[at];
            double[] gains = sizes(means.draws());
            for (int b = 0; b < gains.length; b++) {
                gains[b] -= sizes[b];
            }
            saved = Interval.ofDraws(gains);
        }
        return new Sufficiency(path.name(), path.refit(), units[0], units[at], size.low(), size.high(), tolerance,
                path.test()[at] - path.test()[0], difference.low(), difference.high(), random(path), chance(path.test()), gain,
                saved.low(), saved.high());
    }

    /** The place of the smallest size whose error is within the tolerance of the full network's. */
    private int smallest(double[] errors) {
        int at = 0;
        for (int k = 1; k < errors.length; k++) {
            if (errors[k] - errors[0] <= tolerance) {
                at = k;
            }
        }
        return at;
    }

    private double[] sizes(double[][] draws) {
        double[] sizes = new double[draws[0].length];
        double[] errors = new double[units.length];
        for (int b = 0; b < sizes.length; b++) {
            for (int k = 0; k < errors.length; k++) {
                errors[k] = draws[k][b];
            }
            sizes[b] = units[smallest(errors)];
        }
        return sizes;
    }

    /** The median size that suffices when groups are random. */
    private double random(Measured path) {
        var errors = Double.isNaN(path.validation()[0]) ? band.testErrors() : band.validationErrors();
        double[] sizes = new double[band.draws()];
        for (int draw = 0; draw < sizes.length; draw++) {
            sizes[draw] = units[smallest(errors.slice(draw).toArray())];
        }
        return Interval.quantile(sizes, 0.5);
    }

    /** The share of random draws that are as good as the path: mean log test error over the sizes below the full one. */
    private double chance(double[] test) {
        double own = level(test);
        int asGood = 0;
        for (int draw = 0; draw < band.draws(); draw++) {
            asGood += level(band.testErrors().slice(draw).toArray()) <= own ? 1 : 0;
        }
        return (double) asGood / band.draws();
    }

    private static double level(double[] errors) {
        return Arrays.stream(errors).skip(1).map(Math::log).sum();
    }
}

package org.paramscope.geometry.reduction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.paramscope.geometry.front.Errors;
import org.paramscope.geometry.front.Interval;

/**
 * Finds how few units suffice on a path, and how sure that is. Sizes are tested in a fixed order, from the largest
 * down to the first that fails, so that the level holds without a correction for many sizes (Maurer, Hothorn and
 * Lehmacher 1995).
 */
final class SufficiencyTest {

    private final int[] units;
    private final double tolerance;
    private final List<MergeNetworks.Size> sizes;
    private final Reduction.Band band;
    private final long seed;
    private final int separate;
    private final double random;

    /**
     * @param units     [k] sizes, from the full network down
     * @param tolerance largest change of the normalised error that counts as none
     * @param sizes     the networks of each size
     * @param first     place of the first random one among them
     * @param band      the random control of these sizes
     */
    SufficiencyTest(int[] units, double tolerance, List<MergeNetworks.Size> sizes, int first, Reduction.Band band, long seed) {
        this.units = units;
        this.tolerance = tolerance;
        this.sizes = sizes;
        this.band = band;
        this.seed = seed;
        Errors full = sizes.getFirst().at(0).test();
        this.separate = full == null ? 0 : Errors.separate(full.samples());
        this.random = Errors.enough(separate) ? random(first) : Double.NaN;
    }

    /** A path's errors: of each size, and in each resampled test stretch, [sizes][draws], all by the same blocks. */
    record Measured(String name, double[] test, double[][] draws) {
    }

    /** The errors of one grouping. */
    Measured measure(String name, int place) {
        List<Errors> errors = sizes.stream().map(size -> size.at(place).test()).toList();
        return new Measured(name, sizes.stream().mapToDouble(size -> size.at(place).testError()).toArray(),
                Errors.draws(errors, seed));
    }

    /**
     * The outcome for a path.
     *
     * @param means the path of the means with the same refit, for the gain of the covariance; null for all other paths
     */
    Sufficiency judge(Measured path, Measured means) {
        boolean judged = Errors.enough(separate);
        int at = judged ? smallest(path.draws()) : 0;
        double[] drawn = drawn(path.draws());
        Interval size = judged ? Interval.ofDraws(drawn).including(units[at]) : Interval.UNKNOWN;
        Interval change = judged ? Interval.ofDraws(change(path.draws(), at)) : Interval.UNKNOWN;
        double gain = 0;
        Interval saved = judged ? new Interval(0, 0) : Interval.UNKNOWN;
        if (means != null && judged) {
            gain = units[smallest(means.draws())] - units[at];
            double[] gains = drawn(means.draws());
            Arrays.setAll(gains, b -> gains[b] - drawn[b]);
            saved = Interval.ofDraws(gains).including(gain);
        }
        return new Sufficiency(path.name(), band.refit(), units[0], units[at], size.low(), size.high(), tolerance,
                path.test()[0], path.test()[at] - path.test()[0], change.low(), change.high(), random, chance(path.test(), at),
                pathChance(path.test()), gain, saved.low(), saved.high(), separate);
    }

    /** The place of the smallest size of which, and of all above it, the change has an upper end within the tolerance. */
    private int smallest(double[][] draws) {
        int at = 0;
        while (at + 1 < units.length && within(draws, at + 1)) {
            at++;
        }
        return at;
    }

    private boolean within(double[][] draws, int k) {
        return Interval.ofDraws(change(draws, k)).high() <= tolerance;
    }

    private static double[] change(double[][] draws, int k) {
        return IntStream.range(0, draws[0].length).mapToDouble(b -> draws[k][b] - draws[0][b]).toArray();
    }

    /** In each draw the smallest size of which, and of all above it, the change is within the tolerance. */
    private double[] drawn(double[][] draws) {
        double[] drawn = new double[draws[0].length];
        for (int b = 0; b < drawn.length; b++) {
            int at = 0;
            while (at + 1 < units.length && draws[at + 1][b] - draws[0][b] <= tolerance) {
                at++;
            }
            drawn[b] = units[at];
        }
        return drawn;
    }

    /** The median size that suffices, by the same test, when groups are random. */
    private double random(int first) {
        double[] found = new double[band.draws()];
        Arrays.fill(found, units[0]);
        List<Integer> left = new ArrayList<>(IntStream.range(0, band.draws()).boxed().toList());
        Errors full = sizes.getFirst().at(0).test();
        for (int k = 1; k < units.length && !left.isEmpty(); k++) {
            List<Errors> errors = new ArrayList<>(List.of(full));
            for (int draw : left) {
                errors.add(sizes.get(k).at(first + draw).test());
            }
            double[][] draws = Errors.draws(errors, seed);
            List<Integer> passed = new ArrayList<>();
            for (int i = 0; i < left.size(); i++) {
                if (within(new double[][] {draws[0], draws[i + 1]}, 1)) {
                    found[left.get(i)] = units[k];
                    passed.add(left.get(i));
                }
            }
            left = passed;
        }
        return Interval.quantile(found, 0.5);
    }

    /** The share of random draws that are as good as the path at one size; not a number for the full one, which is no merge. */
    private double chance(double[] test, int at) {
        if (at == 0) {
            return Double.NaN;
        }
        return share(draw -> band.testErrors().get(draw, at) <= test[at]);
    }

    /** The share of random draws that are as good as the path: mean log test error over the sizes below the full one. */
    private double pathChance(double[] test) {
        double own = level(test);
        return share(draw -> level(band.testErrors().slice(draw).toArray()) <= own);
    }

    private double share(java.util.function.IntPredicate asGood) {
        return (double) IntStream.range(0, band.draws()).filter(asGood).count() / band.draws();
    }

    private static double level(double[] errors) {
        return Arrays.stream(errors).skip(1).map(Math::log).sum();
    }
}

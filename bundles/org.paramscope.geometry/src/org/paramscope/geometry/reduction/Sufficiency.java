package org.paramscope.geometry.reduction;

import java.util.Locale;

import org.paramscope.data.NumericArray;
import org.paramscope.geometry.NamedArrays;
import org.paramscope.geometry.front.Errors;
import org.paramscope.geometry.front.Interval;

/**
 * How few units suffice on one path. A number k suffices when the change of the normalised test error against the
 * unmerged network of the same path (with refit: trained on for as many steps) has a 95 % interval whose upper end is
 * within a tolerance, for k and for every larger size; the smallest such k is given. Intervals resample blocks of
 * test windows that all networks share. Two comparisons with random groupings stand beside it and are not to be
 * confused: that at k, and that of the path as a whole.
 *
 * @param path            name of the grouping
 * @param refit           whether the networks were trained on
 * @param units           of the unmerged network
 * @param sufficient      k; {@code units} when none could be spared
 * @param low             lower end of the 95 % interval of the size at which the change itself passes the tolerance
 * @param high            upper end of that interval
 * @param tolerance       largest change of normalised error that counts as none
 * @param error           test error of the unmerged network
 * @param difference      test error at k minus that of the unmerged network
 * @param differenceLow   lower end of its 95 % interval
 * @param differenceHigh  upper end of its 95 % interval
 * @param random          k of the median random draw, by the same test
 * @param chance          share of random draws whose test error at k is no higher than the path's; NaN when k is all units
 * @param pathChance      share of random draws whose mean log test error over all sizes is no higher than the path's
 * @param gain            k by means minus k by this path: what covariance saves; 0 for all other paths
 * @param gainLow         lower end of its 95 % interval
 * @param gainHigh        upper end of its 95 % interval
 * @param separate        test windows that do not overlap; too few for an interval leave all of this unjudged
 */
public record Sufficiency(String path, boolean refit, int units, int sufficient, double low, double high,
        double tolerance, double error, double difference, double differenceLow, double differenceHigh, double random,
        double chance, double pathChance, double gain, double gainLow, double gainHigh, int separate) {

    /** Share of random draws below which a path is better than chance. */
    private static final double LEVEL = 0.025;

    /** Whether the test stretch bears an interval, without which nothing is said. */
    public boolean judged() {
        return Errors.enough(separate);
    }

    /** Whether units could be spared. */
    public boolean spared() {
        return judged() && sufficient < units;
    }

    /** Whether the merge to k beat its control: no more than 2.5 % of the random draws are as good there. */
    public boolean beatsControl() {
        return spared() && chance <= LEVEL;
    }

    /** What "suffices" means, as a sentence. */
    public String definition() {
        return "A number of neurons suffices when, for it and every larger size tested, the change of test NRMSE against the unmerged network "
                + "(of refitted networks: the unmerged and equally refitted one) has a 95 % interval whose upper end is at most "
                + plain(tolerance) + ".";
    }

    /**
     * The caption of a figure: "k of 64 neurons suffice ...", then how random merging fares at k, then the path as a whole.
     *
     * @param own the outcome of the own weights, with the same refit
     */
    public String caption(Sufficiency own) {
        if (!judged()) {
            return "how few neurons suffice is not judged: " + Errors.tooFew(separate) + ".";
        }
        return answer() + "; own weights need " + own.sufficient + ", random merging " + Math.round(random)
                + String.format(Locale.ROOT, "; covariance beyond means changes k by %s [%s, %s]. ", whole(-gain), whole(-gainHigh), whole(-gainLow))
                + control() + wholePath();
    }

    private String answer() {
        String against = refit ? "the equally refitted unmerged network" : "the unmerged network";
        return spared()
                ? String.format(Locale.ROOT, "%d of %d neurons suffice (change of NRMSE \u2264 %s; it is %s %s against %s)", sufficient, units,
                        plain(tolerance), Interval.signed(difference), new Interval(differenceLow, differenceHigh).signed(), against)
                : String.format(Locale.ROOT, "no neuron could be spared (already the first smaller network errs more than %s, by more than %s at the "
                        + "upper end of the 95 %% interval)", against, plain(tolerance));
    }

    private String control() {
        return !spared() ? "" : String.format(Locale.ROOT, "At %d neurons %s of random merges are as good or better%s. ", sufficient,
                percent(chance), beatsControl() ? "" : ", so that this merge did not beat its control");
    }

    private String wholePath() {
        return "Over the path as a whole, all sizes together, " + percent(pathChance) + " of random paths are as good or better.";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    private static String plain(double value) {
        return Double.toString(value);
    }

    private static String whole(double value) {
        return Long.toString(Math.round(value)).replace('-', '\u2212');
    }

    /** The value as named arrays, for storage. */
    public NamedArrays named() {
        return NamedArrays.builder().put("path", path).put("numbers", refit ? 1 : 0, units, sufficient, low, high, tolerance, error,
                difference, differenceLow, differenceHigh, random, chance, pathChance, gain, gainLow, gainHigh, separate).build();
    }

    /** The value from its {@link #named()} form. */
    public static Sufficiency of(NamedArrays named) {
        NumericArray n = named.array("numbers");
        return new Sufficiency(named.text("path"), n.at(0) != 0, (int) n.at(1), (int) n.at(2), n.at(3), n.at(4), n.at(5), n.at(6),
                n.at(7), n.at(8), n.at(9), n.at(10), n.at(11), n.at(12), n.at(13), n.at(14), n.at(15), (int) n.at(16));
    }
}

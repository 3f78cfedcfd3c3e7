package org.paramscope.geometry.reduction;

import java.util.Locale;

import org.paramscope.data.NumericArray;
import org.paramscope.geometry.NamedArrays;

/**
 * How few units suffice on one path: the smallest number k whose error exceeds that of the full network of the
 * same path by no more than a tolerance. The choice is made on validation, the interval on test, by
 * resampling blocks of windows that all networks share.
 *
 * @param path            name of the grouping
 * @param refit           whether the networks were trained on
 * @param units           of the full network
 * @param sufficient      k
 * @param low             lower end of the 95 % interval of k
 * @param high            upper end of the 95 % interval of k
 * @param tolerance       largest loss of normalised error that counts as none
 * @param difference      test error at k minus that of the full network
 * @param differenceLow   lower end of its 95 % interval
 * @param differenceHigh  upper end of its 95 % interval
 * @param random          k of the median random draw
 * @param chance          share of random draws whose mean log test error over all sizes is no higher than the path's
 * @param gain            k by means minus k by this path: what covariance saves; 0 for all other paths
 * @param gainLow         lower end of its 95 % interval
 * @param gainHigh        upper end of its 95 % interval
 */
public record Sufficiency(String path, boolean refit, int units, int sufficient, double low, double high,
        double tolerance, double difference, double differenceLow, double differenceHigh, double random, double chance,
        double gain, double gainLow, double gainHigh) {

    /** Whether the path beat its control: no more than 2.5 % of the random draws are as good. */
    public boolean beatsControl() {
        return chance <= 0.025;
    }

    /** The outcome in a sentence; a null result is printed as one. */
    public String statement() {
        String how = path + (refit ? ", refit" : ", without refit");
        return String.format(Locale.ROOT, "%s: %d of %d neurons suffice [%.0f, %.0f]; random merging needs %.0f; %s", how,
                sufficient, units, low, high, random, beatsControl()
                        ? "better than its control (as good at random: " + percent(chance) + ")"
                        : "did not beat its control (as good at random: " + percent(chance) + ")");
    }

    /**
     * The caption of a figure: "k of 64 neurons suffice ...".
     *
     * @param own the outcome of the own weights, with the same refit
     */
    public String caption(Sufficiency own) {
        return String.format(Locale.ROOT,
                "%d of %d neurons suffice (change of NRMSE <= %s; it is %.3f [%.3f, %.3f] on test); own weights need %d, random %.0f; "
                        + "covariance beyond means changes k by %.0f [%.0f, %.0f]%s.",
                sufficient, units, Double.toString(tolerance), difference, differenceLow, differenceHigh, own.sufficient, random,
                0 - gain, 0 - gainHigh, 0 - gainLow, beatsControl() ? "" : "; the path did not beat its random control");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    /** The value as named arrays, for storage. */
    public NamedArrays named() {
        return NamedArrays.builder().put("path", path).put("numbers", refit ? 1 : 0, units, sufficient, low, high, tolerance,
                difference, differenceLow, differenceHigh, random, chance, gain, gainLow, gainHigh).build();
    }

    /** The value from its {@link #named()} form. */
    public static Sufficiency of(NamedArrays named) {
        NumericArray n = named.array("numbers");
        return new Sufficiency(named.text("path"), n.at(0) != 0, (int) n.at(1), (int) n.at(2), n.at(3), n.at(4), n.at(5), n.at(6),
                n.at(7), n.at(8), n.at(9), n.at(10), n.at(11), n.at(12), n.at(13));
    }
}

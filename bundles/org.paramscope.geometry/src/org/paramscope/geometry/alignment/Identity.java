package org.paramscope.geometry.alignment;

import java.util.Arrays;
import java.util.Locale;

import org.paramscope.data.NumericArray;
import org.paramscope.geometry.NamedArrays;

/**
 * Whether the units of one layer are the same from replica to replica: the outcome of
 * {@link IdentityTest}.
 *
 * @param layer                name of the layer
 * @param rho                  between-unit share of variance of the replicas
 * @param surrogates           [S] the same share of each set of surrogate replicas, whose units have no identity
 * @param rho0                 mean of the surrogates: chance level
 * @param quantile95           95 % quantile of the surrogates
 * @param excess               (rho - rho0) / (1 - rho0): 0 is chance, 1 is perfect identity
 * @param accepted             whether per-neuron statements are allowed
 * @param basis                {@value #WEIGHTS}, or {@value #DISPLACEMENTS} from a common start
 * @param relativeDisplacement mean of ||w - w0|| / ||w0|| over the replicas; NaN unless the start is common
 */
public record Identity(String layer, double rho, NumericArray surrogates, double rho0, double quantile95,
        double excess, boolean accepted, String basis, double relativeDisplacement) {

    /** The unit vectors are the aligned weights. */
    public static final String WEIGHTS = "weights";
    /** The unit vectors are the weights minus the common start, paired by index. */
    public static final String DISPLACEMENTS = "displacements";
    /**
     * The smallest excess that is accepted. With many replicas an excess of a few hundredths lies above
     * every surrogate and yet says that nearly all of the variance that chance leaves open is within
     * units: means and covariances per neuron would describe the alignment, not the neurons.
     */
    public static final double LEAST_EXCESS = 0.1;
    /** Relative displacement below which nothing was learned. */
    public static final double LEAST_DISPLACEMENT = 1e-6;

    /**
     * The outcome that follows from the shares.
     *
     * @param surrogates           [S], at least one
     * @param relativeDisplacement NaN unless the start is common
     */
    public static Identity judge(String layer, double rho, double[] surrogates, String basis,
            double relativeDisplacement) {
        double[] sorted = surrogates.clone();
        Arrays.sort(sorted);
        double rho0 = Arrays.stream(sorted).sum() / sorted.length;
        // the smallest order statistic that at least 95 % of the surrogates do not exceed
        double quantile = sorted[Math.min(sorted.length - 1, (int) Math.ceil(0.95 * sorted.length) - 1)];
        double excess = rho0 < 1 ? (rho - rho0) / (1 - rho0) : 0;
        boolean moved = !DISPLACEMENTS.equals(basis) || relativeDisplacement >= LEAST_DISPLACEMENT;
        return new Identity(layer, rho, NumericArray.of(surrogates), rho0, quantile, excess,
                moved && rho > quantile && excess >= LEAST_EXCESS, basis, relativeDisplacement);
    }

    /** The outcome in a sentence, with the numbers that decide. */
    public String verdict() {
        String numbers = String.format(Locale.ROOT, "excess %.2f (share %.3f, chance %.3f, 95 %% quantile %.3f)",
                excess, rho, rho0, quantile95).replace('-', '\u2212');
        if (accepted) {
            return "the units have an identity: " + numbers;
        }
        if (DISPLACEMENTS.equals(basis) && !(relativeDisplacement >= LEAST_DISPLACEMENT)) {
            return "refused: the units have not moved from their common start, so nothing was learned";
        }
        if (!(rho > quantile95)) {
            return "refused: aligned units are no more alike than aligned chance, " + numbers;
        }
        return String.format(Locale.ROOT, "refused: less than %.0f %% of what chance leaves open is identity, %s",
                100 * LEAST_EXCESS, numbers);
    }

    /** The value as named arrays, for storage. */
    public NamedArrays named() {
        return NamedArrays.builder().put("layer", layer).put("basis", basis).put("surrogates", surrogates)
                .put("values", rho, rho0, quantile95, excess, accepted ? 1 : 0, relativeDisplacement).build();
    }

    /** The value from its {@link #named()} form. */
    public static Identity of(NamedArrays named) {
        NumericArray v = named.array("values");
        return new Identity(named.text("layer"), v.at(0), named.array("surrogates"), v.at(1), v.at(2), v.at(3),
                v.at(4) != 0, named.text("basis"), v.at(5));
    }
}

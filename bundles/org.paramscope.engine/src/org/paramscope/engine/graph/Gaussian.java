package org.paramscope.engine.graph;

import java.util.List;

/**
 * A normal distribution for each sample, whose mean and covariance are nodes of a graph.
 *
 * @param mean any shape; the distribution is over all its d entries
 * @param form of the covariance matrix
 * @param spread what the form asks for, in its order
 */
public record Gaussian(Node mean, CovarianceForm form, List<Node> spread) {

    public Gaussian {
        spread = List.copyOf(spread);
    }

    /** With log-variances, as many as the mean has entries. */
    public static Gaussian diagonal(Node mean, Node logVariance) {
        return new Gaussian(mean, CovarianceForm.DIAGONAL, List.of(logVariance));
    }

    /** With a triangular factor of d (d + 1) / 2 entries, see {@link CovarianceForm#FULL}. */
    public static Gaussian full(Node mean, Node triangle) {
        return new Gaussian(mean, CovarianceForm.FULL, List.of(triangle));
    }

    /** With log-variances and a factor [d, k], see {@link CovarianceForm#LOW_RANK}. */
    public static Gaussian lowRank(Node mean, Node logVariance, Node factor) {
        return new Gaussian(mean, CovarianceForm.LOW_RANK, List.of(logVariance, factor));
    }
}

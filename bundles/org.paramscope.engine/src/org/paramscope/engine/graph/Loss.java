package org.paramscope.engine.graph;

/**
 * What training minimises: sum over the samples n of w_n l(y_n, t_n), y the outputs and t the targets.
 * The weights w are scaled to the sum 1, so that the loss is a weighted mean over samples.
 */
public enum Loss {
    /** l = mean over the entries j of (y_j - t_j)^2. */
    SQUARED_ERROR,
    /** l = -sum_j t_j log softmax(y)_j; the targets t are class probabilities. */
    SOFTMAX_CROSS_ENTROPY
}

package org.paramscope.engine.internal.kernel;

/**
 * Arithmetic that moves parameters, beside that on samples: what the descent of a gradient needs.
 *
 * @param <A> {@code double[]} or {@code float[]}
 */
public interface DescentLanes<A> extends Lanes<A> {

    /** One step of Adam: m, v and w are updated. */
    void adam(A w, A m, A v, A g, int count, Adam step);

    /** One step of gradient descent with momentum: m and w are updated. */
    void momentum(A w, A m, A g, int count, Momentum step);

    /** The sum of squares in float64, in ascending order. */
    double squares(A array, int count);

    /** Multiplies entries by a factor. */
    void scale(A array, int count, double factor);

    /** Moves entries to the nearest in [-bound, bound]. */
    void clamp(A array, int count, double bound);

    /**
     * Adam (Kingma, Ba 2015), with decoupled weight decay (Loshchilov, Hutter 2019) if {@code keep} is below 1.
     *
     * @param size learning rate / (1 - beta1^t)
     * @param root sqrt(1 - beta2^t)
     * @param beta1 decay of the mean gradient
     * @param beta2 decay of the mean square
     * @param epsilon added to the root
     * @param keep factor on the parameters before the step, 1 - learning rate x weight decay
     */
    record Adam(double size, double root, double beta1, double beta2, double epsilon, double keep) { }

    /**
     * Gradient descent with momentum, m = momentum m + g and w -= rate m (Polyak 1964), or w -= rate (g + momentum m)
     * (Nesterov 1983 as in Sutskever, Martens, Dahl, Hinton 2013).
     *
     * @param rate learning rate
     * @param momentum from 0 to below 1
     * @param nesterov which of the two
     */
    record Momentum(double rate, double momentum, boolean nesterov) { }
}

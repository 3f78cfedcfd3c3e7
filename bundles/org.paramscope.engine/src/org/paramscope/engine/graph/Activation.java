package org.paramscope.engine.graph;

/** The function that a block applies to each of its sums. */
public enum Activation {
    /** x */
    IDENTITY,
    /** Hyperbolic tangent. */
    TANH,
    /** Logistic function 1 / (1 + exp(-x)). */
    SIGMOID,
    /** max(x, 0), with derivative 0 at 0. */
    RELU,
    /** log(1 + exp(x)). */
    SOFTPLUS,
    /** x Phi(x), Phi the normal distribution function (Hendrycks, Gimpel 2016). */
    GELU,
    /** exp(x_j) / sum_k exp(x_k) among the units of the layer. */
    SOFTMAX;

    /** Whether f(-x) = -f(x), so that a unit may change its sign. */
    public boolean odd() {
        return this == IDENTITY || this == TANH;
    }

    /** Whether the derivative needs x: the others' follow from f(x). */
    public boolean needsArgument() {
        return this == GELU;
    }

    /** Whether f(cx) = c f(x) for c > 0, so that a unit may change its scale. */
    public boolean homogeneous() {
        return this == IDENTITY || this == RELU;
    }
}

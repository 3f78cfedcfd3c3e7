package org.paramscope.core.run;

/** The optimisers that a study may choose. */
public enum OptimiserChoice {
    /** Adam (Kingma, Ba 2015). */
    ADAM,
    /** Adam with decoupled weight decay (Loshchilov, Hutter 2019). */
    ADAMW,
    /** Gradient descent with momentum (Polyak 1964). */
    MOMENTUM,
    /** Limited-memory BFGS with a line search (Liu, Nocedal 1989), on all samples. */
    BFGS
}

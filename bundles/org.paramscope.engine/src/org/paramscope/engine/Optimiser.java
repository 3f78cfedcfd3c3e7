package org.paramscope.engine;

import org.paramscope.data.SettingException;

/** The rule by which gradients move the parameters. Formulas and their order are those of PyTorch. */
public sealed interface Optimiser {

    /** A rule that looks at one gradient a step: it may be clipped, scheduled, and taken on minibatches. */
    sealed interface FirstOrder extends Optimiser { }

    /**
     * Gradient descent (Robbins, Monro 1951) with momentum: v = momentum v + g, w -= rate v (Polyak 1964), or
     * w -= rate (g + momentum v) (Nesterov 1983 as in Sutskever, Martens, Dahl, Hinton 2013).
     *
     * @param momentum from 0 (none) to below 1
     * @param nesterov whether the momentum looks ahead; needs one above 0
     */
    record GradientDescent(double momentum, boolean nesterov) implements FirstOrder {

        public GradientDescent {
            requireDecay("momentum", momentum);
            if (nesterov && momentum == 0) {
                throw new SettingException("momentum", "0", "a momentum above 0 is needed for Nesterov's form");
            }
        }
    }

    /**
     * Adam (Kingma, Ba 2015, algorithm 1).
     *
     * @param beta1 decay of the mean gradient, from 0 to below 1
     * @param beta2 decay of the mean square, from 0 to below 1
     * @param epsilon added to the root of the mean square, above 0
     */
    record Adam(double beta1, double beta2, double epsilon) implements FirstOrder {

        public Adam {
            requireMoments(beta1, beta2, epsilon);
        }

        /** The authors' choice: 0.9, 0.999, 1e-8. */
        public Adam() {
            this(0.9, 0.999, 1e-8);
        }
    }

    /**
     * Adam with decoupled weight decay: each step first multiplies all parameters by 1 - rate x decay
     * (Loshchilov, Hutter 2019, algorithm 2 with the learning rate as the schedule's multiplier).
     *
     * @param beta1 decay of the mean gradient, from 0 to below 1
     * @param beta2 decay of the mean square, from 0 to below 1
     * @param epsilon added to the root of the mean square, above 0
     * @param decay weight decay, at least 0
     */
    record AdamW(double beta1, double beta2, double epsilon, double decay) implements FirstOrder {

        public AdamW {
            requireMoments(beta1, beta2, epsilon);
            requireNotNegative("decay", decay);
        }

        /** Adam's usual constants with a weight decay. */
        public AdamW(double decay) {
            this(0.9, 0.999, 1e-8, decay);
        }
    }

    /**
     * Limited-memory BFGS (Liu, Nocedal 1989) with a line search for the strong Wolfe conditions (Nocedal, Wright 2006,
     * algorithms 3.5 and 3.6). For small, smooth models on all rows; a step is one iteration, of one or more
     * evaluations. The search finds its own step lengths: the learning rate is not used. A replica that has converged
     * stops before the steps are spent.
     *
     * @param history the pairs of steps and changes of the gradient that are kept, at least 1
     * @param gradientTolerance converged when no entry of the gradient is larger; at least 0
     * @param changeTolerance converged when no parameter, or the loss, changes by more; at least 0
     */
    record LimitedMemoryBfgs(int history, double gradientTolerance, double changeTolerance) implements Optimiser {

        public LimitedMemoryBfgs {
            if (history < 1) {
                throw new SettingException("history", Integer.toString(history), "at least 1 is needed");
            }
            requireNotNegative("gradientTolerance", gradientTolerance);
            requireNotNegative("changeTolerance", changeTolerance);
        }

        /** A history of 10; converged at gradients of 1e-10, which float64 reaches and float32 does not. */
        public LimitedMemoryBfgs() {
            this(10, 1e-10, 0);
        }
    }

    private static void requireMoments(double beta1, double beta2, double epsilon) {
        requireDecay("beta1", beta1);
        requireDecay("beta2", beta2);
        if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
            throw new SettingException("epsilon", Double.toString(epsilon), "a number above 0 is needed");
        }
    }

    private static void requireDecay(String setting, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new SettingException(setting, Double.toString(value), "a number from 0 to below 1 is allowed");
        }
    }

    private static void requireNotNegative(String setting, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new SettingException(setting, Double.toString(value), "a number of at least 0 is needed");
        }
    }
}

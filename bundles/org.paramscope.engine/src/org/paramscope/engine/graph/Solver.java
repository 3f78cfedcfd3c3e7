package org.paramscope.engine.graph;

import org.paramscope.data.SettingException;

/** How a differential equation is integrated. */
public sealed interface Solver {

    /** Euler's method, one evaluation a step. */
    record Euler(int stepsBetween) implements Solver {
        public Euler {
            positive(stepsBetween);
        }
    }

    /** The classical method of fourth order (Kutta 1901), four evaluations a step. */
    record RungeKutta4(int stepsBetween) implements Solver {
        public RungeKutta4 {
            positive(stepsBetween);
        }
    }

    /**
     * The embedded pair of orders 5 and 4 of Dormand and Prince (1980) with step control (Hairer, Norsett, Wanner 1993,
     * II.4), each sample with steps of its own, which do not depend on its neighbours. Steps end at the points of the grid and
     * at the knots of a control path. A sample that needs more of them becomes not a number, which stops the replica.
     * Backpropagation holds the steps fixed and needs memory for {@code stepLimit} states, however many points there are.
     *
     * @param relative tolerance, above 0
     * @param absolute tolerance, above 0
     * @param stepLimit most steps, rejected ones included, between two points of the grid or knots of the path
     */
    record DormandPrince(double relative, double absolute, int stepLimit) implements Solver {
        public DormandPrince {
            positive(stepLimit);
            if (!(relative > 0) || !(absolute > 0)) {
                throw new SettingException("tolerance", relative + ", " + absolute, "numbers above 0 are needed");
            }
        }
    }

    /** How the gradient is found. */
    enum Gradient {
        /** By backpropagation through the solver: exact for the discrete solution. */
        BACKPROPAGATION,
        /** By the adjoint equation, integrated backwards (Pontryagin 1962; Chen et al. 2018): memory independent of the number of steps. */
        ADJOINT
    }

    private static void positive(int steps) {
        if (steps < 1) {
            throw new SettingException("steps", Integer.toString(steps), "at least 1 is needed");
        }
    }
}

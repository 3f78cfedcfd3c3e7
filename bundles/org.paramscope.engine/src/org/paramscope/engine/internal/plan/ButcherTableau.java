package org.paramscope.engine.internal.plan;

/**
 * Coefficients of an explicit Runge-Kutta method (Butcher 1964): stage i is evaluated at y + h sum_l a[i][l] k_l and time
 * t + c[i] h; the new value is y + h sum_i b[i] k_i. An embedded method has one stage more, at the new value, and estimates
 * the error as h sum_i error[i] k_i.
 */
record ButcherTableau(double[][] a, double[] b, double[] c, double[] error) {

    private static final double[] NO_ERROR = {};

    static final ButcherTableau EULER = new ButcherTableau(new double[][] {{}}, new double[] {1}, new double[] {0},
            NO_ERROR);

    static final ButcherTableau RUNGE_KUTTA_4 = new ButcherTableau(new double[][] {{}, {0.5}, {0, 0.5}, {0, 0, 1}},
            new double[] {1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6}, new double[] {0, 0.5, 0.5, 1}, NO_ERROR);

    private static final double[] FIFTH_ORDER = {35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84};

    /** The pair of orders 5 and 4 of Dormand and Prince (1980). */
    static final ButcherTableau DORMAND_PRINCE = new ButcherTableau(new double[][] {{}, {1.0 / 5}, {3.0 / 40, 9.0 / 40},
            {44.0 / 45, -56.0 / 15, 32.0 / 9}, {19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729},
            {9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656}, FIFTH_ORDER}, FIFTH_ORDER,
            new double[] {0, 1.0 / 5, 3.0 / 10, 4.0 / 5, 8.0 / 9, 1, 1}, new double[] {71.0 / 57600, 0, -71.0 / 16695, 71.0 / 1920,
                    -17253.0 / 339200, 22.0 / 525, -1.0 / 40});

    /** Stages of which the new value consists. */
    int stages() {
        return b.length;
    }
}

package org.paramscope.engine.internal.plan;

/**
 * Coefficients of an explicit Runge-Kutta method (Butcher 1964): stage i is evaluated at y + h sum_l a[i][l] k_l and time
 * t + c[i] h; the new value is y + h sum_i b[i] k_i.
 */
record ButcherTableau(double[][] a, double[] b, double[] c) {

    static final ButcherTableau EULER = new ButcherTableau(new double[][] {{}}, new double[] {1}, new double[] {0});

    static final ButcherTableau RUNGE_KUTTA_4 = new ButcherTableau(new double[][] {{}, {0.5}, {0, 0.5}, {0, 0, 1}},
            new double[] {1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6}, new double[] {0, 0.5, 0.5, 1});

    int stages() {
        return b.length;
    }
}

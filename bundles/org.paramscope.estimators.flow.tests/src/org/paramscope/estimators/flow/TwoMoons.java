package org.paramscope.estimators.flow;

import org.paramscope.data.NumericArray;
import org.paramscope.engine.random.RandomStream;

/**
 * Two half circles with normal noise: (cos t, sin t) and (1 - cos t, 1/2 - sin t), t uniform on [0, pi], as scikit-learn's
 * {@code make_moons} draws them. The density is an integral over t by the midpoint rule.
 */
record TwoMoons(double noise) {

    private static final int POINTS = 400;
    private static final double[] COSINES = new double[POINTS];
    private static final double[] SINES = new double[POINTS];

    static {
        for (int k = 0; k < POINTS; k++) {
            COSINES[k] = Math.cos(Math.PI * (k + 0.5) / POINTS);
            SINES[k] = Math.sin(Math.PI * (k + 0.5) / POINTS);
        }
    }

    NumericArray draw(int n, long seed) {
        RandomStream random = RandomStream.of(seed, 0, "two moons");
        double[] x = new double[2 * n];
        for (int i = 0; i < n; i++) {
            double t = Math.PI * random.uniform();
            boolean outer = random.bits() < 0;
            x[2 * i] = (outer ? Math.cos(t) : 1 - Math.cos(t)) + noise * random.gaussian();
            x[2 * i + 1] = (outer ? Math.sin(t) : 0.5 - Math.sin(t)) + noise * random.gaussian();
        }
        return NumericArray.owned(x, n, 2);
    }

    double logDensity(double x, double y) {
        double sum = 0;
        for (int k = 0; k < POINTS; k++) {
            double c = COSINES[k];
            double s = SINES[k];
            sum += Math.exp(-((x - c) * (x - c) + (y - s) * (y - s)) / (2 * noise * noise))
                    + Math.exp(-((x - 1 + c) * (x - 1 + c) + (y - 0.5 + s) * (y - 0.5 + s)) / (2 * noise * noise));
        }
        return Math.log(sum / (2.0 * POINTS)) - Math.log(2 * Math.PI * noise * noise);
    }
}

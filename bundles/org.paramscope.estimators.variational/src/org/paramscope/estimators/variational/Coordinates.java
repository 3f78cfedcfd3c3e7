package org.paramscope.estimators.variational;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.engine.Model;

/**
 * The coordinates u in which the ascent goes: w = centre + scale u for the free parameters, those that no mask fixes at 0. With scales
 * near the posterior's standard deviations a step of the same length suits all.
 *
 * @param size number p of parameters of the model
 * @param free indices of the free parameters, [f], ascending
 * @param centre [f]
 * @param scale above 0, [f]
 */
record Coordinates(int size, int[] free, double[] centre, double[] scale) {

    /** The indices of the parameters that no mask fixes. */
    static int[] free(Model model) {
        boolean[] fixed = new boolean[model.parameters()];
        model.fixed().forEach(i -> fixed[i] = true);
        return IntStream.range(0, fixed.length).filter(i -> !fixed[i]).toArray();
    }

    /** The entries at some indices. */
    static double[] select(double[] values, int[] indices) {
        return Arrays.stream(indices).mapToDouble(i -> values[i]).toArray();
    }

    /** The entries at some indices. */
    static int[] select(int[] values, int[] indices) {
        return Arrays.stream(indices).map(i -> values[i]).toArray();
    }

    /** Where each parameter stands among the free ones, [p]; -1 for those that are fixed. */
    static int[] positions(int size, int[] free) {
        int[] positions = new int[size];
        Arrays.fill(positions, -1);
        for (int i = 0; i < free.length; i++) {
            positions[free[i]] = i;
        }
        return positions;
    }

    /** Number f of coordinates. */
    int count() {
        return free.length;
    }

    /** The model's parameters w [p]; the fixed ones are 0. */
    double[] parameters(double[] u) {
        double[] w = new double[size];
        for (int i = 0; i < free.length; i++) {
            w[free[i]] = centre[i] + scale[i] * u[i];
        }
        return w;
    }

    /** The coordinates [f] of parameters [p]. */
    double[] of(double[] w) {
        double[] u = new double[free.length];
        Arrays.setAll(u, i -> (w[free[i]] - centre[i]) / scale[i]);
        return u;
    }

    /** A derivative with respect to w as one with respect to u. */
    double[] slope(double[] gradient) {
        double[] slope = new double[free.length];
        Arrays.setAll(slope, i -> scale[i] * gradient[free[i]]);
        return slope;
    }

    /** The sum of the logarithms of the scales. */
    double logScale() {
        return Arrays.stream(scale).map(StrictMath::log).sum();
    }

    /** Variances of coordinates as variances of parameters, [p]; 0 for the fixed ones. */
    NumericArray variances(double[] ofCoordinates) {
        double[] all = new double[size];
        for (int i = 0; i < free.length; i++) {
            all[free[i]] = scale[i] * scale[i] * ofCoordinates[i];
        }
        return NumericArray.owned(all);
    }
}

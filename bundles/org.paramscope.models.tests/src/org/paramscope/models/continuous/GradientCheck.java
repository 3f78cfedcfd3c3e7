package org.paramscope.models.continuous;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.paramscope.data.Samples;
import org.paramscope.engine.Model;

/** The gradient in float64 against central differences of fourth order. */
final class GradientCheck {

    private static final double STEP = 1e-4;

    private GradientCheck() { }

    static void assertAgreement(Model model, Samples samples, double[] parameters) {
        double[] w = parameters.clone();
        double[] gradient = model.objective().gradient(w, samples);
        double largest = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
        assertTrue(largest > 1e-3, () -> "largest entry " + largest);
        for (int i = 0; i < w.length; i++) {
            double kept = w[i];
            double[] loss = new double[4];
            for (int k = 0; k < 4; k++) {
                w[i] = kept + STEP * new double[] {-2, -1, 1, 2}[k];
                loss[k] = model.objective().loss(w, samples);
            }
            w[i] = kept;
            assertEquals((loss[0] - 8 * loss[1] + 8 * loss[2] - loss[3]) / (12 * STEP), gradient[i], 1e-7 * Math.max(1, largest),
                    model.layout().label(i));
        }
    }
}

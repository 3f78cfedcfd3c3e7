package org.paramscope.geometry.checks;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.checks.Check;
import org.paramscope.data.checks.CheckResult;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.geometry.alignment.Identity;
import org.paramscope.geometry.alignment.PointMatching;

/**
 * Replicas without structure: alignment alone raises the between-unit share of variance to a chance level, which
 * the identity excess must map to zero.
 */
public final class IdentityNull implements Check {

    private static final int REPLICAS = 100;
    private static final int UNITS = 128;
    private static final int SURROGATES = 4;
    private static final int[] DIMENSIONS = {4, 8, 41};

    @Override
    public CheckResult run(Data data, Progress progress) {
        double[] values = new double[2 * DIMENSIONS.length];
        for (int i = 0; i < DIMENSIONS.length; i++) {
            RandomStream random = RandomStream.of(DIMENSIONS[i], 0, "identity null");
            NumericArray points = gaussian(DIMENSIONS[i], random);
            values[i] = PointMatching.alignedShare(points, 0);
            double[] surrogates = new double[SURROGATES];
            for (int s = 0; s < SURROGATES; s++) {
                progress.check();
                surrogates[s] = PointMatching.alignedShare(redrawn(points, random), 0);
                progress.report((i + (s + 1.0) / SURROGATES) / DIMENSIONS.length, "identity null, d = " + DIMENSIONS[i]);
            }
            values[DIMENSIONS.length + i] = Identity.judge("units", values[i], surrogates, Identity.WEIGHTS, Double.NaN)
                    .excess();
        }
        return CheckResult.absolute("identity-null",
                "100 replicas of 128 units from N(0, I_d), d = 4, 8, 41: share of variance after alignment; identity excess",
                "simulation of structureless replicas", values, new double[] {0.787, 0.546, 0.147, 0, 0, 0}, 0.02);
    }

    private static NumericArray gaussian(int dimensions, RandomStream random) {
        double[] values = new double[REPLICAS * UNITS * dimensions];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.gaussian();
        }
        return NumericArray.owned(values, REPLICAS, UNITS, dimensions);
    }

    /** Surrogate replicas: every unit drawn from the pooled cloud. */
    private static NumericArray redrawn(NumericArray points, RandomStream random) {
        int count = REPLICAS * UNITS;
        int[] rows = new int[count];
        for (int i = 0; i < count; i++) {
            rows[i] = random.below(count);
        }
        return points.reshape(count, points.size(2)).select(rows).reshape(points.shape());
    }
}

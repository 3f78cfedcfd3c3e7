package org.paramscope.geometry.checks;

import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.checks.Check;
import org.paramscope.data.checks.CheckResult;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.geometry.alignment.LinearAssignment;
import org.paramscope.geometry.alignment.PointMatching;

/**
 * A planted permutation is found as often as the noise allows, and each pairing is the optimal one: its dual
 * variables prove it, whoever computed it.
 */
public final class PlantedAlignment implements Check {

    private static final int DRAWS = 1000;
    private static final int UNITS = 10;
    private static final int DIMENSIONS = 4;
    private static final double NOISE = 0.5;

    @Override
    public CheckResult run(Data data, Progress progress) {
        int right = 0;
        double gap = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            progress.check();
            RandomStream random = RandomStream.of(draw, 0, "planted alignment");
            double[] units = gaussian(random, 1);
            int[] permutation = random.permutation(UNITS);
            NumericArray first = noisy(units, random);
            NumericArray second = noisy(units, random).select(permutation);
            int[] found = PointMatching.match(first, second);
            for (int i = 0; i < UNITS; i++) {
                right += permutation[found[i]] == i ? 1 : 0;
            }
            gap = Math.max(gap, dualityGap(squaredDistances(first, second), found));
        }
        return CheckResult.absolute("alignment-planted",
                "10 rows of N(0, I4), noise sd 0.5 on both copies, 1000 draws: share of rows matched right; "
                        + "largest gap between the cost of the matching and the bound of its dual",
                "planted permutation; linear programming duality",
                new double[] {(double) right / (DRAWS * UNITS), gap}, new double[] {0.77, 0}, 0.02, 1e-9);
    }

    /** Cost of a matching above the lower bound sum u + sum v that a feasible dual gives; infinite if it is infeasible. */
    private static double dualityGap(NumericArray cost, int[] columns) {
        LinearAssignment.Solution dual = LinearAssignment.minimize(cost);
        double total = 0;
        double bound = 0;
        for (int i = 0; i < columns.length; i++) {
            total += cost.get(i, columns[i]);
            bound += dual.rowPotentials()[i] + dual.columnPotentials()[i];
            for (int j = 0; j < columns.length; j++) {
                if (dual.rowPotentials()[i] + dual.columnPotentials()[j] > cost.get(i, j) + 1e-9) {
                    return Double.POSITIVE_INFINITY;
                }
            }
        }
        return Math.abs(total - bound);
    }

    private static NumericArray squaredDistances(NumericArray a, NumericArray b) {
        double[] cost = new double[UNITS * UNITS];
        for (int i = 0; i < UNITS; i++) {
            for (int j = 0; j < UNITS; j++) {
                for (int k = 0; k < DIMENSIONS; k++) {
                    double difference = a.get(i, k) - b.get(j, k);
                    cost[i * UNITS + j] += difference * difference;
                }
            }
        }
        return NumericArray.owned(cost, UNITS, UNITS);
    }

    private static NumericArray noisy(double[] units, RandomStream random) {
        double[] noise = gaussian(random, NOISE);
        for (int i = 0; i < noise.length; i++) {
            noise[i] += units[i];
        }
        return NumericArray.owned(noise, UNITS, DIMENSIONS);
    }

    private static double[] gaussian(RandomStream random, double deviation) {
        double[] values = new double[UNITS * DIMENSIONS];
        for (int i = 0; i < values.length; i++) {
            values[i] = deviation * random.gaussian();
        }
        return values;
    }
}

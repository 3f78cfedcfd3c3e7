package org.paramscope.geometry.alignment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.random.RandomStream;

class LinearAssignmentTest {

    @Test
    void findsTheCheapestOfAllPairings() {
        RandomStream stream = RandomStream.of(1, 0, "test");
        for (int trial = 0; trial < 300; trial++) {
            int n = 1 + trial % 7;
            double[] cost = new double[n * n];
            for (int i = 0; i < cost.length; i++) {
                // small integers give many equal optima
                cost[i] = trial % 2 == 0 ? stream.gaussian() : stream.below(4);
            }
            LinearAssignment.Solution solution = LinearAssignment.minimize(NumericArray.of(cost, n, n));
            assertEquals(cheapest(cost, n, new boolean[n], 0), solution.cost(), 1e-12);
            certify(cost, n, solution);
        }
    }

    @Test
    void provesOptimalityOfLargeProblemsByItsDualVariables() {
        RandomStream stream = RandomStream.of(2, 0, "test");
        for (int n : new int[] {10, 33, 64, 128, 200}) {
            for (int kind = 0; kind < 4; kind++) {
                double[] cost = new double[n * n];
                double[] points = new double[2 * n];
                for (int i = 0; i < points.length; i++) {
                    points[i] = stream.gaussian();
                }
                for (int i = 0; i < cost.length; i++) {
                    cost[i] = switch (kind) {
                        case 0 -> stream.uniform();
                        case 1 -> stream.below(5) - 2;
                        case 2 -> -points[i / n] * points[n + i % n];
                        default -> 1e6 * Math.abs(points[i / n] - points[n + i % n]) + 1e-6 * stream.gaussian();
                    };
                }
                certify(cost, n, LinearAssignment.minimize(NumericArray.of(cost, n, n)));
            }
        }
    }

    @Test
    void constantCostsAreNoEndlessLoop() {
        double[] cost = new double[50 * 50];
        Arrays.fill(cost, 0.1);
        assertEquals(5.0, LinearAssignment.minimize(NumericArray.of(cost, 50, 50)).cost(), 1e-9);
    }

    @Test
    void refusesMatricesThatAreNotSquare() {
        assertThrows(ShapeException.class, () -> LinearAssignment.minimize(NumericArray.zeros(2, 3)));
    }

    /** Dual feasibility and complementary slackness hold together only at an optimum. */
    private static void certify(double[] cost, int n, LinearAssignment.Solution solution) {
        boolean[] taken = new boolean[n];
        double scale = 1 + Arrays.stream(cost).map(Math::abs).max().orElse(0);
        for (int i = 0; i < n; i++) {
            int column = solution.columns()[i];
            assertTrue(!taken[column], "column twice");
            taken[column] = true;
            assertEquals(cost[i * n + column], solution.rowPotentials()[i] + solution.columnPotentials()[column], 1e-12 * scale);
            for (int j = 0; j < n; j++) {
                assertTrue(solution.rowPotentials()[i] + solution.columnPotentials()[j] <= cost[i * n + j] + 1e-12 * n * scale);
            }
        }
    }

    private static double cheapest(double[] cost, int n, boolean[] taken, int row) {
        if (row == n) {
            return 0;
        }
        double best = Double.POSITIVE_INFINITY;
        for (int j = 0; j < n; j++) {
            if (!taken[j]) {
                taken[j] = true;
                best = Math.min(best, cost[row * n + j] + cheapest(cost, n, taken, row + 1));
                taken[j] = false;
            }
        }
        return best;
    }
}

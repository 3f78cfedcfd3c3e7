package org.paramscope.geometry.alignment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.random.RandomStream;

class IntraclassCorrelationTest {

    /** Shrout and Fleiss (1979), table 2: six targets, four judges; ICC(1) = 0.17 (their table 4; 0.1657 by its mean squares). */
    @Test
    void reproducesShroutAndFleiss() {
        double[][] targets = {{9, 2, 5, 8}, {6, 1, 3, 2}, {8, 4, 6, 8}, {7, 1, 2, 6}, {10, 5, 6, 9}, {6, 2, 4, 7}};
        double[] values = new double[24];
        for (int b = 0; b < 4; b++) {
            for (int i = 0; i < 6; i++) {
                values[b * 6 + i] = targets[i][b];
            }
        }
        double between = 11.2417;
        double within = 6.2639;
        assertEquals((between - within) / (between + 3 * within),
                IntraclassCorrelation.of(NumericArray.of(values, 4, 6, 1), -1), 1e-4);
    }

    @Test
    void doesNotDependOnTheNumberOfReplicasButInItsScatter() {
        // variance 1 between units, 4 within: the share is 0.2
        for (int replicas : new int[] {3, 30}) {
            double mean = 0;
            int trials = 400;
            RandomStream stream = RandomStream.of(5, replicas, "test");
            for (int trial = 0; trial < trials; trial++) {
                double[] values = new double[replicas * 60];
                for (int i = 0; i < 60; i++) {
                    double unit = stream.gaussian();
                    for (int b = 0; b < replicas; b++) {
                        values[b * 60 + i] = unit + 2 * stream.gaussian();
                    }
                }
                mean += IntraclassCorrelation.of(NumericArray.of(values, replicas, 20, 3), -1) / trials;
            }
            assertEquals(0.2, mean, 0.015, replicas + " replicas");
        }
    }

    @Test
    void leavesTheReferenceOut() {
        double[] values = {100, -100, 1, 2, 1.5, 2.5, 1.1, 2.2};
        assertEquals(IntraclassCorrelation.of(NumericArray.of(new double[] {1, 2, 1.5, 2.5, 1.1, 2.2}, 3, 2, 1), -1),
                IntraclassCorrelation.of(NumericArray.of(values, 4, 2, 1), 0), 1e-15);
    }

    @Test
    void isZeroWhereNothingVariesAndRefusesTooFew() {
        assertEquals(0, IntraclassCorrelation.of(NumericArray.zeros(3, 4, 2), -1));
        assertThrows(ShapeException.class, () -> IntraclassCorrelation.of(NumericArray.zeros(2, 4, 2), 0));
        assertThrows(ShapeException.class, () -> IntraclassCorrelation.of(NumericArray.zeros(4, 1, 2), 0));
    }
}

package org.paramscope.geometry.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.paramscope.engine.graph.Loss.SQUARED_ERROR;

import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.SampleShape;
import org.paramscope.data.Samples;
import org.paramscope.engine.Model;
import org.paramscope.engine.ReplicaExecutor;
import org.paramscope.engine.graph.Graph;

class EffectiveParametersTest {

    private static final int ROWS = 8;
    private static final int COLUMNS = 4;

    private static Model regression() {
        Graph graph = new Graph(SampleShape.table(COLUMNS, 1));
        graph.head("reconstruction", graph.linear("weights", graph.input(), 1));
        return graph.model(SQUARED_ERROR);
    }

    /** Columns of a Hadamard matrix: orthogonal, each with the squared norm of the number of rows. */
    private static double[] hadamard() {
        double[] x = new double[ROWS * COLUMNS];
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < COLUMNS; j++) {
                x[i * COLUMNS + j] = Integer.bitCount(i & (j + 1)) % 2 == 0 ? 1 : -1;
            }
        }
        return x;
    }

    private static double effective(double[] x, double[] y, double[] w) {
        Samples samples = Samples.table(NumericArray.of(x, ROWS, COLUMNS), NumericArray.of(y, ROWS, 1));
        return EffectiveParameters.of(regression(), w, samples, ReplicaExecutor.threads(2), Progress.none());
    }

    private static double[] targets(double[] x, double[] w, double noise) {
        double[] y = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            // the last column of the matrix with eight columns is orthogonal to those in use
            y[i] = noise * (Integer.bitCount(i & 7) % 2 == 0 ? 1 : -1);
            for (int j = 0; j < COLUMNS; j++) {
                y[i] += w[j] * x[i * COLUMNS + j];
            }
        }
        return y;
    }

    /** With J'J = n I: gamma = p n beta / (n beta + alpha), solved by bisection. */
    @Test
    void orthogonalRegressionHasAClosedForm() {
        double[] w = {0.5, -0.2, 0.1, 0.3};
        double noise = 0.4;
        double norm = 0.25 + 0.04 + 0.01 + 0.09;
        double squares = ROWS * noise * noise;
        double low = 0;
        double high = COLUMNS;
        for (int k = 0; k < 200; k++) {
            double gamma = (low + high) / 2;
            double beta = (ROWS - gamma) / squares;
            double alpha = gamma / norm;
            if (COLUMNS * ROWS * beta / (ROWS * beta + alpha) > gamma) {
                low = gamma;
            } else {
                high = gamma;
            }
        }
        double[] x = hadamard();
        assertEquals((low + high) / 2, effective(x, targets(x, w, noise), w), 1e-7);
        assertTrue(low > 2 && low < 3.9, "the case is no trivial one");
    }

    @Test
    void whatDataDoNotTouchDoesNotCount() {
        double[] w = {0.5, -0.2, 0.1, 0.3};
        double[] x = hadamard();
        for (int i = 0; i < ROWS; i++) {
            x[i * COLUMNS + 2] = 0;
        }
        assertEquals(COLUMNS - 1, effective(x, targets(x, w, 1e-9), w), 1e-6);
    }

    @Test
    void perfectFitsDetermineEverything() {
        double[] w = {0.5, -0.2, 0.1, 0.3};
        double[] x = hadamard();
        assertEquals(COLUMNS, effective(x, targets(x, w, 0), w), 1e-9);
    }
}

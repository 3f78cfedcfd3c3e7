package org.paramscope.estimators.laplace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.Covariance;
import org.paramscope.engine.Model;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.Problem;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.linalg.Lapack;

class LinearizedPredictiveTest {

    /** x' S x for a linear model, and the variances of the function's values over draws of the parameters. */
    @Test
    void isThePosteriorPredictiveOfALinearModel() {
        Problem problem = Problems.diabetes();
        ParameterDistribution posterior = new Laplace().estimate(problem,
                new Laplace.Settings(Structure.FULL, 1e-5, Math.sqrt(3000), 10, 1000, 0), Progress.none());
        LinearizedPredictive predictive = LinearizedPredictive.of(problem.model(), posterior, Model.OUTPUT, problem.samples(), Progress.none());
        NumericArray x = problem.samples().input();
        NumericArray image = Lapack.multiply(x, posterior.covariance().dense());
        for (int i = 0; i < 442; i++) {
            double expected = 0;
            double mean = 0;
            for (int j = 0; j < 10; j++) {
                expected += image.get(i, j) * x.get(i, j);
                mean += x.get(i, j) * posterior.mean().at(j);
            }
            assertEquals(mean, predictive.mean().at(i), 1e-10);
            assertEquals(expected, predictive.variance().at(i), 1e-9 * expected);
            assertEquals(expected + 3000, predictive.withNoise(Math.sqrt(3000)).variance().at(i), 1e-9 * 3000);
        }
    }

    /** The Jacobian by central differences. */
    @Test
    void followsTheJacobianOfANetwork() {
        Problem problem = Problems.network(12, 3, Loss.SQUARED_ERROR, 2, Math::sin);
        int p = problem.model().parameters();
        double[] w = Problems.gaussian("w", 1, p).toArray();
        NumericArray factor = Problems.gaussian("factor", 4, p);
        ParameterDistribution parameters = ParameterDistribution.of(problem.model(), NumericArray.of(w), new Covariance.LowRank(factor));
        Samples samples = problem.samples();
        double[] expected = new double[24];
        for (int r = 0; r < 4; r++) {
            double[] up = w.clone();
            double[] down = w.clone();
            for (int i = 0; i < p; i++) {
                up[i] += 1e-5 * factor.get(r, i);
                down[i] -= 1e-5 * factor.get(r, i);
            }
            NumericArray above = problem.model().predict(up, samples);
            NumericArray below = problem.model().predict(down, samples);
            for (int k = 0; k < 24; k++) {
                expected[k] += Math.pow((above.at(k) - below.at(k)) / 2e-5, 2);
            }
        }
        LinearizedPredictive predictive = LinearizedPredictive.of(problem.model(), parameters, Model.OUTPUT, samples, Progress.none());
        assertArrayEquals(expected, predictive.variance().toArray(), 1e-6);
        assertThrows(ShapeException.class, () -> LinearizedPredictive.of(problem.model(), parameters, "none", samples, Progress.none()));
    }
}

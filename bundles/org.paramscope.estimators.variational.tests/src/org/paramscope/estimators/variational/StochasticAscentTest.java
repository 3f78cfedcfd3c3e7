package org.paramscope.estimators.variational;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.engine.Likelihood;
import org.paramscope.engine.Problem;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.random.RandomStream;

/** The gradient of the evidence lower bound by draws. */
class StochasticAscentTest {

    private static final double NOISE = Math.sqrt(3000);
    private static final double PRIOR = Math.sqrt(1e5);

    private static VariationalInference.Settings settings(Gradient gradient, int draws, int batch) {
        return new VariationalInference.Settings(Family.FULL, 1, gradient, 1, 0.01, draws, batch, 0, PRIOR, NOISE, false, 10);
    }

    private static Scales scales(Problem problem) {
        return new Scales(Likelihood.of(problem, NOISE), PRIOR * PRIOR);
    }

    private static Coordinates coordinates(int size) {
        return new Coordinates(size, IntStream.range(0, size).toArray(), IntStream.range(0, size).mapToDouble(i -> 10 * i - 30).toArray(),
                IntStream.range(0, size).mapToDouble(i -> 40 + 5 * i).toArray());
    }

    /** Theta of the exact posterior. */
    private static double[] posterior(Problem problem, Coordinates coordinates) {
        int p = coordinates.size();
        double[] covariance = Lapack.inverse(Problems.precision(problem.samples(), NOISE, PRIOR)).toArray();
        Arrays.setAll(covariance, k -> covariance[k] / coordinates.scale()[k / p] / coordinates.scale()[k % p]);
        NumericArray lower = Lapack.cholesky(NumericArray.owned(covariance, p, p));
        double[] theta = Arrays.copyOf(coordinates.of(Problems.mean(problem.samples(), NOISE, PRIOR).toArray()), p + p * (p + 1) / 2);
        Triangle triangle = new Triangle(p, p);
        for (int i = 0; i < p; i++) {
            for (int j = 0; j <= i; j++) {
                theta[triangle.row(i) + j] = i == j ? Math.log(lower.get(i, i)) : lower.get(i, j);
            }
        }
        return theta;
    }

    private static GaussianFamily full(int size) {
        return new BlockGaussian(size, new int[][] {IntStream.range(0, size).toArray()});
    }

    private static double largestSquare(Gradient gradient) {
        Problem problem = Problems.diabetes();
        Coordinates coordinates = coordinates(10);
        StochasticAscent ascent = new StochasticAscent(problem, full(10), coordinates, settings(gradient, 1, 0));
        double[] theta = posterior(problem, coordinates);
        Batches.Batch all = new Batches(problem.samples(), 0, 1).at(0);
        return IntStream.range(0, 20).mapToObj(step -> ascent.step(theta, scales(problem), all, 1, step, Progress.none()).gradient())
                .flatMapToDouble(Arrays::stream).map(x -> x * x).max().orElseThrow();
    }

    /** Roeder, Wu, Duvenaud 2017: at the posterior every draw has the gradient 0, unlike with the divergence in closed form. */
    @Test
    void stickingTheLandingHasNoVarianceAtThePosterior() {
        assertTrue(largestSquare(Gradient.STICKING_THE_LANDING) < 1e-20, () -> "" + largestSquare(Gradient.STICKING_THE_LANDING));
        assertTrue(largestSquare(Gradient.ANALYTIC_DIVERGENCE) > 0.1);
    }

    /** Both estimates have the gradient of the exact bound as their mean. */
    @ParameterizedTest
    @EnumSource(value = Gradient.class, names = {"STICKING_THE_LANDING", "ANALYTIC_DIVERGENCE"})
    void theMeanIsTheGradientOfTheBound(Gradient gradient) {
        Problem problem = Problems.diabetes();
        Coordinates coordinates = coordinates(10);
        GaussianFamily family = full(10);
        double[] theta = posterior(problem, coordinates);
        for (int k = 0; k < theta.length; k++) {
            theta[k] += 0.02 * (k % 3 - 1);
        }
        double[] expected = new double[theta.length];
        QuadraticLoss loss = QuadraticLoss.of(problem, coordinates, Progress.none());
        loss.expectation(family, theta, -scales(problem).likelihood().scale(), expected);
        new Divergence(family, coordinates).addGradient(theta, PRIOR * PRIOR, -1, expected);
        int steps = 200;
        StochasticAscent ascent = new StochasticAscent(problem, family, coordinates, settings(gradient, 50, 0));
        Batches.Batch all = new Batches(problem.samples(), 0, 1).at(0);
        double[][] found = IntStream.range(0, steps).mapToObj(step -> ascent.step(theta, scales(problem), all, 1, step, Progress.none()).gradient())
                .toArray(double[][]::new);
        for (int k = 0; k < theta.length; k++) {
            int entry = k;
            double mean = Arrays.stream(found).mapToDouble(g -> g[entry]).average().orElseThrow();
            double squares = Arrays.stream(found).mapToDouble(g -> (g[entry] - mean) * (g[entry] - mean)).sum();
            assertEquals(expected[k], mean, 4.5 * Math.sqrt(squares / steps / (steps - 1)) + 1e-9);
        }
    }

    /** At half the warmth half of the divergence counts. */
    @ParameterizedTest
    @EnumSource(value = Gradient.class, names = {"STICKING_THE_LANDING", "ANALYTIC_DIVERGENCE"})
    void theGradientIsLinearInTheWarmth(Gradient gradient) {
        Problem problem = Problems.diabetes();
        Coordinates coordinates = coordinates(10);
        StochasticAscent ascent = new StochasticAscent(problem, full(10), coordinates, settings(gradient, 2, 0));
        double[] theta = Problems.normal(RandomStream.of(1, 0, "theta"), full(10).parameters());
        Batches.Batch all = new Batches(problem.samples(), 0, 1).at(0);
        double[] none = ascent.step(theta, scales(problem), all, 0, 0, Progress.none()).gradient();
        double[] half = ascent.step(theta, scales(problem), all, 0.5, 0, Progress.none()).gradient();
        double[] whole = ascent.step(theta, scales(problem), all, 1, 0, Progress.none()).gradient();
        for (int k = 0; k < theta.length; k++) {
            assertEquals((none[k] + whole[k]) / 2, half[k], 1e-9 * (1 + Math.abs(half[k])));
        }
        double[] coldLoss = new double[theta.length];
        QuadraticLoss.of(problem, coordinates, Progress.none()).expectation(full(10), theta, -scales(problem).likelihood().scale(), coldLoss);
        StochasticAscent many = new StochasticAscent(problem, full(10), coordinates, settings(gradient, 1000, 0));
        double[] cold = many.step(theta, scales(problem), all, 0, 0, Progress.none()).gradient();
        double size = Arrays.stream(coldLoss).map(Math::abs).max().orElseThrow();
        assertArrayEquals(coldLoss, cold, 0.2 * size);
    }

    /** Also with weights of the rows and a last batch that is shorter. */
    @ParameterizedTest
    @EnumSource(value = Gradient.class, names = {"STICKING_THE_LANDING", "ANALYTIC_DIVERGENCE"})
    void theMeanOverTheBatchesIsTheGradientOfAllRows(Gradient gradient) {
        Samples table = Problems.table(23, 4, 1);
        double[] weights = IntStream.range(0, 23).mapToDouble(i -> 1 + i % 3).toArray();
        Samples weighted = new Samples(table.shape(), table.inputs(), table.targets(), NumericArray.owned(weights), table.starts(),
                table.groups(), 23);
        Problem problem = Problems.linear(weighted, 1);
        Coordinates coordinates = coordinates(4);
        GaussianFamily family = full(4);
        double[] theta = Problems.normal(RandomStream.of(1, 0, "theta"), family.parameters());
        StochasticAscent ascent = new StochasticAscent(problem, family, coordinates, settings(gradient, 2, 5));
        Batches batches = new Batches(weighted, 5, 8);
        assertEquals(5, batches.count());
        double[] mean = new double[theta.length];
        int rows = 0;
        for (int b = 0; b < 5; b++) {
            Batches.Batch batch = batches.at(b);
            rows += batch.samples().count();
            double[] part = ascent.step(theta, scales(problem), batch, 1, 0, Progress.none()).gradient();
            Arrays.setAll(mean, k -> mean[k] + part[k] / 5);
        }
        assertEquals(23, rows);
        double[] all = ascent.step(theta, scales(problem), new Batches(weighted, 0, 8).at(0), 1, 0, Progress.none()).gradient();
        double size = Arrays.stream(all).map(Math::abs).max().orElseThrow();
        assertArrayEquals(all, mean, 1e-12 * size);
    }
}

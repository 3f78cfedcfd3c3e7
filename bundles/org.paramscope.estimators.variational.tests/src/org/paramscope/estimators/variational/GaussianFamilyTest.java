package org.paramscope.estimators.variational;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paramscope.data.NumericArray;
import org.paramscope.engine.Covariance;
import org.paramscope.engine.ParameterDensity;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.random.RandomStream;

/** Each family against central differences and against dense algebra on the matrix S of its displacements. */
class GaussianFamilyTest {

    private static final int SIZE = 11;
    private static final double STEP = 1e-6;

    static Stream<GaussianFamily> families() {
        return Stream.of(new BlockGaussian(SIZE, new int[0][]), new BlockGaussian(SIZE, new int[][] {{3, 1, 4}, {0, 9}}),
                new BlockGaussian(SIZE, new int[][] {IntStream.range(0, SIZE).toArray()}), new LowRankGaussian(SIZE, 3),
                new MatrixGaussian(SIZE, List.of(new int[][] {{0, 2, 5}, {8, 1, 3}}, new int[][] {{4, 6}, {7, 10}})));
    }

    private static double[] theta(GaussianFamily family) {
        double[] theta = Problems.normal(RandomStream.of(2, 0, "theta"), family.parameters());
        Arrays.setAll(theta, k -> 0.5 * theta[k]);
        return theta;
    }

    /** S S' of the columns of S. */
    private static NumericArray covariance(GaussianFamily family, double[] theta) {
        NumericArray columns = family.columns(theta);
        return Lapack.multiplyTransposed(columns, columns);
    }

    private interface Value {
        double at(double[] theta);
    }

    private static double[] differences(Value value, double[] theta) {
        double[] gradient = new double[theta.length];
        for (int k = 0; k < theta.length; k++) {
            double[] moved = theta.clone();
            moved[k] += STEP;
            double ahead = value.at(moved);
            moved[k] -= 2 * STEP;
            gradient[k] = (ahead - value.at(moved)) / (2 * STEP);
        }
        return gradient;
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    @ParameterizedTest
    @MethodSource("families")
    void gradientsAgreeWithCentralDifferences(GaussianFamily family) {
        double[] theta = theta(family);
        RandomStream random = RandomStream.of(3, 0, "slopes");
        double[] noise = Problems.normal(random, family.noises());
        double[] slope = Problems.normal(random, SIZE);
        double[] pulled = new double[theta.length];
        family.pullBack(theta, noise, slope, pulled);
        assertArrayEquals(differences(t -> dot(slope, family.draw(t, noise)), theta), pulled, 1e-8);
        double[] determinant = new double[theta.length];
        family.addLogDeterminantGradient(theta, 1.5, determinant);
        assertArrayEquals(differences(t -> 1.5 * family.logDeterminant(t), theta), determinant, 1e-7);
        double[] variance = new double[theta.length];
        family.addVarianceGradient(theta, slope, variance);
        assertArrayEquals(differences(t -> dot(slope, family.variances(t)), theta), variance, 1e-7);
    }

    @ParameterizedTest
    @MethodSource("families")
    void algebraIsThatOfTheCovariance(GaussianFamily family) {
        double[] theta = theta(family);
        NumericArray covariance = covariance(family, theta);
        double[] diagonal = IntStream.range(0, SIZE).mapToDouble(i -> covariance.get(i, i)).toArray();
        assertArrayEquals(diagonal, family.variances(theta), 1e-12);
        NumericArray lower = Lapack.cholesky(covariance);
        double determinant = IntStream.range(0, SIZE).mapToDouble(i -> 2 * Math.log(lower.get(i, i))).sum();
        assertEquals(determinant, family.logDeterminant(theta), 1e-10);
        double[] vector = Problems.normal(RandomStream.of(4, 0, "vector"), SIZE);
        double[] solved = Lapack.solvePositive(covariance, NumericArray.of(vector)).toArray();
        assertArrayEquals(solved, family.precisionTimes(theta, vector), 1e-9);
    }

    /** In units of the parameters, with parameters that a mask fixes between them. */
    @ParameterizedTest
    @MethodSource("families")
    void covarianceAndDensityAreThoseOfTheParameters(GaussianFamily family) {
        double[] theta = theta(family);
        int[] free = IntStream.range(0, SIZE).map(i -> i < 5 ? i : i + 2).toArray();
        double[] ones = IntStream.range(0, SIZE).mapToDouble(i -> 1).toArray();
        double[] scale = family instanceof MatrixGaussian ? ones : IntStream.range(0, SIZE).mapToDouble(i -> 0.5 + i).toArray();
        Coordinates coordinates = new Coordinates(SIZE + 2, free, Problems.normal(RandomStream.of(6, 0, "centre"), SIZE), scale);
        NumericArray dense = family.covariance(theta, coordinates).dense();
        NumericArray expected = covariance(family, theta);
        double[] own = new double[SIZE * SIZE];
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                own[i * SIZE + j] = scale[i] * scale[j] * expected.get(i, j);
                assertEquals(own[i * SIZE + j], dense.get(free[i], free[j]), 1e-10);
            }
        }
        for (int i = 0; i < SIZE + 2; i++) {
            assertEquals(0, dense.get(5, i));
        }
        double[] mean = new double[SIZE];
        Arrays.setAll(mean, i -> coordinates.parameters(theta)[free[i]]);
        double[] w = new FamilyDensity(family, coordinates, theta).draw(RandomStream.of(7, 0, "draw"));
        double reference = ParameterDensity.gaussian(NumericArray.of(mean), new Covariance.Dense(
                NumericArray.owned(own, SIZE, SIZE))).logDensity(Arrays.stream(free).mapToDouble(i -> w[i]).toArray());
        assertEquals(reference, new FamilyDensity(family, coordinates, theta).logDensity(w), 1e-9);
    }

    /** A step moves no coordinate's draws much further than one of its mean does, however long the row of its factor is. */
    @ParameterizedTest
    @MethodSource("families")
    void aStepMovesEachCoordinateAboutAsFar(GaussianFamily family) {
        RandomStream random = RandomStream.of(12, 0, "steps");
        double[] theta = new double[family.parameters()];
        double[] lengths = family.stepLengths();
        int draws = 2000;
        for (int i = 0; i < SIZE; i++) {
            double[] slope = new double[SIZE];
            slope[i] = 1;
            double moved = 0;
            for (int b = 0; b < draws; b++) {
                double[] gradient = new double[theta.length];
                family.pullBack(theta, Problems.normal(random, family.noises()), slope, gradient);
                moved += IntStream.range(SIZE, theta.length).mapToDouble(k -> Math.pow(lengths[k] * gradient[k], 2)).sum() / draws;
            }
            // two factors, each a diagonal and a row beside it
            assertTrue(moved > 0.8 && moved < 4.4, "coordinate " + i + ": " + moved);
        }
    }

    /** KL(N(a, A) || N(0, s^2 I)) = 1/2 (tr A / s^2 + |a|^2 / s^2 - f + f log s^2 - log |A|), of dense matrices. */
    @ParameterizedTest
    @MethodSource("families")
    void divergenceIsTheClosedForm(GaussianFamily family) {
        double[] theta = theta(family);
        double[] scale = IntStream.range(0, SIZE).mapToDouble(i -> 0.3 + 0.1 * i).toArray();
        Coordinates coordinates = new Coordinates(SIZE, IntStream.range(0, SIZE).toArray(),
                Problems.normal(RandomStream.of(6, 0, "centre"), SIZE), scale);
        double[] matrix = covariance(family, theta).toArray();
        Arrays.setAll(matrix, k -> scale[k / SIZE] * scale[k % SIZE] * matrix[k]);
        double[] mean = coordinates.parameters(theta);
        NumericArray lower = Lapack.cholesky(NumericArray.of(matrix, SIZE, SIZE));
        double expected = 0;
        for (int i = 0; i < SIZE; i++) {
            expected += 0.5 * ((matrix[i * SIZE + i] + mean[i] * mean[i]) / 4 - 1 + Math.log(4)) - Math.log(lower.get(i, i));
        }
        Divergence divergence = new Divergence(family, coordinates);
        assertEquals(expected, divergence.value(theta, 4), 1e-10);
        double[] gradient = new double[theta.length];
        divergence.addGradient(theta, 4, 2, gradient);
        assertArrayEquals(differences(t -> 2 * divergence.value(t, 4), theta), gradient, 1e-7);
    }
}

package org.paramscope.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paramscope.data.NumericArray;
import org.paramscope.data.NumericalException;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.linalg.Svd;
import org.paramscope.engine.linalg.SymmetricEigen;
import org.paramscope.engine.random.RandomStream;

/** Covariance operators against their dense matrices, and distributions that come back from arrays. */
class CovarianceTest {

    static Stream<Covariance> operators() {
        return Stream.of(Covariance.ofSamples(Examples.gaussian("tall", 30, 8)),
                Covariance.ofSamples(Examples.gaussian("wide", 5, 8)),
                new Covariance.Diagonal(NumericArray.of(new double[] {3, 1, 4, 1, 5, 9, 2, 6})),
                new Covariance.LowRankDiagonal(Examples.gaussian("factor", 3, 8), NumericArray.of(new double[] {3, 0, 4, 1, 5, 9, 2, 6})),
                blocks());
    }

    /** Blocks whose parameters are not neighbours, two parameters alone, and one that is fixed. */
    private static Covariance.Blocks blocks() {
        return new Covariance.Blocks(List.of(
                new Covariance.Block(new int[] {6, 0, 3}, Covariance.ofSamples(Examples.gaussian("three", 30, 3)).dense()),
                new Covariance.Block(new int[] {1, 7}, Covariance.ofSamples(Examples.gaussian("two", 30, 2)).dense())),
                NumericArray.of(new double[] {0, 0, 2, 0, 0, 0.5, 0, 0}));
    }

    @ParameterizedTest
    @MethodSource("operators")
    void operatorsAgreeWithTheirMatrix(Covariance covariance) {
        NumericArray dense = covariance.dense();
        assertEquals(8, covariance.size());
        NumericArray block = covariance.block(new int[] {6, 0, 6});
        for (int i = 0; i < 8; i++) {
            assertEquals(dense.get(i, i), covariance.variance(i), 1e-14);
        }
        assertEquals(dense.get(6, 0), block.get(0, 1), 1e-14);
        assertEquals(dense.get(6, 6), block.get(0, 2), 1e-14);
        NumericArray v = Examples.gaussian("v", 8, 3);
        assertArrayEquals(Lapack.multiply(dense, v).toArray(), covariance.times(v).toArray(), 1e-13);
        assertArrayEquals(Lapack.multiply(dense, v).column(1).toArray(), covariance.times(v.column(1)).toArray(), 1e-13);
        NumericArray all = Lapack.symmetricEigenvalues(dense);
        NumericArray values = covariance.eigenvalues();
        for (int i = 0; i < 8; i++) {
            assertEquals(all.at(i), i < values.length() ? values.at(i) : 0, 1e-13);
        }
        assertThrows(ShapeException.class, () -> covariance.times(NumericArray.zeros(7)));
    }

    @ParameterizedTest
    @MethodSource("operators")
    void eigenvectorsAndRootsMakeUpTheMatrix(Covariance covariance) {
        NumericArray dense = covariance.dense();
        SymmetricEigen eigen = covariance.eigen();
        int k = eigen.values().length();
        assertArrayEquals(new int[] {8, k}, eigen.vectors().shape());
        for (int j = 0; j < k; j++) {
            assertEquals(covariance.eigenvalues().at(j), eigen.values().at(j), 1e-13);
        }
        assertOrthonormal(eigen.vectors(), 1e-14);
        double[] scaled = eigen.vectors().toArray();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= eigen.values().at(i % k);
        }
        assertArrayEquals(dense.toArray(), Lapack.multiplyByTransposed(NumericArray.owned(scaled, 8, k), eigen.vectors())
                .toArray(), 1e-13);
        Covariance root = covariance.squareRoot();
        assertEquals(covariance instanceof Covariance.LowRankDiagonal ? Covariance.Dense.class : covariance.getClass(), root.getClass());
        assertArrayEquals(dense.toArray(), root.times(root.dense()).toArray(), 1e-13);
        // R and not another factor: positive semidefinite and symmetric
        assertTrue(Lapack.symmetricEigenvalues(root.dense()).at(7) > -1e-13);
        assertArrayEquals(root.dense().toArray(), root.dense().transpose().toArray(), 0);
    }

    private static void assertOrthonormal(NumericArray columns, double tolerance) {
        NumericArray products = Lapack.multiplyTransposed(columns, columns);
        for (int i = 0; i < products.size(0); i++) {
            for (int j = 0; j < products.size(1); j++) {
                assertEquals(i == j ? 1 : 0, products.get(i, j), tolerance);
            }
        }
    }

    /** Rows of sizes 1 to 1e-7, so that variances reach down to the rounding of the largest, in 300 directions. */
    @Test
    void eigenvectorsOfSmallVariancesAreOrthonormal() {
        int r = 12;
        double[] rows = Examples.gaussian("rows", r, 300).toArray();
        for (int i = 0; i < rows.length; i++) {
            rows[i] *= Math.pow(10, -7.0 * (i / 300) / (r - 1));
        }
        Covariance covariance = new Covariance.LowRank(NumericArray.owned(rows, r, 300));
        SymmetricEigen eigen = covariance.eigen();
        Svd svd = Lapack.svd(NumericArray.owned(rows, r, 300));
        assertOrthonormal(eigen.vectors(), 1e-14);
        double largest = eigen.values().at(0);
        for (int j = 0; j < eigen.values().length(); j++) {
            assertEquals(svd.values().at(j) * svd.values().at(j), eigen.values().at(j), 1e-14 * largest);
            NumericArray image = covariance.times(eigen.vectors().column(j));
            for (int i = 0; i < 300; i++) {
                assertEquals(eigen.values().at(j) * eigen.vectors().get(i, j), image.at(i), 1e-14 * largest);
            }
        }
        assertTrue(eigen.values().length() >= 11 && eigen.values().length() <= r);
    }

    @Test
    void centringTakesOneRank() {
        assertEquals(4, Covariance.ofSamples(Examples.gaussian("wide", 5, 8)).eigen().values().length());
        Covariance nothing = Covariance.ofSamples(NumericArray.zeros(3, 5));
        assertEquals(0, nothing.eigen().values().length());
        assertArrayEquals(new double[25], nothing.squareRoot().dense().toArray());
    }

    @Test
    void samplesGiveTheTextbookCovariance() {
        NumericArray samples = NumericArray.of(new double[] {1, 2, 3, 6, 5, 4}, 3, 2);
        assertArrayEquals(new double[] {4, 2, 2, 4}, Covariance.ofSamples(samples).dense().toArray(), 1e-14);
        assertInstanceOf(Covariance.LowRank.class, Covariance.ofSamples(Examples.gaussian("wide", 5, 8)));
        NumericArray mean = NumericArray.of(new double[] {3, 4});
        assertArrayEquals(new double[] {8, 4, 4, 8}, Covariance.ofSamples(samples, mean, 1).dense().toArray(), 1e-14);
    }

    @Test
    void aParameterIsInOneBlockOnly() {
        NumericArray one = NumericArray.of(new double[] {1}, 1, 1);
        Covariance.Block first = new Covariance.Block(new int[] {0}, one);
        for (List<Covariance.Block> wrong : List.of(List.of(first, first), List.of(new Covariance.Block(new int[] {2}, one)))) {
            assertThrows(ShapeException.class, () -> new Covariance.Blocks(2, wrong));
        }
        assertThrows(ShapeException.class, () -> new Covariance.Blocks(List.of(first), NumericArray.of(new double[] {1, 1})));
        Covariance.Blocks blocks = new Covariance.Blocks(List.of(first), NumericArray.of(new double[] {0, 4}));
        assertArrayEquals(new double[] {1, 0, 0, 4}, blocks.dense().toArray());
    }

    /** 200,000 parameters take 320 GB as a matrix, and nothing as an operator. */
    @Test
    void aMatrixThatDoesNotFitIsRefused() {
        int p = 200_000;
        NumericArray zeros = NumericArray.zeros(p);
        for (Covariance covariance : List.of(new Covariance.Diagonal(zeros), new Covariance.Blocks(p, List.of()),
                new Covariance.LowRank(NumericArray.zeros(1, p)), new Covariance.LowRankDiagonal(NumericArray.zeros(1, p), zeros))) {
            NumericalException refused = assertThrows(NumericalException.class, covariance::dense);
            assertTrue(refused.getMessage().contains("200000 x 200000 needs 960.0 GB"), refused.getMessage());
            assertEquals(0, covariance.times(zeros).at(p - 1));
            assertEquals(0, covariance.variance(p - 1));
        }
        assertInstanceOf(Covariance.LowRank.class, Covariance.ofSamples(NumericArray.zeros(2, p)));
    }

    @ParameterizedTest
    @MethodSource("operators")
    void normalDensitiesAreThoseOfTheMatrix(Covariance covariance) {
        NumericArray mean = Examples.gaussian("mean", 8);
        double[] w = Examples.gaussian("w", 8).toArray();
        NumericArray dense = covariance.dense();
        double smallest = Lapack.symmetricEigenvalues(dense).at(7);
        ParameterDensity density = ParameterDensity.gaussian(mean, covariance);
        // low rank plus diagonal is inverted by its diagonal, in which there is a 0 here
        if (smallest < 1e-12 || covariance instanceof Covariance.LowRankDiagonal) {
            assertThrows(NumericalException.class, () -> density.logDensity(w));
        } else {
            NumericArray difference = NumericArray.of(IntStream.range(0, 8).mapToDouble(i -> w[i] - mean.at(i)).toArray());
            NumericArray solved = Lapack.solve(dense, difference);
            double expected = -4 * Math.log(2 * Math.PI);
            for (int i = 0; i < 8; i++) {
                expected -= 0.5 * (Math.log(Lapack.symmetricEigenvalues(dense).at(i)) + difference.at(i) * solved.at(i));
            }
            assertEquals(expected, density.logDensity(w), 1e-9 * Math.abs(expected));
        }
        // the mean of 20,000 draws has the standard error sqrt(variance / 20,000), their covariance about sqrt(2) that of a product
        int count = 20_000;
        RandomStream random = RandomStream.of(3, 0, "draws");
        double[][] draws = new double[count][];
        for (int b = 0; b < count; b++) {
            draws[b] = density.draw(random);
        }
        NumericArray found = Covariance.ofSamples(NumericArray.ofRows(draws)).dense();
        for (int i = 0; i < 8; i++) {
            double sum = 0;
            for (double[] draw : draws) {
                sum += draw[i] - mean.at(i);
            }
            assertEquals(0, sum / count, 4.5 * Math.sqrt(dense.get(i, i) / count) + 1e-15);
            for (int j = 0; j < 8; j++) {
                double spread = Math.sqrt((dense.get(i, i) * dense.get(j, j) + dense.get(i, j) * dense.get(i, j)) / count);
                assertEquals(dense.get(i, j), found.get(i, j), 4.5 * spread + 1e-15);
            }
        }
    }

    @Test
    void lowRankPlusDiagonalHasTheDensityOfItsMatrix() {
        double[] variances = {3, 0.1, 4, 1, 5, 9, 2, 6};
        Covariance sum = new Covariance.LowRankDiagonal(Examples.gaussian("factor", 3, 8), NumericArray.of(variances));
        double[] w = Examples.gaussian("w", 8).toArray();
        NumericArray mean = Examples.gaussian("mean", 8);
        assertEquals(ParameterDensity.gaussian(mean, new Covariance.Dense(sum.dense())).logDensity(w),
                ParameterDensity.gaussian(mean, sum).logDensity(w), 1e-10);
    }

    @Test
    void distributionsComeBackFromArrays() {
        Model model = Examples.autoencoder(3, 2, 1, Activation.TANH);
        int p = model.parameters();
        NumericArray samples = Examples.gaussian("samples", 4, p);
        for (Covariance covariance : new Covariance[] {Covariance.ofSamples(samples),
                new Covariance.Diagonal(samples.slice(0)), new Covariance.Dense(Covariance.ofSamples(samples).dense()),
                new Covariance.LowRankDiagonal(samples, samples.slice(2)),
                new Covariance.Blocks(p, blocks().blocks())}) {
            ParameterDistribution distribution = ParameterDistribution.of(model, samples.slice(1), covariance)
                    .withSamples(samples, samples, true).withDiagnostic("scale", 0.25);
            ParameterDistribution back = ParameterDistribution.fromArrays(distribution.arrays(), model);
            assertEquals(distribution.arrays(), back.arrays());
            assertEquals(distribution.covariance(), back.covariance());
            assertEquals(0.25, back.diagnostics().get("scale"));
            assertTrue(back.commonStart());
            assertEquals(2, back.layer("encoder").count());
        }
        ShapeException e = assertThrows(ShapeException.class, () -> ParameterDistribution.of(model, NumericArray.zeros(2),
                new Covariance.Diagonal(NumericArray.zeros(p))));
        assertTrue(e.getMessage().contains("'mean'"), e.getMessage());
    }
}

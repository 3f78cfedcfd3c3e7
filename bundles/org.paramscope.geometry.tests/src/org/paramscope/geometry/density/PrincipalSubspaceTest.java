package org.paramscope.geometry.density;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paramscope.data.NumericArray;
import org.paramscope.data.NumericalException;
import org.paramscope.data.SettingException;
import org.paramscope.engine.Covariance;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.geometry.LedoitWolf;

class PrincipalSubspaceTest {

    /** Replicas [n, p] with correlated parameters. */
    private static NumericArray replicas(int n, int p, long seed) {
        RandomStream random = RandomStream.of(seed, 0, "replicas");
        double[] w = new double[n * p];
        for (int i = 0; i < n; i++) {
            double common = random.gaussian();
            for (int j = 0; j < p; j++) {
                w[i * p + j] = j + common * (j % 3) + (1 + 0.2 * j) * random.gaussian();
            }
        }
        return NumericArray.owned(w, n, p);
    }

    /** Log-density of N(mean, (1 - a) S + a tr(S)/p I) by a Cholesky factor. */
    private static double gaussian(NumericArray samples, double[] w) {
        int p = w.length;
        double[] mean = new double[p];
        for (int i = 0; i < samples.length(); i++) {
            mean[i % p] += samples.at(i) / samples.size(0);
        }
        NumericArray shrunk = LedoitWolf.shrink(Covariance.ofSamples(samples).dense(),
                LedoitWolf.intensity(samples, IntStream.range(0, p).toArray()));
        NumericArray factor = Lapack.cholesky(shrunk);
        double log = -p * Math.log(2 * Math.PI) / 2;
        double[] difference = new double[p];
        for (int j = 0; j < p; j++) {
            log -= Math.log(factor.get(j, j));
            difference[j] = w[j] - mean[j];
        }
        double[] solved = Lapack.solvePositive(shrunk, NumericArray.of(difference)).toArray();
        for (int j = 0; j < p; j++) {
            log -= difference[j] * solved[j] / 2;
        }
        return log;
    }

    @ParameterizedTest
    @CsvSource({"200,7,1", "200,7,4", "200,7,7", "6,12,3", "6,12,5"})
    void aStandardNormalOfTheCoordinatesIsTheShrunkGaussian(int n, int p, int d) {
        NumericArray samples = replicas(n, p, 3);
        PrincipalSubspace subspace = PrincipalSubspace.of(samples, d);
        NumericArray others = replicas(4, p, 4);
        double[] complement = subspace.complement(others);
        NumericArray u = subspace.coordinates(others);
        for (int i = 0; i < 4; i++) {
            double log = complement[i] - d * Math.log(2 * Math.PI) / 2;
            for (int j = 0; j < d; j++) {
                log -= u.get(i, j) * u.get(i, j) / 2;
            }
            assertEquals(gaussian(samples, others.slice(i).toArray()), log, 1e-9);
        }
    }

    @ParameterizedTest
    @CsvSource({"200,7,3", "6,12,3"})
    void theCovarianceOfUnitCoordinatesIsTheShrunkOne(int n, int p, int d) {
        NumericArray samples = replicas(n, p, 5);
        NumericArray shrunk = LedoitWolf.shrink(Covariance.ofSamples(samples).dense(),
                LedoitWolf.intensity(samples, IntStream.range(0, p).toArray()));
        double[] identity = new double[d * d];
        IntStream.range(0, d).forEach(i -> identity[i * d + i] = 1);
        NumericArray covariance = PrincipalSubspace.of(samples, d).covariance(NumericArray.owned(identity, d, d)).dense();
        assertArrayEquals(shrunk.toArray(), covariance.toArray(), 1e-9);
    }

    @ParameterizedTest
    @CsvSource({"200,7,3", "200,7,7", "6,12,3"})
    void drawsKeepTheirCoordinatesAndHaveTheCovariance(int n, int p, int d) {
        NumericArray samples = replicas(n, p, 6);
        PrincipalSubspace subspace = PrincipalSubspace.of(samples, d);
        int count = 20_000;
        RandomStream random = RandomStream.of(1, 0, "coordinates");
        NumericArray u = NumericArray.owned(IntStream.range(0, count * d).mapToDouble(i -> random.gaussian()).toArray(), count, d);
        NumericArray draws = subspace.parameters(u, random);
        assertArrayEquals(u.toArray(), subspace.coordinates(draws).toArray(), 1e-9);
        double[] identity = new double[d * d];
        IntStream.range(0, d).forEach(i -> identity[i * d + i] = 1);
        Covariance expected = subspace.covariance(NumericArray.owned(identity, d, d));
        Covariance drawn = Covariance.ofSamples(draws);
        for (int j = 0; j < p; j++) {
            // five standard errors of a variance
            assertEquals(expected.variance(j), drawn.variance(j), 5 * expected.variance(j) * Math.sqrt(2.0 / count));
        }
        NumericArray flat = subspace.onSubspace(u);
        assertArrayEquals(u.toArray(), subspace.coordinates(flat).toArray(), 1e-9);
    }

    @Test
    void equalReplicasAndImpossibleDimensionsAreRefused() {
        assertThrows(NumericalException.class, () -> PrincipalSubspace.of(NumericArray.of(new double[] {1, 2, 1, 2, 1, 2}, 3, 2), 1));
        SettingException e = assertThrows(SettingException.class, () -> PrincipalSubspace.of(replicas(5, 12, 1), 5));
        assertTrue(e.getMessage().contains("1 to 4"), e.getMessage());
    }
}

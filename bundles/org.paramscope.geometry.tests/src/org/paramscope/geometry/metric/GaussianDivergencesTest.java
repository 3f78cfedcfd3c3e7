package org.paramscope.geometry.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.geometry.Gaussian;
import org.paramscope.geometry.Networks;
import org.paramscope.geometry.Neurons;

class GaussianDivergencesTest {

    private static final Bures BURES = new Bures();
    private static final Bures.Settings NONE = new Bures.Settings();

    @Test
    void reproduceClosedForms() {
        Gaussian p = gaussian(new double[] {0, 0}, 1, 0, 0, 1);
        Gaussian q = gaussian(new double[] {1, 2}, 4, 0, 0, 9);
        assertEquals(1.319537247, GaussianDivergences.kullbackLeibler(p, q), 1e-8);
        assertEquals(6.208240531, GaussianDivergences.kullbackLeibler(q, p), 1e-8);
        assertEquals(7.527777778, GaussianDivergences.jeffreys(p, q), 1e-8);
        assertEquals(10, GaussianDivergences.wassersteinSquared(p, q), 1e-8);
        assertEquals(2.59800075, GaussianDivergences.affineInvariant(p, q), 1e-8);
        assertEquals(0.516984588, GaussianDivergences.bhattacharyya(p, q), 1e-8);
        assertEquals(Math.sqrt(1 - Math.exp(-0.516984588)), GaussianDivergences.hellinger(p, q), 1e-8);
        assertEquals(1.189380931, GaussianDivergences.fisherRao(0, 1, 1, 2), 1e-8);
        assertEquals(Math.sqrt(2) * Math.log(3), GaussianDivergences.fisherRao(5, 1, 5, 3), 1e-12);
    }

    @Test
    void areInvariantUnderAffineMapsExceptTheWassersteinDistance() {
        List<Gaussian> two = random(2, 4, 1);
        NumericArray map = NumericArray.of(Networks.gaussian(16, 1, RandomStream.of(2, 0, "test")), 4, 4);
        Gaussian a = mapped(two.get(0), map);
        Gaussian b = mapped(two.get(1), map);
        assertEquals(GaussianDivergences.kullbackLeibler(two.get(0), two.get(1)), GaussianDivergences.kullbackLeibler(a, b), 1e-7);
        assertEquals(GaussianDivergences.affineInvariant(two.get(0), two.get(1)), GaussianDivergences.affineInvariant(a, b), 1e-7);
        assertEquals(GaussianDivergences.bhattacharyya(two.get(0), two.get(1)), GaussianDivergences.bhattacharyya(a, b), 1e-7);
    }

    @Test
    void buresIsAMetricAndAllPairsAgreeWithSinglePairs() {
        List<Gaussian> gaussians = new ArrayList<>(random(7, 5, 3));
        gaussians.add(gaussians.getFirst().negated());
        List<String> labels = java.util.stream.IntStream.range(0, 8).mapToObj(i -> "n " + i).toList();
        Distances distances = BURES.distances(new Neurons("h", gaussians, labels), NONE, Progress.none());
        assertEquals(0, distances.clipped());
        for (int i = 0; i < 8; i++) {
            assertEquals(0, distances.matrix().get(i, i));
            for (int j = 0; j < 8; j++) {
                double single = i == j ? 0 : BURES.distance(gaussians.get(i), gaussians.get(j), NONE);
                assertEquals(single, distances.matrix().get(i, j), 1e-6);
                for (int k = 0; k < 8; k++) {
                    assertTrue(distances.matrix().get(i, j) <= distances.matrix().get(i, k) + distances.matrix().get(k, j) + 1e-6);
                }
            }
        }
    }

    /** Matrices up to 64 x 64 are taken together, larger ones one by one. */
    @Test
    void buresOfDiagonalCovariancesIsClosedInAnySize() {
        for (int d : new int[] {64, 65}) {
            List<Gaussian> gaussians = new ArrayList<>();
            for (int i = 0; i < 70; i += d - 61) {
                double[] covariance = new double[d * d];
                for (int k = 0; k < d; k++) {
                    covariance[k * d + k] = Math.pow(1 + (i + k) % 5, 2);
                }
                gaussians.add(gaussian(new double[d], covariance));
            }
            List<String> labels = gaussians.stream().map(g -> "n").toList();
            Distances distances = BURES.distances(new Neurons("h", gaussians, labels), NONE, Progress.none());
            for (int i = 0; i < gaussians.size(); i++) {
                for (int j = 0; j < gaussians.size(); j++) {
                    double squares = 0;
                    for (int k = 0; k < d; k++) {
                        squares += Math.pow(((d - 61) * i + k) % 5 - ((d - 61) * j + k) % 5, 2);
                    }
                    assertEquals(Math.sqrt(squares), distances.matrix().get(i, j), 1e-6);
                }
            }
        }
    }

    @Test
    void buresOfCommutingAndOfPointCovariancesIsClosed() {
        // commuting covariances: sum of (sqrt(a) - sqrt(b))^2
        Gaussian a = gaussian(new double[] {0, 0}, 4, 0, 0, 25);
        Gaussian b = gaussian(new double[] {0, 0}, 1, 0, 0, 9);
        assertEquals(Math.sqrt(1 + 4), BURES.distance(a, b, NONE), 1e-9);
        Gaussian point = gaussian(new double[] {3, 4}, 0, 0, 0, 0);
        assertEquals(Math.sqrt(25 + 29), BURES.distance(a, point, NONE), 1e-9);
    }

    @Test
    void buresClipsAndCountsNegativeEigenvalues() {
        Gaussian broken = gaussian(new double[] {0, 0}, 1, 0, 0, -0.5);
        Gaussian sound = gaussian(new double[] {0, 0}, 1, 0, 0, 4);
        Distances distances = BURES.distances(new Neurons("h", List.of(broken, sound), List.of("a", "b")), NONE, Progress.none());
        assertEquals(1, distances.clipped());
        assertEquals(2, distances.matrix().get(0, 1), 1e-9);
    }

    private static Gaussian gaussian(double[] mean, double... covariance) {
        return new Gaussian(NumericArray.of(mean), NumericArray.of(covariance, mean.length, mean.length));
    }

    static List<Gaussian> random(int count, int d, long seed) {
        List<Gaussian> gaussians = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RandomStream stream = RandomStream.of(seed, i, "test");
            NumericArray factor = NumericArray.of(Networks.gaussian(2 * d * d, 1, stream), 2 * d, d);
            gaussians.add(new Gaussian(NumericArray.of(Networks.gaussian(d, 1, stream)), Lapack.multiplyTransposed(factor, factor)));
        }
        return gaussians;
    }

    private static Gaussian mapped(Gaussian g, NumericArray map) {
        NumericArray mean = Lapack.multiply(map, g.mean().reshape(g.size(), 1)).reshape(g.size());
        return new Gaussian(mean, Lapack.multiplyByTransposed(Lapack.multiply(map, g.covariance()), map));
    }
}

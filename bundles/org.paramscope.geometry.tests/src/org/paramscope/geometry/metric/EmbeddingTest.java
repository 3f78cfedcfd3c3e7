package org.paramscope.geometry.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.geometry.Gaussian;
import org.paramscope.geometry.Neurons;

class EmbeddingTest {

    private static final Euclid.Settings NONE = new Euclid.Settings();

    @Test
    void scalingReproducesDistancesInThePlane() {
        double[][] points = {{0, 0}, {3, 0}, {0, 4}, {-1, 2}, {5, -2}};
        Neurons neurons = neurons(points);
        Distances distances = new Euclid().distances(neurons, NONE, Progress.none());
        NumericArray placed = Embedding.mds(distances).points();
        for (int i = 0; i < points.length; i++) {
            for (int j = 0; j < points.length; j++) {
                assertEquals(distances.matrix().get(i, j),
                        Math.hypot(placed.get(i, 0) - placed.get(j, 0), placed.get(i, 1) - placed.get(j, 1)), 1e-10);
            }
        }
    }

    @Test
    void principalDirectionsKeepMostVarianceAndProjectCovariances() {
        Neurons neurons = new Neurons("h", GaussianDivergencesTest.random(12, 5, 4),
                IntStream.range(0, 12).mapToObj(i -> "h " + i).toList());
        Embedding embedding = Embedding.pca(neurons);
        double[] variance = new double[2];
        for (int i = 0; i < 12; i++) {
            for (int a = 0; a < 2; a++) {
                variance[a] += Math.pow(embedding.points().get(i, a), 2);
                double projected = 0;
                for (int j = 0; j < 5; j++) {
                    for (int k = 0; k < 5; k++) {
                        projected += embedding.axes().get(a, j) * embedding.axes().get(a, k) * neurons.gaussians().get(i).covariance().get(j, k);
                    }
                }
                assertEquals(projected, embedding.ellipses().get(i, a, a), 1e-10);
            }
        }
        assertTrue(variance[0] >= variance[1]);
        for (int j = 0; j < 5; j++) {
            NumericArray column = neurons.means().column(j);
            double mean = IntStream.range(0, 12).mapToDouble(column::at).average().orElseThrow();
            double along = IntStream.range(0, 12).mapToDouble(i -> Math.pow(column.at(i) - mean, 2)).sum();
            assertTrue(variance[0] >= along - 1e-10, "no axis of the parameters may spread the means more");
        }
    }

    @Test
    void signsDoNotDependOnTheOrderOfNeurons() {
        List<Gaussian> gaussians = GaussianDivergencesTest.random(6, 4, 5);
        List<String> labels = IntStream.range(0, 6).mapToObj(i -> "h " + i).toList();
        Embedding forward = Embedding.pca(new Neurons("h", gaussians, labels));
        Embedding backward = Embedding.pca(new Neurons("h", gaussians.reversed(), labels));
        for (int i = 0; i < 6; i++) {
            assertEquals(forward.points().get(i, 0), backward.points().get(5 - i, 0), 1e-9);
            assertEquals(forward.points().get(i, 1), backward.points().get(5 - i, 1), 1e-9);
        }
    }

    @Test
    void oneNeuronOfOneParameterHasAPlace() {
        Neurons single = new Neurons("h", List.of(new Gaussian(NumericArray.of(new double[] {2}), NumericArray.of(new double[] {1}, 1, 1))),
                List.of("h 0"));
        assertEquals(0, Embedding.pca(single).points().get(0, 0));
        assertEquals(0, Embedding.mds(new Euclid().distances(single, NONE, Progress.none())).points().get(0, 1));
    }

    private static Neurons neurons(double[][] points) {
        List<Gaussian> gaussians = java.util.Arrays.stream(points)
                .map(p -> new Gaussian(NumericArray.of(p), NumericArray.zeros(p.length, p.length))).toList();
        return new Neurons("h", gaussians, IntStream.range(0, points.length).mapToObj(i -> "h " + i).toList());
    }
}

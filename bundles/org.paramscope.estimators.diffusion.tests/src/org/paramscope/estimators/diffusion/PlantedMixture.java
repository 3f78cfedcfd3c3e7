package org.paramscope.estimators.diffusion;

import java.util.Arrays;
import java.util.List;

import org.paramscope.data.NumericArray;
import org.paramscope.engine.Covariance;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.ParameterLayout;
import org.paramscope.engine.random.RandomStream;

/** Parameter vectors of three normal clusters with the weights 0.5, 0.3 and 0.2, and what draws from a density of them should be like. */
final class PlantedMixture {

    static final double[] WEIGHTS = {0.5, 0.3, 0.2};
    private static final double[] DEVIATIONS = {0.5, 0.7, 0.4};

    private final double[][] means;

    PlantedMixture(int p) {
        RandomStream random = RandomStream.of(11, 0, "means");
        means = new double[WEIGHTS.length][p];
        for (double[] mean : means) {
            Arrays.setAll(mean, j -> 1.5 * random.gaussian());
        }
    }

    NumericArray draw(int n, long seed) {
        RandomStream random = RandomStream.of(seed, 0, "planted mixture");
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) {
            double u = random.uniform();
            int k = u < WEIGHTS[0] ? 0 : u < WEIGHTS[0] + WEIGHTS[1] ? 1 : 2;
            rows[i] = means[k].clone();
            for (int j = 0; j < rows[i].length; j++) {
                rows[i][j] += DEVIATIONS[k] * random.gaussian();
            }
        }
        return NumericArray.ofRows(rows);
    }

    /** The shares of rows nearest to each mean. */
    double[] shares(NumericArray rows) {
        double[] shares = new double[WEIGHTS.length];
        for (int i = 0; i < rows.size(0); i++) {
            int nearest = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int k = 0; k < shares.length; k++) {
                double distance = 0;
                for (int j = 0; j < rows.size(1); j++) {
                    double difference = rows.at(i * rows.size(1) + j) - means[k][j];
                    distance += difference * difference;
                }
                if (distance < least) {
                    least = distance;
                    nearest = k;
                }
            }
            shares[nearest] += 1.0 / rows.size(0);
        }
        return shares;
    }

    /** A distribution of parameters of which no model is known, with these samples. */
    static ParameterDistribution distribution(NumericArray samples) {
        int p = samples.size(1);
        ParameterLayout layout = new ParameterLayout(List.of(new ParameterLayout.Entry("parameters", 0, 1, p)));
        return ParameterDistribution.of(layout, List.of(), NumericArray.zeros(p), Covariance.ofSamples(samples))
                .withSamples(samples, NumericArray.zeros(0, p), false);
    }

    /** The mean over random directions of the squared 2-Wasserstein distance of projections (Bonneel et al. 2015), of equally many rows. */
    static double slicedDistance(NumericArray a, NumericArray b) {
        int n = a.size(0);
        int p = a.size(1);
        int directions = 40;
        RandomStream random = RandomStream.of(5, 0, "directions");
        double sum = 0;
        for (int k = 0; k < directions; k++) {
            double[] direction = new double[p];
            Arrays.setAll(direction, j -> random.gaussian());
            double norm = Math.sqrt(Arrays.stream(direction).map(v -> v * v).sum());
            double[] left = sortedProjection(a, direction);
            double[] right = sortedProjection(b, direction);
            for (int i = 0; i < n; i++) {
                double difference = (left[i] - right[i]) / norm;
                sum += difference * difference / n / directions;
            }
        }
        return sum;
    }

    private static double[] sortedProjection(NumericArray rows, double[] direction) {
        double[] values = new double[rows.size(0)];
        for (int i = 0; i < rows.length(); i++) {
            values[i / direction.length] += rows.at(i) * direction[i % direction.length];
        }
        Arrays.sort(values);
        return values;
    }

    /** The 95 % quantile of the sliced distance between two fresh sets of n rows each, of 60 pairs. */
    double slicedQuantile(int n) {
        double[] distances = new double[60];
        Arrays.setAll(distances, i -> slicedDistance(draw(n, 1000 + 2 * i), draw(n, 1001 + 2 * i)));
        Arrays.sort(distances);
        return distances[56];
    }
}

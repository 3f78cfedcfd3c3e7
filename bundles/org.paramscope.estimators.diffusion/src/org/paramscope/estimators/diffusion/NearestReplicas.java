package org.paramscope.estimators.diffusion;

import java.util.Arrays;

import org.paramscope.data.NumericArray;

/** Distances to the nearest of some rows: whether draws are copies. */
final class NearestReplicas {

    private NearestReplicas() {
    }

    /** The median over {@code rows} [n, d] of the distance to the nearest of {@code known} [m, d]. */
    static double medianDistance(NumericArray rows, NumericArray known) {
        int d = rows.size(1);
        double[] nearest = new double[rows.size(0)];
        double[] points = known.toArray();
        for (int i = 0; i < nearest.length; i++) {
            double least = Double.POSITIVE_INFINITY;
            for (int k = 0; k < points.length; k += d) {
                double squares = 0;
                for (int j = 0; j < d && squares < least; j++) {
                    double difference = rows.at(i * d + j) - points[k + j];
                    squares += difference * difference;
                }
                least = Math.min(least, squares);
            }
            nearest[i] = Math.sqrt(least);
        }
        return median(nearest);
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}

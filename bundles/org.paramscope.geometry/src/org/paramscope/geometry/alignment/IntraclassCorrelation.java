package org.paramscope.geometry.alignment;

import org.paramscope.data.NumericArray;
import org.paramscope.data.ShapeException;

/**
 * The between-unit share of variance of unit vectors, estimated without bias in the number of replicas:
 * the intraclass correlation ICC(1) of a one-way layout (Shrout and Fleiss 1979), variances summed over
 * the dimensions.
 */
public final class IntraclassCorrelation {

    private IntraclassCorrelation() {
    }

    /**
     * The share.
     *
     * @param units    [replicas, units, dimensions], at least 2 replicas and 2 units beside the one held out
     * @param heldOut  number of a replica to leave out (the reference of an alignment is trivially like
     *                 itself), or -1
     * @return at most 1; about 0 without structure; 0 if nothing varies
     */
    public static double of(NumericArray units, int heldOut) {
        if (units.rank() != 3) {
            throw new ShapeException("unit vectors are [replicas, units, dimensions], not rank " + units.rank());
        }
        double[] values = new double[units.length()];
        units.copyTo(values, 0);
        return of(values, units.size(0), units.size(1), units.size(2), heldOut);
    }

    static double of(double[] x, int replicas, int units, int dimensions, int heldOut) {
        int count = heldOut >= 0 ? replicas - 1 : replicas;
        if (count < 2 || units < 2) {
            throw new ShapeException("the share of variance needs at least 2 replicas and 2 units, not " + count
                    + " and " + units);
        }
        int width = units * dimensions;
        double[] means = new double[width];
        for (int b = 0; b < replicas; b++) {
            for (int k = 0; b != heldOut && k < width; k++) {
                means[k] += x[b * width + k];
            }
        }
        double within = 0;
        double between = 0;
        double[] grand = new double[dimensions];
        for (int k = 0; k < width; k++) {
            means[k] /= count;
            grand[k % dimensions] += means[k] / units;
        }
        for (int b = 0; b < replicas; b++) {
            for (int k = 0; b != heldOut && k < width; k++) {
                double deviation = x[b * width + k] - means[k];
                within += deviation * deviation;
            }
        }
        for (int k = 0; k < width; k++) {
            double deviation = means[k] - grand[k % dimensions];
            between += deviation * deviation;
        }
        double meanSquareWithin = within / ((double) units * (count - 1));
        double variance = between / (units - 1) - meanSquareWithin / count;
        double total = variance + meanSquareWithin;
        return total > 0 ? variance / total : 0;
    }
}

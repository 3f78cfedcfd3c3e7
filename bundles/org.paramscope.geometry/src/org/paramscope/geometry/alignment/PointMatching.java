package org.paramscope.geometry.alignment;

import java.util.Arrays;

import org.paramscope.data.NumericArray;
import org.paramscope.data.ShapeException;

/**
 * Alignment of sets of points that have no layers: each set is a replica, its points are units in any
 * order. What {@link Alignment} does to networks, on plain arrays and without signs.
 */
public final class PointMatching {

    private PointMatching() {
    }

    /**
     * For each point of {@code reference} the point of {@code other} that the optimal pairing (least sum of
     * squared distances) gives it.
     *
     * @param reference [units, dimensions]
     * @param other     [units, dimensions]
     * @return [units] rows of {@code other}
     */
    public static int[] match(NumericArray reference, NumericArray other) {
        if (!Arrays.equals(reference.shape(), other.shape()) || reference.rank() != 2) {
            throw new ShapeException("points " + Arrays.toString(reference.shape()) + " cannot be paired with "
                    + Arrays.toString(other.shape()));
        }
        int n = reference.size(0);
        int d = reference.size(1);
        // sum |a - b|^2 over a pairing = constant - 2 sum <a, b>
        return LinearAssignment.columns(negated(Products.of(reference.toArray(), other.transpose().toArray(), n, d, n)), n);
    }

    /**
     * All sets aligned to one of them.
     *
     * @param points    [replicas, units, dimensions]
     * @param reference number of the replica to which the others are aligned
     * @return the same points, reordered within each replica
     */
    public static NumericArray align(NumericArray points, int reference) {
        int replicas = points.size(0);
        int width = points.size(1) * points.size(2);
        double[] aligned = new double[points.length()];
        NumericArray target = points.slice(reference);
        for (int b = 0; b < replicas; b++) {
            NumericArray set = points.slice(b);
            NumericArray ordered = b == reference ? set : set.select(match(target, set));
            ordered.copyTo(aligned, b * width);
        }
        return NumericArray.owned(aligned, points.shape());
    }

    /**
     * The unbiased between-unit share of variance of the sets after alignment to one of them, which is held
     * out: chance level if the points have no identity.
     */
    public static double alignedShare(NumericArray points, int reference) {
        return IntraclassCorrelation.of(align(points, reference), reference);
    }

    private static double[] negated(double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = -values[i];
        }
        return values;
    }
}

package org.paramscope.geometry;

import org.paramscope.data.NumericArray;
import org.paramscope.data.ShapeException;

/**
 * A normal distribution N(m, S).
 *
 * @param mean       m [d]
 * @param covariance S [d, d], symmetric
 */
public record Gaussian(NumericArray mean, NumericArray covariance) {

    public Gaussian {
        int d = mean.length();
        if (covariance.rank() != 2 || covariance.size(0) != d || covariance.size(1) != d) {
            throw new ShapeException("a mean of " + d + " values needs a covariance [" + d + ", " + d + "], not "
                    + java.util.Arrays.toString(covariance.shape()));
        }
    }

    /** The number of dimensions d. */
    public int size() {
        return mean.length();
    }

    /** The distribution of -x: the same covariance (the very same array) about the mean -m. */
    public Gaussian negated() {
        double[] flipped = mean.toArray();
        for (int i = 0; i < flipped.length; i++) {
            flipped[i] = -flipped[i];
        }
        return new Gaussian(NumericArray.owned(flipped), covariance);
    }
}

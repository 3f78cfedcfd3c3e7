package org.paramscope.models.spectral;

import org.paramscope.data.NumericArray;
import org.paramscope.data.NumericalException;
import org.paramscope.data.Samples;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.models.internal.Observed;

/**
 * The basis of windows with missing values: filled by their projections and decomposed again until the missing values rest,
 * with one component first, then with one more at a time (Kondrashov &amp; Ghil 2006, on windows instead of a series). Missing
 * values begin as 0, the mean of standardised samples.
 */
final class GappyWindows {

    private static final int MOST = 1000;
    private static final double START = 1e-2;
    private static final double TOLERANCE = 1e-4;

    private final double[] windows;
    private final boolean[] missing;
    private final double[] weights;
    private final boolean toeplitz;
    private final int size;
    private final int channels;

    GappyWindows(Samples samples, double[] weights, boolean toeplitz) {
        this.windows = samples.input().toArray();
        this.weights = weights;
        this.toeplitz = toeplitz;
        this.size = samples.shape().size();
        this.channels = samples.shape().channels();
        this.missing = new boolean[windows.length];
        for (int i = 0; i < windows.length; i++) {
            missing[i] = !Observed.within(samples, i / size, i % size);
        }
    }

    /** The r leading axes [r x d]. */
    double[] axes(int components) {
        double[] axes = new double[0];
        int iterations = 0;
        for (int k = 1; k <= components; k++) {
            double change = Double.POSITIVE_INFINITY;
            while (change > (k < components ? START : TOLERANCE)) {
                if (iterations == MOST) {
                    throw new NumericalException("gap filling", "after " + MOST + " iterations the missing values still change by "
                            + change + " of the size of the windows at " + k + " components; fewer components are needed");
                }
                NumericArray filled = NumericArray.of(windows, weights.length, size);
                axes = Ssa.axes(filled, weights, k, toeplitz, channels);
                change = replace(filled, NumericArray.of(axes, k, size));
                iterations++;
            }
        }
        return axes;
    }

    /** Puts projections in place of missing values; their weighted root mean square change as a share of the size of the windows. */
    private double replace(NumericArray filled, NumericArray axes) {
        NumericArray projections = Lapack.multiply(Lapack.multiplyByTransposed(filled, axes), axes);
        double changes = 0;
        double squares = 0;
        for (int i = 0; i < windows.length; i++) {
            double weight = weights[i / size];
            squares += weight * windows[i] * windows[i];
            if (missing[i]) {
                double change = projections.at(i) - windows[i];
                changes += weight * change * change;
                windows[i] = projections.at(i);
            }
        }
        return changes == 0 ? 0 : Math.sqrt(changes / squares);
    }
}

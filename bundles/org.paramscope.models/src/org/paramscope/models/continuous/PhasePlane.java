package org.paramscope.models.continuous;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.paramscope.data.NumericArray;
import org.paramscope.engine.Picture;
import org.paramscope.engine.linalg.Lapack;
import org.paramscope.engine.linalg.SymmetricEigen;

/**
 * A plane in the space of states: its two coordinates, or the first two principal axes of some states through their mean.
 *
 * @param origin [state]
 * @param axes orthonormal, [2, state]
 * @param reach largest coordinate of those states along either axis, [2]
 * @param principal whether the axes are principal ones
 */
record PhasePlane(double[] origin, double[][] axes, double[] reach, boolean principal) {

    private static final int ARROWS = 21;
    /** The field is drawn beyond the states by this factor. */
    private static final double MARGIN = 1.3;

    /** The plane of states [n, at least 2]. */
    static PhasePlane of(NumericArray states) {
        int count = states.size(0);
        int width = states.size(1);
        double[] mean = new double[width];
        for (int i = 0; i < states.length(); i++) {
            mean[i % width] += states.at(i) / count;
        }
        double[][] axes = new double[2][width];
        if (width == 2) {
            axes[0][0] = 1;
            axes[1][1] = 1;
        } else {
            double[] covariance = new double[width * width];
            for (int n = 0; n < count; n++) {
                for (int i = 0; i < width * width; i++) {
                    covariance[i] += (states.at(n * width + i / width) - mean[i / width]) * (states.at(n * width + i % width) - mean[i % width]);
                }
            }
            SymmetricEigen eigen = Lapack.symmetricEigen(NumericArray.owned(covariance, width, width));
            axes[0] = eigen.vectors().column(0).toArray();
            axes[1] = eigen.vectors().column(1).toArray();
        }
        PhasePlane plane = new PhasePlane(mean, axes, new double[2], width > 2);
        for (double[] state : states.toRows()) {
            for (int k = 0; k < 2; k++) {
                plane.reach[k] = Math.max(plane.reach[k], Math.abs(plane.along(k, state)));
            }
        }
        return plane;
    }

    private double along(int axis, double[] state) {
        double sum = 0;
        for (int j = 0; j < state.length; j++) {
            sum += axes[axis][j] * (state[j] - origin[j]);
        }
        return sum;
    }

    /** Two-dimensional states are drawn as they are, others from the origin of the plane. */
    private double shown(int axis, double along) {
        return principal ? along : origin[axis] + along;
    }

    /** The field of an equation over the plane, with ways [steps, state] through it. */
    Picture.Field field(FreeRun equation, List<String> names, List<double[][]> ways) {
        int width = origin.length;
        double[] at = new double[ARROWS * ARROWS * width];
        double[] positions = new double[ARROWS * ARROWS * 2];
        for (int i = 0; i < ARROWS * ARROWS; i++) {
            double a = MARGIN * reach[0] * (2.0 * (i % ARROWS) / (ARROWS - 1) - 1);
            double b = MARGIN * reach[1] * (2.0 * (i / ARROWS) / (ARROWS - 1) - 1);
            positions[2 * i] = shown(0, a);
            positions[2 * i + 1] = shown(1, b);
            for (int j = 0; j < width; j++) {
                at[i * width + j] = origin[j] + a * axes[0][j] + b * axes[1][j];
            }
        }
        double[][] slopes = equation.slopes(NumericArray.owned(at, ARROWS * ARROWS, width)).toRows();
        double[] directions = new double[positions.length];
        for (int i = 0; i < directions.length; i++) {
            for (int j = 0; j < width; j++) {
                directions[i] += axes[i % 2][j] * slopes[i / 2][j];
            }
        }
        Map<String, NumericArray> trajectories = new LinkedHashMap<>();
        for (int k = 0; k < names.size(); k++) {
            trajectories.put(names.get(k), drawn(ways.get(k)));
        }
        String axis = principal ? "principal component %d of the states" : "state %d";
        return new Picture.Field("Learned vector field over the phase plane", axis.formatted(1), axis.formatted(2),
                NumericArray.owned(positions, ARROWS * ARROWS, 2), NumericArray.owned(directions, ARROWS * ARROWS, 2), trajectories);
    }

    private NumericArray drawn(double[][] way) {
        double[] points = new double[way.length * 2];
        for (int i = 0; i < points.length; i++) {
            points[i] = shown(i % 2, along(i % 2, way[i / 2]));
        }
        return NumericArray.owned(points, way.length, 2);
    }
}

package org.paramscope.ui.internal.figure;

import org.paramscope.data.NumericArray;
import org.paramscope.figures.Item;

/** Outlines of two-dimensional Gaussians. */
final class Gaussian2 {

    private Gaussian2() {
    }

    /** The outline of one ellipse in data units: x and y of {@code points} points, the last the same as the first. */
    static double[][] outline(Item.Ellipses ellipses, int index, int points) {
        NumericArray s = ellipses.covariances().slice(index);
        double mean = (s.get(0, 0) + s.get(1, 1)) / 2;
        double spread = Math.hypot((s.get(0, 0) - s.get(1, 1)) / 2, s.get(0, 1));
        double angle = Math.atan2(2 * s.get(0, 1), s.get(0, 0) - s.get(1, 1)) / 2;
        double major = Math.sqrt(ellipses.squaredRadius() * Math.max(0, mean + spread));
        double minor = Math.sqrt(ellipses.squaredRadius() * Math.max(0, mean - spread));
        double[][] outline = new double[2][points];
        for (int i = 0; i < points; i++) {
            double turn = 2 * Math.PI * i / (points - 1);
            double u = major * Math.cos(turn);
            double v = minor * Math.sin(turn);
            outline[0][i] = ellipses.centres().get(index, 0) + u * Math.cos(angle) - v * Math.sin(angle);
            outline[1][i] = ellipses.centres().get(index, 1) + u * Math.sin(angle) + v * Math.cos(angle);
        }
        return outline;
    }
}

package org.paramscope.figures.render;

import org.paramscope.data.NumericArray;

/** Outlines of two-dimensional Gaussians in the plane of the drawing. */
final class Ellipses {

    private Ellipses() {
    }

    /** The ellipse at a Mahalanobis radius: an oval on linear axes, a polygon where an axis is logarithmic. */
    static Mark of(double cx, double cy, NumericArray s, double radius, Projection px, Projection py, Paint paint) {
        if (px.logarithmic() || py.logarithmic()) {
            double[][] outline = outline(cx, cy, s, radius, px, py, 60);
            return new Mark.Path(outline[0], outline[1], true, paint);
        }
        double a = s.get(0, 0) * px.slope() * px.slope();
        double b = s.get(0, 1) * px.slope() * py.slope();
        double c = s.get(1, 1) * py.slope() * py.slope();
        double[] axes = halfAxes(a, b, c);
        return new Mark.Oval(px.apply(cx), py.apply(cy), radius * axes[0], radius * axes[1], Math.toDegrees(axes[2]), paint);
    }

    /** Square roots of the eigenvalues of [[a, b], [b, c]], the larger first, and the angle of its direction. */
    private static double[] halfAxes(double a, double b, double c) {
        double mean = (a + c) / 2;
        double spread = Math.hypot((a - c) / 2, b);
        double angle = b == 0 && a >= c ? 0 : Math.atan2(2 * b, a - c) / 2;
        return new double[] {Math.sqrt(Math.max(0, mean + spread)), Math.sqrt(Math.max(0, mean - spread)), angle};
    }

    /** Points of the outline: x then y, in the plane of the drawing. */
    static double[][] outline(double cx, double cy, NumericArray s, double radius, Projection px, Projection py, int points) {
        double[] axes = halfAxes(s.get(0, 0), s.get(0, 1), s.get(1, 1));
        double cos = Math.cos(axes[2]);
        double sin = Math.sin(axes[2]);
        double[][] outline = new double[2][points];
        for (int i = 0; i < points; i++) {
            double u = radius * axes[0] * Math.cos(2 * Math.PI * i / points);
            double v = radius * axes[1] * Math.sin(2 * Math.PI * i / points);
            outline[0][i] = px.apply(cx + u * cos - v * sin);
            outline[1][i] = py.apply(cy + u * sin + v * cos);
        }
        return outline;
    }
}

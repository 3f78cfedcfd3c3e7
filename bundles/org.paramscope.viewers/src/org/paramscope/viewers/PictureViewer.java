package org.paramscope.viewers;

import java.util.List;
import java.util.Map;

import org.paramscope.data.NumericArray;
import org.paramscope.engine.Picture;
import org.paramscope.figures.ColourMap;
import org.paramscope.figures.Figure;
import org.paramscope.figures.Ink;
import org.paramscope.figures.Plot;
import org.paramscope.figures.Selection;
import org.paramscope.figures.Style;
import org.paramscope.figures.Theme;
import org.paramscope.figures.Viewer;

/** What a fitted model has learned: curves, points in the order of time, a matrix, or a vector field with the ways through it. */
public final class PictureViewer implements Viewer<Picture> {

    /** Length of the longest arrow, as a share of the distance of neighbouring positions. */
    private static final double ARROW = 0.9;
    private static final double HEAD = 0.3;
    private static final double SPREAD = 0.45;

    @Override
    public Figure draw(Picture picture, Selection selection, Theme theme) {
        Plot plot = Figure.plot().title(picture.title());
        Plot drawn = switch (picture) {
            case Picture.Curves curves -> curves(plot, curves);
            case Picture.Points points -> plot.series("", points.points().column(0), points.points().column(1),
                    (points.connected() ? Style.JOINED.width(0.6) : Style.POINTS).size(2.5).opacity(0.8));
            case Picture.Image image -> image(plot, image);
            case Picture.Field field -> field(plot, field);
        };
        return drawn.x(picture.x()).y(picture.y());
    }

    private static Plot curves(Plot plot, Picture.Curves picture) {
        Plot result = plot;
        for (Map.Entry<String, NumericArray> curve : picture.curves().entrySet()) {
            result = result.series(picture.curves().size() == 1 ? "" : curve.getKey(), picture.abscissa(), curve.getValue(), Style.LINE);
        }
        return result;
    }

    private static Plot image(Plot plot, Picture.Image picture) {
        NumericArray values = picture.values();
        if (!picture.signed()) {
            return plot.heatMap(values, "value");
        }
        double most = 0;
        for (int i = 0; i < values.length(); i++) {
            most = Double.isFinite(values.at(i)) ? Math.max(most, Math.abs(values.at(i))) : most;
        }
        return plot.heatMap(values, "value", ColourMap.DIVERGING, -Math.max(most, Double.MIN_NORMAL), Math.max(most, Double.MIN_NORMAL), List.of());
    }

    private static Plot field(Plot plot, Picture.Field picture) {
        double[] ends = arrows(picture);
        int n = ends.length / 2;
        double[] xs = new double[n];
        double[] ys = new double[n];
        for (int i = 0; i < n; i++) {
            xs[i] = ends[2 * i];
            ys[i] = ends[2 * i + 1];
        }
        Plot result = plot.series("field", NumericArray.of(xs), NumericArray.of(ys), Style.LINE.ink(Ink.MUTED).width(0.7));
        int k = 0;
        for (Map.Entry<String, NumericArray> way : picture.trajectories().entrySet()) {
            result = result.series(way.getKey(), way.getValue().column(0), way.getValue().column(1), Style.LINE.ink(Ink.series(k)).width(1.3));
            k++;
        }
        return result;
    }

    /**
     * The arrows as one line with gaps: shaft and both sides of the head, seven points each, [7 n, 2]. Lengths are square roots of the
     * speeds, so that slow places can be seen beside fast ones.
     */
    private static double[] arrows(Picture.Field picture) {
        int n = picture.positions().size(0);
        double fastest = 0;
        for (int i = 0; i < n; i++) {
            fastest = Math.max(fastest, speed(picture, i));
        }
        double longest = ARROW * distance(picture.positions());
        double[] points = new double[14 * n];
        for (int i = 0; i < n; i++) {
            double speed = speed(picture, i);
            double scale = speed > 0 ? longest * Math.sqrt(speed / fastest) / speed : 0;
            double x = picture.positions().get(i, 0);
            double y = picture.positions().get(i, 1);
            double dx = scale * picture.directions().get(i, 0);
            double dy = scale * picture.directions().get(i, 1);
            double[] arrow = {x, y, x + dx, y + dy, x + dx - HEAD * (dx - SPREAD * dy), y + dy - HEAD * (dy + SPREAD * dx), Double.NaN, Double.NaN,
                x + dx, y + dy, x + dx - HEAD * (dx + SPREAD * dy), y + dy - HEAD * (dy - SPREAD * dx), Double.NaN, Double.NaN};
            System.arraycopy(arrow, 0, points, 14 * i, arrow.length);
        }
        return points;
    }

    private static double speed(Picture.Field picture, int i) {
        return Math.hypot(picture.directions().get(i, 0), picture.directions().get(i, 1));
    }

    /** Least distance between two positions. */
    private static double distance(NumericArray positions) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < positions.size(0); i++) {
            for (int j = 0; j < i; j++) {
                double d = Math.hypot(positions.get(i, 0) - positions.get(j, 0), positions.get(i, 1) - positions.get(j, 1));
                least = d > 0 ? Math.min(least, d) : least;
            }
        }
        return Double.isFinite(least) ? least : 1;
    }
}

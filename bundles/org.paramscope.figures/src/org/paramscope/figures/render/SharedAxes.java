package org.paramscope.figures.render;

import java.util.List;
import java.util.function.Function;
import org.paramscope.figures.Axis;
import org.paramscope.figures.Plot;

/** Gives plots that are compared the same axes, so that equal places mean equal values. */
public final class SharedAxes {

    private SharedAxes() {
    }

    /** The plots with fixed ranges that hold the data of all of them. */
    public static List<Plot> of(List<Plot> plots) {
        List<Bounds.Range> x = plots.stream().map(Bounds::horizontal).toList();
        List<Bounds.Range> y = plots.stream().map(Bounds::vertical).toList();
        return plots.stream().map(plot -> plot.x(a -> fixed(a, x)).y(a -> fixed(a, y))).toList();
    }

    private static Axis fixed(Axis axis, List<Bounds.Range> ranges) {
        return axis.range(end(ranges, r -> -r.low()) * -1, end(ranges, Bounds.Range::high));
    }

    private static double end(List<Bounds.Range> ranges, Function<Bounds.Range, Double> side) {
        return ranges.stream().mapToDouble(side::apply).max().orElseThrow();
    }
}

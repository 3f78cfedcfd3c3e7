package org.paramscope.viewers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.ParameterLayout;
import org.paramscope.engine.UnitLayer;
import org.paramscope.figures.Axis;
import org.paramscope.figures.ColourMap;
import org.paramscope.figures.Figure;
import org.paramscope.figures.Ink;
import org.paramscope.figures.Item;
import org.paramscope.figures.Plot;
import org.paramscope.figures.Selection;
import org.paramscope.figures.Style;
import org.paramscope.figures.Theme;
import org.paramscope.figures.Viewer;

/**
 * Heat map of the covariance of the parameters, scaled to correlations, with the arrays of the model as blocks. Of many
 * parameters an even choice from each array is shown, and the figure says so.
 */
public final class CovarianceViewer implements Viewer<ParameterDistribution> {

    private static final int MOST = 300;
    private static final int LEAST_OF_AN_ARRAY = 3;

    @Override
    public Figure draw(ParameterDistribution d, Selection selection, Theme theme) {
        List<int[]> arrays = d.layout().entries().stream().map(e -> chosen(e, d.layout().size())).toList();
        int[] shown = arrays.stream().flatMapToInt(Arrays::stream).toArray();
        List<Double> boundaries = new ArrayList<>();
        List<Axis.Tick> names = new ArrayList<>();
        int at = 0;
        for (int k = 0; k < arrays.size(); k++) {
            int count = arrays.get(k).length;
            if (count > 0) {
                names.add(new Axis.Tick(at + count / 2.0, d.layout().entries().get(k).name()));
            }
            at += count;
            if (count > 0 && at < shown.length) {
                boundaries.add((double) at);
            }
        }
        boolean all = shown.length == d.layout().size();
        Plot plot = Figure.plot().title("Correlations of the parameters")
                .heatMap(correlations(d.covariance().block(shown)), "correlation", ColourMap.DIVERGING, -1, 1, boundaries)
                .withEqualAspect().x(all ? "parameter" : "shown parameter").y(a -> a.ticks(names));
        plot = select(plot, d, selection, shown);
        String replicas = d.samples().size(0) > 0 ? " from " + d.samples().size(0) + " replicas" : "";
        plot = plot.note("Tensor: covariance of the parameters" + replicas + ", scaled to unit variances; the metric is its inverse.");
        return all ? plot : plot.note("Shown are " + shown.length + " of " + d.layout().size()
                + " parameters, spread evenly over each array.");
    }

    /** An even choice of the parameters of an array, or all when there are few. */
    private static int[] chosen(ParameterLayout.Entry entry, int parameters) {
        int count = parameters <= MOST ? entry.size()
                : Math.min(entry.size(), Math.max(LEAST_OF_AN_ARRAY, (int) Math.round((double) MOST * entry.size() / parameters)));
        return IntStream.range(0, count).map(i -> entry.offset() + (int) ((2L * i + 1) * entry.size() / (2L * count))).toArray();
    }

    /** Covariances over the roots of both variances; NaN where a parameter does not vary. */
    static NumericArray correlations(NumericArray covariance) {
        int n = covariance.size(0);
        double[] scaled = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double scale = Math.sqrt(covariance.get(i, i)) * Math.sqrt(covariance.get(j, j));
                scaled[i * n + j] = scale > 0 ? covariance.get(i, j) / scale : Double.NaN;
            }
        }
        return NumericArray.owned(scaled, n, n);
    }

    /** Shades the columns of the selected neurons' incoming weights and biases. */
    private static Plot select(Plot plot, ParameterDistribution d, Selection selection, int[] shown) {
        Plot result = plot;
        for (UnitLayer layer : d.units()) {
            int[][] incoming = layer.incoming();
            for (int unit = 0; unit < layer.count(); unit++) {
                if (selection.contains(layer.name(), unit)) {
                    result = shade(result, incoming[unit], shown, layer.name() + " " + unit);
                }
            }
        }
        return result;
    }

    private static Plot shade(Plot plot, int[] parameters, int[] shown, String label) {
        int[] own = parameters.clone();
        Arrays.sort(own);
        Plot result = plot;
        String name = label;
        for (int i = 0; i < shown.length;) {
            int to = i;
            while (to < shown.length && Arrays.binarySearch(own, shown[to]) >= 0) {
                to++;
            }
            if (to > i) {
                result = result.add(new Item.Span(name, i, to, Style.LINE.ink(Ink.HIGHLIGHT).opacity(0.35)));
                name = "";
            }
            i = Math.max(to, i + 1);
        }
        return result;
    }
}

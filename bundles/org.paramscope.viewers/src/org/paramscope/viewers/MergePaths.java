package org.paramscope.viewers;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.figures.Ink;
import org.paramscope.figures.Item;
import org.paramscope.figures.Plot;
import org.paramscope.figures.Style;
import org.paramscope.figures.render.Ticks;
import org.paramscope.geometry.reduction.Reduction;

/** Merge paths as lines over the band of random merges. */
final class MergePaths {

    /** Colours by the order of the paths: covariance, means, own weights. */
    private static final int COLOURS = 3;

    private MergePaths() {
    }

    static Plot add(Plot plot, Reduction reduction, boolean refit) {
        Plot result = plot;
        for (Reduction.Band band : reduction.bands()) {
            if (band.refit() == refit) {
                NumericArray x = integers(band.complexity());
                result = result.add(new Item.Band(band.name() + ", 95 % of " + band.draws(), x, band.quantiles().column(0),
                        band.quantiles().column(4), Style.LINE.ink(Ink.MUTED)))
                        .series("", x, band.quantiles().column(2), Style.LINE.ink(Ink.MUTED).width(0.7).opacity(0.8));
            }
        }
        List<Reduction.Path> paths = reduction.paths().stream().filter(p -> p.refit() == refit).toList();
        for (int k = 0; k < paths.size(); k++) { // the first lies below and is drawn broader, so that it shows where paths coincide
            result = path(result, paths.get(k), Style.JOINED.ink(Ink.series(k % COLOURS)).width(k == 0 ? 2 : 1.1).size(k == 0 ? 5.2 : 3.4), k == 0);
        }
        return result;
    }

    private static Plot path(Plot plot, Reduction.Path path, Style style, boolean intervals) {
        List<Reduction.Step> steps = path.steps();
        NumericArray x = integers(steps.stream().mapToInt(Reduction.Step::complexity).toArray());
        NumericArray y = NumericArray.owned(steps.stream().mapToDouble(Reduction.Step::testError).toArray());
        Optional<Item.Interval> interval = intervals ? Optional.of(new Item.Interval(
                NumericArray.owned(steps.stream().mapToDouble(Reduction.Step::low).toArray()),
                NumericArray.owned(steps.stream().mapToDouble(Reduction.Step::high).toArray()))) : Optional.empty();
        List<String> tips = steps.stream().map(s -> tip(path, s)).toList();
        return plot.add(new Item.Series(path.name(), x, y, interval, new Item.Tags(List.of(), tips, List.of()), style));
    }

    private static String tip(Reduction.Path path, Reduction.Step step) {
        return path.name() + (path.refit() ? ", refitted: " : ": ") + step.units() + " neurons, " + step.complexity() + " parameters, "
                + Ticks.readable(step.testError()) + (Double.isNaN(step.low()) ? ""
                        : " [" + Ticks.readable(step.low()) + ", " + Ticks.readable(step.high()) + "]");
    }

    private static NumericArray integers(int[] values) {
        return NumericArray.owned(IntStream.of(values).asDoubleStream().toArray());
    }
}

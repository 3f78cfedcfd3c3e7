package org.paramscope.viewers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.paramscope.data.NumericArray;
import org.paramscope.figures.Figure;
import org.paramscope.figures.Ink;
import org.paramscope.figures.Item;
import org.paramscope.figures.Pick;
import org.paramscope.figures.Plot;
import org.paramscope.figures.Selection;
import org.paramscope.figures.Style;
import org.paramscope.figures.Theme;
import org.paramscope.figures.Viewer;
import org.paramscope.figures.render.SharedAxes;
import org.paramscope.geometry.front.Front;
import org.paramscope.geometry.front.FrontPoint;
import org.paramscope.geometry.reduction.Reduction;

/**
 * Error against complexity: families of models as joined points with intervals, merge paths with their controls,
 * baselines as lines, and rings around the models that no other dominates on validation. Paths with and without refit
 * have a panel each, which draws and rings its own networks only.
 */
public final class FrontViewer implements Viewer<Front> {

    private static final List<Style.Marker> MARKERS = List.of(Style.Marker.SQUARE, Style.Marker.TRIANGLE, Style.Marker.DIAMOND,
            Style.Marker.DISC);
    private static final List<Style.Line> STROKES = List.of(Style.Line.DASHED, Style.Line.DOTTED);
    /** More names than this are too many for a legend: their kinds stand in it, and names beside the rings only. */
    private static final int MOST_FAMILIES = 8;
    /** In this order, so that a kind has one colour in all figures; others follow. */
    private static final List<String> KINDS = List.of("autoencoder", "linear", "recurrent", "continuous-time", "variational", "spectral");
    /** The first family; lower numbers colour the merge paths. */
    private static final int FIRST_FAMILY = 3;

    @Override
    public Figure draw(Front front, Selection selection, Theme theme) {
        if (has(front, true) && has(front, false)) {
            return Figure.grid(2, panels(front).toArray(Figure[]::new));
        }
        return panel(front, has(front, true) || has(front, false) ? Optional.of(has(front, true)) : Optional.empty());
    }

    /** A panel without and one with refit, their axes alike. */
    static List<Plot> panels(Front front) {
        return SharedAxes.of(List.of(panel(front, Optional.of(false)).title("Merged without refit" + answer(front, false)),
                panel(front, Optional.of(true)).title("Merged and refitted" + answer(front, true))));
    }

    private static boolean has(Front front, boolean refit) {
        return front.reductions().stream().flatMap(r -> r.paths().stream()).anyMatch(p -> p.refit() == refit);
    }

    private static String answer(Front front, boolean refit) {
        return front.points().stream().filter(p -> merged(p, Optional.of(refit))).map(p -> p.link().getOrDefault("units", ""))
                .filter(units -> !units.isEmpty()).findFirst().map(units -> ": " + units + " neurons suffice").orElse("");
    }

    /** All models, and the merge paths with or without refit; none when empty. */
    static Plot panel(Front front, Optional<Boolean> refit) {
        Plot plot = Figure.plot().title("Error against complexity").logX().logY().x(front.complexityName()).y(front.errorName());
        for (Reduction reduction : front.reductions()) {
            if (refit.isPresent()) {
                plot = MergePaths.add(plot, reduction, refit.get());
            }
        }
        List<FrontPoint> shown = front.points().stream().filter(p -> Double.isFinite(p.testError()))
                .filter(p -> !p.kind().equals("merge") || merged(p, refit)).toList();
        plot = baselines(plot, front, shown);
        Map<String, List<FrontPoint>> families = families(shown, FrontViewer::family);
        boolean many = families.size() > MOST_FAMILIES;
        List<String> order = new ArrayList<>(many ? KINDS : List.of());
        for (Map.Entry<String, List<FrontPoint>> family : (many ? families(shown, FrontViewer::kind) : families).entrySet()) {
            if (!order.contains(family.getKey())) {
                order.add(family.getKey());
            }
            int k = order.indexOf(family.getKey());
            Style style = style(k).ink(Ink.series(FIRST_FAMILY + k));
            plot = plot.add(series(family.getKey(), family.getValue(), true, false, many ? style.line(Style.Line.NONE) : style));
        }
        List<FrontPoint> best = front.pareto().stream().filter(p -> shown.contains(p) && p.complexity() > 0).toList();
        if (!best.isEmpty()) {
            plot = plot.add(series("Pareto front (on validation)", best, false, many, Style.POINTS.ink(Ink.FOREGROUND).marker(Style.Marker.RING).size(8.5)));
        }
        if (front.points().stream().anyMatch(p -> p.kind().equals("merge"))) {
            // named in both panels of a pair, that one legend may serve both
            plot = plot.add(series("smallest merge that suffices", shown.stream().filter(p -> p.kind().equals("merge")).toList(), true, false,
                    Style.POINTS.ink(Ink.series(0)).marker(Style.Marker.DIAMOND).size(7.5)));
        }
        for (String remark : Controls.remarks(front, refit)) {
            plot = plot.note(remark);
        }
        return plot;
    }

    /** Whether a point is a merged network of this kind of path. */
    private static boolean merged(FrontPoint p, Optional<Boolean> refit) {
        return p.kind().equals("merge") && refit.isPresent() && refit.get() == refitted(p);
    }

    /** Models without parameters have no place on a logarithmic axis: lines across, told apart by their strokes and named in the legend. */
    private static Plot baselines(Plot plot, Front front, List<FrontPoint> shown) {
        double[] complexities = IntStream.concat(front.points().stream().mapToInt(FrontPoint::complexity), front.reductions().stream()
                .flatMap(r -> r.paths().stream()).flatMap(p -> p.steps().stream()).mapToInt(Reduction.Step::complexity))
                .filter(c -> c > 0).asDoubleStream().toArray();
        NumericArray ends = NumericArray.of(new double[] {Arrays.stream(complexities).min().orElse(1), Arrays.stream(complexities).max().orElse(10)});
        Plot result = plot;
        int k = 0;
        for (FrontPoint p : shown) {
            if (p.complexity() <= 0) {
                Style stroke = Style.LINE.ink(k < STROKES.size() ? Ink.FOREGROUND : Ink.MUTED).line(STROKES.get(k % STROKES.size())).width(0.9);
                result = result.add(new Item.Series(p.name(), ends, NumericArray.of(new double[] {p.testError(), p.testError()}),
                        Optional.empty(), Item.Tags.none(), stroke));
                k++;
            }
        }
        return result;
    }

    private static boolean refitted(FrontPoint p) {
        return Boolean.parseBoolean(p.link().getOrDefault("refit", Boolean.toString(p.name().endsWith("refitted"))));
    }

    private static Style style(int family) {
        return Style.JOINED.marker(MARKERS.get(family % MARKERS.size())).size(4.6).width(1).line(Style.Line.DASHED);
    }

    /** Models of one name, or of one kind, by complexity; merged networks stand on their paths. */
    private static Map<String, List<FrontPoint>> families(List<FrontPoint> points, Function<FrontPoint, String> of) {
        Map<String, List<FrontPoint>> families = new LinkedHashMap<>();
        for (FrontPoint p : points) {
            if (p.complexity() > 0 && p.kind().equals("model")) {
                families.computeIfAbsent(of.apply(p), f -> new ArrayList<>()).add(p);
            }
        }
        families.values().forEach(f -> f.sort(Comparator.comparingInt(FrontPoint::complexity)));
        return families;
    }

    private static String family(FrontPoint p) {
        String word = p.name().replaceFirst("[\\s_\\-(]*\\d.*$", "");
        return p.link().getOrDefault("family", word.isBlank() ? p.name() : word);
    }

    private static String kind(FrontPoint p) {
        String kind = p.link().getOrDefault("kind", "");
        return kind.isBlank() ? family(p) : kind;
    }

    private static Item.Series series(String name, List<FrontPoint> points, boolean intervals, boolean labelled, Style style) {
        List<Pick> picks = points.stream().<Pick>map(p -> new Pick.Model(p.name())).toList();
        List<String> tips = points.stream().map(FrontViewer::tip).toList();
        Optional<Item.Interval> interval = intervals
                ? Optional.of(new Item.Interval(numbers(points, FrontPoint::low), numbers(points, FrontPoint::high))) : Optional.empty();
        return new Item.Series(name, numbers(points, FrontPoint::complexity), numbers(points, FrontPoint::testError), interval,
                new Item.Tags(picks, tips, labelled ? points.stream().map(FrontPoint::name).toList() : List.of()), style);
    }

    private static String tip(FrontPoint p) {
        return String.format(Locale.ROOT, "%s: %d parameters, %.4g%s", p.name(), p.complexity(), p.testError(),
                Double.isNaN(p.low()) ? "" : String.format(Locale.ROOT, " [%.4g, %.4g]", p.low(), p.high()));
    }

    private static NumericArray numbers(List<FrontPoint> points, ToDoubleFunction<FrontPoint> part) {
        return NumericArray.owned(points.stream().mapToDouble(part).toArray());
    }
}

package org.paramscope.viewers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
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
import org.paramscope.geometry.front.Front;
import org.paramscope.geometry.front.FrontPoint;
import org.paramscope.geometry.reduction.Reduction;

/**
 * Error against complexity: families of models as joined points with intervals, merge paths with their controls,
 * baselines as lines, and rings around the models that no other dominates on validation. Paths with and without refit
 * have a panel each.
 */
public final class FrontViewer implements Viewer<Front> {

    private static final List<Style.Marker> MARKERS = List.of(Style.Marker.SQUARE, Style.Marker.TRIANGLE, Style.Marker.DIAMOND,
            Style.Marker.DISC);
    /** The first family; lower numbers colour the merge paths. */
    private static final int FIRST_FAMILY = 3;

    @Override
    public Figure draw(Front front, Selection selection, Theme theme) {
        boolean refit = has(front, true);
        boolean plain = has(front, false);
        if (refit && plain) {
            return Figure.grid(2, panel(front, Optional.of(false)).title("Merged without refit"),
                    panel(front, Optional.of(true)).title("Merged and refitted"));
        }
        return panel(front, refit || plain ? Optional.of(refit) : Optional.empty());
    }

    private static boolean has(Front front, boolean refit) {
        return front.reductions().stream().flatMap(r -> r.paths().stream()).anyMatch(p -> p.refit() == refit);
    }

    /** All models, and the merge paths with or without refit; none when empty. */
    static Plot panel(Front front, Optional<Boolean> refit) {
        Plot plot = Figure.plot().title("Error against complexity").logX().logY().x(front.complexityName()).y(front.errorName());
        for (Reduction reduction : front.reductions()) {
            if (refit.isPresent()) {
                plot = MergePaths.add(plot, reduction, refit.get());
            }
        }
        List<FrontPoint> shown = front.points().stream().filter(p -> Double.isFinite(p.testError())).toList();
        for (FrontPoint p : shown) {
            if (p.complexity() <= 0) {
                plot = plot.horizontal(p.testError(), p.name());
            }
        }
        int k = FIRST_FAMILY;
        for (Map.Entry<String, List<FrontPoint>> family : families(shown).entrySet()) {
            plot = points(plot, family.getKey(), family.getValue(), style(k - FIRST_FAMILY).ink(Ink.series(k)));
            k++;
        }
        for (FrontPoint p : shown) {
            if (p.kind().equals("merge") && refit.isPresent() && refit.get() == refitted(p)) {
                plot = sufficient(plot, p);
            }
        }
        List<FrontPoint> best = front.pareto().stream().filter(p -> shown.contains(p) && p.complexity() > 0).toList();
        if (!best.isEmpty()) {
            plot = plot.add(series("Pareto front (on validation)", best, false, Style.POINTS.ink(Ink.FOREGROUND).marker(Style.Marker.RING).size(8.5)));
        }
        for (String remark : Controls.remarks(front, refit)) {
            plot = plot.note(remark);
        }
        return plot;
    }

    private static boolean refitted(FrontPoint p) {
        return Boolean.parseBoolean(p.link().getOrDefault("refit", Boolean.toString(p.name().endsWith("refitted"))));
    }

    /** The smallest merged network that suffices, with its interval. */
    private static Plot sufficient(Plot plot, FrontPoint p) {
        Plot marked = plot.add(series("", List.of(p), true, Style.POINTS.ink(Ink.series(0)).marker(Style.Marker.DIAMOND).size(7.5)));
        String units = p.link().getOrDefault("units", "");
        return units.isEmpty() ? marked
                : marked.add(new Item.Label(units + " neurons suffice", p.complexity(), p.testError(), Ink.FOREGROUND));
    }

    private static Style style(int family) {
        return Style.JOINED.marker(MARKERS.get(family % MARKERS.size())).size(4.6).width(1).line(Style.Line.DASHED);
    }

    /** Models of a kind, by complexity; merged networks stand on their paths. */
    private static Map<String, List<FrontPoint>> families(List<FrontPoint> points) {
        Map<String, List<FrontPoint>> families = new LinkedHashMap<>();
        for (FrontPoint p : points) {
            if (p.complexity() > 0 && p.kind().equals("model")) {
                families.computeIfAbsent(family(p), f -> new ArrayList<>()).add(p);
            }
        }
        families.values().forEach(f -> f.sort(Comparator.comparingInt(FrontPoint::complexity)));
        return families;
    }

    private static String family(FrontPoint p) {
        String word = p.name().replaceFirst("[\\s_\\-(]*\\d.*$", "");
        return p.link().getOrDefault("family", word.isBlank() ? p.name() : word);
    }

    private static Plot points(Plot plot, String name, List<FrontPoint> family, Style style) {
        return plot.add(series(name, family, true, style));
    }

    private static Item.Series series(String name, List<FrontPoint> points, boolean intervals, Style style) {
        List<Pick> picks = points.stream().<Pick>map(p -> new Pick.Model(p.name())).toList();
        List<String> tips = points.stream().map(FrontViewer::tip).toList();
        Optional<Item.Interval> interval = intervals
                ? Optional.of(new Item.Interval(numbers(points, FrontPoint::low), numbers(points, FrontPoint::high))) : Optional.empty();
        return new Item.Series(name, numbers(points, FrontPoint::complexity), numbers(points, FrontPoint::testError), interval,
                new Item.Tags(picks, tips, List.of()), style);
    }

    private static String tip(FrontPoint p) {
        return String.format(Locale.ROOT, "%s: %d parameters, %.4g [%.4g, %.4g]", p.name(), p.complexity(), p.testError(), p.low(), p.high());
    }

    private static NumericArray numbers(List<FrontPoint> points, ToDoubleFunction<FrontPoint> part) {
        return NumericArray.owned(points.stream().mapToDouble(part).toArray());
    }
}

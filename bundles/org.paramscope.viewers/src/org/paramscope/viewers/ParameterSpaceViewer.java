package org.paramscope.viewers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
import org.paramscope.geometry.ParameterSpace;
import org.paramscope.geometry.alignment.Identity;
import org.paramscope.geometry.metric.Embedding;

/**
 * The neurons of a layer as points in the plane with regions that hold 95 % of their distributions, coloured by merge
 * group. When the neurons have no identity, the reason stands in place of the picture.
 */
public final class ParameterSpaceViewer implements Viewer<ParameterSpace> {

    private static final int COLOURED_GROUPS = 6;

    @Override
    public Figure draw(ParameterSpace space, Selection selection, Theme theme) {
        if (!space.identity().accepted()) {
            return refusal(space.identity());
        }
        int count = space.neurons().count();
        NumericArray covariances = space.embedding().ellipses();
        boolean ellipses = Arrays.stream(covariances.toArray()).anyMatch(v -> v != 0);
        boolean principal = space.embedding().method().startsWith("principal directions");
        Plot plot = Figure.plot().withEqualAspect().select(selection)
                .title(space.neurons().layer() + ": " + count + (count == 1 ? " neuron" : " neurons") + (ellipses ? ", 95 % regions" : ""))
                .x(principal ? "first principal direction of the means" : "first coordinate")
                .y(principal ? "second" : "second coordinate");
        List<List<Integer>> groups = groups(space.groups());
        List<Integer> alone = new ArrayList<>();
        List<Integer> others = new ArrayList<>();
        int coloured = 0;
        for (List<Integer> group : groups) {
            if (group.size() == 1) {
                alone.add(group.get(0));
            } else if (coloured == COLOURED_GROUPS) {
                others.addAll(group);
            } else {
                plot = add(plot, space, group, "group " + (coloured + 1) + " (" + group.size() + ")",
                        Style.POINTS.ink(Ink.series(coloured)), ellipses);
                coloured++;
            }
        }
        plot = add(plot, space, others, "smaller groups (" + others.size() + ")", Style.POINTS.ink(Ink.FOREGROUND).marker(Style.Marker.SQUARE), ellipses);
        plot = add(plot, space, alone, coloured == 0 ? "" : "alone (" + alone.size() + ")", Style.POINTS.ink(coloured == 0 ? Ink.series(0) : Ink.MUTED), ellipses);
        return plot.note((groups.size() < count ? groups.size() + " groups" + metric(space) + ". " : "")
                + (ellipses ? "Tensor: covariance of each neuron's incoming weights and bias. " : "")
                + (principal ? "" : "Plane: " + space.embedding().method() + ". ") + excess(space.identity()));
    }

    private static String metric(ParameterSpace space) {
        return space.distances().metric().isBlank() ? "" : " by " + space.distances().metric();
    }

    private static String excess(Identity identity) {
        return String.format(Locale.ROOT, "Identity excess %.2f (%s).", identity.excess(), identity.basis());
    }

    /** Members of each group, larger groups first, then in the order of their first members. */
    private static List<List<Integer>> groups(int[] numbers) {
        Map<Integer, List<Integer>> byNumber = new TreeMap<>();
        for (int i = 0; i < numbers.length; i++) {
            byNumber.computeIfAbsent(numbers[i], k -> new ArrayList<>()).add(i);
        }
        List<List<Integer>> groups = new ArrayList<>(byNumber.values());
        groups.sort(Comparator.<List<Integer>>comparingInt(g -> -g.size()).thenComparing(g -> g.get(0)));
        return groups;
    }

    private static Plot add(Plot plot, ParameterSpace space, List<Integer> units, String name, Style style, boolean ellipses) {
        if (units.isEmpty()) {
            return plot;
        }
        String layer = space.neurons().layer();
        Embedding embedding = space.embedding();
        int[] rows = units.stream().mapToInt(Integer::intValue).toArray();
        NumericArray points = embedding.points().select(rows);
        List<Pick> picks = units.stream().<Pick>map(u -> new Pick.Unit(layer, u)).toList();
        List<String> tips = units.stream().map(u -> space.neurons().labels().get(u) + (name.isEmpty() ? "" : ", " + name)).toList();
        Plot result = plot;
        if (ellipses) {
            result = result.add(new Item.Ellipses(name, points, embedding.ellipses().select(rows), 0.95,
                    new Item.Tags(picks, List.of(), List.of()), style.width(0.6)));
        }
        List<String> labels = units.stream().map(u -> Integer.toString(u)).toList();
        return result.add(new Item.Series(name, points.column(0), points.column(1), Optional.empty(),
                new Item.Tags(picks, tips, labels), style.size(3.6)));
    }

    private static Figure refusal(Identity identity) {
        return Figure.text(identity.layer() + ": no picture of single neurons",
                "Neuron i of one replica is not neuron i of the next: " + identity.verdict().replaceFirst("^refused: ", "") + ".",
                String.format(Locale.ROOT, "Share of variance between neurons after alignment: \u03c1 = %.3f. The same share after the same "
                        + "alignment of %d surrogates without structure: \u03c1\u2080 = %.3f on average, %.3f at the 95 %% quantile. "
                        + "Identity excess (\u03c1 \u2212 \u03c1\u2080)/(1 \u2212 \u03c1\u2080) = %.3f.", identity.rho(), identity.surrogates().length(),
                        identity.rho0(), identity.quantile95(), identity.excess()),
                "Means and covariances of single neurons would show the alignment, not the network, and are therefore not drawn.",
                identity.basis().equals(Identity.DISPLACEMENTS) ? "What helps: more training, or data that determine the parameters better."
                        : "What helps: replicas from a common start, judged by their displacements.").asRefusal();
    }
}

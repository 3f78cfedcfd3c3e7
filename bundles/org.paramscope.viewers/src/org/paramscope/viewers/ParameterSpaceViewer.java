package org.paramscope.viewers;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.paramscope.data.NumericArray;
import org.paramscope.figures.Figure;
import org.paramscope.figures.Item;
import org.paramscope.figures.Pick;
import org.paramscope.figures.Plot;
import org.paramscope.figures.Selection;
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

    /** More neurons than these do not all find room for their numbers. */
    private static final int NUMBERED = 12;

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
                .x(principal ? direction(space, 0) : "first coordinate")
                .y(principal ? direction(space, 1) : "second coordinate");
        MergeGroups groups = MergeGroups.of(space);
        for (MergeGroups.Shown group : groups.shown()) {
            plot = add(plot, space, group, ellipses);
        }
        return plot.note(groups.words() + (ellipses ? "Tensor: covariance of each neuron's incoming weights and bias. " : "")
                + (principal ? "" : "Plane: " + space.embedding().method() + ". ")
                + (count > NUMBERED ? "Neurons are numbered where there is room. " : "") + excess(space.identity()));
    }

    /** A principal component, short enough for a low panel, with the share of the variance of the means that lies along it. */
    private static String direction(ParameterSpace space, int axis) {
        NumericArray means = space.neurons().means();
        double total = 0;
        for (int j = 0; j < means.size(1); j++) {
            total += squares(means.column(j));
        }
        double own = squares(space.embedding().points().column(axis));
        return "PC " + (axis + 1) + (total > 0 ? String.format(Locale.ROOT, " (%.0f %% of variance)", 100 * own / total) : "");
    }

    private static double squares(NumericArray values) {
        double mean = Arrays.stream(values.toArray()).average().orElse(0);
        return Arrays.stream(values.toArray()).map(v -> (v - mean) * (v - mean)).sum();
    }

    private static String excess(Identity identity) {
        return String.format(Locale.ROOT, "Identity excess %.2f (%s).", identity.excess(), identity.basis());
    }

    private static Plot add(Plot plot, ParameterSpace space, MergeGroups.Shown group, boolean ellipses) {
        String layer = space.neurons().layer();
        Embedding embedding = space.embedding();
        int[] rows = group.units().stream().mapToInt(Integer::intValue).toArray();
        NumericArray points = embedding.points().select(rows);
        List<Pick> picks = group.units().stream().<Pick>map(u -> new Pick.Unit(layer, u)).toList();
        List<String> tips = group.units().stream().map(u -> space.neurons().labels().get(u) + ", " + group.name()).toList();
        String name = group.inLegend() ? group.name() : "";
        Plot result = plot;
        if (ellipses) {
            result = result.add(new Item.Ellipses(name, points, embedding.ellipses().select(rows), 0.95,
                    new Item.Tags(picks, List.of(), List.of()), group.style().width(0.6)));
        }
        List<String> labels = group.units().stream().map(u -> Integer.toString(u)).toList();
        return result.add(new Item.Series(name, points.column(0), points.column(1), Optional.empty(),
                new Item.Tags(picks, tips, labels), group.style()));
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

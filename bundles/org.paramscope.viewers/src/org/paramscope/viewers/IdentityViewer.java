package org.paramscope.viewers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.paramscope.data.NumericArray;
import org.paramscope.figures.Figure;
import org.paramscope.figures.Ink;
import org.paramscope.figures.Item;
import org.paramscope.figures.Plot;
import org.paramscope.figures.Selection;
import org.paramscope.figures.Style;
import org.paramscope.figures.Theme;
import org.paramscope.figures.Viewer;
import org.paramscope.figures.render.Ticks;
import org.paramscope.geometry.alignment.Identity;
import org.paramscope.geometry.alignment.IdentityReport;
import org.paramscope.geometry.alignment.LossBarrier;

/**
 * Whether neurons are the same from replica to replica: for each layer the share of variance between neurons beside the
 * shares of surrogates without structure, and the loss on the line between two replicas before and after alignment.
 */
public final class IdentityViewer implements Viewer<IdentityReport> {

    private static final Style SURROGATES = Style.POINTS.ink(Ink.MUTED).marker(Style.Marker.TICK).size(9).opacity(0.35);

    @Override
    public Figure draw(IdentityReport report, Selection selection, Theme theme) {
        if (report.layers().isEmpty()) {
            return Figure.text("Identity", "The model has no layer of interchangeable neurons, so there is no identity to test.");
        }
        Plot shares = shares(report.layers());
        return report.barrier().map(barrier -> (Figure) Figure.grid(2, shares, barrier(barrier))).orElse(shares);
    }

    private static Plot shares(List<Identity> outcomes) {
        int n = outcomes.size();
        List<String> names = new ArrayList<>();
        outcomes.forEach(o -> names.add(String.format(Locale.ROOT, "%s, %s: excess %.2f", o.layer(), o.basis(), o.excess()).replace('-', '\u2212')));
        Collections.reverse(names);
        double lowest = outcomes.stream().mapToDouble(o -> Math.min(o.rho(), minimum(o.surrogates()))).min().orElse(0);
        Plot plot = Figure.plot().title("Do the neurons have an identity?").x("share of variance between neurons")
                .x(a -> a.range(Math.min(-0.03, lowest - 0.03), 1.03)).y(a -> a.categories(names));
        for (int i = 0; i < n; i++) {
            NumericArray surrogates = outcomes.get(i).surrogates();
            plot = plot.series("surrogates", surrogates, constant(surrogates.length(), n - 1 - i), SURROGATES);
        }
        for (int i = 0; i < n; i++) {
            plot = dot(plot, outcomes.get(i), n - 1 - i);
        }
        for (Identity outcome : outcomes) {
            if (Double.isFinite(outcome.relativeDisplacement()) && outcome.basis().equals(Identity.DISPLACEMENTS)) {
                plot = plot.note(String.format(Locale.ROOT, "%s: weights moved from the common start by %.2g of their length (mean ||w \u2212 w0||/||w0||).",
                        outcome.layer(), outcome.relativeDisplacement()));
            }
        }
        return plot;
    }

    private static Plot dot(Plot plot, Identity o, double row) {
        Style style = o.accepted() ? Style.POINTS.ink(Ink.series(0)).size(6.5)
                : Style.POINTS.ink(Ink.series(1)).marker(Style.Marker.DIAMOND).size(6.5);
        String tip = o.layer() + ", " + o.basis() + ": " + o.verdict();
        return plot.add(new Item.Series(o.accepted() ? "accepted" : "refused", NumericArray.of(new double[] {o.rho()}),
                NumericArray.of(new double[] {row}), Optional.empty(), new Item.Tags(List.of(), List.of(tip), List.of()), style));
    }

    private static Plot barrier(LossBarrier b) {
        Style after = Style.LINE.ink(Ink.series(0)).width(1.4);
        return Figure.plot().title("Loss between two replicas").x("way from one replica to the other").y("training loss")
                .series("as trained, barrier " + Ticks.readable(b.barrierBefore()), b.fractions(), b.before(),
                        Style.LINE.ink(Ink.MUTED).line(Style.Line.DASHED).width(1.4))
                .series("aligned, barrier " + Ticks.readable(b.barrierAfter()), b.fractions(), b.after(), after);
    }

    private static double minimum(NumericArray values) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < values.length(); i++) {
            least = Math.min(least, values.at(i));
        }
        return least;
    }

    private static NumericArray constant(int n, double value) {
        double[] all = new double[n];
        java.util.Arrays.fill(all, value);
        return NumericArray.owned(all);
    }
}

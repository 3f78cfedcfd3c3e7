package org.paramscope.core.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.paramscope.core.registry.Contribution;
import org.paramscope.core.registry.Registry;
import org.paramscope.core.run.EstimatorResult;
import org.paramscope.core.run.Provenance;
import org.paramscope.core.run.RemainingTime;
import org.paramscope.data.Reconstruction;
import org.paramscope.figures.Figure;
import org.paramscope.figures.Selection;
import org.paramscope.figures.Theme;
import org.paramscope.figures.render.HtmlPage;
import org.paramscope.geometry.ParameterSpace;
import org.paramscope.geometry.alignment.IdentityReport;
import org.paramscope.geometry.front.Front;

/** What the pages of runs and of archives have in common: figures, what an estimate says, and where the numbers come from. */
final class ReportFigures {

    private static final double WIDTH = 170;
    private static final double HEIGHT = 95;
    private static final double PANEL = 110;
    private static final double OF_NO_ROW = 34;
    private static final double OF_A_ROW = 10;
    private static final double BESIDE = 62;
    private static final double OF_A_CHANNEL = 44;
    /** As many as the figure of a signal draws. */
    private static final int MOST_CHANNELS = 6;

    private final HtmlPage page;
    private final Registry registry;
    private final Provenance provenance;

    ReportFigures(HtmlPage page, Registry registry, Provenance provenance) {
        this.page = page;
        this.registry = registry;
        this.provenance = provenance;
    }

    /** All figures of a value. */
    void figures(Object value, String caption) {
        for (Contribution<?> viewer : Viewers.drawing(registry, value)) {
            Figure figure = Viewers.draw(viewer, value, Selection.none(), Theme.LIGHT);
            page.figure(figure, WIDTH, height(value), viewer.name() + ": " + caption + source());
        }
    }

    /** In millimetres; a figure of rows grows with them, but not below what a panel beside it needs. */
    private static double height(Object value) {
        if (value instanceof IdentityReport identity) {
            double rows = OF_NO_ROW + OF_A_ROW * identity.layers().size();
            return identity.barrier().isPresent() ? Math.max(rows, BESIDE) : rows;
        }
        if (value instanceof Reconstruction reconstruction) {
            return Math.max(HEIGHT, OF_NO_ROW + OF_A_CHANNEL * Math.min(MOST_CHANNELS, reconstruction.channels().size()));
        }
        return value instanceof ParameterSpace || value instanceof Front ? PANEL : HEIGHT;
    }

    /**
     * What an estimate says: upstream, diagnostics, identity, neurons, distribution.
     *
     * @param of whose estimate it is, as in {@code autoencoder, bootstrap}
     */
    void estimate(String of, EstimatorResult estimate) {
        if (!estimate.upstream().isEmpty()) {
            page.paragraph("Fitted to the samples of " + estimate.upstream() + ", aligned.");
        }
        Map<String, Double> diagnostics = estimate.distribution().diagnostics();
        if (!diagnostics.isEmpty()) {
            page.table("Diagnostics of " + of + ". " + source(), List.of("quantity", "value"), diagnostics.entrySet().stream()
                    .map(e -> List.of(e.getKey(), plain(e.getValue()))).toList());
        }
        estimate.identity().ifPresent(identity -> {
            if (estimate.identicalReplicas()) {
                page.remark("All replicas are the same: their identity is trivial and says nothing of the data.");
            }
            identity.layers().forEach(i -> page.paragraph("Layer " + i.layer() + ", " + i.basis() + ": " + i.verdict() + "."));
            figures(identity, of + ". ");
        });
        estimate.spaces().forEach(space -> figures(space, of + ", layer " + space.neurons().layer() + ". "));
        figures(estimate.distribution(), of + ". ");
    }

    static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9 ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.4g", value);
    }

    /** Seed and hash stand below every figure, so that a figure alone can be traced. */
    String source() {
        return (provenance.simulated() ? "Simulated data. " : "") + "Seed " + provenance.seed() + ", data "
                + provenance.dataHash().substring(0, 12) + ".";
    }

    /**
     * Where the numbers come from, by name.
     *
     * @param data what is to be said of the data themselves, after the seed
     */
    Map<String, String> provenance(Map<String, String> data) {
        Provenance p = provenance;
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Run", p.identifier());
        facts.put("Started", p.started());
        facts.put("Duration", RemainingTime.duration(p.durationSeconds()));
        facts.put("Seed", Long.toString(p.seed()));
        facts.putAll(data);
        facts.put("SHA-256 of the analysed values", p.dataHash());
        facts.put("Simulated", p.simulated() ? "yes" : "no");
        facts.put("Machine", p.machine() + ", " + p.threads() + " threads");
        facts.put("Versions", p.versions().entrySet().stream().map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(", ")));
        facts.put("Settings", p.settings().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(", ")));
        return facts;
    }
}

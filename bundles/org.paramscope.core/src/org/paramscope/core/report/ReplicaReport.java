package org.paramscope.core.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.paramscope.core.registry.Registry;
import org.paramscope.core.run.EstimatorResult;
import org.paramscope.core.run.ReplicaResult;
import org.paramscope.engine.UnitLayer;
import org.paramscope.figures.render.HtmlPage;
import org.paramscope.geometry.alignment.Identity;

/** Networks that were trained elsewhere, as text and as a self-contained page. */
public final class ReplicaReport {

    private static final String NO_UNITS = "No layers of units are known: the networks are taken as they are, without alignment.";

    private ReplicaReport() {
    }

    /** Layers and densities as tables, in plain text. */
    public static String table(ReplicaResult result) {
        StringBuilder text = new StringBuilder(lead(result)).append("\n\n");
        layers(result).ifPresentOrElse(table -> text.append(table.text()), () -> text.append(NO_UNITS).append('\n'));
        densities(result).ifPresent(table -> text.append('\n').append(table.text()));
        return text.toString();
    }

    /** The report as one HTML file that needs nothing else; light and dark. */
    public static String html(ReplicaResult result, Registry registry) {
        HtmlPage page = new HtmlPage(result.provenance().study());
        ReportFigures figures = new ReportFigures(page, registry, result.provenance());
        page.lead(lead(result));
        layers(result).ifPresentOrElse(table -> page.section("Layers").table("Layers of exchangeable units, and whether unit i of one network "
                + "is unit i of the next. " + figures.source(), table.headers(), table.rows()), () -> page.remark(NO_UNITS));
        densities(result).ifPresent(table -> page.section("Densities").table("Fitted to the aligned networks. " + figures.source(),
                table.headers(), table.rows()));
        for (EstimatorResult estimate : result.estimates()) {
            page.section(estimate.estimator());
            figures.estimate(estimate.estimator(), estimate);
        }
        page.section("Parameters").list(result.networks().distribution().layout().entries().stream()
                .map(e -> e.name() + " [" + e.rows() + ", " + e.columns() + "]").toList());
        page.provenance(figures.provenance(Map.of()));
        return page.html();
    }

    private static String lead(ReplicaResult result) {
        return result.networks().distribution().samples().size(0) + " networks of " + result.networks().distribution().layout().size()
                + " parameters, trained elsewhere; neither their model nor their data are known.";
    }

    private static Optional<ReportTable> layers(ReplicaResult result) {
        List<List<String>> rows = result.networks().distribution().units().stream().map(layer -> List.of(layer.name(),
                Integer.toString(layer.count()), layer.symmetry().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                verdict(result, layer))).toList();
        return rows.isEmpty() ? Optional.empty() : Optional.of(new ReportTable(List.of("layer", "units", "symmetry", "identity"), rows));
    }

    private static String verdict(ReplicaResult result, UnitLayer layer) {
        return result.networks().identity().filter(i -> i.names().contains(layer.name())).map(i -> i.of(layer.name())).map(Identity::verdict)
                .orElse("not tested");
    }

    private static Optional<ReportTable> densities(ReplicaResult result) {
        List<List<String>> rows = result.densities().stream().map(d -> List.of(d.estimator(),
                Integer.toString(d.distribution().samples().size(0)), ReportTable.seconds(d.seconds()))).toList();
        return rows.isEmpty() ? Optional.empty() : Optional.of(new ReportTable(List.of("density", "samples", "time"), rows));
    }
}

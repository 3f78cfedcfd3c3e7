package org.paramscope.core.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.paramscope.core.registry.Contribution;
import org.paramscope.core.registry.Registry;
import org.paramscope.core.run.EstimatorResult;
import org.paramscope.core.run.Findings;
import org.paramscope.core.run.Learned;
import org.paramscope.core.run.ModelResult;
import org.paramscope.core.run.RunResult;
import org.paramscope.core.run.SearchResult;
import org.paramscope.engine.Fact;
import org.paramscope.figures.Selection;
import org.paramscope.figures.Theme;
import org.paramscope.figures.render.HtmlPage;
import org.paramscope.geometry.front.HowFewNeurons;

/** A run as text and as a self-contained page: tables, figures, findings and where all of it comes from. */
public final class Report {

    private static final double HEIGHT_OF_FOUR = 160;

    private final RunResult result;
    private final Registry registry;
    private final HtmlPage page;
    private final ReportFigures figures;

    private Report(RunResult result, Registry registry) {
        this.result = result;
        this.registry = registry;
        this.page = new HtmlPage(ReportWords.title(result));
        this.figures = new ReportFigures(page, registry, result.provenance());
    }

    /** The comparison as a table, and below it the findings, in plain text. */
    public static String table(RunResult result) {
        StringBuilder text = new StringBuilder(ReportWords.data(result)).append('\n').append(ReportWords.evidence(result)).append("\n\n")
                .append(ReportTable.models(result).text()).append(ReportTable.legend(result)).append("\n\n");
        ReportTable.estimates(result).ifPresent(table -> text.append(table.text()).append('\n'));
        result.findings().forEach(f -> text.append(f).append('\n'));
        return text.toString();
    }

    /** The report as one HTML file that needs nothing else; light and dark. */
    public static String html(RunResult result, Registry registry) {
        return new Report(result, registry).html();
    }

    private String html() {
        page.lead(ReportWords.data(result));
        page.paragraph(ReportWords.evidence(result));
        if (result.provenance().simulated()) {
            page.remark("The data are simulated.");
        }
        page.section("Comparison");
        ReportTable models = ReportTable.models(result);
        page.table("Errors on held-out stretches, by one fit to the training samples. " + ReportTable.legend(result) + " " + source(),
                models.headers(), models.rows());
        ReportTable.estimates(result).ifPresent(table -> page.table("Replicas, identity of neurons across them, how few suffice, and what the distribution took to compute. "
                + source(), table.headers(), table.rows()));
        findings();
        howFewNeurons();
        section("Error and complexity", result.front(), "Test NRMSE against the number of parameters" + (intervals() ? ", with 95 % intervals. " : ". "));
        result.forecasts().ifPresent(forecasts -> section("Forecasts and complexity", forecasts,
                "NRMSE of whole test windows, forecast from what precedes them, against the number of parameters. "));
        section("Signal and reconstruction", result.reconstruction(), "The measured signal and the models' reconstructions. ");
        result.models().forEach(this::learned);
        for (ModelResult model : result.models()) {
            model.estimates().forEach(estimate -> estimate(model, estimate));
        }
        models();
        page.provenance(facts());
        return page.html();
    }

    /** All findings but the answer that stands below its figure. */
    private void findings() {
        Optional<String> elsewhere = result.howFewNeurons().map(HowFewNeurons::caption);
        for (String finding : result.findings()) {
            if (elsewhere.filter(finding::equals).isPresent()) {
                continue;
            }
            if (Findings.negative(finding)) {
                page.remark(finding);
            } else {
                page.paragraph(finding);
            }
        }
    }

    private boolean intervals() {
        return result.models().stream().anyMatch(m -> !Double.isNaN(m.test().low()));
    }

    private void howFewNeurons() {
        result.howFewNeurons().ifPresent(value -> Viewers.drawing(registry, value).stream().findFirst().ifPresent(viewer ->
                // The page sets the caption below the figure, where it can be read and copied, not within.
                page.section("How few neurons?").figure(Viewers.draw(viewer, new HowFewNeurons(value.identity(), value.space(),
                        value.front(), ""), Selection.none(), Theme.LIGHT), 180, HEIGHT_OF_FOUR, value.caption() + " " + source())));
    }

    private void learned(ModelResult model) {
        Learned learned = model.learned();
        if (learned.facts().isEmpty() && learned.pictures().isEmpty() && model.search().isEmpty()) {
            return;
        }
        page.section("What " + model.name() + " learned");
        if (!learned.facts().isEmpty()) {
            page.table(model.name() + ". " + source(), List.of("quantity", "value", ""), learned.facts().stream()
                    .map(fact -> List.of(fact.name(), Double.isNaN(fact.value()) ? "" : ReportFigures.plain(fact.value()), fact.words())).toList());
        }
        learned.facts().stream().filter(Fact::warning).forEach(fact -> page.remark(fact.name() + ": " + fact.words()));
        learned.pictures().forEach(picture -> figures.figures(picture, model.name() + ". "));
        model.search().ifPresent(search -> search(model, search));
    }

    private void search(ModelResult model, SearchResult search) {
        List<String> names = List.copyOf(search.settings().keySet());
        List<List<String>> rows = new ArrayList<>();
        for (SearchResult.Trial trial : search.trials()) {
            List<String> row = new ArrayList<>(names.stream().map(trial.settings()::get).toList());
            row.add(Integer.toString(trial.parameters()));
            row.add(trial.failure().isEmpty() ? ReportTable.number(trial.value()) : trial.failure());
            row.add(trial == search.trials().get(search.chosen()) ? "chosen" : "");
            rows.add(row);
        }
        List<String> headers = new ArrayList<>(names);
        headers.addAll(List.of("parameters", search.criterion(), ""));
        page.table("Trials of " + model.name() + ", " + search.method().name().toLowerCase(Locale.ROOT)
                + " search, each with the whole budget. " + source(), headers, rows);
    }

    private void estimate(ModelResult model, EstimatorResult estimate) {
        page.section(model.name() + ", " + estimate.estimator());
        figures.estimate(model.name() + ", " + estimate.estimator(), estimate);
    }

    private void section(String heading, Object value, String caption) {
        if (!Viewers.drawing(registry, value).isEmpty()) {
            page.section(heading);
            figures.figures(value, caption);
        }
    }

    private void models() {
        page.section("Models");
        for (ModelResult model : result.models()) {
            page.paragraph(model.name() + " (" + model.contribution() + ")");
            page.list(model.model().describe().lines().toList());
            if (!model.criteria().isEmpty()) {
                page.paragraph(model.criteria().entrySet().stream()
                        .map(e -> e.getKey().substring(e.getKey().lastIndexOf('.') + 1) + " " + ReportFigures.plain(e.getValue()))
                        .collect(Collectors.joining(", ")) + ": heuristics where a model is singular, for the distinct training samples.");
            }
        }
    }

    private String source() {
        return figures.source();
    }

    private Map<String, String> facts() {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("Data", result.signal().origin().source());
        data.put("Licence of the data", result.signal().origin().licence());
        return figures.provenance(data);
    }
}

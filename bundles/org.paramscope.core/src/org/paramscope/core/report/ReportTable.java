package org.paramscope.core.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import org.paramscope.core.run.EstimatorResult;
import org.paramscope.core.run.Learned;
import org.paramscope.core.run.ModelResult;
import org.paramscope.core.run.ReductionResult;
import org.paramscope.core.run.RunResult;
import org.paramscope.core.run.Score;
import org.paramscope.geometry.reduction.Reduction;
/**
 * The comparison as rows of text.
 *
 * @param headers one a column
 * @param rows    each as long as the headers
 */
public record ReportTable(List<String> headers, List<List<String>> rows) {

    private static final String NONE = "\u2013";

    /** A number, with what is counted behind it. */
    private static final Pattern NUMBER = Pattern.compile(NONE + "|[-\u2212\\d.]+( \\(\\d+\\)| m?s)?");

    /** Follows a value that lies above that of persistence by its whole interval. */
    private static final String WORSE = " \u2020";

    /** Columns that are only there where some model has a value for them. */
    private record Columns(boolean forecasts, boolean densities) {
        static Columns of(RunResult result) {
            return new Columns(result.models().stream().anyMatch(m -> !Double.isNaN(m.learned().forecast().value())),
                    result.models().stream().anyMatch(m -> !Double.isNaN(m.learned().logDensity().value())));
        }
    }

    /**
     * The models of a run by kind of output, see {@link org.paramscope.core.run.Output}; among each kind the least validation error
     * first.
     */
    public static ReportTable models(RunResult result) {
        List<String> headers = new ArrayList<>(List.of("model", "output", "parameters", "effective", "validation NRMSE", "test NRMSE [95 %]"));
        Columns columns = Columns.of(result);
        if (columns.forecasts()) {
            headers.add("forecast NRMSE [95 %]");
        }
        if (columns.densities()) {
            headers.add("log-density");
        }
        headers.add("fit");
        List<List<String>> rows = result.models().stream()
                .sorted(Comparator.comparing((ModelResult m) -> m.learned().output()).thenComparingDouble(m -> m.validation().value()))
                .map(model -> row(model, persistence(result), columns)).toList();
        return new ReportTable(headers, rows);
    }

    /** What the estimators say of the models, in the study's order; empty without any estimate. */
    public static Optional<ReportTable> estimates(RunResult result) {
        List<List<String>> rows = new ArrayList<>();
        for (ModelResult model : result.models()) {
            for (EstimatorResult estimate : model.estimates()) {
                rows.add(List.of(model.name(), estimate.estimator(), model.densityOnly() ? NONE : replicas(estimate), estimate.identityWords().orElse(NONE),
                        sufficient(result, estimate), seconds(estimate.seconds())));
            }
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(new ReportTable(
                List.of("model", "estimator", "replicas' test NRMSE", "identity excess", "neurons that suffice", "time"), rows));
    }

    private static String output(ModelResult model) {
        return model.learned().output().word();
    }

    /** What the table's signs and headings mean; empty without any. */
    static String legend(RunResult result) {
        String signs = models(result).rows().stream().flatMap(List::stream).anyMatch(cell -> cell.endsWith(WORSE))
                ? "\u2020 worse than persistence by the whole interval. " : "";
        Columns columns = Columns.of(result);
        return signs + (columns.forecasts() ? "Forecast: whole test windows from what precedes them. " : "")
                + (columns.densities() ? "Log-density: of a test window, in nats, mean; a lower bound for variational models. " : "")
                + "Effective: parameters that the data determine. Fit: seconds of the single fit.";
    }

    private static Optional<ModelResult> persistence(RunResult result) {
        return result.models().stream().filter(ModelResult::persistence).findFirst();
    }

    private static List<String> row(ModelResult model, Optional<ModelResult> persistence, Columns columns) {
        Learned learned = model.learned();
        List<String> cells = new ArrayList<>(List.of(model.name(), output(model), model.baseline() ? "0" : Integer.toString(model.parameters()),
                Double.isNaN(learned.effective()) ? NONE : String.format(Locale.ROOT, "%.1f", learned.effective()),
                model.densityOnly() ? NONE : number(model.validation().value()),
                model.densityOnly() ? NONE : marked(model.test(), persistence.map(p -> p.beside(model)))));
        if (columns.forecasts()) {
            cells.add(marked(learned.forecast(), persistence.map(p -> p.learned().forecast())));
        }
        if (columns.densities()) {
            cells.add(number(learned.logDensity().value()));
        }
        cells.add(seconds(learned.seconds()));
        return cells;
    }

    static String seconds(double seconds) {
        return Double.isNaN(seconds) ? NONE : String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.0f s", seconds);
    }

    private static String marked(Score score, Optional<Score> persistence) {
        return interval(score) + (persistence.isPresent() && score.low() > persistence.get().value() ? WORSE : "");
    }

    private static String replicas(EstimatorResult estimate) {
        double[] errors = estimate.replicaErrors().toArray();
        if (errors.length == 0) {
            return NONE;
        }
        java.util.Arrays.sort(errors);
        return number(errors[errors.length / 2]) + " (" + errors.length + ")";
    }

    private static String sufficient(RunResult result, EstimatorResult estimate) {
        Optional<ReductionResult> reduction = result.reduction().filter(r -> r.model().equals(estimate.model())
                && r.estimator().equals(estimate.estimator()));
        if (reduction.isEmpty() || reduction.get().reduction().path(Reduction.COVARIANCE, false).isEmpty()) {
            return NONE;
        }
        if (!reduction.get().concluded(result.models())) {
            return "not judged";
        }
        return reduction.get().smallest().map(s -> s.sufficient() + " of " + s.units() + (s.refit() ? ", refitted" : ""))
                .orElse("no neuron spared");
    }

    static String interval(Score score) {
        return Double.isNaN(score.value()) ? NONE : Double.isNaN(score.low()) ? number(score.value()) + " (too few windows)"
                : number(score.value()) + " [" + number(score.low()) + ", " + number(score.high()) + "]";
    }

    static String number(double value) {
        return Double.isNaN(value) ? NONE : String.format(Locale.ROOT, "%.3f", value);
    }

    /** The table with aligned columns; numbers stand to the right. */
    public String text() {
        int[] widths = new int[headers.size()];
        boolean[] right = new boolean[widths.length];
        for (int j = 0; j < widths.length; j++) {
            int column = j;
            right[j] = rows.stream().map(r -> r.get(column)).allMatch(cell -> NUMBER.matcher(cell).matches());
            widths[j] = Math.max(headers.get(j).length(), rows.stream().mapToInt(r -> r.get(column).length()).max().orElse(0));
        }
        StringBuilder text = new StringBuilder();
        line(text, headers, widths, right);
        for (int width : widths) {
            text.append("-".repeat(width)).append("  ");
        }
        text.append('\n');
        rows.forEach(row -> line(text, row, widths, right));
        return text.toString();
    }

    private static void line(StringBuilder text, List<String> cells, int[] widths, boolean[] right) {
        StringBuilder line = new StringBuilder();
        for (int j = 0; j < widths.length; j++) {
            line.append(String.format(Locale.ROOT, "%" + (right[j] ? "" : "-") + widths[j] + "s  ", cells.get(j)));
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }
}

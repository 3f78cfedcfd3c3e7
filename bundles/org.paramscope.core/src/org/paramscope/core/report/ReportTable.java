package org.paramscope.core.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.paramscope.core.run.EstimatorResult;
import org.paramscope.core.run.ModelResult;
import org.paramscope.core.run.ReductionResult;
import org.paramscope.core.run.RunResult;
import org.paramscope.core.run.Score;
import org.paramscope.geometry.reduction.Reduction;
/**
 * The comparison as rows of text: one for every model and estimator.
 *
 * @param headers one a column
 * @param rows    each as long as the headers
 */
public record ReportTable(List<String> headers, List<List<String>> rows) {

    private static final String NONE = "\u2013";

    /** The table of a run. */
    public static ReportTable of(RunResult result) {
        List<String> headers = List.of("model", "estimator", "parameters", "validation NRMSE", "test NRMSE [95 %]",
                "replicas' test NRMSE", "identity excess", "neurons that suffice");
        List<List<String>> rows = new ArrayList<>();
        for (ModelResult model : result.models()) {
            if (model.estimates().isEmpty()) {
                rows.add(row(model, NONE, NONE, NONE, NONE));
            }
            for (EstimatorResult estimate : model.estimates()) {
                rows.add(row(model, estimate.estimator(), replicas(estimate), estimate.identityWords().orElse(NONE), sufficient(result, estimate)));
            }
        }
        return new ReportTable(headers, rows);
    }

    private static List<String> row(ModelResult model, String estimator, String replicas, String identity, String sufficient) {
        return List.of(model.name(), estimator, model.baseline() ? "0" : Integer.toString(model.parameters()),
                number(model.validation().value()), interval(model.test()), replicas, identity, sufficient);
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
        for (int j = 0; j < widths.length; j++) {
            int column = j;
            widths[j] = Math.max(headers.get(j).length(), rows.stream().mapToInt(r -> r.get(column).length()).max().orElse(0));
        }
        StringBuilder text = new StringBuilder();
        line(text, headers, widths);
        for (int width : widths) {
            text.append("-".repeat(width)).append("  ");
        }
        text.append('\n');
        rows.forEach(row -> line(text, row, widths));
        return text.toString();
    }

    private static void line(StringBuilder text, List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int j = 0; j < widths.length; j++) {
            boolean right = j == 2 || j == 3;
            line.append(String.format(Locale.ROOT, "%" + (right ? "" : "-") + widths[j] + "s  ", cells.get(j)));
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }
}

package org.paramscope.ui.internal.editor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.paramscope.core.run.EstimatorResult;
import org.paramscope.core.run.ModelResult;
import org.paramscope.core.run.RunResult;
import org.paramscope.core.run.Score;

/** A run, or two runs side by side, as rows of text. */
final class RunTables {

    /**
     * Rows under headings.
     *
     * @param headings one a column
     * @param numeric whether the column's texts are numbers, set to the right
     * @param rows as many texts as headings each
     */
    record Table(List<String> headings, List<Boolean> numeric, List<List<String>> rows) {
    }

    private RunTables() {
    }

    /** The models of a run. */
    static Table of(RunResult run) {
        List<List<String>> rows = new ArrayList<>();
        for (ModelResult model : run.models()) {
            rows.add(List.of(model.name(), Integer.toString(model.parameters()), score(model.validation()), score(model.test()),
                    identity(model)));
        }
        return new Table(List.of("Model", "Parameters", "Validation NRMSE", "Test NRMSE", "Identity excess"),
                List.of(false, true, true, true, false), rows);
    }

    private static String score(Score score) {
        return Double.isFinite(score.low()) ? String.format("%.3f  [%.3f, %.3f]", score.value(), score.low(), score.high())
                : String.format("%.3f", score.value());
    }

    private static String identity(ModelResult model) {
        return model.estimates().stream().map(EstimatorResult::identityWords).flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
    }

    /** What differs between two runs: settings first, then the models' test errors. */
    static Table compare(RunResult a, RunResult b) {
        List<List<String>> rows = new ArrayList<>();
        addDifferences(rows, a.provenance().settings(), b.provenance().settings());
        addDifferences(rows, a.provenance().versions(), b.provenance().versions());
        Set<String> models = new LinkedHashSet<>();
        a.models().forEach(model -> models.add(model.name()));
        b.models().forEach(model -> models.add(model.name()));
        for (String model : models) {
            rows.add(List.of("test NRMSE of " + model, test(a, model), test(b, model)));
        }
        return new Table(List.of("Difference", a.provenance().identifier(), b.provenance().identifier()),
                List.of(false, true, true), rows);
    }

    private static void addDifferences(List<List<String>> rows, Map<String, String> a, Map<String, String> b) {
        Set<String> keys = new LinkedHashSet<>(a.keySet());
        keys.addAll(b.keySet());
        for (String key : keys) {
            if (!Objects.equals(a.get(key), b.get(key))) {
                rows.add(List.of(key, a.getOrDefault(key, "-"), b.getOrDefault(key, "-")));
            }
        }
    }

    private static String test(RunResult run, String model) {
        return run.model(model).map(found -> score(found.test())).orElse("-");
    }
}

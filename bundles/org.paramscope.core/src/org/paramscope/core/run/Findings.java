package org.paramscope.core.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.paramscope.data.Samples;
import org.paramscope.engine.Fact;
import org.paramscope.engine.Fitter;
import org.paramscope.geometry.front.Errors;
import org.paramscope.geometry.front.Interval;

/** Sentences: what was found and, as plainly, what did not beat its control. */
public final class Findings {

    private static final String FAILED = "Did not beat its control: ";
    private static final String NO_CLAIM = "No claim from the test stretch: ";
    private static final List<String> NEGATIVE = List.of("did not beat its", "itself failed", "no claim from", "is not judged");

    private final Samples test;
    private final long seed;
    private final List<String> sentences = new ArrayList<>();

    private Findings(Samples test, long seed) {
        this.test = test;
        this.seed = seed;
    }

    /** Whether a sentence says that something did not beat its control, failed, or cannot be judged. */
    public static boolean negative(String sentence) {
        String lower = sentence.toLowerCase(Locale.ROOT);
        return NEGATIVE.stream().anyMatch(lower::contains);
    }

    static List<String> of(List<ModelResult> models, List<LeftOut> leftOut, Optional<ReductionResult> reduction, Samples test, long seed) {
        Findings findings = new Findings(test, seed);
        int separate = Errors.separate(test);
        if (Errors.enough(separate)) {
            findings.baselines(models, "test NRMSE", findings::seeing);
            findings.baselines(models, "forecast NRMSE", findings::forecasting);
        } else if (test.count() > 0) {
            findings.sentences.add(NO_CLAIM + Errors.tooFew(separate) + ".");
        }
        findings.information(models);
        findings.warnings(models);
        findings.budget(models);
        if (!leftOut.isEmpty()) {
            findings.sentences.add("Left out, for the data do not suit them: "
                    + leftOut.stream().map(LeftOut::words).collect(Collectors.joining("; ")) + ".");
        }
        models.forEach(m -> m.estimates().forEach(findings::identity));
        reduction.map(r -> r.caption(models)).filter(caption -> !caption.isEmpty()).ifPresent(findings.sentences::add);
        return findings.sentences;
    }

    /** Models against the best baseline by one kind of error, in paired intervals. */
    private void baselines(List<ModelResult> models, String error, Function<ModelResult, Optional<Errors>> errorsOf) {
        Map<ModelResult, Errors> all = new LinkedHashMap<>();
        models.forEach(m -> errorsOf.apply(m).ifPresent(errors -> all.put(m, errors)));
        Optional<ModelResult> best = all.keySet().stream().filter(ModelResult::baseline).min(Comparator.comparingDouble(m -> all.get(m).normalized()));
        if (best.isEmpty()) {
            return;
        }
        Errors reference = all.get(best.get());
        List<String> better = new ArrayList<>();
        List<String> worse = new ArrayList<>();
        all.forEach((model, errors) -> {
            if (!model.baseline()) {
                Interval difference = errors.difference(reference, seed);
                (difference.high() < 0 ? better : worse).add(model.name() + " ("
                        + Interval.signed(errors.normalized() - reference.normalized()) + " " + difference.signed() + ")");
            }
        });
        if (!better.isEmpty()) {
            sentences.add(Character.toUpperCase(error.charAt(0)) + error.substring(1) + " below the best baseline, " + best.get().name()
                    + ", by 95 % paired intervals: " + String.join(", ", better) + ".");
        }
        if (!worse.isEmpty()) {
            sentences.add(FAILED + "the " + error + " is not below that of the best baseline, " + best.get().name() + ", for "
                    + String.join(", ", worse) + ".");
        }
    }

    /** The errors of an output that sees the window or the values before each; a forecast knows less. */
    private Optional<Errors> seeing(ModelResult model) {
        Output output = model.learned().output();
        boolean comparable = model.baseline() || output == Output.RECONSTRUCTION || output == Output.PREDICTION;
        return comparable ? Optional.of(Errors.of(model.model().predict(model.network().toArray(), test), test)) : Optional.empty();
    }

    private Optional<Errors> forecasting(ModelResult model) {
        return Double.isNaN(model.learned().forecast().value()) ? Optional.empty()
                : ModelStage.forecastErrors(model.model(), model.network().toArray(), test);
    }

    private void warnings(List<ModelResult> models) {
        models.forEach(m -> m.learned().facts().stream().filter(Fact::warning).forEach(fact -> sentences.add(
                "Beware of " + m.name() + ": " + fact.name() + (Double.isNaN(fact.value()) ? ": " : String.format(Locale.ROOT, " %.4g, ", fact.value()))
                        + fact.words() + ".")));
    }

    /** Equal budgets are part of the protocol; what has no budget is named. */
    private void budget(List<ModelResult> models) {
        List<String> closed = models.stream().filter(m -> !m.baseline() && m.model().fitter() != Fitter.GRADIENT).map(ModelResult::name).toList();
        boolean descended = models.stream().anyMatch(m -> !m.baseline() && m.model().fitter() == Fitter.GRADIENT);
        if (descended && !closed.isEmpty()) {
            sentences.add("All models that descend a gradient had the same budget; " + String.join(", ", closed)
                    + (closed.size() == 1 ? " is" : " are") + " fitted by a closed form and need none.");
        }
    }

    private void identity(EstimatorResult estimate) {
        estimate.identity().ifPresent(report -> report.names().forEach(layer -> {
            if (!report.accepted(layer)) {
                sentences.add(FAILED + "layer " + layer + " of " + estimate.model() + " under "
                        + estimate.estimator() + ", " + report.of(layer).verdict() + "; per-neuron pictures are not shown.");
            }
        }));
    }

    /** Models do not know the same; their errors stand in one table, so it is said. */
    private void information(List<ModelResult> models) {
        List<String> kinds = new ArrayList<>();
        names(models, Output.RECONSTRUCTION).ifPresent(names -> kinds.add("the window itself is seen by " + names));
        names(models, Output.PREDICTION).ifPresent(names -> kinds.add("each value is predicted from those before it by " + names));
        names(models, Output.FORECAST).ifPresent(names -> kinds.add("the whole window is forecast from what precedes it by " + names));
        if (kinds.size() > 1) {
            sentences.add("The errors are set side by side, but not from the same information: " + String.join("; ", kinds) + ".");
        }
    }

    private static Optional<String> names(List<ModelResult> models, Output output) {
        return models.stream().filter(m -> m.learned().output() == output).map(ModelResult::name).reduce((a, b) -> a + ", " + b);
    }
}

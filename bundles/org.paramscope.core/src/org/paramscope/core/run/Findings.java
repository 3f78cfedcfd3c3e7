package org.paramscope.core.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
            findings.baselines(models);
        } else if (test.count() > 0) {
            findings.sentences.add(NO_CLAIM + Errors.tooFew(separate) + ".");
        }
        findings.forecasts(models);
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

    private void baselines(List<ModelResult> models) {
        Optional<ModelResult> best = models.stream().filter(ModelResult::baseline)
                .min(Comparator.comparingDouble(m -> m.test().value()));
        if (best.isEmpty()) {
            return;
        }
        Errors reference = errors(best.get());
        List<String> better = new ArrayList<>();
        List<String> worse = new ArrayList<>();
        for (ModelResult model : models) {
            if (!model.baseline() && !model.densityOnly()) {
                Interval difference = errors(model).difference(reference, seed);
                (difference.high() < 0 ? better : worse).add(model.name() + " ("
                        + Interval.signed(model.test().value() - best.get().test().value()) + " " + difference.signed() + ")");
            }
        }
        if (!better.isEmpty()) {
            sentences.add("Test NRMSE below the best baseline, " + best.get().name() + ", by 95 % paired intervals: "
                    + String.join(", ", better) + ".");
        }
        if (!worse.isEmpty()) {
            sentences.add(FAILED + "the test NRMSE is not below that of the best baseline, " + best.get().name() + ", for "
                    + String.join(", ", worse) + ".");
        }
    }

    /** Whose forecast of whole windows is worse than the last value, repeated, by the whole interval. */
    private void forecasts(List<ModelResult> models) {
        Optional<ModelResult> persistence = models.stream().filter(ModelResult::persistence).findFirst();
        List<ModelResult> able = models.stream().filter(m -> !Double.isNaN(m.learned().forecast().value())).toList();
        if (persistence.isEmpty() || able.size() < 2) {
            return;
        }
        double last = persistence.get().learned().forecast().value();
        String worse = able.stream().filter(m -> m.learned().forecast().low() > last)
                .map(m -> m.name() + String.format(Locale.ROOT, " (%.3f)", m.learned().forecast().value())).collect(Collectors.joining(", "));
        if (!worse.isEmpty()) {
            sentences.add(FAILED + String.format(Locale.ROOT, "the forecast of a window is worse than that by persistence, %.3f, for ", last)
                    + worse + ".");
        }
    }

    private void warnings(List<ModelResult> models) {
        models.forEach(m -> m.learned().facts().stream().filter(Fact::warning).forEach(fact -> sentences.add(
                String.format(Locale.ROOT, "Beware of %s: %s %.4g, %s.", m.name(), fact.name(), fact.value(), fact.words()))));
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

    private Errors errors(ModelResult model) {
        return Errors.of(model.model().predict(model.network().toArray(), test), test);
    }

    private void identity(EstimatorResult estimate) {
        estimate.identity().ifPresent(report -> report.names().forEach(layer -> {
            if (!report.accepted(layer)) {
                sentences.add(FAILED + "layer " + layer + " of " + estimate.model() + " under "
                        + estimate.estimator() + ", " + report.of(layer).verdict() + "; per-neuron pictures are not shown.");
            }
        }));
    }

    /** Baselines and models do not know the same; their errors stand in one table, so it is said. */
    private void information(List<ModelResult> models) {
        List<String> predicting = models.stream().filter(m -> m.learned().predicting()).map(ModelResult::name).toList();
        if (!predicting.isEmpty() && predicting.size() < models.size()) {
            sentences.add(String.join(", ", predicting) + " predict each value from those before it, while the other models reconstruct the "
                    + "window that they see: the errors are set side by side, but not from the same information.");
        }
    }
}

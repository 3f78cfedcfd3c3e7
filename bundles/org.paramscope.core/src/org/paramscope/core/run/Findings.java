package org.paramscope.core.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.paramscope.data.Samples;
import org.paramscope.geometry.alignment.Identity;
import org.paramscope.geometry.front.Errors;
import org.paramscope.geometry.front.Interval;
import org.paramscope.geometry.reduction.Sufficiency;

/** Sentences: what was found and, as plainly, what did not beat its control. */
public final class Findings {

    private static final String FAILED = "Did not beat its control: ";

    private final Samples test;
    private final long seed;
    private final List<String> sentences = new ArrayList<>();

    private Findings(Samples test, long seed) {
        this.test = test;
        this.seed = seed;
    }

    /** Whether a sentence says that something did not beat its control. */
    public static boolean negative(String sentence) {
        return sentence.toLowerCase(Locale.ROOT).contains("did not beat its");
    }

    static List<String> of(List<ModelResult> models, Optional<ReductionResult> reduction, Samples test, long seed) {
        Findings findings = new Findings(test, seed);
        if (test.count() > 0) {
            findings.baselines(models);
        }
        models.forEach(m -> m.estimates().forEach(findings::identity));
        reduction.ifPresent(findings::reduction);
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
            if (!model.baseline()) {
                Interval difference = errors(model).difference(reference, seed);
                (difference.high() < 0 ? better : worse).add(String.format(Locale.ROOT, "%s (%+.3f [%+.3f, %+.3f])", model.name(),
                        model.test().value() - best.get().test().value(), difference.low(), difference.high()));
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

    private Errors errors(ModelResult model) {
        return Errors.of(model.model().predict(model.network().toArray(), test), test);
    }

    private void identity(EstimatorResult estimate) {
        estimate.identity().ifPresent(report -> report.layers().stream().map(Identity::layer).distinct().forEach(layer -> {
            if (!report.accepted(layer)) {
                sentences.add(FAILED + "layer " + layer + " of " + estimate.model() + " under "
                        + estimate.estimator() + ", " + report.of(layer).verdict() + "; per-neuron pictures are not shown.");
            }
        }));
    }

    private void reduction(ReductionResult result) {
        if (!result.caption().isEmpty()) {
            sentences.add(result.caption());
        }
        for (Sufficiency each : result.reduction().sufficiency()) {
            sentences.add(result.model() + " merged by " + each.statement() + ".");
        }
    }
}

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
import org.paramscope.geometry.reduction.Reduction;

/** Sentences: what was found and, as plainly, what did not beat its control. */
public final class Findings {

    private final Samples test;
    private final long seed;
    private final List<String> sentences = new ArrayList<>();

    private Findings(Samples test, long seed) {
        this.test = test;
        this.seed = seed;
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
        for (ModelResult model : models) {
            if (model.baseline()) {
                continue;
            }
            Interval difference = errors(model).difference(reference, seed);
            String text = String.format(Locale.ROOT, "%s (%+.3f [%+.3f, %+.3f])", model.name(),
                    model.test().value() - best.get().test().value(), difference.low(), difference.high());
            if (difference.high() < 0) {
                better.add(text);
            } else {
                sentences.add("Did not beat its control: the test NRMSE of " + text + " is not below that of the baseline "
                        + best.get().name() + ".");
            }
        }
        if (!better.isEmpty()) {
            sentences.add(0, "Test NRMSE below the best baseline, " + best.get().name() + ", by 95 % paired intervals: "
                    + String.join(", ", better) + ".");
        }
    }

    private Errors errors(ModelResult model) {
        return Errors.of(model.model().predict(model.network().toArray(), test), test);
    }

    private void identity(EstimatorResult estimate) {
        estimate.identity().ifPresent(report -> report.layers().stream().map(Identity::layer).distinct().forEach(layer -> {
            if (!report.accepted(layer)) {
                sentences.add("Did not beat its control: layer " + layer + " of " + estimate.model() + " under "
                        + estimate.estimator() + ", " + report.of(layer).verdict() + "; per-neuron pictures are not shown.");
            }
        }));
    }

    private void reduction(ReductionResult result) {
        sentences.add(caption(result));
        for (Reduction.Path path : result.reduction().paths()) {
            if (path.name().equals(Sufficiency.COVARIANCE) || path.name().equals(Sufficiency.MEANS)) {
                compare(result, path.name(), path.refit());
            }
        }
        Score gain = result.covarianceGain();
        if (gain.low() <= 0 && !Double.isNaN(gain.value())) {
            sentences.add(String.format(Locale.ROOT, "Did not beat its control: covariances beyond means change the number of "
                    + "neurons needed by %.0f [%.0f, %.0f], which is not above 0.", gain.value(), gain.low(), gain.high()));
        }
    }

    private void compare(ReductionResult result, String name, boolean refit) {
        SufficientUnits mine = result.sufficient(name, refit).orElseThrow();
        for (SufficientUnits control : result.sufficient()) {
            boolean isControl = !control.path().equals(Sufficiency.COVARIANCE) && !control.path().equals(Sufficiency.MEANS);
            if (isControl && control.refit() == refit && mine.units() >= control.units()) {
                sentences.add("Did not beat its control: merging " + result.model() + " by " + name + refitted(refit)
                        + " needs " + mine.units() + " neurons, " + control.path() + " needs " + control.units() + ".");
            }
        }
    }

    /** The generated caption of a reduction: how few neurons suffice, and what the controls need. */
    public static String caption(ReductionResult result) {
        StringBuilder text = new StringBuilder();
        for (boolean refit : new boolean[] {false, true}) {
            List<String> parts = new ArrayList<>();
            for (SufficientUnits s : result.sufficient()) {
                if (s.refit() == refit) {
                    parts.add(s.path() + " " + s.units() + " [" + s.low() + ", " + s.high() + "]");
                }
            }
            if (!parts.isEmpty()) {
                text.append(text.isEmpty() ? "Neurons of " + result.units() + " in layer " + result.reduction().layer() + " of "
                        + result.model() + String.format(Locale.ROOT, " that suffice (NRMSE higher by at most %.3g), ", result.tolerance())
                        : "; ").append(refit ? "merged and refitted: " : "merged without refit: ").append(String.join(", ", parts));
            }
        }
        Score gain = result.covarianceGain();
        if (!Double.isNaN(gain.value())) {
            text.append(String.format(Locale.ROOT, ". Covariances beyond means save %.0f [%.0f, %.0f] neurons", gain.value(),
                    gain.low(), gain.high()));
        }
        return text.append('.').toString();
    }

    private static String refitted(boolean refit) {
        return refit ? " with refit" : " without refit";
    }
}

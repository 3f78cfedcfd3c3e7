package org.paramscope.core.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import org.paramscope.core.store.StoreException;
import org.paramscope.data.SettingException;

/**
 * Estimators that refused some of a study's models, as a sampler does that is for small models only: they are left out there, the others
 * go on, and it is said.
 */
final class Unsuited {

    /** What an estimator calls the thing that it refuses, when that is the model and not a setting of its own. */
    private static final String MODEL = "model";

    private final List<Refusal> refusals = new ArrayList<>();

    private record Refusal(String estimator, String model, SettingException reason) {
        String words() {
            return String.format(Locale.ROOT, "%s of %s (%s: %s)", estimator, model, reason.value(), reason.allowed());
        }
    }

    /** An estimate that may be refused. */
    interface Estimate {
        EstimatorResult of() throws StoreException;
    }

    /**
     * The estimate; empty when the estimator refused the model, or what it would be fitted to did.
     *
     * @param upstream the estimators whose samples a density estimator may be fitted to; null for others
     */
    Optional<EstimatorResult> unless(StudyPlan.Choice estimator, StudyPlan.Choice model, List<StudyPlan.Choice> upstream, Estimate estimate)
            throws StoreException {
        if (estimator.density() && upstream.stream().allMatch(u -> refused(u.name(), model.name()))) {
            String names = upstream.stream().map(StudyPlan.Choice::name).collect(Collectors.joining(", "));
            refusals.add(new Refusal(estimator.name(), model.name(), new SettingException("upstream", names, "left out itself")));
            return Optional.empty();
        }
        try {
            return Optional.of(estimate.of());
        } catch (SettingException e) {
            if (!e.setting().equals(MODEL)) {
                throw e;
            }
            refusals.add(new Refusal(estimator.name(), model.name(), e));
            return Optional.empty();
        }
    }

    private boolean refused(String estimator, String model) {
        return refusals.stream().anyMatch(r -> r.estimator().equals(estimator) && r.model().equals(model));
    }

    /**
     * Fails where nothing is left.
     *
     * @throws SettingException the first refusal, when no estimator gave anything for any model
     */
    void requireAny(List<ModelResult> models) {
        if (!refusals.isEmpty() && models.stream().allMatch(m -> m.estimates().isEmpty())) {
            throw refusals.getFirst().reason();
        }
    }

    /** The sentence of a report; empty when nothing was refused. */
    Optional<String> words() {
        return refusals.isEmpty() ? Optional.empty() : Optional.of("Estimators left out, for the models do not suit them: "
                + refusals.stream().map(Refusal::words).collect(Collectors.joining("; ")) + ".");
    }
}

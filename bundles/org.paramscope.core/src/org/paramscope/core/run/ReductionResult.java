package org.paramscope.core.run;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.paramscope.geometry.reduction.Reduction;
import org.paramscope.geometry.reduction.Sufficiency;

/**
 * Smaller models made from one of the study's.
 *
 * @param model     name of the reference model
 * @param estimator name of the estimator whose covariances were used
 * @param units     neurons of the layer before
 * @param reduction the paths with their controls, and how few neurons suffice on each
 */
public record ReductionResult(String model, String estimator, int units, Reduction reduction) {

    static final String ITSELF_FAILED = "The model itself failed: its ";
    private static final double VISIBLE = 0.0005;

    /** How few neurons suffice on a path. */
    public Optional<Sufficiency> sufficient(String path, boolean refit) {
        return reduction.sufficiency().stream().filter(s -> s.path().equals(path) && s.refit() == refit).findFirst();
    }

    /** The outcome that pictures show: of merging by means and covariances, refitted where that spares neurons; empty when none can be spared. */
    public Optional<Sufficiency> smallest() {
        return sufficient(Reduction.COVARIANCE, true).filter(Sufficiency::spared)
                .or(() -> sufficient(Reduction.COVARIANCE, false).filter(Sufficiency::spared));
    }

    /**
     * The answer in words, with and without refit: how few neurons suffice, and what the controls need.
     *
     * @param models of the study, among them the reference model; of one that failed nothing is concluded
     */
    public String caption(List<ModelResult> models) {
        Optional<String> failure = failure(models);
        String head = model + ", layer " + reduction.layer() + ". ";
        if (failure.isPresent()) {
            return head + ITSELF_FAILED + failure.get() + "; how few of its neurons suffice is therefore not said.";
        }
        StringBuilder text = new StringBuilder();
        for (boolean refit : new boolean[] {false, true}) {
            Optional<Sufficiency> main = sufficient(Reduction.COVARIANCE, refit);
            Optional<Sufficiency> own = sufficient(Reduction.OWN_WEIGHTS, refit);
            if (main.isPresent() && own.isPresent()) {
                text.append(text.isEmpty() ? head : " ").append(refit ? "Merged and refitted: " + refitAlone() : "Merged without refit: ")
                        .append(main.get().caption(own.get()));
                if (refit || sufficient(Reduction.COVARIANCE, true).isEmpty()) {
                    text.append(main.get().judged() ? " " + main.get().definition() : "");
                }
            }
        }
        return text.toString();
    }

    /** Whether it can be said how few neurons suffice: the reference model did not fail, and the test windows are enough. */
    public boolean concluded(List<ModelResult> models) {
        return failure(models).isEmpty() && sufficient(Reduction.COVARIANCE, false).filter(Sufficiency::judged).isPresent();
    }

    /** Why nothing is concluded from the reference model; empty when it is fit for that. */
    Optional<String> failure(List<ModelResult> models) {
        return models.stream().filter(m -> m.name().equals(model)).findFirst().flatMap(m -> m.failure(models));
    }

    /** What the same training does to the network that nothing was merged in, where it shows. */
    private String refitAlone() {
        double before = sufficient(Reduction.COVARIANCE, false).map(Sufficiency::error).orElse(Double.NaN);
        double after = sufficient(Reduction.COVARIANCE, true).map(Sufficiency::error).orElse(Double.NaN);
        return Math.abs(after - before) >= VISIBLE ? String.format(Locale.ROOT, "refitting alone changed the test NRMSE of the unmerged network "
                + "from %.3f to %.3f; ", before, after) : "";
    }
}

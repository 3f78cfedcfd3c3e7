package org.paramscope.core.run;

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

    /** How few neurons suffice on a path. */
    public Optional<Sufficiency> sufficient(String path, boolean refit) {
        return reduction.sufficiency().stream().filter(s -> s.path().equals(path) && s.refit() == refit).findFirst();
    }

    /** The answer in words, with and without refit: how few neurons suffice, and what the controls need. */
    public String caption() {
        StringBuilder text = new StringBuilder();
        for (boolean refit : new boolean[] {false, true}) {
            Optional<Sufficiency> main = sufficient(Reduction.COVARIANCE, refit);
            Optional<Sufficiency> own = sufficient(Reduction.OWN_WEIGHTS, refit);
            if (main.isPresent() && own.isPresent()) {
                text.append(text.isEmpty() ? model + ", layer " + reduction.layer() + ". " : " ")
                        .append(refit ? "Merged and refitted: " : "Merged without refit: ").append(main.get().caption(own.get()));
            }
        }
        return text.toString();
    }
}

package org.paramscope.core.run;

import java.util.List;
import java.util.Optional;

import org.paramscope.geometry.reduction.Reduction;

/**
 * Smaller models made from one of the study's.
 *
 * @param model      name of the reference model
 * @param estimator  name of the estimator whose covariances were used
 * @param units      neurons of the layer before
 * @param reduction  the paths with their controls
 * @param tolerance  increase of the NRMSE up to which a smaller model suffices
 * @param sufficient how few neurons suffice, for each path and control
 * @param covarianceGain neurons needed by merging on means, less those needed by means and covariances, with its interval
 */
public record ReductionResult(String model, String estimator, int units, Reduction reduction, double tolerance,
        List<SufficientUnits> sufficient, Score covarianceGain) {

    public ReductionResult {
        sufficient = List.copyOf(sufficient);
    }

    /** How few neurons suffice for a path or control. */
    public Optional<SufficientUnits> sufficient(String path, boolean refit) {
        return sufficient.stream().filter(s -> s.path().equals(path) && s.refit() == refit).findFirst();
    }
}

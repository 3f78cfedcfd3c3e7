package org.paramscope.core.run;

import java.util.List;
import java.util.Optional;

import org.paramscope.geometry.ParameterSpace;
import org.paramscope.geometry.reduction.Reduction;

/** Carries the merge groups of the smallest sufficient network into the picture of its neurons. */
final class Grouping {

    private Grouping() {
    }

    static List<ModelResult> apply(List<ModelResult> models, Optional<ReductionResult> reduction) {
        if (reduction.isEmpty()) {
            return List.copyOf(models);
        }
        Optional<int[]> groups = reduction.get().failure(models).isPresent() ? Optional.empty() : groups(reduction.get());
        if (groups.isEmpty()) {
            return List.copyOf(models);
        }
        return models.stream().map(m -> m.name().equals(reduction.get().model())
                ? m.with(m.estimates().stream().map(e -> grouped(e, reduction.get(), groups.get())).toList()) : m).toList();
    }

    private static Optional<int[]> groups(ReductionResult result) {
        return result.smallest().flatMap(k -> result.reduction().path(k.path(), k.refit())
                .flatMap(path -> path.step(k.sufficient())).map(Reduction.Step::groups));
    }

    private static EstimatorResult grouped(EstimatorResult estimate, ReductionResult reduction, int[] groups) {
        if (!estimate.estimator().equals(reduction.estimator())) {
            return estimate;
        }
        List<ParameterSpace> spaces = estimate.spaces().stream().map(s -> s.neurons().layer().equals(reduction.reduction().layer())
                ? new ParameterSpace(s.neurons(), s.embedding(), s.distances(), groups, s.identity()) : s).toList();
        return estimate.with(spaces);
    }
}

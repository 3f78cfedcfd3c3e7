package org.paramscope.core.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.paramscope.geometry.front.Front;
import org.paramscope.geometry.front.FrontPoint;
import org.paramscope.geometry.reduction.Reduction;
import org.paramscope.geometry.reduction.Sufficiency;

/** Puts models, baselines and the smallest sufficient merged networks on one error/complexity plane. */
final class Fronts {

    private Fronts() {
    }

    static Front of(List<ModelResult> models, Optional<ReductionResult> reduction) {
        List<FrontPoint> points = new ArrayList<>();
        for (ModelResult model : models.stream().filter(m -> !m.densityOnly()).toList()) {
            points.add(new FrontPoint(model.name(), model.baseline() ? "baseline" : "model", model.parameters(),
                    model.validation().value(), model.test().value(), model.test().low(), model.test().high(),
                    Map.of("model", model.name())));
        }
        reduction.filter(r -> r.failure(models).isEmpty()).ifPresent(r -> r.reduction().paths().stream()
                .filter(p -> p.name().equals(Reduction.COVARIANCE)).forEach(p -> smallest(r, p).ifPresent(points::add)));
        return new Front(points, reduction.map(r -> List.of(r.reduction())).orElse(List.of()), "test NRMSE", "parameters");
    }

    private static Optional<FrontPoint> smallest(ReductionResult result, Reduction.Path path) {
        return result.sufficient(path.name(), path.refit()).filter(Sufficiency::spared).map(Sufficiency::sufficient).flatMap(path::step)
                .map(step -> new FrontPoint(result.model() + " merged to " + step.units() + (path.refit() ? ", refitted" : ""), "merge",
                        step.complexity(), step.validationError(), step.testError(), step.low(), step.high(),
                        Map.of("model", result.model(), "layer", result.reduction().layer(), "path", path.name(),
                                "refit", Boolean.toString(path.refit()), "units", Integer.toString(step.units()))));
    }
}

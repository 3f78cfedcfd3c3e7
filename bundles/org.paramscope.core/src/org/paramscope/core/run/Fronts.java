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

    /** All that make a window of what they see; forecasts know less and have a plane of their own, unless there is nothing else. */
    static Front of(List<ModelResult> models, Optional<ReductionResult> reduction) {
        List<ModelResult> seeing = models.stream().filter(m -> !m.densityOnly() && (m.baseline() || m.learned().output() != Output.FORECAST)).toList();
        boolean none = seeing.stream().allMatch(ModelResult::baseline);
        List<FrontPoint> points = new ArrayList<>();
        for (ModelResult model : none ? models.stream().filter(m -> !m.densityOnly()).toList() : seeing) {
            points.add(point(model, model.validation(), model.test()));
        }
        reduction.filter(r -> r.failure(models).isEmpty()).ifPresent(r -> r.reduction().paths().stream()
                .filter(p -> p.name().equals(Reduction.COVARIANCE)).forEach(p -> smallest(r, p).ifPresent(points::add)));
        return new Front(points, reduction.map(r -> List.of(r.reduction())).orElse(List.of()), "test NRMSE", "parameters");
    }

    /** The forecasts of whole windows; empty unless a model beside the baselines makes some. */
    static Optional<Front> forecasts(List<ModelResult> models) {
        List<ModelResult> able = models.stream().filter(m -> !Double.isNaN(m.learned().forecast().value())).toList();
        if (able.stream().allMatch(ModelResult::baseline)) {
            return Optional.empty();
        }
        return Optional.of(new Front(able.stream().map(m -> point(m, m.learned().validationForecast(), m.learned().forecast())).toList(), List.of(),
                "forecast NRMSE", "parameters"));
    }

    private static FrontPoint point(ModelResult model, Score validation, Score test) {
        return new FrontPoint(model.name(), model.baseline() ? "baseline" : "model", model.parameters(), validation.value(), test.value(),
                test.low(), test.high(), Map.of("model", model.name(), "kind", model.family()));
    }

    private static Optional<FrontPoint> smallest(ReductionResult result, Reduction.Path path) {
        return result.sufficient(path.name(), path.refit()).filter(Sufficiency::spared).map(Sufficiency::sufficient).flatMap(path::step)
                .map(step -> new FrontPoint(result.model() + " merged to " + step.units() + (path.refit() ? ", refitted" : ""), "merge",
                        step.complexity(), step.validationError(), step.testError(), step.low(), step.high(),
                        Map.of("model", result.model(), "layer", result.reduction().layer(), "path", path.name(),
                                "refit", Boolean.toString(path.refit()), "units", Integer.toString(step.units()))));
    }
}

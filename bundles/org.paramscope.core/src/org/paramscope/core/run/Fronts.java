package org.paramscope.core.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.paramscope.data.Samples;
import org.paramscope.geometry.front.Errors;
import org.paramscope.geometry.front.Front;
import org.paramscope.geometry.front.FrontPoint;
import org.paramscope.geometry.front.Interval;
import org.paramscope.geometry.reduction.Reduction;

/** Puts models, baselines and the smallest sufficient merged networks on one error/complexity plane. */
final class Fronts {

    private Fronts() {
    }

    static Front of(List<ModelResult> models, Optional<ReductionResult> reduction, Samples test, long seed) {
        List<FrontPoint> points = new ArrayList<>();
        for (ModelResult model : models) {
            points.add(new FrontPoint(model.name(), model.baseline() ? "baseline" : "model", model.parameters(),
                    model.validation().value(), model.test().value(), model.test().low(), model.test().high(),
                    Map.of("model", model.name())));
        }
        reduction.ifPresent(r -> r.reduction().paths().stream().filter(p -> p.name().equals(Sufficiency.COVARIANCE))
                .forEach(p -> smallest(r, p, test, seed).ifPresent(points::add)));
        return new Front(points, reduction.map(r -> List.of(r.reduction())).orElse(List.of()), "test NRMSE", "parameters");
    }

    private static Optional<FrontPoint> smallest(ReductionResult result, Reduction.Path path, Samples test, long seed) {
        int units = result.sufficient(path.name(), path.refit()).orElseThrow().units();
        if (units == result.units()) {
            return Optional.empty();
        }
        return path.steps().stream().filter(s -> s.units() == units && s.model().isPresent()).findFirst().map(step -> {
            Interval interval = Errors.of(step.model().get().predict(step.parameters().toArray(), test), test).interval(seed);
            return new FrontPoint(result.model() + " merged to " + units + (path.refit() ? ", refitted" : ""), "merge",
                    step.complexity(), step.validationError(), step.testError(), interval.low(), interval.high(),
                    Map.of("model", result.model(), "layer", result.reduction().layer(), "path", path.name(),
                            "units", Integer.toString(units)));
        });
    }
}

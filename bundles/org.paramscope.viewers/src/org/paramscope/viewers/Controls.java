package org.paramscope.viewers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.paramscope.geometry.front.Front;
import org.paramscope.geometry.front.FrontPoint;
import org.paramscope.geometry.reduction.Reduction;

/** What did not beat its control, in words. */
final class Controls {

    private Controls() {
    }

    /** Sentences on models that no baseline loses to, and on where merge paths leave the band of random merges. */
    static List<String> remarks(Front front, Optional<Boolean> refit) {
        List<String> remarks = new ArrayList<>();
        List<FrontPoint> models = front.points().stream().filter(p -> p.kind().equals("model")).toList();
        OptionalDouble baseline = front.points().stream().filter(p -> p.kind().equals("baseline"))
                .mapToDouble(FrontPoint::testError).filter(Double::isFinite).min();
        if (models.stream().anyMatch(p -> Double.isNaN(p.low()) && Double.isFinite(p.testError()))) {
            remarks.add("Too few separate test windows for intervals: none are drawn, and no model is said to beat another.");
        } else if (baseline.isPresent()) {
            List<String> beaten = models.stream().filter(p -> !(p.high() < baseline.getAsDouble())).map(FrontPoint::name).toList();
            if (!beaten.isEmpty()) {
                remarks.add("Did not beat the best baseline (95 % interval): " + String.join(", ", beaten) + ".");
            }
        }
        for (Reduction reduction : front.reductions()) {
            for (Reduction.Band band : reduction.bands()) {
                if (refit.isPresent() && band.refit() == refit.get()) {
                    reduction.paths().stream().filter(p -> p.refit() == band.refit()).findFirst()
                            .ifPresent(path -> remarks.add(against(path, band)));
                }
            }
        }
        return remarks;
    }

    /** How often a path errs less than 97.5 % of random merges to as many units; the whole network is no merge. */
    private static String against(Reduction.Path path, Reduction.Band band) {
        int sizes = 0;
        int better = 0;
        int whole = path.steps().stream().mapToInt(Reduction.Step::units).max().orElse(0);
        for (Reduction.Step step : path.steps()) {
            for (int i = 0; i < band.units().length; i++) {
                if (band.units()[i] == step.units() && step.units() < whole) {
                    sizes++;
                    better += step.testError() < band.quantiles().get(i, 0) ? 1 : 0;
                }
            }
        }
        return "Size by size: the test error of merging by " + path.name() + " lies below 97.5 % of the draws of " + band.name() + " at "
                + (better == 0 ? "none" : Integer.toString(better)) + " of " + sizes + " sizes.";
    }
}

package org.paramscope.core.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.paramscope.data.Reconstruction;
import org.paramscope.geometry.front.Front;
import org.paramscope.geometry.front.HowFewNeurons;

/**
 * All that a run found: immutable, written to and read from a result store.
 *
 * @param provenance     where the numbers come from
 * @param signal         what was analysed
 * @param models         in the study's order; the neurons of the reduced one in the merge groups that suffice
 * @param leftOut        models that were asked for only where the data suit them, and do not
 * @param reduction      smaller models made from the reference model
 * @param reconstruction measured signal and the models' reconstructions
 * @param front          errors against complexity
 * @param forecasts      errors of forecasts against complexity; absent where only baselines forecast
 * @param findings       sentences: what was found, and what did not beat its control
 */
public record RunResult(Provenance provenance, SignalSummary signal, List<ModelResult> models, List<LeftOut> leftOut,
        Optional<ReductionResult> reduction, Reconstruction reconstruction, Front front, Optional<Front> forecasts,
        List<String> findings) {

    public RunResult {
        // here, so that a result that was read from a store shows its groups as a fresh one does
        models = Grouping.apply(models, reduction);
        leftOut = List.copyOf(leftOut);
        findings = List.copyOf(findings);
    }

    /** How few neurons the reference model needs, in one value; empty without a reduction or an identity test. */
    public Optional<HowFewNeurons> howFewNeurons() {
        return reduction.flatMap(r -> model(r.model()).flatMap(m -> m.estimate(r.estimator()))
                .filter(e -> e.identity().isPresent())
                .flatMap(e -> e.spaces().stream().filter(s -> s.neurons().layer().equals(r.reduction().layer())).findFirst()
                        .map(s -> new HowFewNeurons(e.identity().get(), s, front, r.caption(models)))));
    }

    /** A model by its name in the study. */
    public Optional<ModelResult> model(String name) {
        return models.stream().filter(m -> m.name().equals(name)).findFirst();
    }

    /**
     * A value that viewers draw.
     *
     * @param model     name of the model that it belongs to; empty: it belongs to the run
     * @param estimator name of the estimator that it belongs to; empty: none
     * @param layer     name of the layer that it belongs to, title of a picture; empty: none
     * @param value     such as a Reconstruction, a ParameterDistribution, a ParameterSpace, an IdentityReport, a Front
     */
    public record Drawable(String model, String estimator, String layer, Object value) {
    }

    /** Everything that viewers draw, in the order of a report. */
    public List<Drawable> drawables() {
        List<Drawable> all = new ArrayList<>();
        howFewNeurons().ifPresent(h -> all.add(new Drawable(reduction.orElseThrow().model(), reduction.orElseThrow().estimator(),
                h.space().neurons().layer(), h)));
        all.add(new Drawable("", "", "", reconstruction));
        all.add(new Drawable("", "", "", front));
        forecasts.ifPresent(f -> all.add(new Drawable("", "", "forecasts", f)));
        for (ModelResult model : models) {
            model.learned().pictures().forEach(p -> all.add(new Drawable(model.name(), "", p.title(), p)));
            for (EstimatorResult e : model.estimates()) {
                e.identity().ifPresent(i -> all.add(new Drawable(model.name(), e.estimator(), "", i)));
                e.spaces().forEach(s -> all.add(new Drawable(model.name(), e.estimator(), s.neurons().layer(), s)));
                all.add(new Drawable(model.name(), e.estimator(), "", e.distribution()));
            }
        }
        return all;
    }
}

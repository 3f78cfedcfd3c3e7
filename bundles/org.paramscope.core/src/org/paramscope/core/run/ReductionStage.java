package org.paramscope.core.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.paramscope.core.registry.Contribution;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.data.settings.SettingDescription;
import org.paramscope.engine.Problem;
import org.paramscope.engine.UnitLayer;
import org.paramscope.geometry.metric.ChosenMetric;
import org.paramscope.geometry.metric.Metric;
import org.paramscope.geometry.reduction.Reducer;
import org.paramscope.geometry.reduction.Reduction;
import org.paramscope.geometry.reduction.ReductionProblem;

/** Reduces the reference model of the study, with its controls. */
final class ReductionStage {

    private final StudyPlan plan;
    private final Samples test;

    ReductionStage(StudyPlan plan, Samples test) {
        this.plan = plan;
        this.test = test;
    }

    /** The models to reduce, the first that can be: the named one, else those that were estimated, the most exchangeable units first. */
    List<ModelResult> references(List<ModelResult> models) {
        String wanted = plan.analysis().referenceModel();
        if (wanted.equals(Analysis.NONE) || test.count() == 0) {
            return List.of();
        }
        List<ModelResult> able = models.stream().filter(m -> !m.estimates().isEmpty() && !m.densityOnly() && layer(m).isPresent()).toList();
        if (!wanted.isEmpty()) {
            return List.of(able.stream().filter(m -> m.name().equals(wanted)).findFirst().orElseThrow(
                    () -> new SettingException("analysis.referenceModel", wanted, "a model with exchangeable units is needed: "
                            + able.stream().map(ModelResult::name).toList())));
        }
        return able.stream().sorted(Comparator.comparingInt(m -> -layer(m).orElseThrow().count())).toList();
    }

    /** The layer to reduce: the named one, else the first with units of their own, unlike the axes of a linear code, whose units the identity test has met. */
    private Optional<UnitLayer> layer(ModelResult model) {
        String wanted = plan.analysis().layer();
        return model.model().units().stream().filter(l -> wanted.isEmpty() || l.name().equals(wanted))
                .filter(((Reducer<?>) plan.reducer().contribution().instance())::applies)
                .filter(l -> estimate(model, l).isPresent()).findFirst();
    }

    /** The first estimate that says whether the layer's units have an identity; posteriors around one network do not. */
    private static Optional<EstimatorResult> estimate(ModelResult model, UnitLayer layer) {
        return model.estimates().stream().filter(e -> e.identity().isPresent())
                .filter(e -> e.spaces().stream().anyMatch(s -> s.neurons().layer().equals(layer.name()))).findFirst();
    }

    @SuppressWarnings("unchecked")
    ReductionResult reduce(ModelResult model, Problem problem, Progress progress) {
        UnitLayer layer = layer(model).orElseThrow();
        EstimatorResult estimate = estimate(model, layer).orElseThrow();
        Contribution<?> contribution = plan.reducer().contribution();
        Reducer<Record> reducer = (Reducer<Record>) contribution.instance();
        ChosenMetric<Record> metric = new ChosenMetric<>((Metric<Record>) plan.metric().contribution().instance(),
                plan.metric().settings());
        Reduction reduction = reducer.reduce(new ReductionProblem(problem, model.network().toArray(), estimate.distribution(),
                layer.name(), test, metric), settings(contribution), progress);
        return new ReductionResult(model.name(), estimate.estimator(), layer.count(), reduction);
    }

    /** The reducer's defaults, with what the study says where the reducer has settings of the same names. */
    private Record settings(Contribution<?> contribution) {
        java.util.Map<String, String> values = new java.util.LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        contribution.schema().orElseThrow().settings().stream().map(SettingDescription::name).forEach(names::add);
        java.util.Map.of("draws", Integer.toString(plan.analysis().draws()),
                "refitSteps", Integer.toString(plan.analysis().refitSteps()),
                "tolerance", Double.toString(plan.analysis().tolerance()))
                .forEach((name, value) -> {
                    if (names.contains(name)) {
                        values.put(name, value);
                    }
                });
        return contribution.schema().orElseThrow().parse(values);
    }
}

package org.paramscope.core.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.paramscope.core.registry.Contribution;
import org.paramscope.core.registry.Kind;
import org.paramscope.core.registry.Registry;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.data.Split;
import org.paramscope.engine.Model;
import org.paramscope.engine.ModelType;
import org.paramscope.engine.Problem;
import org.paramscope.engine.ReplicaExecutor;
import org.paramscope.engine.Requirements;
import org.paramscope.geometry.front.Criterion;
import org.paramscope.geometry.front.Errors;
import org.paramscope.geometry.front.Interval;

/** Builds a model of the study, fits it once to the samples as they are, and measures its errors. */
final class ModelStage {

    private final StudyPlan plan;
    private final Split split;
    private final Registry registry;
    private final int threads;
    private final ReplicaExecutor executor;

    ModelStage(StudyPlan plan, Split split, Registry registry, int threads) {
        this.plan = plan;
        this.split = split;
        this.registry = registry;
        this.threads = threads;
        this.executor = ReplicaExecutor.threads(threads);
    }

    /** The problem of a model: its training samples, budget, seed and threads. */
    @SuppressWarnings("unchecked")
    Problem problem(StudyPlan.Choice choice) {
        ModelType<Record> type = (ModelType<Record>) choice.contribution().instance();
        Requirements requirements = type.requirements(choice.settings());
        Optional<String> refusal = requirements.refusal(split.train().shape());
        if (refusal.isPresent()) {
            throw new SettingException(choice.path(), choice.contribution().name(), refusal.get());
        }
        Model model;
        try {
            model = type.build(choice.settings(), split.train().shape());
        } catch (SettingException e) {
            throw new SettingException(choice.path() + "." + e.setting(), e.value(), e.allowed());
        }
        return new Problem(model, split.train(), split.validation(), plan.budget(threads), plan.seed(), executor);
    }

    ModelResult fit(StudyPlan.Choice choice, Problem problem, Progress progress) {
        Model model = problem.model();
        double[] network = model.parameters() == 0 ? new double[0] : problem.fit(progress);
        progress.check();
        return new ModelResult(choice.name(), choice.contribution().id(), model, NumericArray.of(network), model.complexity(),
                score(model, network, split.validation()), score(model, network, split.test()), criteria(model, network),
                List.of());
    }

    /** NRMSE with its block bootstrap interval; not a number without samples. */
    private Score score(Model model, double[] network, Samples samples) {
        if (samples.count() == 0) {
            return new Score(Double.NaN, Double.NaN, Double.NaN);
        }
        Errors errors = Errors.of(model.predict(network, samples), samples);
        Interval interval = errors.interval(plan.seed());
        return new Score(errors.normalized(), interval.low(), interval.high());
    }

    @SuppressWarnings("unchecked")
    private Map<String, Double> criteria(Model model, double[] network) {
        Errors errors = Errors.of(model.predict(network, split.train()), split.train());
        Map<String, Double> values = new LinkedHashMap<>();
        if (!(errors.meanSquared() > 0)) {
            return values;
        }
        Criterion.Fit fit = new Criterion.Fit(errors.meanSquared(), split.train().distinct(), model.complexity());
        for (Contribution<?> each : registry.all(Kind.CRITERION)) {
            Criterion<Record> criterion = (Criterion<Record>) each.instance();
            values.put(each.id(), criterion.value(fit, each.schema().orElseThrow().defaults()));
        }
        return values;
    }
}

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
import org.paramscope.engine.FittedModel;
import org.paramscope.engine.Model;
import org.paramscope.engine.ModelType;
import org.paramscope.engine.Problem;
import org.paramscope.engine.ReplicaExecutor;
import org.paramscope.engine.Requirements;
import org.paramscope.geometry.front.Criterion;
import org.paramscope.geometry.front.EffectiveParameters;
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

    /** Runs what is independent of each other, on the study's threads. */
    ReplicaExecutor executor() {
        return executor;
    }

    /** The problem of a model: its training samples, budget, seed and threads. */
    @SuppressWarnings("unchecked")
    Problem problem(StudyPlan.Choice choice) {
        ModelType<Record> type = (ModelType<Record>) choice.contribution().instance();
        Requirements requirements = type.requirements(choice.settings());
        Optional<String> refusal = requirements.refusal(split.train().shape());
        if (refusal.isPresent()) {
            String wayOut = split.train().shape().gaps() && !requirements.gaps() ? " (--set windows.gaps=false leaves out windows with missing values)" : "";
            throw new SettingException(choice.path(), choice.contribution().name(), refusal.get() + wayOut + suitable());
        }
        Model model;
        try {
            model = type.build(choice.settings(), split.train().shape());
        } catch (SettingException e) {
            throw new SettingException(choice.path() + "." + e.setting(), e.value(), e.allowed());
        }
        return new Problem(model, split.train(), split.validation(), plan.budget(threads), plan.seed(), executor);
    }

    /** The installed model types that, with their defaults, can do with these samples. */
    @SuppressWarnings("unchecked")
    private String suitable() {
        List<String> names = registry.all(Kind.MODEL_TYPE).stream().filter(each -> {
            ModelType<Record> type = (ModelType<Record>) each.instance();
            return type.requirements(each.schema().orElseThrow().defaults()).refusal(split.train().shape()).isEmpty();
        }).map(Contribution::shortName).toList();
        return names.isEmpty() ? "; no installed model type can do with them" : "; these can do with them: " + String.join(", ", names);
    }

    ModelResult fit(StudyPlan.Choice choice, Problem problem, Progress progress) {
        Model model = problem.model();
        long begun = System.nanoTime();
        double[] network = model.parameters() == 0 ? new double[0] : problem.fit(progress.part(0, 0.7));
        double seconds = (System.nanoTime() - begun) * 1e-9;
        progress.check();
        Learned learned = learned(choice, problem, network, seconds, progress.part(0.7, 1));
        return new ModelResult(choice.name(), choice.contribution().id(), choice.contribution().family(), model, NumericArray.of(network), model.complexity(),
                score(model, network, split.validation()), score(model, network, split.test()), criteria(model, network), learned,
                Optional.empty(), List.of());
    }

    @SuppressWarnings("unchecked")
    private Learned learned(StudyPlan.Choice choice, Problem problem, double[] network, double seconds, Progress progress) {
        Model model = problem.model();
        ModelType<Record> type = (ModelType<Record>) choice.contribution().instance();
        FittedModel fitted = new FittedModel(model, network, split.train(), split.test(), plan.seed());
        double effective = EffectiveParameters.of(model, network, split.train(), executor, progress);
        return new Learned(output(choice, model, network), seconds, effective, forecast(model, network, split.test()),
                forecast(model, network, split.validation()), density(model, network, split.test()),
                type.facts(choice.settings(), fitted), type.pictures(choice.settings(), fitted));
    }

    /** What a model knows: one whose output stays the same when windows are hidden forecasts them. */
    private Output output(StudyPlan.Choice choice, Model model, double[] network) {
        if (choice.contribution().family().equals("density")) {
            return Output.DENSITY;
        }
        if (!model.predicting()) {
            return Output.RECONSTRUCTION;
        }
        Samples first = split.train().select(new int[] {0});
        return model.predict(network, first).equals(model.predict(network, first.withHiddenWindows())) ? Output.FORECAST : Output.PREDICTION;
    }

    /** NRMSE with its block bootstrap interval; not a number without samples. */
    private Score score(Model model, double[] network, Samples samples) {
        return samples.count() == 0 ? Score.NONE : score(Errors.of(model.predict(network, samples), samples));
    }

    private Score score(Errors errors) {
        Interval interval = errors.interval(plan.seed());
        return new Score(errors.normalized(), interval.low(), interval.high());
    }

    /** The same of windows that are forecast from their past, all at once. */
    private Score forecast(Model model, double[] network, Samples samples) {
        return forecastErrors(model, network, samples).map(this::score).orElse(Score.NONE);
    }

    /** The errors of windows that are forecast from their past; empty for a model that cannot, or has too little past before them. */
    static Optional<Errors> forecastErrors(Model model, double[] network, Samples samples) {
        if (model.forecaster().isEmpty() || samples.count() == 0 || samples.shape().past() == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Errors.of(model.forecast(network, samples, samples.shape().length()), samples));
        } catch (SettingException e) {
            if (e.setting().equals("past")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Score density(Model model, double[] network, Samples samples) {
        return model.density().isEmpty() || samples.count() == 0 ? Score.NONE : new Score(logDensity(model, network, samples), Double.NaN, Double.NaN);
    }

    /** Mean log-density of the windows, weighted as errors are. */
    double logDensity(Model model, double[] network, Samples samples) {
        NumericArray values = model.density().orElseThrow().logDensity(model, network, samples, plan.seed());
        double sum = 0;
        double total = 0;
        for (int i = 0; i < values.length(); i++) {
            sum += samples.weights().at(i) * values.at(i);
            total += samples.weights().at(i);
        }
        return sum / total;
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

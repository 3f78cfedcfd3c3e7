package org.paramscope.core.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.paramscope.data.NumericArray;
import org.paramscope.data.NumericalException;
import org.paramscope.data.Progress;
import org.paramscope.data.Samples;
import org.paramscope.data.SettingException;
import org.paramscope.data.Split;
import org.paramscope.data.settings.SettingDescription;
import org.paramscope.engine.Model;
import org.paramscope.engine.Problem;
import org.paramscope.engine.random.RandomStream;
import org.paramscope.geometry.front.Errors;

/**
 * Chooses the settings of a model on the validation windows. Every trial has the whole budget and the study's seed, and the
 * settings of the study are the first trial, so that a search never chooses worse than them by its own criterion.
 */
final class SearchStage {

    private static final String ERROR = "validation NRMSE";
    private static final String DENSITY = "negative log-density of a validation window [nats]";
    /** Draws for each wanted trial before a search makes do with fewer: settings that do not fit the data are drawn in vain. */
    private static final int PATIENCE = 50;

    private final StudyPlan plan;
    private final ModelStage models;
    private final Samples validation;
    private final Samples test;

    SearchStage(StudyPlan plan, ModelStage models, Split split) {
        this.plan = plan;
        this.models = models;
        this.validation = split.validation();
        this.test = split.test();
    }

    /** Whether there is anything to search for a model. */
    static boolean wanted(StudyPlan plan, StudyPlan.Choice choice) {
        return plan.search().method() != SearchMethod.NONE && plan.search().trials() > 1 && !choice.searched().isEmpty();
    }

    /** The trials of a model; the chosen one has the least value of the criterion, among equals the fewest parameters. */
    SearchResult search(StudyPlan.Choice choice, Progress progress) {
        if (validation.count() == 0) {
            throw new SettingException("search.method", plan.search().method().name(),
                    "without validation windows only NONE is allowed; give windows.validation a share");
        }
        List<StudyPlan.Choice> candidates = candidates(choice);
        boolean density = models.problem(choice).model().density().isPresent();
        SearchResult.Trial[] done = new SearchResult.Trial[candidates.size()];
        SideBySide each = new SideBySide(progress, done.length);
        models.executor().run(done.length, i -> done[i] = trial(candidates.get(i), density, each.task(i)), each.cancelling());
        List<SearchResult.Trial> trials = List.of(done);
        int chosen = 0;
        for (int i = 1; i < trials.size(); i++) {
            if (better(trials.get(i), trials.get(chosen))) {
                chosen = i;
            }
        }
        if (!trials.get(chosen).failure().isEmpty()) {
            throw new NumericalException(choice.name(), "all " + trials.size() + " trials of the search broke down; the first: "
                    + trials.getFirst().failure());
        }
        return new SearchResult(plan.search().method(), density ? DENSITY : ERROR, trials, chosen);
    }

    private static boolean better(SearchResult.Trial a, SearchResult.Trial b) {
        if (Double.isNaN(a.value()) || Double.isNaN(b.value())) {
            return Double.isNaN(b.value()) && !Double.isNaN(a.value());
        }
        return a.value() < b.value() || a.value() == b.value() && a.parameters() < b.parameters();
    }

    private SearchResult.Trial trial(StudyPlan.Choice choice, boolean density, Progress progress) {
        Map<String, String> settings = new LinkedHashMap<>(choice.text());
        settings.keySet().retainAll(choice.searched().stream().map(SettingDescription::name).toList());
        Problem problem = models.problem(choice);
        Model model = problem.model();
        try {
            double[] network = problem.fit(progress);
            double value = density ? -models.logDensity(model, network, validation)
                    : Errors.of(model.predict(network, validation), validation).normalized();
            double[] draws = test.count() == 0 ? new double[0] : Errors.of(model.predict(network, test), test).draws(plan.seed());
            double[] forecasts = ModelStage.forecastErrors(model, network, test).map(errors -> errors.draws(plan.seed())).orElse(new double[0]);
            return new SearchResult.Trial(settings, model.complexity(), value, "", NumericArray.of(draws), NumericArray.of(forecasts));
        } catch (NumericalException e) {
            return new SearchResult.Trial(settings, model.complexity(), Double.NaN, e.getMessage(), NumericArray.zeros(0), NumericArray.zeros(0));
        }
    }

    /** At most as many as trials, the study's own settings first; those that do not fit the data are left out. */
    private List<StudyPlan.Choice> candidates(StudyPlan.Choice choice) {
        List<SettingDescription> searched = choice.searched();
        Map<String, String> own = choice.text();
        List<List<String>> values = new ArrayList<>();
        long combinations = 1;
        for (SettingDescription setting : searched) {
            Set<String> distinct = new LinkedHashSet<>(List.of(own.get(setting.name())));
            distinct.addAll(setting.search());
            values.add(List.copyOf(distinct));
            combinations = Math.min(Integer.MAX_VALUE, combinations * distinct.size());
        }
        boolean all = plan.search().method() == SearchMethod.GRID || combinations <= plan.search().trials();
        RandomStream random = RandomStream.of(plan.seed(), 0, "search of " + choice.name());
        Set<Long> drawn = new LinkedHashSet<>();
        List<StudyPlan.Choice> candidates = new ArrayList<>();
        long most = all ? combinations : (long) PATIENCE * plan.search().trials();
        for (long k = 0; k < most && candidates.size() < plan.search().trials() && drawn.size() < combinations; k++) {
            long index = all || k == 0 ? k : (long) (random.uniform() * combinations);
            if (drawn.add(index)) {
                candidate(choice, searched, values, index).ifPresent(candidates::add);
            }
        }
        return candidates;
    }

    private Optional<StudyPlan.Choice> candidate(StudyPlan.Choice choice, List<SettingDescription> searched, List<List<String>> values, long index) {
        Map<String, String> settings = new LinkedHashMap<>();
        long rest = index;
        for (int i = 0; i < searched.size(); i++) {
            settings.put(searched.get(i).name(), values.get(i).get((int) (rest % values.get(i).size())));
            rest /= values.get(i).size();
        }
        try {
            StudyPlan.Choice changed = choice.with(settings);
            models.problem(changed);
            return Optional.of(changed);
        } catch (SettingException e) {
            if (index == 0) {
                throw e;
            }
            return Optional.empty();
        }
    }
}

package org.paramscope.core.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.paramscope.core.registry.Contribution;
import org.paramscope.core.registry.Kind;
import org.paramscope.core.registry.Registry;
import org.paramscope.data.PluginException;
import org.paramscope.data.SettingException;
import org.paramscope.data.settings.SettingDescription;
import org.paramscope.data.settings.SettingsSchema;
import org.paramscope.engine.Budget;
import org.paramscope.study.EstimatorNode;
import org.paramscope.study.ModelNode;
import org.paramscope.study.Node;
import org.paramscope.study.NodeAddress;
import org.paramscope.study.Study;

/**
 * A study whose contributions are found and whose settings are checked; nothing is computed yet.
 *
 * @param study      name of the study
 * @param seed       of every random stream
 * @param data       the data source
 * @param channel    to analyse; empty: the only one
 * @param windowing  windows and split
 * @param training   budget of every fit
 * @param search     of the models' settings
 * @param models     in the study's order
 * @param estimators in the study's order, density estimators last, so that each comes after its upstream
 * @param upstreams  the estimators whose samples a density estimator may fit, by its name; one where the study names it
 * @param analysis   what is computed from the distributions
 * @param metric     between neurons
 * @param reducer    makes smaller models
 */
public record StudyPlan(String study, long seed, Choice data, String channel, Windowing windowing, Training training, Search search,
        List<Choice> models, List<Choice> estimators, Map<String, List<Choice>> upstreams, Analysis analysis, Choice metric, Choice reducer) {

    /**
     * A contribution with its settings.
     *
     * @param name         in the study
     * @param path         what messages call it, as in {@code models.ssa}
     * @param contribution what implements it
     * @param settings     its settings record, checked
     * @param optional     whether it is left out where the data do not suit it, instead of a refusal
     */
    public record Choice(String name, String path, Contribution<?> contribution, Record settings, boolean optional) {

        /** Whether it fits the samples of another estimator. */
        boolean density() {
            return contribution.kind() == Kind.DENSITY_ESTIMATOR;
        }

        /** The settings as text, by name. */
        @SuppressWarnings("unchecked")
        public Map<String, String> text() {
            return ((SettingsSchema<Record>) contribution.schema().orElseThrow()).format(settings);
        }

        /** The settings that a search may change. */
        List<SettingDescription> searched() {
            return contribution.schema().orElseThrow().settings().stream().filter(s -> !s.search().isEmpty()).toList();
        }

        /**
         * The same choice with some settings changed.
         *
         * @throws SettingException when they do not go together
         */
        Choice with(Map<String, String> changes) {
            Map<String, String> all = new LinkedHashMap<>(text());
            all.putAll(changes);
            return new Choice(name, path, contribution, contribution.schema().orElseThrow().parse(all), optional);
        }

        /** The same refusal with the path of the setting in the study; of what is no setting of this choice, as it is. */
        SettingException located(SettingException refusal) {
            boolean own = contribution.schema().orElseThrow().settings().stream().anyMatch(s -> s.name().equals(refusal.setting()));
            return own ? new SettingException(path + "." + refusal.setting(), refusal.value(), refusal.allowed()) : refusal;
        }
    }

    /**
     * Resolves a study.
     *
     * @param file of the study, against whose folder relative paths are resolved; null: the working folder
     * @throws PluginException  when a contribution is not installed; says which
     * @throws SettingException when a setting is not allowed; names it by its path in the study
     */
    public static StudyPlan of(Study study, Path file, Registry registry) throws PluginException {
        if (study.getData() == null || blank(study.getData().getContribution())) {
            throw new SettingException("data", "", "a dataset is needed; name one with --data, or on the page Data");
        }
        if (study.getModels().isEmpty()) {
            throw new SettingException("models", "", "at least one model is needed");
        }
        Windowing windowing = read("windows", study.getWindows(), Windowing.class);
        Training training = read("budget", study.getBudget(), Training.class);
        Search search = read("search", study.getSearch(), Search.class);
        Analysis analysis = read("analysis", study.getAnalysis(), Analysis.class);
        Path folder = file == null ? Path.of("") : file.toAbsolutePath().getParent();
        Choice data = choice(study.getData(), "data", folder, registry);
        List<Choice> models = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (ModelNode node : study.getModels()) {
            models.add(choice(node, path("models", study.getModels(), node, names), folder, registry));
        }
        List<Choice> estimators = new ArrayList<>();
        names.clear();
        for (EstimatorNode node : study.getEstimators()) {
            estimators.add(choice(node, path("estimators", study.getEstimators(), node, names), folder, registry));
        }
        Map<String, List<Choice>> upstreams = Upstreams.of(study, estimators);
        estimators.sort(Comparator.comparing(Choice::density));
        String channel = study.getData().getChannel() == null ? "" : study.getData().getChannel();
        StudyPlan plan = new StudyPlan(String.valueOf(study.getName()), study.getSeed(), data, channel, windowing, training, search,
                List.copyOf(models), List.copyOf(estimators), upstreams, analysis,
                defaults(Kind.METRIC, "metric", analysis.metric(), registry), defaults(Kind.REDUCER, "reducer", analysis.reducer(), registry));
        plan.requireReference();
        return plan;
    }

    private void requireReference() {
        String reference = analysis.referenceModel();
        if (!reference.isEmpty() && !reference.equals(Analysis.NONE) && models.stream().noneMatch(m -> m.name().equals(reference))) {
            throw new SettingException("analysis.referenceModel", reference, "one of "
                    + models.stream().map(Choice::name).toList() + ", 'none', or nothing is allowed");
        }
    }

    /** The budget of a fit on so many threads. */
    Budget budget(int threads) {
        return training.budget(threads);
    }

    /** Every setting that enters the numbers, by its path in the study. */
    public Map<String, String> settings() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("seed", Long.toString(seed));
        all.put("data", data.contribution().id());
        data.text().forEach((key, value) -> all.put("data." + key, value));
        all.put("data.channel", channel);
        text(Windowing.class, windowing).forEach((key, value) -> all.put("windows." + key, value));
        text(Training.class, training).forEach((key, value) -> all.put("budget." + key, value));
        text(Search.class, search).forEach((key, value) -> all.put("search." + key, value));
        for (Choice model : models) {
            all.put("models." + model.name(), model.contribution().id());
            model.text().forEach((key, value) -> all.put("models." + model.name() + "." + key, value));
        }
        for (Choice estimator : estimators) {
            all.put("estimators." + estimator.name(), estimator.contribution().id());
            estimator.text().forEach((key, value) -> all.put("estimators." + estimator.name() + "." + key, value));
            if (estimator.density()) {
                List<Choice> upstream = upstreams.get(estimator.name());
                all.put("estimators." + estimator.name() + ".upstream", upstream.size() == 1 ? upstream.getFirst().name() : "");
            }
        }
        text(Analysis.class, analysis).forEach((key, value) -> all.put("analysis." + key, value));
        return all;
    }

    /** The version of every contribution, by its identifier. */
    Map<String, String> versions() {
        Map<String, String> all = new LinkedHashMap<>();
        List<Choice> choices = new ArrayList<>(List.of(data, metric, reducer));
        choices.addAll(models);
        choices.addAll(estimators);
        choices.forEach(c -> all.put(c.contribution().id(), c.contribution().version()));
        return all;
    }

    private static <S extends Record> Map<String, String> text(Class<S> type, S record) {
        return SettingsSchema.of(type).format(record);
    }

    private static <S extends Record> S read(String path, org.eclipse.emf.ecore.EObject node, Class<S> type) {
        if (node == null) {
            return SettingsSchema.of(type).defaults();
        }
        try {
            return NodeSettings.read(node, type);
        } catch (SettingException e) {
            throw new SettingException(path + "." + e.setting(), e.value(), e.allowed());
        }
    }

    private static String path(String kind, List<? extends Node> all, Node node, Set<String> names) {
        if (blank(node.getName()) || !names.add(node.getName())) {
            throw new SettingException(kind, String.valueOf(node.getName()), "a name that occurs once is needed");
        }
        return NodeAddress.of(kind, all, node);
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }

    private static Choice choice(Node node, String path, Path folder, Registry registry) throws PluginException {
        Contribution<?> contribution = registry.find(NodeSettings.kinds(node), node.getContribution());
        SettingsSchema<?> schema = contribution.schema().orElseThrow();
        Map<String, String> values = NodeSettings.values(node);
        for (SettingDescription setting : schema.settings()) {
            if (setting.kind() == SettingDescription.Kind.PATH && !blank(values.get(setting.name()))) {
                values.computeIfPresent(setting.name(), (name, value) -> resolve(folder, value));
            }
        }
        try {
            return new Choice(node.getName() == null ? contribution.shortName() : node.getName(), path, contribution,
                    schema.parse(values), node instanceof ModelNode model && model.isOptional());
        } catch (SettingException e) {
            throw new SettingException(path + "." + e.setting(), e.value(), e.allowed());
        }
    }

    /** A path of a study is relative to the study's folder, so that both can be moved together. */
    private static String resolve(Path folder, String value) {
        Path beside = folder.resolve(value).normalize();
        return Files.exists(beside) || !Files.exists(Path.of(value)) ? beside.toString() : value;
    }

    private static Choice defaults(Kind kind, String setting, String name, Registry registry) {
        try {
            Contribution<?> contribution = registry.find(kind, name);
            return new Choice(contribution.shortName(), "analysis." + setting, contribution, contribution.schema().orElseThrow().defaults(), false);
        } catch (PluginException e) {
            throw new SettingException("analysis." + setting, name, "one of "
                    + registry.all(kind).stream().map(Contribution::shortName).collect(Collectors.joining(", ")) + " is allowed");
        }
    }
}

package org.paramscope.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.paramscope.core.registry.Contribution;
import org.paramscope.core.registry.Kind;
import org.paramscope.core.registry.Registry;
import org.paramscope.core.run.StudyValues;
import org.paramscope.data.PluginException;
import org.paramscope.data.SettingException;
import org.paramscope.study.EstimatorNode;
import org.paramscope.study.ModelNode;
import org.paramscope.study.Node;
import org.paramscope.study.Studies;
import org.paramscope.study.Study;

import picocli.CommandLine.Option;

/** What a new study is made of; shared by the commands that make one. */
final class StudyOptions {

    /** Models that a comparison starts from. */
    static final String MODELS = "persistence,seasonal,ssa,pca,autoencoder";
    static final String ESTIMATORS = "bootstrap";
    private static final String ALL = "all";
    /** Not a setting of the contribution, but of its place in the study. */
    private static final String UPSTREAM = "upstream";
    /** How the parts of a study are addressed. */
    static final String ADDRESS = "Models and estimators go by name, or by type where it is unique.";

    @Option(names = "--models", paramLabel = "LIST", defaultValue = MODELS,
            description = {"models, with settings in brackets:", "\"ssa[components=6],autoencoder[hidden=16,bottleneck=3]\"",
                "each named after its type and settings, here ssa-6, autoencoder-16-3;",
                "'mine=ssa[components=6]' names one otherwise;", "all: every installed type, those left out that the data do not suit",
                "(default: ${DEFAULT-VALUE})"})
    private String models;

    @Option(names = "--estimators", paramLabel = "LIST", defaultValue = ESTIMATORS,
            description = {"estimators with settings, such as \"bootstrap[replicas=100]\";",
                "a density estimator fits the samples of another estimator, which upstream= names,",
                "as in \"gaussian[upstream=bootstrap]\", else of the first with replicas", "(default: ${DEFAULT-VALUE})"})
    private String estimators;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "seed of every random stream (default: 1)")
    private long seed;

    @Option(names = "--set", paramLabel = "PATH=VALUE",
            description = {"one value of the study, may be repeated:", "windows.length=57, budget.steps=500, models.ssa.components=4", ADDRESS})
    private List<String> values = new ArrayList<>();

    @Option(names = "--search", paramLabel = "grid|random", arity = "1",
            description = {"choose settings of every model on the validation stretch:", "all combinations of the values that its type names, or random ones"})
    private String search;

    @Option(names = "--trials", paramLabel = "N", arity = "1", description = "of the search for every model, at most (default: 8)")
    private String trials;

    /** A study on these data. */
    Study study(String name, DataChoice data, String channel, Registry registry) throws PluginException {
        Study study = Studies.create(name);
        study.setSeed(seed);
        study.setData(data.node(channel));
        if (models.strip().equals(ALL)) {
            registry.all(Kind.MODEL_TYPE).forEach(each -> study.getModels().add(optional(each)));
        } else {
            for (Choices choice : Choices.parse("--models", models)) {
                Contribution<?> found = find("--models", List.of(Kind.MODEL_TYPE), choice, registry);
                study.getModels().add(versioned(Studies.model(choice.name(), found.id(), choice.settings()), found));
            }
        }
        if (search != null) {
            StudyValues.set(study, "search.method", search, registry);
        }
        if (trials != null) {
            StudyValues.set(study, "search.trials", trials, registry);
        }
        for (Choices choice : Choices.parse("--estimators", estimators)) {
            Contribution<?> found = find("--estimators", List.of(Kind.ESTIMATOR, Kind.DENSITY_ESTIMATOR), choice, registry);
            Map<String, String> settings = new LinkedHashMap<>(choice.settings());
            String upstream = settings.remove(UPSTREAM);
            EstimatorNode node = versioned(Studies.estimator(choice.name(), found.id(), settings), found);
            node.setUpstream(upstream == null ? "" : upstream);
            study.getEstimators().add(node);
        }
        apply(study, values, registry);
        return study;
    }

    /** Changes single values of a study, each given as PATH=VALUE. */
    static void apply(Study study, List<String> values, Registry registry) throws PluginException {
        for (String each : values) {
            int equals = each.indexOf('=');
            if (equals < 1) {
                throw new UsageException("--set is '" + each + "': PATH=VALUE is allowed, such as windows.length=57");
            }
            try {
                StudyValues.set(study, each.substring(0, equals).strip(), each.substring(equals + 1).strip(), registry);
            } catch (SettingException e) {
                throw e;
            } catch (IllegalArgumentException e) {
                throw new UsageException("--set " + each + ": " + e.getMessage());
            }
        }
    }

    private static ModelNode optional(Contribution<?> type) {
        ModelNode node = versioned(Studies.model(type.shortName(), type.id(), Map.of()), type);
        node.setOptional(true);
        return node;
    }

    private static Contribution<?> find(String option, List<Kind> kinds, Choices choice, Registry registry) {
        try {
            return registry.find(kinds, choice.contribution());
        } catch (PluginException e) {
            throw new UsageException(option + ": " + e.getMessage().replaceFirst("^plugin '[^']*': ", ""));
        }
    }

    private static <N extends Node> N versioned(N node, Contribution<?> contribution) {
        node.setContributionVersion(contribution.version());
        return node;
    }
}

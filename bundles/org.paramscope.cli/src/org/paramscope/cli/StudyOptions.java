package org.paramscope.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.paramscope.core.registry.Contribution;
import org.paramscope.core.registry.Kind;
import org.paramscope.core.registry.Registry;
import org.paramscope.data.DataException;
import org.paramscope.data.PluginException;
import org.paramscope.study.Node;
import org.paramscope.study.Studies;
import org.paramscope.study.Study;

import picocli.CommandLine.Option;

/** What a new study is made of; shared by the commands that make one. */
final class StudyOptions {

    /** Models that a comparison starts from. */
    static final String MODELS = "persistence,seasonal,ssa,pca,autoencoder";
    static final String ESTIMATORS = "bootstrap";

    @Option(names = "--models", paramLabel = "LIST", defaultValue = MODELS,
            description = "models with settings: \"ssa[components=6],autoencoder[hidden=16,bottleneck=3]\"; "
                    + "'mine=ssa[components=4]' names one (default: ${DEFAULT-VALUE})")
    private String models;

    @Option(names = "--estimators", paramLabel = "LIST", defaultValue = ESTIMATORS,
            description = "estimators with settings: \"bootstrap[replicas=100]\" (default: ${DEFAULT-VALUE})")
    private String estimators;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "seed of every random stream (default: 1)")
    private long seed;

    @Option(names = "--set", paramLabel = "PATH=VALUE", description = "one value of the study: windows.length=57, budget.steps=500, "
            + "analysis.draws=200; may be repeated")
    private Map<String, String> values = new LinkedHashMap<>();

    /** The study on a dataset or a file. */
    Study study(String name, String data, String channel, Path studyFolder, Registry registry)
            throws PluginException, DataException {
        Study study = Studies.create(name);
        study.setSeed(seed);
        study.setData(Studies.data(name, "", Map.of()));
        data(study.getData(), data, studyFolder, registry);
        study.getData().setChannel(channel == null ? "" : channel);
        for (Choices choice : Choices.parse("--models", models)) {
            Contribution<?> found = registry.find(Kind.MODEL_TYPE, choice.contribution());
            study.getModels().add(versioned(Studies.model(choice.name(), found.id(), choice.settings()), found));
        }
        for (Choices choice : Choices.parse("--estimators", estimators)) {
            Contribution<?> found = registry.find(Kind.ESTIMATOR, choice.contribution());
            study.getEstimators().add(versioned(Studies.estimator(choice.name(), found.id(), choice.settings()), found));
        }
        apply(study, values);
        return study;
    }

    /** Changes single values of a study. */
    static void apply(Study study, Map<String, String> values) {
        values.forEach((path, value) -> {
            try {
                Studies.set(study, path, value);
            } catch (IllegalArgumentException e) {
                throw new UsageException("--set " + path + "=" + value + ": " + e.getMessage());
            }
        });
    }

    private static <N extends Node> N versioned(N node, Contribution<?> contribution) {
        node.setContributionVersion(contribution.version());
        return node;
    }

    /** A dataset by its name, with settings, or a file of numbers. */
    private static void data(Node node, String data, Path studyFolder, Registry registry) throws PluginException, DataException {
        List<Contribution<?>> datasets = registry.all(Kind.DATASET);
        boolean looksLikeFile = Files.exists(Path.of(data)) || data.matches("(?s).*[/\\\\].*|.*\\.[A-Za-z0-9]{1,5}");
        Choices choice = looksLikeFile && !data.endsWith("]") ? null : Choices.one("--data", data);
        if (choice != null && datasets.stream().anyMatch(d -> d.id().equals(choice.contribution())
                || d.shortName().equalsIgnoreCase(choice.contribution()))) {
            Contribution<?> found = registry.find(Kind.DATASET, choice.contribution());
            node.setContribution(found.id());
            choice.settings().forEach((key, value) -> node.getSettings().put(key, value));
            versioned(node, found);
            return;
        }
        Path file = Path.of(data);
        if (!Files.exists(file)) {
            throw new DataException(data, "", "is neither a file nor a dataset; datasets are "
                    + datasets.stream().map(Contribution::shortName).toList() + ", see 'paramscope list datasets'");
        }
        Contribution<?> csv = registry.find(Kind.DATASET, "csv");
        node.setContribution(csv.id());
        node.getSettings().put("file", relative(file, studyFolder));
        versioned(node, csv);
    }

    /** Data below the study's folder are named relative to it, so that the folder can be moved as a whole. */
    private static String relative(Path file, Path folder) {
        Path absolute = file.toAbsolutePath().normalize();
        Path base = folder.toAbsolutePath().normalize();
        return absolute.startsWith(base) ? base.relativize(absolute).toString() : absolute.toString();
    }

    /** A name for a study, from its data. */
    static String name(String data) {
        String bare = data.replaceFirst("\\[.*", "");
        String last = Path.of(bare).getFileName().toString().replaceFirst("\\.[A-Za-z0-9]{1,5}$", "");
        String name = last.replaceAll("[^A-Za-z0-9_-]+", "-");
        return name.isEmpty() ? "study" : name;
    }
}

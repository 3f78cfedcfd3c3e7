package org.paramscope.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.paramscope.core.registry.Contribution;
import org.paramscope.core.registry.Kind;
import org.paramscope.core.registry.Registry;
import org.paramscope.data.DataException;
import org.paramscope.data.PluginException;
import org.paramscope.data.settings.SettingDescription;
import org.paramscope.study.DataNode;
import org.paramscope.study.Studies;

/**
 * What {@code --data} names: a dataset with settings, or a file, whose ending says which dataset opens it; delimited text where none does.
 *
 * @param name     for a study of these data: the stem of the file, else the dataset's
 * @param dataset  that opens them
 * @param settings as text, by name
 */
record DataChoice(String name, Contribution<?> dataset, Map<String, String> settings) {

    /**
     * Reads what was given.
     *
     * @param folder of the study: files below it are named relative to it, so that both can be moved together
     * @throws DataException when a file is named and there is none
     */
    static DataChoice of(String data, Path folder, Registry registry) throws PluginException, DataException {
        List<Contribution<?>> datasets = registry.all(Kind.DATASET);
        boolean looksLikeFile = Files.exists(Path.of(data)) || data.matches("(?s).*[/\\\\].*|.*\\.[A-Za-z0-9]{1,5}");
        Choices choice = looksLikeFile && !data.endsWith("]") ? null : Choices.one("--data", data);
        if (choice != null && datasets.stream().anyMatch(d -> d.id().equals(choice.contribution())
                || d.shortName().equalsIgnoreCase(choice.contribution()))) {
            return of(registry.find(Kind.DATASET, choice.contribution()), choice.settings(), folder);
        }
        if (Files.exists(Path.of(data))) {
            Optional<Contribution<?>> opener = registry.opener(data);
            return of(opener.isPresent() ? opener.get() : registry.find(Kind.DATASET, "csv"), Map.of("file", data), folder);
        }
        String what = "is neither a file nor a dataset; datasets are "
                + datasets.stream().map(Contribution::shortName).collect(Collectors.joining(", ")) + ", see 'paramscope list datasets'";
        if (looksLikeFile) {
            throw new DataException(data, "", what);
        }
        throw new UsageException("--data: '" + data + "' " + what);
    }

    private static DataChoice of(Contribution<?> dataset, Map<String, String> given, Path folder) {
        Map<String, String> settings = new LinkedHashMap<>(given);
        String name = dataset.shortName();
        for (SettingDescription each : dataset.schema().orElseThrow().settings()) {
            String value = settings.get(each.name());
            if (each.kind() == SettingDescription.Kind.PATH && value != null && Files.exists(Path.of(value))) {
                name = stem(Path.of(value));
                settings.put(each.name(), relative(Path.of(value), folder));
            }
        }
        return new DataChoice(name, dataset, settings);
    }

    /** The data source of a study. */
    DataNode node(String channel) {
        DataNode node = Studies.data(name, dataset.id(), settings);
        node.setContributionVersion(dataset.version());
        node.setChannel(channel == null ? "" : channel);
        return node;
    }

    private static String relative(Path file, Path folder) {
        Path absolute = file.toAbsolutePath().normalize();
        Path base = folder.toAbsolutePath().normalize();
        return absolute.startsWith(base) ? base.relativize(absolute).toString() : absolute.toString();
    }

    /** The name of a file without its extension, and without what would make a name hard to type. */
    static String stem(Path file) {
        String name = file.toAbsolutePath().normalize().getFileName().toString().replaceFirst("(?<=.)\\.[A-Za-z0-9]+$", "")
                .replaceAll("[^A-Za-z0-9_-]+", "-");
        return name.isEmpty() ? "study" : name;
    }
}

package org.paramscope.architecture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The bundles of the checkout: where their classes and manifests lie, and who may use whom. */
final class Bundles {

    /** What a bundle may use of the others, directly; the names are without {@code org.paramscope.}. */
    static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("nd4j", Set.of()),
            Map.entry("data", Set.of()),
            Map.entry("engine", Set.of("data")),
            Map.entry("geometry", Set.of("data", "engine")),
            Map.entry("figures", Set.of("data")),
            Map.entry("datasets", Set.of("data", "datasets.classic")),
            Map.entry("datasets.classic", Set.of()),
            Map.entry("models", Set.of("data", "engine")),
            Map.entry("estimators.archive", Set.of("data", "engine")),
            Map.entry("estimators.bootstrap", Set.of("data", "engine", "geometry")),
            Map.entry("estimators.diffusion", Set.of("data", "engine", "geometry")),
            Map.entry("estimators.flow", Set.of("data", "engine", "geometry")),
            Map.entry("estimators.laplace", Set.of("data", "engine")),
            Map.entry("estimators.variational", Set.of("data", "engine")),
            Map.entry("viewers", Set.of("data", "engine", "geometry", "figures")),
            Map.entry("study", Set.of()),
            Map.entry("provisioning", Set.of("data")),
            Map.entry("core", Set.of("data", "engine", "geometry", "figures", "study")),
            Map.entry("cli", Set.of("data", "engine", "geometry", "figures", "study", "core", "provisioning")),
            Map.entry("ui", Set.of("data", "engine", "geometry", "figures", "study", "core", "provisioning")),
            Map.entry("rcp", Set.of("data", "core", "ui")));

    /** Bundles that run without the platform: on the command line, in a script, on a cluster. */
    static final Set<String> PLATFORM_FREE = Set.of("data", "engine", "geometry", "figures", "datasets", "datasets.classic",
            "models", "estimators.archive", "estimators.bootstrap", "estimators.diffusion", "estimators.flow", "estimators.laplace",
            "estimators.variational", "viewers");

    /** The only bundles that may know windows. */
    static final Set<String> WINDOWED = Set.of("ui", "rcp");

    static final String PREFIX = "org.paramscope.";

    private static final Path FOLDER = Path.of(System.getProperty("paramscope.checkout", "../..")).resolve("bundles");

    private Bundles() {
    }

    /** The bundle that owns a package, or nothing when it is not ours. */
    static Optional<String> owner(String packageName) {
        if (!packageName.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String rest = packageName.substring(PREFIX.length());
        return MAY_USE.keySet().stream().filter(name -> rest.equals(name) || rest.startsWith(name + "."))
                .max(Comparator.comparingInt(String::length));
    }

    /** The folders on disk that hold a bundle of ours which is no test, by short name. */
    static List<String> onDisk() {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.map(p -> p.getFileName().toString()).filter(n -> n.startsWith(PREFIX) && !n.endsWith(".tests"))
                    .map(n -> n.substring(PREFIX.length())).filter(n -> !n.startsWith("nd4j.")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path classes(String bundle) {
        return FOLDER.resolve(PREFIX + bundle).resolve("target/classes");
    }

    /** The names in a manifest header, without attributes and directives. */
    static Set<String> header(String bundle, String name) {
        try (InputStream in = Files.newInputStream(FOLDER.resolve(PREFIX + bundle).resolve("META-INF/MANIFEST.MF"))) {
            String value = new Manifest(in).getMainAttributes().getValue(name);
            return value == null ? Set.of() : Arrays.stream(value.replaceAll("\"[^\"]*\"", "").split(","))
                    .map(part -> part.split(";")[0].strip()).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

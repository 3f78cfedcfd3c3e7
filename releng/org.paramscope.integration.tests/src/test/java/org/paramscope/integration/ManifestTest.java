package org.paramscope.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The directions between bundles, as the table of the architecture states them. */
class ManifestTest {

    /** What a bundle may require of ours; a family of bundles is named by its prefix. */
    private static final Map<String, List<String>> MAY_USE = Map.ofEntries(
            Map.entry("nd4j", List.of()),
            Map.entry("data", List.of("nd4j")),
            Map.entry("engine", List.of("data")),
            Map.entry("geometry", List.of("data", "engine")),
            Map.entry("figures", List.of("data")),
            Map.entry("datasets", List.of("data", "datasets.classic")),
            Map.entry("models", List.of("data", "engine")),
            Map.entry("estimators", List.of("data", "engine", "geometry")),
            Map.entry("viewers", List.of("data", "engine", "geometry", "figures")),
            Map.entry("study", List.of()),
            Map.entry("provisioning", List.of("data")),
            Map.entry("core", List.of("data", "engine", "geometry", "figures", "study")),
            Map.entry("cli", List.of("data", "engine", "geometry", "figures", "study", "core", "provisioning")),
            Map.entry("ui", List.of("data", "engine", "geometry", "figures", "study", "core", "provisioning")),
            Map.entry("rcp", List.of("data", "core", "provisioning", "ui")));

    private static final List<String> BELOW_THE_PLATFORM =
            List.of("data", "engine", "geometry", "figures", "datasets", "models", "estimators", "viewers");
    private static final List<String> CONTRIBUTIONS = List.of("datasets", "models", "estimators", "viewers");

    static Stream<String> bundles() {
        return Checkout.bundles().stream();
    }

    static Stream<String> belowThePlatform() {
        return bundles().filter(bundle -> BELOW_THE_PLATFORM.contains(family(bundle)));
    }

    static Stream<String> contributions() {
        return bundles().filter(bundle -> CONTRIBUTIONS.contains(family(bundle)));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void requireOnlyWhatLiesBelow(String bundle) {
        List<String> allowed = MAY_USE.get(family(bundle));
        assertTrue(allowed != null, bundle + " has no place in the architecture; give it one here and in the design");
        for (String required : Checkout.header(bundle, "Require-Bundle")) {
            if (required.startsWith("org.paramscope.")) {
                String name = required.substring("org.paramscope.".length());
                assertTrue(allowed.contains(name), bundle + " requires " + name + ", allowed: " + allowed);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("belowThePlatform")
    void requireNothingOfEclipse(String bundle) {
        for (String header : List.of("Require-Bundle", "Import-Package", "DynamicImport-Package")) {
            for (String name : Checkout.header(bundle, header)) {
                assertTrue(!name.startsWith("org.eclipse.") && !name.startsWith("org.osgi."), bundle + ": " + name);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void exportNothingInternal(String bundle) {
        assertEquals(List.of(), Checkout.header(bundle, "Export-Package").stream()
                .filter(name -> name.startsWith("org.paramscope.") && name.contains(".internal")).toList());
    }

    @Test
    void everyBundleOfTheArchitectureIsThere() {
        assertTrue(bundles().toList().containsAll(List.of("nd4j", "nd4j.linux.x86_64", "data", "engine", "geometry",
                "figures", "datasets", "datasets.classic", "models", "estimators.bootstrap", "viewers", "study", "core",
                "cli", "ui", "rcp")));
    }

    /** The part of the name that the table of the architecture lists. */
    private static String family(String bundle) {
        int dot = bundle.indexOf('.');
        return dot < 0 ? bundle : bundle.substring(0, dot);
    }
}

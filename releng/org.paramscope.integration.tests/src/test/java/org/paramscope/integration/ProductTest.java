package org.paramscope.integration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built product from outside, as its users have it. */
class ProductTest {

    @TempDir
    Path home;

    @Test
    void reproducesEveryOutsideValue() throws Exception {
        Outcome validated = new Installation(home).paramscope("validate", "--json");
        assertEquals(0, validated.code(), validated.output() + validated.messages());
        TreeSet<String> passed = new TreeSet<>();
        for (JsonElement each : JsonParser.parseString(validated.output()).getAsJsonArray()) {
            JsonObject check = each.getAsJsonObject();
            assertTrue(check.get("passed").getAsBoolean(), check.toString());
            assertFalse(check.getAsJsonArray("value").isEmpty(), check.toString());
            assertEquals(check.getAsJsonArray("value").size(), check.getAsJsonArray("reference").size(), check.toString());
            passed.add(check.get("id").getAsString());
        }
        assertTrue(passed.containsAll(List.of("ssa-reconstruction-co2", "ssa-singular-values-co2", "ssa-finite-rank",
                "ssa-noisy-sine", "gaussian-distances", "alignment-planted", "identity-null")), passed.toString());
    }

    /** The interpreter has no vector instructions, one thread no order but its own: the bits must not show it. */
    @Test
    void oneStudyGivesTheSameBitsWhateverComputesIt() throws Exception {
        SortedMap<String, byte[]> two = arrays("two", Map.of(), "2");
        assertFalse(two.isEmpty());
        assertSame(two, arrays("one", Map.of(), "1"));
        assertSame(two, arrays("interpreted", Map.of("JAVA_TOOL_OPTIONS", "-Xint"), "2"));
    }

    private SortedMap<String, byte[]> arrays(String folder, Map<String, String> environment, String threads) throws Exception {
        Outcome compared = new Installation(home).with(environment, "compare", "--data", "sine[samples=600]", "--models",
                "ssa[components=2],autoencoder[hidden=3,bottleneck=0]", "--estimators", "bootstrap[replicas=4]",
                "--set", "windows.length=24", "--set", "windows.stride=12", "--set", "budget.steps=12",
                "--set", "analysis.refitSteps=4", "--threads", threads, "--out", home.resolve(folder).toString());
        assertEquals(0, compared.code(), compared.messages());
        return arrays(home.resolve(folder));
    }

    /** The contents of all arrays, by their path below the run. */
    private static SortedMap<String, byte[]> arrays(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(file -> file.toString().endsWith(".npz")).forEach(files::add);
        }
        SortedMap<String, byte[]> contents = new TreeMap<>();
        for (Path file : files) {
            // study.results/<run>/...: the run is named after the time it started
            Path below = folder.relativize(file);
            contents.put(below.subpath(2, below.getNameCount()).toString(), Files.readAllBytes(file));
        }
        return contents;
    }

    private static void assertSame(SortedMap<String, byte[]> expected, SortedMap<String, byte[]> actual) {
        assertEquals(expected.keySet(), actual.keySet());
        expected.forEach((name, bytes) -> assertArrayEquals(bytes, actual.get(name), name));
    }
}

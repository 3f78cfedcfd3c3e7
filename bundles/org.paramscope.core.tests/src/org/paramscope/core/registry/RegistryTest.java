package org.paramscope.core.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.paramscope.data.PluginException;
import org.paramscope.data.Standardize;
import org.paramscope.data.settings.SettingsSchema;

class RegistryTest {

    private static final String BROKEN = """
            <?xml version="1.0" encoding="UTF-8"?>
            <?eclipse version="3.4"?>
            <plugin>
               <extension point="org.paramscope.core.transforms">
                  <transform id="org.example.good" name="Good" description="works" icon="a.png" class="org.paramscope.data.Standardize"/>
                  <transform id="org.example.absent" name="Absent" class="org.example.NoSuchClass"/>
                  <transform id="org.example.other" name="Other" class="java.util.ArrayList"/>
                  <transform id="org.example.closed" name="Closed" class="org.paramscope.core.registry.Registry"/>
                  <transform id="org.example.throwing" name="Throwing" class="org.paramscope.core.registry.ThrowingTransform"/>
                  <transform id="org.example.nameless" class="org.paramscope.data.Standardize"/>
                  <transform id="org.example.good" name="Twin" class="org.paramscope.data.Standardize"/>
                  <metric id="org.example.stray" name="Stray" class="org.paramscope.data.Standardize"/>
               </extension>
            </plugin>
            """;

    @TempDir
    Path folder;

    private Registry broken() throws IOException {
        Files.writeString(folder.resolve("plugin.xml"), BROKEN);
        Files.createDirectories(folder.resolve("META-INF"));
        Files.writeString(folder.resolve("META-INF/MANIFEST.MF"), "Manifest-Version: 1.0\nBundle-SymbolicName: org.example.broken;singleton:=true\n");
        return Registry.classPath(new URLClassLoader(new URL[] {folder.toUri().toURL()}, RegistryTest.class.getClassLoader()));
    }

    @Test
    void brokenContributionsAreNamedWithTheirPluginAndTheOthersWork() throws Exception {
        Registry registry = broken();
        Contribution<?> good = registry.find(Kind.TRANSFORM, "org.example.good");
        assertEquals("org.example.broken", good.plugin());
        assertEquals("a.png", good.icon());
        assertTrue(good.instance() instanceof Standardize);
        assertTrue(registry.all(Kind.TRANSFORM).stream().anyMatch(c -> c.id().equals("org.paramscope.core.standardize")));
        List<PluginException> problems = registry.problems().stream().filter(p -> p.plugin().equals("org.example.broken")).toList();
        String all = problems.stream().map(Throwable::getMessage).collect(Collectors.joining("\n"));
        for (String id : List.of("absent", "other", "closed", "throwing")) {
            assertTrue(all.contains("'org.example." + id + "'"), id + " in " + all);
        }
        assertTrue(all.contains("it has no 'name'"), all);
        assertTrue(all.contains("<metric>") && all.contains("<transform> is allowed"), all);
        assertTrue(all.contains("contributed by org.example.broken already"), all);
        assertTrue(all.contains("the moon is full"), "the cause of a throwing constructor: " + all);
        assertEquals(7, problems.size(), all);
        assertTrue(problems.stream().allMatch(p -> p.getMessage().lines().count() == 1));
    }

    @Test
    void whatIsNotInstalledSaysWhatIs() {
        Registry registry = Registry.of(Contribution.direct(Kind.TRANSFORM, "a.b.scale", "Scale", "", new Standardize()));
        PluginException e = assertThrows(PluginException.class, () -> registry.find(Kind.TRANSFORM, "detrend"));
        assertTrue(e.getMessage().contains("transform 'detrend'") && e.getMessage().contains("scale"), e.getMessage());
    }

    @Test
    void shortNamesFindAndAmbiguousOnesListTheCandidates() throws PluginException {
        Registry registry = Registry.of(Contribution.direct(Kind.TRANSFORM, "a.scale", "Scale", "", new Standardize()),
                Contribution.direct(Kind.TRANSFORM, "b.scale", "Scale", "", new Standardize()),
                Contribution.direct(Kind.TRANSFORM, "b.shift", "Shift", "", new Standardize()));
        assertEquals("b.shift", registry.find(Kind.TRANSFORM, "SHIFT").id());
        assertEquals("a.scale", registry.find(Kind.TRANSFORM, "a.scale").id());
        PluginException e = assertThrows(PluginException.class, () -> registry.find(Kind.TRANSFORM, "scale"));
        assertTrue(e.getMessage().contains("a.scale, b.scale"), e.getMessage());
    }

    @Test
    void aFileNamesItsDatasetByItsEnding() {
        Registry registry = Registry.platform();
        assertEquals("bvh", registry.opener("data/Walk.BVH").orElseThrow().shortName());
        assertEquals("npy", registry.opener("a.b.npy").orElseThrow().shortName());
        assertEquals("csv", registry.opener("walk.csv").orElseThrow().shortName());
        assertTrue(registry.opener("walk.dat").isEmpty() && registry.opener("csv").isEmpty());
    }

    @Test
    void aDirectContributionMustImplementItsContract() {
        assertThrows(IllegalArgumentException.class, () -> Contribution.direct(Kind.METRIC, "a", "A", "", new Standardize()));
    }

    @Test
    void nothingInstalledIsBroken() {
        assertEquals(List.of(), Registry.platform().problems());
    }

    /** From a settings record to text and back is the identity, for whatever is installed. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void defaultsSurviveText(Kind kind) {
        for (Contribution<?> each : Registry.platform().all(kind)) {
            each.schema().ifPresent(schema -> roundTrip(each.id(), schema));
        }
    }

    private static <S extends Record> void roundTrip(String id, SettingsSchema<S> schema) {
        Map<String, String> text = schema.format(schema.defaults());
        if (schema.settings().stream().allMatch(s -> s.optional() || !s.defaultValue().isEmpty())) {
            assertEquals(schema.defaults(), schema.parse(text), id);
        }
        assertEquals(schema.settings().size(), text.size(), id);
    }

    /** Each kind has its extension point, with a schema whose example names a class that implements the contract. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyKindHasADocumentedSchema(Kind kind) throws Exception {
        StringBuilder plugins = new StringBuilder();
        for (URL each : Collections.list(RegistryTest.class.getClassLoader().getResources("plugin.xml"))) {
            try (var in = each.openStream()) {
                plugins.append(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        String point = kind.extensionPoint().substring(kind.extensionPoint().lastIndexOf('.') + 1);
        assertTrue(plugins.toString().contains("<extension-point id=\"" + point + "\""), point);
        String schema = text("/schema/" + point + ".exsd");
        assertTrue(schema.contains("<element name=\"" + kind.element() + "\">"), schema);
        assertTrue(schema.contains(kind.contract()), kind.contract());
        assertFalse(schema.contains("org.example"), "examples are code that is compiled");
        assertEquals(kind, Kind.parse(kind.plural()).orElseThrow());
        assertEquals(kind, Kind.parse(point).orElseThrow());
        if (kind != Kind.DECODER) { // decoders come with their own bundle, and their contract with them
            Matcher example = Pattern.compile("&lt;" + kind.element() + " .*class=\"([\\w.]+)\"").matcher(schema);
            assertTrue(example.find(), schema);
            boolean installed = Registry.platform().all(kind).stream()
                    .anyMatch(c -> c.instance().getClass().getName().equals(example.group(1)));
            assertTrue(installed || Contribution.direct(kind, "a", "A", "", Class.forName(example.group(1)).getConstructor()
                    .newInstance()).schema().isPresent(), example.group(1));
        }
    }

    private static String text(String resource) throws IOException {
        try (var in = RegistryTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}

package org.paramscope.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of a third party's plugin: built against the published site, installed, used, removed. */
class ThirdPartyPluginTest {

    private static final String PLUGIN = "org.paramscope.examples.estimator";
    private static final String ESTIMATOR = PLUGIN + ".jackknife";

    @TempDir
    static Path folder;

    private static Path zip;

    @TempDir
    Path home;

    /** A third party has a copy of the example, Maven and the address of the site; nothing of the reactor. */
    @BeforeAll
    static void buildThePlugin() throws Exception {
        Path example = Checkout.TOP.resolve("releng/example-plugin");
        try (Stream<Path> files = Files.walk(example)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path relative = example.relativize(file);
                if (Stream.of("target", "bin").noneMatch(built -> relative.toString().contains("/" + built + "/"))) {
                    Path copy = folder.resolve("plugin").resolve(relative.toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
        List<String> maven = new ArrayList<>(List.of(System.getProperty("maven.home") + "/bin/mvn", "-B", "-ntp", "verify",
                "-Dmaven.repo.local=" + System.getProperty("maven.repo.local"),
                "-Dparamscope.site=" + Checkout.SITE.toUri()));
        Outcome built = Outcome.of(maven, folder.resolve("plugin"), Map.of("JAVA_HOME", System.getProperty("java.home")));
        assertEquals(0, built.code(), built.output() + built.messages());
        try (Stream<Path> results = Files.list(folder.resolve("plugin/site/target"))) {
            zip = results.filter(file -> file.toString().endsWith(".zip")).findFirst().orElseThrow();
        }
    }

    @Test
    void isInstalledListedRunAndUninstalled() throws Exception {
        Installation installation = new Installation(home);
        assertTrue(estimators(installation).stream().noneMatch(this::isOurs));

        Outcome installed = installation.paramscope("install", zip.toString());
        assertEquals(0, installed.code(), installed.messages());
        assertTrue(installed.output().contains(PLUGIN), installed.output());

        JsonObject listed = estimators(installation).stream().filter(this::isOurs).findFirst().orElseThrow();
        assertEquals(PLUGIN, listed.get("plugin").getAsString(), "the catalog names the plugin it comes from");

        Path out = home.resolve("out");
        Outcome compared = installation.paramscope("compare", "--data", "sunspots", "--models",
                "autoencoder[hidden=2,bottleneck=1]", "--estimators", "jackknife[blocks=5]", "--set", "budget.steps=5",
                "--out", out.toString(), "--json");
        assertEquals(0, compared.code(), compared.messages());
        JsonObject estimate = JsonParser.parseString(compared.output()).getAsJsonObject().getAsJsonArray("models").get(0)
                .getAsJsonObject().getAsJsonArray("estimates").get(0).getAsJsonObject();
        assertEquals(5, estimate.get("replicas").getAsInt(), "one replica for each block that is left out");
        assertTrue(Files.isRegularFile(out.resolve("report.html")));

        Outcome again = installation.paramscope("install", zip.toString());
        assertRefused(again, "installed already");

        Outcome removed = installation.paramscope("uninstall", PLUGIN);
        assertEquals(0, removed.code(), removed.messages());
        assertTrue(estimators(installation).stream().noneMatch(this::isOurs));
        assertRefused(installation.paramscope("uninstall", PLUGIN), "is not installed");
    }

    @Test
    void whatIsNoPluginIsRefusedAndChangesNothing() throws Exception {
        Installation installation = new Installation(home);
        Path text = Files.writeString(home.resolve("text.zip"), "no zip at all");
        assertRefused(installation.paramscope("install", text.toString()), text.toString());

        Path photos = home.resolve("photos.zip");
        try (OutputStream file = Files.newOutputStream(photos); ZipOutputStream stream = new ZipOutputStream(file)) {
            stream.putNextEntry(new ZipEntry("photo.png"));
        }
        assertRefused(installation.paramscope("install", photos.toString()), "content.jar");

        Path cut = Files.write(home.resolve("cut.zip"), firstHalf(zip));
        assertRefused(installation.paramscope("install", cut.toString()), cut.toString());

        assertRefused(installation.paramscope("install", home.resolve("absent.zip").toString()), "no such file");

        Outcome plugins = installation.paramscope("plugins", "--json");
        assertEquals(0, plugins.code(), plugins.messages());
        assertEquals(new JsonArray(), JsonParser.parseString(plugins.output()));
    }

    private boolean isOurs(JsonObject estimator) {
        return estimator.get("id").getAsString().equals(ESTIMATOR);
    }

    private static List<JsonObject> estimators(Installation installation) throws Exception {
        Outcome listed = installation.paramscope("list", "estimators", "--json");
        assertEquals(0, listed.code(), listed.messages());
        return JsonParser.parseString(listed.output()).getAsJsonArray().asList().stream()
                .map(JsonElement::getAsJsonObject).toList();
    }

    /** One line that says why, and exit code 1. */
    private static void assertRefused(Outcome outcome, String reason) {
        assertEquals(1, outcome.code(), outcome.messages());
        List<String> lines = outcome.messages().lines().filter(line -> line.startsWith("paramscope:")).toList();
        assertEquals(1, lines.size(), outcome.messages());
        assertTrue(lines.get(0).contains(reason), outcome.messages());
        assertFalse(outcome.messages().contains("Exception"), outcome.messages());
    }

    private static byte[] firstHalf(Path file) throws IOException {
        byte[] all = Files.readAllBytes(file);
        return Arrays.copyOf(all, all.length / 2);
    }
}

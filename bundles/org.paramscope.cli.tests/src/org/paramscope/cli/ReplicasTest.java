package org.paramscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.paramscope.data.Npz;
import org.paramscope.data.NumericArray;

class ReplicasTest extends Refusals {

    private Path networks;

    /** Six networks of two units each. */
    @BeforeEach
    void write() throws IOException {
        networks = Files.createDirectory(folder.resolve("nets"));
        for (int b = 0; b < 6; b++) {
            Npz.write(networks.resolve(b + ".npz"), Map.of("0.weight", NumericArray.of(new double[] {1 + 0.01 * b, 2, -3, 1 - 0.02 * b}, 2, 2),
                    "2.weight", NumericArray.of(new double[] {1, 2 + 0.01 * b}, 1, 2)));
        }
    }

    @Test
    void aFolderOfNetworksHasATableAndAReport() throws IOException {
        Path out = folder.resolve("out");
        Call call = Call.of("replicas", networks, "--out", out, "--surrogates", 20);
        assertEquals(0, call.code(), call.error());
        assertTrue(call.out().startsWith("6 networks of 6 parameters"), call.out());
        assertTrue(call.out().contains("permutation"), call.out());
        assertTrue(Files.readString(out.resolve("report.html")).startsWith("<!DOCTYPE html>"));
        assertTrue(Files.exists(out.resolve("replicas.npz")) && Files.exists(out.resolve("replicas.json")));
    }

    @Test
    void aSourceTakesSettingsAndPrintsJson() {
        Call call = Call.of("replicas", "nets=archive[folder=" + networks + ",activation=tanh]", "--out", folder.resolve("out"), "--surrogates", 20,
                "--json");
        assertEquals(0, call.code(), call.error());
        JsonObject root = JsonParser.parseString(call.out()).getAsJsonObject();
        assertEquals("nets", root.get("source").getAsString());
        JsonObject estimate = root.getAsJsonArray("estimates").get(0).getAsJsonObject();
        assertEquals(6, estimate.get("replicas").getAsInt());
        assertEquals(6, estimate.getAsJsonObject("diagnostics").get("replicas").getAsInt());
        assertEquals("0", estimate.getAsJsonArray("identity").get(0).getAsJsonObject().get("layer").getAsString());
    }

    @Test
    void mistakesAreNamed() throws IOException {
        Path out = folder.resolve("out");
        refused(Call.of("replicas", folder.resolve("none"), "--out", out), 2, "neither a folder nor a replica source", "archive");
        refused(Call.of("replicas", "archive[folder=" + folder.resolve("none") + "]", "--out", out), 1, "there is no such folder");
        refused(Call.of("replicas", "archive[colour=red]", "--out", out), 2, "archive.colour");
        refused(Call.of("replicas", networks, "--estimators", "nobody", "--out", out), 2, "nobody");
        refused(Call.of("replicas", networks, "--surrogates", "3", "--out", out), 2, "'surrogates' is 3");
        refused(Call.of("replicas", networks, "--out", Files.writeString(folder.resolve("file"), "")), 2, "a folder is wanted");
        Files.writeString(networks.resolve("x.npz"), "no archive");
        refused(Call.of("replicas", networks, "--out", out), 1, "x.npz");
    }
}

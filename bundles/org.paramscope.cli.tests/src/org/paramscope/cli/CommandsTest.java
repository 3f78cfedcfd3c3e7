package org.paramscope.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paramscope.study.RunStatus;
import org.paramscope.study.Study;
import org.paramscope.study.StudyFiles;

class CommandsTest {

    private static final Object[] SMALL = {"--models", "seasonal,ssa[components=2],autoencoder[hidden=4,bottleneck=0]", "--estimators",
        "bootstrap[replicas=5]", "--set", "budget.steps=20", "--set", "analysis.surrogates=20", "--set", "analysis.refitSteps=2"};

    @TempDir
    Path folder;

    private static Call call(Object[] more, Object... words) {
        List<Object> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(more));
        return Call.of(all.toArray());
    }

    /** new, run, resume, report: one study from its file to its page, with equal figures on the way. */
    @Test
    void aStudyFromItsFileToItsReport() throws Exception {
        Path file = folder.resolve("s.paramscope");
        Call made = call(SMALL, "new", file, "--data", "sine[samples=900,period=25]");
        assertEquals(0, made.code(), made.error());
        assertTrue(made.out().contains("period 25 samples"), made.out());
        Call run = Call.of("run", file, "--threads", 2, "--json");
        assertEquals(0, run.code(), run.error());
        JsonObject first = JsonParser.parseString(run.out()).getAsJsonObject();
        assertEquals(3, first.getAsJsonArray("models").size());
        Study study = StudyFiles.load(file);
        assertEquals(RunStatus.FINISHED, study.getRuns().get(0).getStatus());
        assertEquals(first.get("run").getAsString(), study.getRuns().get(0).getIdentifier());
        Call again = Call.of("run", file, "--resume", "--threads", 1, "--json");
        assertEquals(0, again.code(), again.error());
        JsonObject second = JsonParser.parseString(again.out()).getAsJsonObject();
        assertEquals(first.get("models"), second.get("models"));
        assertEquals(first.get("reduction"), second.get("reduction"));
        assertEquals(2, StudyFiles.load(file).getRuns().size());
        Path page = folder.resolve("page.html");
        Call report = Call.of("report", file, "--out", page);
        assertEquals(0, report.code(), report.error());
        assertTrue(report.out().contains("autoencoder-4-0") && report.out().contains("simulated"), report.out());
        assertTrue(Files.readString(page).startsWith("<!DOCTYPE html>"));
    }

    @Test
    void aComparisonWritesItsPageStudyAndResults() throws Exception {
        Path out = folder.resolve("out");
        Call call = call(SMALL, "compare", "--data", "sine[samples=900,period=25]", "--data", "twosines", "--out", out, "--seed", 3);
        assertEquals(0, call.code(), call.error());
        assertTrue(Files.exists(out.resolve("sine.paramscope")) && Files.exists(out.resolve("twosines.paramscope")));
        assertTrue(Files.exists(out.resolve("sine-report.html")) && Files.isDirectory(out.resolve("sine.results")));
        assertEquals(3, StudyFiles.load(out.resolve("sine.paramscope")).getSeed());
        assertTrue(call.error().contains("100 % done"), "plain lines of progress in a pipe: " + call.error());
    }

    /** A setting given for one run stays out of the file, but not out of the record. */
    @Test
    void settingsOfOneRunAreRecordedAndNotKept() throws Exception {
        Path file = folder.resolve("s.paramscope");
        assertEquals(0, call(SMALL, "new", file, "--data", "sine[samples=900,period=25]").code());
        Call run = Call.of("run", file, "--set", "windows.length=30", "--json");
        assertEquals(0, run.code(), run.error());
        assertEquals(30, JsonParser.parseString(run.out()).getAsJsonObject().get("window").getAsInt());
        assertEquals(0, StudyFiles.load(file).getWindows().getLength());
    }

    /** Cancelled before it begins: exit code 130, the run is noted, nothing is half-written. */
    @Test
    void aCancelledRun() throws Exception {
        Path file = folder.resolve("s.paramscope");
        assertEquals(0, call(SMALL, "new", file, "--data", "sine[samples=900,period=25]").code());
        StringWriter error = new StringWriter();
        Session session = new Session(new PrintWriter(new StringWriter()), new PrintWriter(error), false);
        session.cancel();
        assertEquals(130, Paramscope.run(session, "run", file.toString()));
        assertTrue(error.toString().contains("paramscope: cancelled"), error.toString());
        try (Stream<Path> all = Files.walk(folder)) {
            assertEquals(0, all.filter(p -> p.getFileName().toString().startsWith(".")).count());
        }
        assertEquals(0, Call.of("run", file, "--resume").code());
    }

    /** Cancelled while it runs: the message is the command that goes on, with the settings of the run. */
    @Test
    void aCancelledRunSaysHowToGoOn() throws Exception {
        Path file = folder.resolve("my study.paramscope");
        assertEquals(0, call(SMALL, "new", file, "--data", "sine[samples=900,period=25]").code());
        StringWriter error = new StringWriter();
        Session session = new Session(new PrintWriter(new StringWriter()), new PrintWriter(error), false);
        Thread interrupt = new Thread(() -> {
            while (session.resume().isEmpty()) {
                Thread.onSpinWait();
            }
            session.cancel();
        });
        interrupt.start();
        assertEquals(130, Paramscope.run(session, "run", file.toString(), "--set", "windows.length=30"));
        interrupt.join();
        assertTrue(error.toString().contains("'paramscope run '" + file + "' --set windows.length=30 --resume' goes on"), error.toString());
        assertEquals(RunStatus.CANCELLED, StudyFiles.load(file).getRuns().get(0).getStatus());
    }

    /** The examples of the help go together: a model is addressed by its type where that is unique. */
    @Test
    void theExamplesOfTheHelpGoTogether() throws Exception {
        Path file = folder.resolve("walk.paramscope");
        Path data = Files.createDirectory(folder.resolve("data")).resolve("gait.csv");
        StringBuilder text = new StringBuilder("t_s,gyr_y,gyr_z\n");
        for (int t = 0; t < 1000; t++) {
            text.append(t / 50.0).append(',').append(Math.sin(2 * Math.PI * t / 25)).append(',').append(t).append('\n');
        }
        Files.writeString(data, text);
        assertEquals(0, Call.of("new", file, "--data", "csv[file=" + data + ",rows=900]", "--channel", "gyr_y", "--models",
                "ssa[components=2],autoencoder[hidden=16]", "--estimators", "bootstrap[replicas=5]").code());
        Study study = StudyFiles.load(file);
        assertEquals("walk", study.getName());
        assertEquals("gait", study.getData().getName());
        assertEquals(Path.of("data", "gait.csv").toString(), study.getData().getSettings().get("file"));
        Call run = Call.of("run", file, "--set", "models.autoencoder.hidden=4", "--set", "budget.steps=2", "--set", "analysis.referenceModel=none", "--json");
        assertEquals(0, run.code(), run.error());
        assertEquals(900, JsonParser.parseString(run.out()).getAsJsonObject().get("samples").getAsInt());
    }

    @Test
    void kindsAreListedAsTheHelpNamesThem() {
        String all = Call.of("list").out();
        assertTrue(all.contains("\nmodels\n") && !all.contains("modelTypes"), all);
        assertTrue(all.contains("decoders\n  none installed\n"), all);
        for (String kind : Call.of("list", "bogus").error().replaceAll(".*allowed are ", "").strip().split(", ")) {
            assertEquals(0, Call.of("list", kind).code(), kind);
            assertTrue(Call.of("list", "--help").out().contains(kind), kind);
        }
        assertEquals(Call.of("list", "models").out(), Call.of("list", "modelTypes").out());
        assertTrue(Call.of("describe", "bootstrap").out().contains("an integer from 0 to 1000000000, in samples"));
        assertTrue(!Call.of("describe", "csv").out().contains(",;"));
    }

    @Test
    void whatIsInstalledIsListedAndDescribed() {
        Call list = Call.of("list", "models");
        assertEquals(0, list.code());
        assertTrue(list.out().contains("ssa") && list.out().contains("autoencoder") && !list.out().contains("bures"), list.out());
        JsonArray all = JsonParser.parseString(Call.of("list", "--json").out()).getAsJsonArray();
        assertTrue(all.size() > 15);
        Call page = Call.of("describe", "bootstrap");
        assertTrue(page.out().contains("replicas") && page.out().contains("default 100"), page.out());
        JsonObject json = JsonParser.parseString(Call.of("describe", "ssa", "--json").out()).getAsJsonObject();
        assertEquals("components", json.getAsJsonArray("settings").get(0).getAsJsonObject().get("name").getAsString());
    }

    @Test
    void theDoctorFindsThisMachineSound() {
        Call call = Call.of("doctor", "--json");
        assertEquals(0, call.code(), call.out() + call.error());
        assertTrue(JsonParser.parseString(call.out()).getAsJsonObject().get("sound").getAsBoolean());
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "new", "run", "compare", "replicas", "report", "list", "describe", "validate", "doctor", "install", "uninstall", "plugins"})
    void everyCommandHasHelp(String command) {
        Call call = Call.of(command, "--help");
        assertEquals(0, call.code());
        assertTrue(call.out().startsWith("Usage: paramscope " + command), call.out());
        assertTrue(call.out().contains("Example"), call.out());
        for (String line : call.out().lines().toList()) {
            assertEquals(line.stripTrailing(), line);
            assertEquals(0, line.chars().filter(c -> c == '"').count() % 2, "an example is not wrapped within its quotes: " + line);
        }
    }

    @Test
    void theVersionIsPrinted() {
        assertTrue(Call.of("--version").out().startsWith("paramscope "));
    }

    @Test
    void choicesAreRead() {
        List<Choices> all = Choices.parse("--models", "ssa[components=6], mine=autoencoder[hidden=32,16,bottleneck=3],a.b.pca");
        assertEquals(List.of(new Choices("ssa-6", "ssa", Map.of("components", "6")),
                new Choices("mine", "autoencoder", Map.of("hidden", "32,16", "bottleneck", "3")), new Choices("pca", "a.b.pca", Map.of())), all);
    }

    /** The bar of a terminal is drawn over; what remains of it is an empty line. */
    @Test
    void theBarOfATerminalIsDrawnOver() {
        StringWriter out = new StringWriter();
        ProgressLine bar = new ProgressLine(new PrintWriter(out), true, () -> false);
        bar.report(0.5, "half");
        bar.report(1, "done");
        assertTrue(out.toString().contains("[############------------]  50 % half"), out.toString());
        assertTrue(out.toString().endsWith("\r"));
        assertTrue(out.toString().lines().count() <= 4);
    }

    /** What comes late is not shown, and what is over at once needs no progress. */
    @Test
    void progressNeverGoesBack() {
        StringWriter out = new StringWriter();
        ProgressLine line = new ProgressLine(new PrintWriter(out), true, () -> false);
        line.report(0.83, "83 of 100");
        line.report(0.79, "79 of 100");
        assertTrue(out.toString().contains("83 of 100") && !out.toString().contains("79 of 100"), out.toString());
        StringWriter pipe = new StringWriter();
        new ProgressLine(new PrintWriter(pipe), false, () -> false).report(0, "opening");
        assertEquals("", pipe.toString());
    }

    @Test
    void runsAreEqualWhateverTheThreads() throws Exception {
        byte[][] networks = new byte[2][];
        for (int threads = 1; threads <= 2; threads++) {
            Path out = folder.resolve("t" + threads);
            assertEquals(0, call(SMALL, "compare", "--data", "sine[samples=900,period=25]", "--out", out, "--threads", threads).code());
            try (Stream<Path> files = Files.walk(out)) {
                Path arrays = files.filter(p -> p.endsWith("autoencoder-4-0.bootstrap-5.npz")).findFirst().orElseThrow();
                networks[threads - 1] = Files.readAllBytes(arrays);
            }
        }
        assertArrayEquals(networks[0], networks[1]);
    }
}

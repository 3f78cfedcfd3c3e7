package org.paramscope.core.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paramscope.core.registry.Registry;
import org.paramscope.core.report.Report;
import org.paramscope.core.store.ResultStore;
import org.paramscope.core.store.StoreException;
import org.paramscope.data.CancelledException;
import org.paramscope.data.Npz;
import org.paramscope.data.NumericArray;
import org.paramscope.data.PluginException;
import org.paramscope.data.Progress;
import org.paramscope.data.SettingException;
import org.paramscope.study.RunNode;
import org.paramscope.study.RunStatus;
import org.paramscope.study.Studies;
import org.paramscope.study.Study;
import org.paramscope.study.StudyFiles;

class StudyRunnerTest {

    private static final Registry REGISTRY = Registry.platform();

    /** One run, shared by the tests that only look at it. */
    @TempDir
    static Path shared;

    private static Path file;
    private static RunResult result;

    @TempDir
    Path folder;

    /** Small enough for a second, yet with every stage: baseline, closed form, network, both estimators, reduction. */
    static Study study() {
        Study study = Studies.create("small");
        study.setData(Studies.data("sine", "org.paramscope.datasets.sine", Map.of("samples", "900", "period", "25")));
        study.getBudget().setSteps(30);
        study.getAnalysis().setSurrogates(20);
        study.getAnalysis().setRefitSteps(2);
        study.getModels().add(Studies.model("seasonal", "org.paramscope.models.seasonal", Map.of()));
        study.getModels().add(Studies.model("ssa", "org.paramscope.models.ssa", Map.of("components", "2")));
        study.getModels().add(Studies.model("ae", "org.paramscope.models.autoencoder", Map.of("hidden", "5", "bottleneck", "0")));
        study.getEstimators().add(Studies.estimator("boot", "org.paramscope.estimators.bootstrap", Map.of("replicas", "6")));
        study.getEstimators().add(Studies.estimator("ens", "org.paramscope.estimators.ensemble", Map.of("replicas", "5")));
        return study;
    }

    @BeforeAll
    static void run() throws Exception {
        file = shared.resolve("small.paramscope");
        result = new StudyRunner(REGISTRY).run(study(), file, new RunOptions(2, false), Progress.none());
    }

    private static Map<String, byte[]> arrays(Path study, String run) throws IOException {
        Map<String, byte[]> all = new TreeMap<>();
        try (Stream<Path> files = Files.list(ResultStore.of(study).folder(run))) {
            for (Path each : files.filter(f -> f.toString().endsWith(".npz")).toList()) {
                all.put(each.getFileName().toString(), Files.readAllBytes(each));
            }
        }
        return all;
    }

    private static void assertSameArrays(Map<String, byte[]> expected, Map<String, byte[]> actual) {
        assertEquals(expected.keySet(), actual.keySet());
        expected.forEach((name, bytes) -> assertArrayEquals(bytes, actual.get(name), name));
    }

    @Test
    void everyStageLeavesItsResult() {
        assertEquals(List.of("seasonal", "ssa", "ae"), result.models().stream().map(ModelResult::name).toList());
        assertTrue(result.models().get(0).baseline());
        ModelResult ae = result.model("ae").orElseThrow();
        assertEquals(5 * 25 + 5 + 25 * 5 + 25, ae.parameters());
        assertEquals(6, ae.estimate("boot").orElseThrow().distribution().samples().size(0));
        assertEquals(5, ae.estimate("ens").orElseThrow().replicaErrors().length());
        assertTrue(ae.estimate("boot").orElseThrow().identity().orElseThrow().barrier().isPresent());
        assertEquals("ae", result.reduction().orElseThrow().model());
        assertTrue(result.howFewNeurons().isPresent());
        assertEquals(25, result.signal().period().orElseThrow().samples());
        assertEquals(25, result.signal().windows().length());
        assertTrue(result.drawables().stream().anyMatch(d -> d.value() == result.front()));
    }

    @Test
    void provenanceSaysWhereTheNumbersComeFrom() throws StoreException {
        Provenance p = result.provenance();
        assertEquals(64, p.dataHash().length());
        assertTrue(p.simulated());
        assertEquals(1, p.seed());
        assertTrue(p.machine().contains("processors") && p.machine().contains("Java"), p.machine());
        assertEquals("6", p.settings().get("estimators.boot.replicas"));
        assertEquals("900", p.settings().get("data.samples"));
        RunNode node = Runs.node(file, p.identifier()).orElseThrow();
        assertEquals(RunStatus.FINISHED, node.getStatus());
        assertEquals("small.results/" + p.identifier(), node.getResults());
        assertEquals(p.dataHash(), node.getDataHash());
        assertTrue(node.getDurationSeconds() > 0);
    }

    /** What a report needs comes from the store alone, and gives the same report. */
    @Test
    void theStoreGivesBackTheSameResult() throws StoreException {
        RunResult read = ResultStore.of(file).read(result.provenance().identifier());
        assertEquals(Report.table(result), Report.table(read));
        assertEquals(result.findings(), read.findings());
        assertEquals(result.provenance(), read.provenance());
        assertEquals(result.signal(), read.signal());
        assertEquals(result.reconstruction(), read.reconstruction());
        for (ModelResult model : result.models()) {
            ModelResult other = read.model(model.name()).orElseThrow();
            assertEquals(model.model(), other.model());
            assertEquals(model.network(), other.network());
            assertEquals(model.test(), other.test());
            for (EstimatorResult estimate : model.estimates()) {
                EstimatorResult same = other.estimate(estimate.estimator()).orElseThrow();
                assertEquals(estimate.distribution().arrays(), same.distribution().arrays());
                assertEquals(estimate.identity(), same.identity());
                assertEquals(estimate.trained(), same.trained());
            }
        }
        assertEquals(Report.html(result, REGISTRY), Report.html(read, REGISTRY));
    }

    @Test
    void theReportNeedsNothingElseAndSaysWhatIsSimulated() {
        String html = Report.html(result, REGISTRY);
        assertFalse(html.matches("(?s).*(src|href)=\"(?!#|data:)[^\"]*\".*"), "nothing is loaded from elsewhere");
        assertTrue(html.contains("<svg"), "figures are inline");
        assertTrue(html.contains("The data are simulated"));
        assertTrue(html.contains(result.provenance().dataHash()));
        assertTrue(html.contains("prefers-color-scheme"), "light and dark");
        assertTrue(html.contains("How few neurons?"));
        assertTrue(Report.table(result).contains("simulated"));
    }

    @Test
    void oneThreadGivesTheSameBits() throws Exception {
        Path other = folder.resolve("small.paramscope");
        RunResult single = new StudyRunner(REGISTRY).run(study(), other, new RunOptions(1, false), Progress.none());
        assertSameArrays(arrays(file, result.provenance().identifier()), arrays(other, single.provenance().identifier()));
        assertEquals(result.findings(), single.findings());
    }

    @Test
    void numpyReadsEveryArray() throws Exception {
        Path python = Path.of("/usr/bin/python3");
        assumeTrue(Files.isExecutable(python), "no python3");
        Path run = ResultStore.of(file).folder(result.provenance().identifier());
        String script = "import sys, glob, json, numpy\n"
                + "count = 0\n"
                + "for f in sorted(glob.glob(sys.argv[1] + '/*.npz')):\n"
                + "    z = numpy.load(f)\n"
                + "    shapes = json.load(open(f[:-4] + '.json'))['arrays']\n"
                + "    assert set(shapes) == set(z.files), (f, set(shapes) ^ set(z.files))\n"
                + "    for k in z.files:\n"
                + "        assert list(z[k].shape) == shapes[k]['shape'] and z[k].dtype == numpy.float64, (f, k)\n"
                + "        count += 1\n"
                + "print(count, repr(float(numpy.load(sys.argv[1] + '/ae.npz')['network'].sum())))\n";
        Process process = new ProcessBuilder(python.toString(), "-c", script, run.toString()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        int code = process.waitFor();
        assumeTrue(code == 0 || !output.contains("No module named"), "no numpy");
        assertEquals(0, code, output);
        double sum = Double.parseDouble(output.strip().split(" ")[1]);
        double ours = 0;
        for (double w : result.model("ae").orElseThrow().network().toArray()) {
            ours += w;
        }
        assertEquals(ours, sum, 1e-12 * Math.max(1, Math.abs(ours)));
        assertTrue(Integer.parseInt(output.split(" ")[0]) > 50, output);
    }

    /** Cancelled at many places: nothing is half-written, the state is noted, and the resumed run has the same bits. */
    @Test
    void aCancelledRunResumesToTheSameBits() throws Exception {
        Path other = folder.resolve("small.paramscope");
        StudyRunner runner = new StudyRunner(REGISTRY);
        for (double at : new double[] {0.2, 0.6, 0.9}) {
            assertThrows(CancelledException.class, () -> runner.run(study(), other, new RunOptions(2, true), cancelAt(at)));
            List<String> runs = ResultStore.of(other).runs();
            String last = runs.get(runs.size() - 1);
            assertEquals(RunStatus.CANCELLED, Runs.node(other, last).orElseThrow().getStatus());
            for (byte[] bytes : arrays(other, last).values()) {
                assertTrue(bytes.length > 22, "an array file is whole");
            }
            assertThrows(StoreException.class, () -> ResultStore.of(other).read(last));
        }
        List<String> messages = new ArrayList<>();
        RunResult resumed = runner.run(study(), other, new RunOptions(2, true), listening(messages));
        assertTrue(messages.stream().anyMatch(m -> m.contains("taken from a former run")), messages.toString());
        assertSameArrays(arrays(file, result.provenance().identifier()), arrays(other, resumed.provenance().identifier()));
        try (Stream<Path> all = Files.walk(folder)) {
            assertEquals(List.of(), all.filter(p -> p.getFileName().toString().startsWith(".")).toList(), "no temporary files are left");
        }
    }

    /** A finished part of other settings is not taken over. */
    @Test
    void resumingLooksAtTheSettings() throws Exception {
        Study changed = study();
        changed.getBudget().setSteps(31);
        Path other = folder.resolve("small.paramscope");
        StudyRunner runner = new StudyRunner(REGISTRY);
        runner.run(study(), other, new RunOptions(2, false), Progress.none());
        List<String> messages = new ArrayList<>();
        runner.run(changed, other, new RunOptions(2, true), listening(messages));
        assertFalse(messages.stream().anyMatch(m -> m.contains("taken from a former run")), messages.toString());
    }

    private static Progress cancelAt(double fraction) {
        return new Progress() {
            private volatile boolean cancelled;

            @Override
            public void report(double done, String message) {
                cancelled |= done >= fraction;
            }

            @Override
            public boolean cancelled() {
                return cancelled;
            }
        };
    }

    private static Progress listening(List<String> messages) {
        return new Progress() {
            @Override
            public void report(double done, String message) {
                synchronized (messages) {
                    messages.add(message);
                }
            }

            @Override
            public boolean cancelled() {
                return false;
            }
        };
    }

    @Test
    void progressNeverGoesBackAndEndsAtOne() throws Exception {
        List<Double> fractions = new ArrayList<>();
        new StudyRunner(REGISTRY).run(study(), folder.resolve("a.paramscope"), new RunOptions(1, false), new Progress() {
            @Override
            public void report(double fraction, String message) {
                fractions.add(fraction);
            }

            @Override
            public boolean cancelled() {
                return false;
            }
        });
        assertEquals(1.0, fractions.get(fractions.size() - 1));
        assertTrue(fractions.stream().allMatch(f -> f >= 0 && f <= 1));
        double highest = 0;
        for (double fraction : fractions) {
            assertTrue(fraction >= highest - 0.02, fraction + " after " + highest);
            highest = Math.max(highest, fraction);
        }
    }

    @Test
    void aMissingPluginIsNamedAndTheStudySurvives() throws Exception {
        Study study = study();
        study.getModels().add(Studies.model("gru", "org.example.recurrent.gru", Map.of("hidden", "16")));
        Path path = folder.resolve("a.paramscope");
        StudyFiles.save(study, path);
        Study loaded = StudyFiles.load(path);
        assertEquals("16", loaded.getModels().get(3).getSettings().get("hidden"));
        PluginException e = assertThrows(PluginException.class, () -> StudyPlan.of(loaded, path, REGISTRY));
        assertTrue(e.getMessage().contains("org.example.recurrent.gru") && e.getMessage().contains("autoencoder"), e.getMessage());
    }

    @Test
    void aSettingOutOfRangeIsNamedByItsPath() {
        Study study = study();
        study.getModels().get(2).getSettings().put("hidden", "0");
        SettingException e = assertThrows(SettingException.class, () -> StudyPlan.of(study, null, REGISTRY));
        assertTrue(e.getMessage().contains("models.ae.hidden") && e.getMessage().contains("from 1 to"), e.getMessage());
        study.getModels().get(2).getSettings().put("hidden", "5");
        study.getAnalysis().setSurrogates(3);
        SettingException surrogates = assertThrows(SettingException.class, () -> StudyPlan.of(study, null, REGISTRY));
        assertTrue(surrogates.getMessage().contains("analysis.surrogates"), surrogates.getMessage());
    }

    @Test
    void moreMemoryThanThereIsIsRefusedWithNumbers() {
        Study study = study();
        study.getModels().get(2).getSettings().put("hidden", "4000");
        study.getEstimators().get(0).getSettings().put("replicas", "100000");
        SettingException e = assertThrows(SettingException.class,
                () -> new StudyRunner(REGISTRY).run(study, folder.resolve("a.paramscope"), RunOptions.standard(), Progress.none()));
        assertTrue(e.getMessage().matches("(?s).*estimators.boot.replicas.*GB of memory are needed and .*B are available.*"), e.getMessage());
        assertFalse(Files.exists(folder.resolve("a.results")), "nothing is written");
    }

    @Test
    void aDamagedPartIsNamed() throws Exception {
        Path other = folder.resolve("small.paramscope");
        RunResult whole = new StudyRunner(REGISTRY).run(study(), other, new RunOptions(2, false), Progress.none());
        String run = whole.provenance().identifier();
        Path damaged = ResultStore.of(other).folder(run).resolve("ae.npz");
        Files.write(damaged, java.util.Arrays.copyOf(Files.readAllBytes(damaged), 100));
        StoreException e = assertThrows(StoreException.class, () -> ResultStore.of(other).read(run));
        assertTrue(e.getMessage().contains("ae.json: is damaged"), e.getMessage());
        StoreException none = assertThrows(StoreException.class, () -> ResultStore.of(other).read("yesterday"));
        assertTrue(none.getMessage().endsWith("there is no such run"), none.getMessage());
    }

    @Test
    void writtenArraysAreThoseOfTheResult() throws Exception {
        Map<String, NumericArray> read = Npz.read(ResultStore.of(file).folder(result.provenance().identifier()).resolve("ae.boot.npz"));
        EstimatorResult estimate = result.model("ae").orElseThrow().estimate("boot").orElseThrow();
        assertEquals(estimate.distribution().mean(), read.get("distribution.mean"));
        assertEquals(estimate.replicaErrors(), read.get("replicaErrors"));
    }
}

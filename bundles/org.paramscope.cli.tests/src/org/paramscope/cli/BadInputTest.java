package org.paramscope.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paramscope.core.demo.Demo;
import org.paramscope.study.Studies;
import org.paramscope.study.Study;
import org.paramscope.study.StudyFiles;

/** Each mistake gives one line that names the thing and what is allowed, exit code 1 or 2, and leaves the user's files alone. */
class BadInputTest {

    @TempDir
    Path folder;

    private void refused(Call call, int code, String... says) throws IOException {
        assertEquals(code, call.code(), call.error());
        assertEquals(1, call.failure().lines().count(), call.error());
        assertEquals("", call.out());
        for (String word : says) {
            assertTrue(call.failure().contains(word), "'" + word + "' in: " + call.failure());
        }
        assertFalse(call.error().contains("\tat ") || call.error().contains("    at "), "no stack trace: " + call.error());
    }

    private Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return all;
    }

    /** A study and a comparison of a CSV file: refused, and nothing new is written. */
    private void csv(byte[] content, int code, String... says) throws IOException {
        Path file = folder.resolve("walk.csv");
        Files.write(file, content);
        refused(Call.of("new", folder.resolve("a.paramscope"), "--data", file, "--models", "persistence"), code, says);
        refused(Call.of("compare", "--data", file, "--models", "persistence", "--out", folder.resolve("out")), code, says);
        assertEquals(List.of("walk.csv"), List.copyOf(files().keySet()));
        assertFalse(Files.exists(folder.resolve("out")), "a refused comparison leaves no folder");
        assertArrayEquals(content, Files.readAllBytes(file));
    }

    private void csv(String content, int code, String... says) throws IOException {
        csv(content.getBytes(StandardCharsets.UTF_8), code, says);
    }

    private static String column(int rows, IntFunction<String> value) {
        return "t_s,x\n" + IntStream.range(0, rows).mapToObj(t -> t / 50.0 + "," + value.apply(t)).collect(Collectors.joining("\n")) + "\n";
    }

    private static String sine(int t) {
        return Double.toString(Math.sin(2 * Math.PI * t / 20));
    }

    @Test
    void aMissingCsv() throws IOException {
        refused(Call.of("compare", "--data", folder.resolve("none.csv"), "--out", folder.resolve("out")), 1, "none.csv", "neither a file nor a dataset",
                "sunspots");
        assertTrue(files().isEmpty());
    }

    @Test
    void anEmptyCsv() throws IOException {
        csv("", 1, "walk.csv", "empty");
    }

    @Test
    void aBinaryCsv() throws IOException {
        csv(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, (byte) 0xff, (byte) 0xfe}, 1, "walk.csv");
    }

    @Test
    void aCsvWithoutHeader() throws IOException {
        csv("1,2\n3,4\n5,6\n", 1, "walk.csv", "header");
    }

    @Test
    void aRaggedCsv() throws IOException {
        csv("t_s,x\n0,1\n0.02,2,3\n0.04,1\n", 1, "walk.csv", "line 3");
    }

    @Test
    void textInANumberColumn() throws IOException {
        csv(column(200, t -> t == 17 ? "fast" : sine(t)), 1, "walk.csv", "fast", "line 19");
    }

    @Test
    void oneRow() throws IOException {
        csv("t_s,x\n0,1\n", 1, "walk.csv");
    }

    @Test
    void aConstantColumn() throws IOException {
        Call call = callNew(column(400, t -> "3.5"), "--set", "windows.length=20");
        assertTrue(call.code() == 1 || call.code() == 2, call.error());
        assertTrue(call.failure().contains("every value is 3.5"), call.error());
    }

    /** Missing values are either windows that are left out or a refusal; never numbers that are not. */
    @Test
    void notANumberInANumberColumn() throws IOException {
        Call call = callNew(column(400, t -> t == 100 ? "NaN" : sine(t)), "--set", "windows.length=20");
        if (call.code() != 0) {
            refused(call, call.code(), "walk.csv");
        } else {
            assertTrue(call.out().contains("400 samples"), call.out());
        }
    }

    private Call callNew(String content, Object... more) throws IOException {
        Path file = folder.resolve("walk.csv");
        Files.writeString(file, content);
        List<Object> words = new java.util.ArrayList<>(List.of("new", folder.resolve("a.paramscope"), "--data", file, "--models", "persistence"));
        words.addAll(List.of(more));
        return Call.of(words.toArray());
    }

    @Test
    void aWindowLongerThanTheSeries() throws IOException {
        Call call = callNew(column(400, BadInputTest::sine), "--set", "windows.length=500");
        refused(call, 2, "windows.length", "500", "400");
        assertFalse(Files.exists(folder.resolve("a.paramscope")));
    }

    @Test
    void severalChannelsWithoutAChoice() throws IOException {
        Call call = callNew("t_s,hip,knee\n" + IntStream.range(0, 300).mapToObj(t -> t / 50.0 + "," + sine(t) + "," + sine(2 * t))
                .collect(Collectors.joining("\n")));
        refused(call, 2, "channel", "hip, knee");
    }

    private Path study() throws Exception {
        Path file = folder.resolve("s.paramscope");
        StudyFiles.save(Demo.study(), file);
        return file;
    }

    /** The study file is as it was after a refused run, and no results appear. */
    private void run(Path file, int code, String... says) throws IOException {
        Map<String, byte[]> before = files();
        refused(Call.of("run", file), code, says);
        Map<String, byte[]> after = files();
        assertEquals(before.keySet(), after.keySet());
        before.forEach((name, bytes) -> assertArrayEquals(bytes, after.get(name), name));
    }

    @Test
    void aTruncatedStudy() throws Exception {
        Path file = study();
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
        run(file, 1, "s.paramscope", "truncated");
    }

    @Test
    void aStudyOfANewerVersion() throws Exception {
        Path file = study();
        Files.writeString(file, Files.readString(file).replace("formatVersion=\"1\"", "formatVersion=\"2\""));
        run(file, 1, "was written by format 2; this Paramscope reads up to 1");
    }

    @Test
    void aStudyThatNamesAnUnknownPlugin() throws Exception {
        Path file = study();
        Study study = StudyFiles.load(file);
        study.getModels().add(Studies.model("gru", "org.example.recurrent.gru", Map.of()));
        StudyFiles.save(study, file);
        run(file, 1, "org.example.recurrent.gru", "installed are", "ssa");
    }

    @Test
    void aStudyThatIsMissing() throws Exception {
        run(folder.resolve("none.paramscope"), 1, "no such file");
    }

    @Test
    void aSettingOutOfRange() throws Exception {
        Path file = study();
        Map<String, byte[]> before = files();
        refused(Call.of("run", file, "--set", "models.SSA-2.components=0"), 2, "models.SSA-2.components", "from 1 to");
        refused(Call.of("run", file, "--set", "models.gru.hidden=1"), 2, "gru", "SSA-2");
        refused(Call.of("run", file, "--set", "windows.length=many"), 2, "many");
        refused(Call.of("run", file, "--set", "estimators.bootstrap.replicas=1"), 2, "estimators.bootstrap.replicas", "from 2");
        refused(Call.of("run", file, "--set", "estimators.bootstrap.replicsa=5"), 2, "did you mean 'replicas'");
        refused(Call.of("run", file, "--threads", "0"), 2, "--threads");
        refused(Call.of("demo", "--out", folder.resolve("d"), "--replicas", "1"), 2, "replicas");
        assertEquals(before.keySet(), files().keySet(), "a refused demo leaves no study");
        before.forEach((name, bytes) -> assertArrayEquals(bytes, readAll(folder.resolve(name)), name));
    }

    private static byte[] readAll(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void wordsThatAreNoCommand() throws IOException {
        refused(Call.of("bogus"), 2, "bogus", "--help");
        refused(Call.of("list", "modles"), 2, "modles", "models");
        refused(Call.of("describe", "autoencodr"), 2, "autoencodr", "autoencoder");
        refused(Call.of("compare"), 2, "--data");
        refused(Call.of("compare", "--data", "sunspots", "--models", "ssa[components", "--out", folder.resolve("o")), 2, "--models");
        refused(Call.of("compare", "--data", "sunspots", "--models", "ssa,gru", "--out", folder.resolve("o")), 1, "gru", "autoencoder");
        refused(Call.of("compare", "--data", "sunspots", "--models", "ssa,ssa", "--out", folder.resolve("o")), 2, "occurs twice");
        assertTrue(files().isEmpty());
    }

    @Test
    void anExistingStudyIsNotReplaced() throws Exception {
        Path file = study();
        byte[] before = Files.readAllBytes(file);
        refused(Call.of("new", file, "--data", "sunspots"), 2, "exists", "--force");
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    @Test
    void aReportWithoutARun() throws Exception {
        refused(Call.of("report", study()), 2, "no finished run", "paramscope run");
    }

    /** A folder that cannot be made: a file is where it should be. */
    @Test
    void aFolderThatCannotBeMade() throws Exception {
        Files.writeString(folder.resolve("file"), "mine");
        refused(Call.of("demo", "--out", folder.resolve("file/demo")), 1, "file");
        assertEquals("mine", Files.readString(folder.resolve("file")));
    }

    @Test
    void aReadOnlyFolder() throws Exception {
        Path locked = Files.createDirectory(folder.resolve("locked"));
        assumeTrue(locked.toFile().setWritable(false) && !Files.isWritable(locked), "the superuser may write everywhere");
        refused(Call.of("demo", "--out", locked), 1, "read-only");
    }

    /** Systems keep a folder that nobody may write to, whoever asks. */
    @Test
    void aReadOnlySystem() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "no /proc");
        refused(Call.of("demo", "--out", "/proc/self/paramscope"), 1, "/proc/self/paramscope");
    }

    @Test
    void aZipThatIsNoPlugin() throws Exception {
        Path zip = folder.resolve("no.zip");
        Files.writeString(zip, "PK no zip");
        Call call = Call.of("install", zip);
        assertEquals(1, call.code(), call.error());
        assertEquals(1, call.failure().lines().count(), call.error());
        assertEquals(List.of("no.zip"), List.copyOf(files().keySet()));
    }
}

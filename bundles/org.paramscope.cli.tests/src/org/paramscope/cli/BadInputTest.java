package org.paramscope.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.paramscope.core.demo.Demo;
import org.paramscope.study.Studies;
import org.paramscope.study.Study;
import org.paramscope.study.StudyFiles;

/** Each mistake gives one line that names the thing and what is allowed, exit code 1 or 2, and leaves the user's files alone. */
class BadInputTest extends Refusals {

    @Test
    void aFileInsteadOfAFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("walk.csv"), column(400, Refusals::sine));
        refused(Call.of("compare", "--data", file, "--out", file), 2, "--out", "walk.csv", "a folder is wanted");
        refused(Call.of("demo", "--out", file), 2, "--out", "a folder is wanted");
        assertEquals(List.of("walk.csv"), List.copyOf(files().keySet()));
    }

    @Test
    void aStudyFileOfAnotherName() throws IOException {
        refused(Call.of("new", folder.resolve("w.txt"), "--data", "sunspots"), 2, "w.txt", ".paramscope");
        assertTrue(files().isEmpty());
    }

    @Test
    void numbersAndPathsThatAreNone() throws Exception {
        Path file = study();
        refused(Call.of("run", file, "--threads", "two"), 2, "--threads is 'two': an integer is allowed");
        refused(Call.of("compare", "--data", "sunspots", "--seed", "x"), 2, "--seed is 'x': an integer is allowed");
        refused(Call.of("run", file, "--set", "windows.length"), 2, "--set is 'windows.length': PATH=VALUE");
        refused(Call.of("run", file, "--set", "windows.length=ten"), 2, "'windows.length' is ten: an integer from 0 to 1000000 samples is allowed");
        refused(Call.of("run", file, "--set", "windows.lenght=10"), 2, "windows has length, stride");
        refused(Call.of("run", file, "--set", "bogus=10"), 2, "seed", "windows.*", "models.<name>.*");
        refused(Call.of("run", file, "--set", "models.SSA=10"), 2, "models.<name>.*");
        refused(Call.of("run", file, "--set", "models.ssa.components=3"), 2, "name one: SSA-2");
        refused(Call.of("run", file, "--set", "analysis.metric=bogus"), 2, "analysis.metric", "bogus", "bures");
        Files.writeString(file, Files.readString(file).replaceFirst("steps=\"\\d+\"", "steps=\"many\""));
        run(file, 1, "line ", "<budget> has steps=\"many\": an integer is allowed");
    }

    /** Mistakes leave a line in the log; a stack trace is for what nobody expected. */
    @Test
    void theLogHoldsALineForAMistake() throws Exception {
        Call.of("list", "modles");
        Path log = Path.of(System.getProperty("paramscope.log"));
        long before = Files.exists(log) ? Files.readAllLines(log).size() : 0;
        refused(Call.of("run", study(), "--set", "windows.length=ten"), 2, "windows.length");
        assertEquals(before + 1, Files.readAllLines(log).size());
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
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
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
        refused(Call.of("compare", "--data", "sunspots", "--models", "ssa,gru", "--out", folder.resolve("o")), 2, "--models", "gru", "autoencoder");
        refused(Call.of("compare", "--data", "sunspots", "--estimators", "laplace", "--out", folder.resolve("o")), 2, "laplace", "bootstrap");
        refused(Call.of("compare", "--data", "sunspotz", "--out", folder.resolve("o")), 2, "sunspotz", "neither a file nor a dataset", "sunspots");
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
        Path file = study();
        refused(Call.of("report", file), 2, "no finished run", "paramscope run");
        refused(Call.of("report", file, "--run", "foo"), 2, "--run is 'foo'", "has no run");
        Files.createDirectories(folder.resolve("s.results/20260101-000000"));
        refused(Call.of("report", file, "--run", "foo"), 2, "--run is 'foo'", "are 20260101-000000");
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

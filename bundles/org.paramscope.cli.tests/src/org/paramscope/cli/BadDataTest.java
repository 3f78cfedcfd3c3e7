package org.paramscope.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

/** Data that cannot be used, or not with these settings: one line says why, and neither a study nor a folder appears. */
class BadDataTest extends Refusals {

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
    void fewRows() throws IOException {
        csv(column(2, Refusals::sine), 1, "2 samples are too few for any window: at least ", " are needed");
        csv(column(30, Refusals::noise), 2, "30 samples are too few to find a period", "an integer from 1 to ", "--set windows.length=");
        csv(column(300, Refusals::noise), 2, "nothing dominates", "an integer from 1 to ", "--set windows.length=");
    }

    @Test
    void aValueTooLarge() throws IOException {
        csv(column(200, t -> t == 17 ? "1e308" : sine(t)), 1, "line 19, column 'x'", "1e308", "from -1e100 to 1e100");
    }

    @Test
    void aConstantColumn() throws IOException {
        Call call = callNew(column(400, t -> "3.5"), "--set", "windows.length=20");
        assertTrue(call.code() == 1 || call.code() == 2, call.error());
        assertTrue(call.failure().contains("every value is 3.5"), call.error());
    }

    /** Models that can do with missing values get them; others refuse and name the way out. */
    @Test
    void notANumberInANumberColumn() throws IOException {
        String gap = column(400, t -> t == 100 ? "NaN" : sine(t));
        Call call = callNew(gap, "--set", "windows.length=20");
        assertEquals(0, call.code(), call.error());
        assertTrue(call.out().contains("400 samples"), call.out());
        Object[] pca = {"new", folder.resolve("b.paramscope"), "--data", folder.resolve("walk.csv"), "--models", "pca", "--set", "windows.length=20"};
        refused(Call.of(pca), 2, "values are missing", "--set windows.gaps=false");
        Object[] whole = Arrays.copyOf(pca, pca.length + 2);
        whole[pca.length] = "--set";
        whole[pca.length + 1] = "windows.gaps=false";
        assertEquals(0, Call.of(whole).code());
    }

    private Call callNew(String content, Object... more) throws IOException {
        Path file = folder.resolve("walk.csv");
        Files.writeString(file, content);
        List<Object> words = new ArrayList<>(List.of("new", folder.resolve("a.paramscope"), "--data", file, "--models", "persistence"));
        words.addAll(List.of(more));
        return Call.of(words.toArray());
    }

    @Test
    void aWindowLongerThanTheSeries() throws IOException {
        Call call = callNew(column(400, Refusals::sine), "--set", "windows.length=500");
        refused(call, 2, "windows.length", "500", "400");
        assertFalse(Files.exists(folder.resolve("a.paramscope")));
    }

    @Test
    void severalChannelsWithoutAChoice() throws IOException {
        String two = "t_s,hip,knee\n" + IntStream.range(0, 300).mapToObj(t -> t / 50.0 + "," + sine(t) + "," + sine(2 * t))
                .collect(Collectors.joining("\n"));
        Call call = callNew(two);
        refused(call, 2, "channel", "hip, knee");
        assertEquals(1, call.error().lines().count(), call.error());
        assertEquals(1, callNew(two, "--channel", "ankle").error().lines().count());
    }

    /** A block that cannot fit is refused before anything is written, by its name; what was there stays as it was. */
    @Test
    void aBlockThatDoesNotFit() throws IOException {
        Path file = Files.writeString(folder.resolve("walk.csv"), column(400, Refusals::sine));
        Path study = Files.writeString(Files.createDirectory(folder.resolve("old")).resolve("walk.paramscope"), "mine");
        Object[] words = {"compare", "--data", file, "--models", "ssa", "--estimators", "bootstrap[block=100000]", "--out", folder.resolve("out")};
        refused(Call.of(words), 2, "estimators.bootstrap.block", "100000", "0 (automatic) or an integer from 20 (a window) to ");
        words[words.length - 1] = folder.resolve("old");
        refused(Call.of(words), 2, "estimators.bootstrap.block");
        refused(Call.of("new", folder.resolve("a.paramscope"), "--data", file, "--estimators", "bootstrap[block=7]"), 2, "estimators.bootstrap.block");
        refused(Call.of("compare", "--data", file, "--models", "ssa[components=600]", "--out", folder.resolve("out")), 2, "'models.ssa.components' is 600");
        assertEquals(List.of("old/walk.paramscope", "walk.csv"), List.copyOf(files().keySet()));
        assertFalse(Files.exists(folder.resolve("out")));
        assertEquals("mine", Files.readString(study));
    }

    /** Of several data, those that do not suit are found before the first are computed. */
    @Test
    void theSecondOfTwoDataDoesNotSuit() throws IOException {
        Path good = Files.writeString(folder.resolve("walk.csv"), column(2000, Refusals::sine));
        Path few = Files.writeString(folder.resolve("few.csv"), column(300, Refusals::sine));
        refused(Call.of("compare", "--data", good, "--data", few, "--models", "ssa", "--estimators", "bootstrap[block=500]", "--out",
                folder.resolve("out")), 2, "estimators.bootstrap.block", "500");
        assertFalse(Files.exists(folder.resolve("out")));
    }

    /** A short stretch to train on shortens the automatic block, of which the user has said nothing. */
    @Test
    void anAutomaticBlockFits() throws IOException {
        Path file = Files.writeString(folder.resolve("walk.csv"), column(400, Refusals::sine));
        Call call = Call.of("compare", "--data", file, "--models", "ssa[components=2]", "--estimators", "bootstrap[replicas=5]",
                "--set", "windows.train=0.1", "--set", "analysis.surrogates=20", "--out", folder.resolve("out"));
        assertEquals(0, call.code(), call.error());
        assertTrue(Files.readString(folder.resolve("out/report.html")).matches("(?s).*<td class=\"name\">block shortened from</td>\\s*<td[^>]*>20</td>.*"));
    }
}

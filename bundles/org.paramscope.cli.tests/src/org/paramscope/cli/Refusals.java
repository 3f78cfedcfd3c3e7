package org.paramscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.io.TempDir;

/** What the tests of mistakes have in common: a folder of the user's, series in files, and what a refusal looks like. */
abstract class Refusals {

    @TempDir
    Path folder;

    /** One line that says so much, an exit code, nothing on the output, no stack trace. */
    final void refused(Call call, int code, String... says) throws IOException {
        assertEquals(code, call.code(), call.error());
        assertEquals(1, call.failure().lines().count(), call.error());
        assertEquals("", call.out());
        for (String word : says) {
            assertTrue(call.failure().contains(word), "'" + word + "' in: " + call.failure());
        }
        assertFalse(call.error().contains("\tat ") || call.error().contains("    at "), "no stack trace: " + call.error());
    }

    final Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return all;
    }

    static String column(int rows, IntFunction<String> value) {
        return "t_s,x\n" + IntStream.range(0, rows).mapToObj(t -> t / 50.0 + "," + value.apply(t)).collect(Collectors.joining("\n")) + "\n";
    }

    static String sine(int t) {
        return Double.toString(Math.sin(2 * Math.PI * t / 20));
    }

    static String noise(int t) {
        return Double.toString(new SplittableRandom(t).nextDouble());
    }
}

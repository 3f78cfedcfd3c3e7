package org.paramscope.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzTest {

    @TempDir
    Path folder;

    private static Map<String, NumericArray> arrays() {
        Map<String, NumericArray> arrays = new LinkedHashMap<>();
        arrays.put("weights", NumericArray.owned(new Random(1).doubles(70_000, -1, 1).toArray(), 7, 100, 100));
        arrays.put("mean", NumericArray.of(new double[] {1, Double.NaN, Double.POSITIVE_INFINITY, -0.0, 1e-310}));
        arrays.put("loss", NumericArray.scalar(-3.5));
        arrays.put("empty", NumericArray.zeros(0, 4));
        return arrays;
    }

    @Test
    void readsBackWhatItWrote() throws Exception {
        Path file = folder.resolve("deep/er/a.npz");
        Npz.write(file, arrays());
        Map<String, NumericArray> back = Npz.read(file);
        assertEquals(List.of("empty", "loss", "mean", "weights"), List.copyOf(back.keySet()));
        assertEquals(arrays(), back);
    }

    @Test
    void theSameArraysGiveTheSameBytes() throws Exception {
        Npz.write(folder.resolve("a.npz"), arrays());
        Map<String, NumericArray> reversed = new LinkedHashMap<>();
        List<String> names = List.copyOf(arrays().keySet());
        names.reversed().forEach(name -> reversed.put(name, arrays().get(name)));
        Npz.write(folder.resolve("b.npz"), reversed);
        assertArrayEquals(Files.readAllBytes(folder.resolve("a.npz")), Files.readAllBytes(folder.resolve("b.npz")));
    }

    @Test
    void numpyReadsIt() throws Exception {
        Npz.write(folder.resolve("a.npz"), arrays());
        String answer = python("""
                import numpy as np
                a = np.load('a.npz')
                w = a['weights']
                print(sorted(a.files), w.shape, w.dtype, w.flags['C_CONTIGUOUS'], repr(float(w[6, 99, 98])), a['loss'].shape, float(a['loss']),
                      a['empty'].shape, np.isnan(a['mean'][1]), np.isinf(a['mean'][2]), float(a['mean'][4]))
                """);
        double expected = arrays().get("weights").get(6, 99, 98);
        assertEquals("['empty', 'loss', 'mean', 'weights'] (7, 100, 100) float64 True " + expected
                + " () -3.5 (0, 4) True True 1e-310", answer.strip().replace("E", "e"));
    }

    @Test
    void readsWhatNumpyWrites() throws Exception {
        python("""
                import numpy as np
                x = np.arange(24.0).reshape(2, 3, 4)
                np.savez_compressed('n.npz', c=x, f=np.asfortranarray(x), big=x.astype('>f8'), small=x.astype('<f4'),
                                    whole=x.astype('<i8'), short=(x - 12).astype('<i2'), byte=x.astype('u1'), flags=x > 3, scalar=np.float64(2.5))
                np.savez('bad.npz', text=np.array(['a', 'b']))
                """);
        Map<String, NumericArray> read = Npz.read(folder.resolve("n.npz"));
        double[] values = new double[24];
        Arrays.setAll(values, i -> i);
        NumericArray expected = NumericArray.of(values, 2, 3, 4);
        for (String name : List.of("c", "f", "big", "small", "whole", "byte")) {
            assertEquals(expected, read.get(name), name);
        }
        assertEquals(-12, read.get("short").at(0));
        assertEquals(20, Arrays.stream(read.get("flags").toArray()).sum());
        assertEquals(NumericArray.scalar(2.5), read.get("scalar"));
        DataException refusal = assertThrows(DataException.class, () -> Npz.read(folder.resolve("bad.npz")));
        assertTrue(refusal.getMessage().contains("text.npy"), refusal.getMessage());
    }

    @Test
    void whatIsNoArchiveIsRefusedInOneLine() throws Exception {
        Path good = folder.resolve("good.npz");
        Npz.write(good, arrays());
        byte[] bytes = Files.readAllBytes(good);
        Path file = folder.resolve("x.npz");
        assertThrows(DataException.class, () -> Npz.read(file), "missing");
        assertThrows(DataException.class, () -> Npz.read(folder), "a folder");
        Random random = new Random(2);
        for (int trial = 0; trial < 300; trial++) {
            byte[] broken = random.nextBoolean() ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes.clone();
            for (int i = random.nextInt(20); i > 0 && broken.length > 0; i--) {
                broken[random.nextInt(Math.min(broken.length, 800))] = (byte) random.nextInt();
            }
            Files.write(file, broken);
            try {
                Npz.read(file);
            } catch (DataException refusal) {
                assertTrue(refusal.getMessage().startsWith(file.toString()) && refusal.getMessage().lines().count() == 1, refusal.getMessage());
            }
        }
        Files.writeString(file, "PK");
        assertThrows(DataException.class, () -> Npz.read(file));
    }

    @Test
    void aFailedWriteLeavesTheOldFile() throws Exception {
        Path file = folder.resolve("study.txt");
        AtomicFile.write(file, out -> out.write("first".getBytes(StandardCharsets.UTF_8)));
        assertThrows(IOException.class, () -> AtomicFile.write(file, out -> {
            out.write("second".getBytes(StandardCharsets.UTF_8));
            throw new IOException("No space left on device");
        }));
        assertEquals("first", Files.readString(file));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(file), left.toList(), "no temporary file stays");
        }
        AtomicFile.write(file, out -> out.write("third".getBytes(StandardCharsets.UTF_8)));
        assertEquals("third", Files.readString(file));
    }

    private String python(String script) throws Exception {
        Path python = Path.of("/usr/bin/python3");
        assumeTrue(Files.isExecutable(python), "no Python here");
        assumeTrue(run(python, "import numpy").exitValue() == 0, "no numpy here");
        Process process = run(python, script);
        String answer = Files.readString(folder.resolve("answer"));
        assertEquals(0, process.exitValue(), answer);
        return answer;
    }

    private Process run(Path python, String script) throws Exception {
        Process process = new ProcessBuilder(python.toString(), "-c", script).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("answer").toFile()).start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return process;
    }
}

package org.paramscope.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paramscope.data.DataException;
import org.paramscope.data.Progress;
import org.paramscope.data.Recording;
import org.paramscope.data.SettingException;
import org.paramscope.data.Signal;

/** Whatever is done to a valid BVH or NPY file, a recording comes out or a refusal in one line. */
class BinaryFuzzTest {

    private static final List<String> PIECES = List.of("{", "}", "JOINT a", "End Site", "OFFSET 1 2 3", "CHANNELS 1 Xrotation", "MOTION", "\n", "\r\n",
            "1e400", "-", "999999999", "0", "99999999999999999999", "NaN", "Frames:", "\t", " ", "\uFEFF", "\u2028", "'", "(", ")", "True", "None",
            ">f8", "|O", "c16", ", ", "-1", "65536");

    @TempDir
    Path folder;

    private interface Opened {
        Recording open(Path file) throws DataException;
    }

    @Test
    void brokenSkeletonsAreReadOrRefused() throws Exception {
        List<byte[]> files = List.of(BvhTest.LEG.getBytes(StandardCharsets.UTF_8), BvhTest.LEG.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        fuzz(files, "f.bvh", file -> new Bvh().open(new Bvh.Settings(file, List.of(), BvhChannels.ALL), Progress.none()));
    }

    @Test
    void brokenArraysAreReadOrRefused() throws Exception {
        List<byte[]> files = List.of(NumpyArrayTest.npy("4,", 1, 2, 3, 4), NumpyArrayTest.npy("2, 2, 2", 1, 2, 3, 4, 5, 6, 7, 8),
                NumpyArrayTest.npy("3, 2", 1, 2, 3, 4, Double.NaN, 6));
        fuzz(files, "f.npy", file -> new NumpyArray().open(new NumpyArray.Settings(file), Progress.none()));
    }

    private void fuzz(List<byte[]> files, String name, Opened opened) throws Exception {
        Path file = folder.resolve(name);
        int read = 0;
        for (int seed = 0; seed < 5000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = files.get(random.nextInt(files.size()));
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                bytes = mutate(bytes, random);
            }
            Files.write(file, bytes);
            String what = "seed " + seed + ": " + HexFormat.of().formatHex(bytes);
            try {
                Recording r = opened.open(file);
                for (Signal s : r.signals()) {
                    assertTrue(s.length() >= 2 && s.channelCount() >= 1, what);
                    for (int i = 0; i < s.values().length(); i++) {
                        assertEquals(Double.isFinite(s.values().at(i)), s.observed(i / s.channelCount(), i % s.channelCount()), what);
                    }
                }
                read++;
            } catch (DataException | SettingException refusal) {
                assertEquals(1, refusal.getMessage().lines().count(), what + ": " + refusal.getMessage());
                assertTrue(refusal.getMessage().length() < 600, what + ": " + refusal.getMessage());
            } catch (RuntimeException | Error unexpected) {
                fail(what, unexpected);
            }
        }
        assertTrue(read > 50 && read < 4900, read + " of 5000 were read");
    }

    /** A bit flipped, the end cut off, a stretch left out or doubled, a piece put in. */
    private static byte[] mutate(byte[] bytes, Random random) {
        if (bytes.length == 0) {
            return new byte[] {'x'};
        }
        int at = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, at + random.nextInt(12));
        byte[] flipped = bytes.clone();
        flipped[at] ^= (byte) (1 << random.nextInt(8));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        switch (random.nextInt(5)) {
            case 0 -> out.writeBytes(flipped);
            case 1 -> out.write(bytes, 0, at);
            case 2 -> {
                out.write(bytes, 0, at);
                out.write(bytes, to, bytes.length - to);
            }
            case 3 -> {
                out.write(bytes, 0, to);
                out.write(bytes, at, bytes.length - at);
            }
            default -> {
                out.write(bytes, 0, at);
                out.writeBytes(PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8));
                out.write(bytes, random.nextBoolean() ? at : to, bytes.length - to);
            }
        }
        return out.toByteArray();
    }
}

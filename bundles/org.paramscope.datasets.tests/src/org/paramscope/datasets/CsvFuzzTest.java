package org.paramscope.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** Whatever is done to a valid file, a recording comes out or a refusal in one line. */
class CsvFuzzTest {

    private static final List<String> FILES = List.of(
            "t_s,acc_x [m/s2],gyr_y\n0,1.5,2\n0.02,-3,4e-2\n0.04,7,8\n0.06,1,0\n",
            "\uFEFF\"time\";\"a \"\"b\"\"\";c\r\n0;1;2\r\n1;3;4\r\n2;5;7\r\n",
            "year\tvalue\n1949\t112\n1950\t118\n1951\t132\n");
    private static final String[] PIECES = {"\"", ",", ";", "\t", "\n", "\r", "\r\n", "NaN", "-", "1e", "1e400", ".", "\0", "\uFEFF", "''",
        "[", "]", "(", " ", "t", "0", "999999999999999999999", "\"\"", "a,b", "\u2028", "\u00e9", "1,5", "-0", "#", "=1+1", "\\"};

    @TempDir
    Path folder;

    @Test
    void mutatedFilesAreReadOrRefused() throws Exception {
        Path file = folder.resolve("f.csv");
        int read = 0;
        for (int seed = 0; seed < 6000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = FILES.get(random.nextInt(FILES.size())).getBytes(StandardCharsets.UTF_8);
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                bytes = mutate(bytes, random);
            }
            Files.write(file, bytes);
            read += open(file, random, "seed " + seed + ": " + HexFormat.of().formatHex(bytes)) ? 1 : 0;
        }
        assertTrue(read > 500 && read < 5500, read + " of 6000 were read");
    }

    private static boolean open(Path file, Random random, String what) {
        List<String> channels = random.nextInt(4) == 0 ? List.of("gyr_y") : List.of();
        try {
            Recording r = new Csv().open(new Csv.Settings(file, channels), Progress.none());
            assertTrue(r.signal().length() >= 2, what);
            Signal s = r.signal();
            for (int i = 0; i < s.values().length(); i++) {
                assertEquals(Double.isFinite(s.values().at(i)), s.observed(i / s.channelCount(), i % s.channelCount()), what);
            }
            return true;
        } catch (DataException | SettingException refusal) {
            assertEquals(1, refusal.getMessage().lines().count(), what + ": " + refusal.getMessage());
            assertTrue(refusal.getMessage().length() < 500, what + ": " + refusal.getMessage());
            return false;
        } catch (RuntimeException | Error unexpected) {
            return fail(what, unexpected);
        }
    }

    private static byte[] mutate(byte[] bytes, Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, at + random.nextInt(6));
        out.write(bytes, 0, at);
        switch (random.nextInt(5)) {
            case 0 -> out.writeBytes(PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8));
            case 1 -> out.write(random.nextInt(256));
            case 2 -> at = to;
            case 3 -> out.write(bytes, at, to - at);
            default -> {
                out.writeBytes(PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8));
                at = to;
            }
        }
        out.write(bytes, at, bytes.length - at);
        return out.size() == 0 ? new byte[] {'x'} : out.toByteArray();
    }
}

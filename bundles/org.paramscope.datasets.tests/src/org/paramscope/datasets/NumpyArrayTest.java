package org.paramscope.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paramscope.data.Clock;
import org.paramscope.data.DataException;
import org.paramscope.data.NumericArray;
import org.paramscope.data.Progress;
import org.paramscope.data.RateUnit;
import org.paramscope.data.Recording;
import org.paramscope.data.Signal;
import org.paramscope.data.SignalLayout;

class NumpyArrayTest {

    @TempDir
    Path folder;

    /** A file of little-endian float64 in format 1.0. */
    static byte[] npy(String shape, double... values) {
        String header = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + shape + "), }\n";
        ByteBuffer all = ByteBuffer.allocate(10 + header.length() + 8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        all.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
        Arrays.stream(values).forEach(all::putDouble);
        return all.array();
    }

    private Recording read(String shape, double... values) throws Exception {
        Path file = Files.write(folder.resolve("film.npy"), npy(shape, values));
        return new NumpyArray().open(new NumpyArray.Settings(file, OptionalDouble.of(10), "", "grey"), Progress.none());
    }

    @Test
    void seriesChannelsAndFilms() throws Exception {
        Signal series = read("3,", 1, 2, 4).signal();
        assertEquals(List.of("film"), series.channels());
        assertEquals(Clock.regular(10, RateUnit.HERTZ), series.clock());
        assertEquals("grey", series.unit());
        assertEquals(List.of("1", "2"), read("2, 2", 1, 2, 4, 5).signal().channels());
        Signal film = read("2, 1, 3", 1, 2, 4, 5, 6, 7).signal();
        assertEquals(SignalLayout.IMAGE, film.layout());
        assertEquals(List.of(1, 3), film.extent());
        assertEquals(List.of("y0x0", "y0x1", "y0x2"), film.channels());
        assertEquals(NumericArray.of(new double[] {1, 2, 4, 5, 6, 7}, 2, 3), film.values());
    }

    @Test
    void whatIsNotANumberIsMissing() throws Exception {
        Signal s = read("4,", 1, Double.NaN, 3, 2).signal();
        assertEquals(1, s.missing());
        assertEquals(NumericArray.of(new double[] {1, 0, 1, 1}, 4, 1), s.mask().orElseThrow());
    }

    @Test
    void whatCannotBeAnalysedIsRefused() {
        for (DataException e : List.of(assertThrows(DataException.class, () -> read("1, 1, 1, 2", 1, 2)),
                assertThrows(DataException.class, () -> read("1, 2", 1, 2)), assertThrows(DataException.class, () -> read("3,", 2, 2, 2)),
                assertThrows(DataException.class, () -> read("0,")), assertThrows(DataException.class, () -> read("3, 0")),
                assertThrows(DataException.class, () -> read("2,", Double.NaN, Double.NaN)),
                assertThrows(DataException.class, () -> read("2,", 1, Double.POSITIVE_INFINITY)),
                assertThrows(DataException.class, () -> new NumpyArray().open(new NumpyArray.Settings(), Progress.none())))) {
            assertEquals(1, e.getMessage().lines().count());
        }
    }

    @ParameterizedTest
    @CsvSource({"video-cartoon-walk/cartoon_walk_tracked_48x48_10fps.npy, 205, 48", "video-person-walk/walk_silhouette_32x32_30fps.npy, 126, 32",
        "video-person-walk/walk_tracked_64x64_30fps.npy, 126, 64"})
    void recordedFilms(String name, int frames, int size) throws Exception {
        Signal film = new NumpyArray().open(new NumpyArray.Settings(SharedFiles.find(name)), Progress.none()).signal();
        assertEquals(List.of(size, size), film.extent());
        assertEquals(frames, film.length());
        double[] values = film.values().toArray();
        assertTrue(Arrays.stream(values).min().orElseThrow() >= 0 && Arrays.stream(values).max().orElseThrow() <= 255);
    }
}

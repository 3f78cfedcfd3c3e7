package org.paramscope.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Named arrays in one file, as {@code numpy.savez} writes and {@code numpy.load} reads them: a zip
 * archive of .npy members. The same arrays always give the same bytes.
 */
public final class Npz {

    private static final LocalDateTime NO_DATE = LocalDateTime.of(1980, 1, 1, 0, 0);

    private Npz() {
    }

    /**
     * Writes the arrays, float64 in C order, in the order of their names; all or nothing.
     *
     * @throws IOException when the file cannot be written; what was there before is untouched
     */
    public static void write(Path file, Map<String, NumericArray> arrays) throws IOException {
        Map<String, NumericArray> sorted = new TreeMap<>(arrays);
        AtomicFile.write(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            for (Map.Entry<String, NumericArray> entry : sorted.entrySet()) {
                member(zip, entry.getKey(), entry.getValue());
            }
            zip.finish();
        });
    }

    /**
     * Reads all arrays, sorted by name. Members of real, integer and boolean type in either byte
     * order and either array order are converted to float64 in C order.
     *
     * @throws DataException when the file is missing, no such archive, damaged, or holds other types
     */
    public static Map<String, NumericArray> read(Path file) throws DataException {
        Map<String, NumericArray> arrays = new TreeMap<>();
        if (!Files.isRegularFile(file)) {
            throw new DataException(file.toString(), "", Files.exists(file) ? "is no file" : "there is no such file");
        }
        String member = "";
        try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                member = entry.getName();
                String name = member.endsWith(".npy") ? member.substring(0, member.length() - 4) : member;
                arrays.put(name, Npy.read(file.toString(), member, zip));
            }
        } catch (EOFException e) {
            throw new DataException(file.toString(), member, "the array ends too early", e);
        } catch (ZipException e) {
            throw new DataException(file.toString(), member, "damaged archive: " + e.getMessage(), e);
        } catch (IOException | IllegalArgumentException e) {
            throw new DataException(file.toString(), member, "cannot be read: " + e.getMessage(), e);
        }
        if (arrays.isEmpty()) {
            throw new DataException(file.toString(), "", "is no .npz archive: a zip archive of .npy arrays is allowed");
        }
        return Collections.unmodifiableMap(arrays);
    }

    private static void member(ZipOutputStream zip, String name, NumericArray array) throws IOException {
        byte[] header = Npy.header(array);
        CRC32 checksum = new CRC32();
        try (CheckedOutputStream counted = new CheckedOutputStream(OutputStream.nullOutputStream(), checksum)) {
            counted.write(header);
            Npy.body(array, counted);
        }
        ZipEntry entry = new ZipEntry(name + ".npy");
        entry.setTimeLocal(NO_DATE);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(header.length + (long) array.length() * Double.BYTES);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(header);
        Npy.body(array, zip);
        zip.closeEntry();
    }

    /** The bytes of a stream, exactly. */
    static byte[] exactly(InputStream in, int count) throws IOException {
        byte[] bytes = new byte[count];
        new DataInputStream(in).readFully(bytes);
        return bytes;
    }
}

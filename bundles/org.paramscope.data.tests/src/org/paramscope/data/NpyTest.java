package org.paramscope.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpyTest {

    @TempDir
    Path folder;

    /** A file of format 1.0, by the definition of the format. */
    static byte[] npy(String header, byte... body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        out.writeBytes(ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort((short) header.length()).array());
        out.writeBytes(header.getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(body);
        return out.toByteArray();
    }

    private Path file(byte[] bytes) throws Exception {
        return Files.write(folder.resolve("a.npy"), bytes);
    }

    @Test
    void readsPixels() throws Exception {
        NumericArray read = Npy.read(file(npy("{'descr': '|u1', 'fortran_order': False, 'shape': (1, 2, 2), }", (byte) 0, (byte) 1, (byte) 128, (byte) 255)));
        assertEquals(NumericArray.of(new double[] {0, 1, 128, 255}, 1, 2, 2), read);
    }

    @Test
    void readsHalves() throws Exception {
        // 1.0 is 0x3c00, -2.5 is 0xc100 (IEEE 754 binary16)
        NumericArray read = Npy.read(file(npy("{'descr': '<f2', 'fortran_order': False, 'shape': (2,), }", (byte) 0, (byte) 0x3c, (byte) 0, (byte) 0xc1)));
        assertEquals(NumericArray.of(new double[] {1, -2.5}), read);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "{'descr': '|O', 'fortran_order': False, 'shape': (1,), };real, integer or boolean type",
        "{'descr': '<c16', 'fortran_order': False, 'shape': (1,), };has the type c16",
        "{'descr': '<U1', 'fortran_order': False, 'shape': (1,), };real, integer or boolean type",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (7,), };holds 4 bytes of values; an array of the shape [7] and the type u1 has 7",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (2,), };holds 4 bytes of values; an array of the shape [2] and the type u1 has 2",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (99999999999,), };lengths up to",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (65536, 65536), };values are allowed",
    })
    void whatCannotBeReadIsRefused(String header, String says) throws Exception {
        Path file = file(npy(header, (byte) 0x80, (byte) 2, (byte) 3, (byte) 4));
        DataException e = assertThrows(DataException.class, () -> Npy.read(file));
        assertTrue(e.getMessage().contains(says) && e.getMessage().startsWith(file.toString()), e.getMessage());
    }

    @Test
    void whatIsNoFileIsRefused() {
        assertThrows(DataException.class, () -> Npy.read(folder.resolve("none.npy")));
        assertThrows(DataException.class, () -> Npy.read(folder));
    }
}

package org.paramscope.estimators.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paramscope.data.DataException;
import org.paramscope.data.Npz;
import org.paramscope.data.NumericArray;
import org.paramscope.engine.random.RandomStream;

class SafeTensorsTest {

    @TempDir
    Path folder;

    @Test
    void float32IsTakenOverToTheBit() throws Exception {
        Map<String, NumericArray> written = Tensors.random(1, "a 3 4", "b 5", "c 2 3 2", "scalar");
        Map<String, NumericArray> read = SafeTensors.read(Tensors.safe(folder.resolve("a.safetensors"), written));
        assertEquals(written, read);
        assertEquals(List.of("a", "b", "c", "scalar"), List.copyOf(read.keySet()));
    }

    /** All 65536 bit patterns of both 16-bit types, against the definition of their value. */
    @ParameterizedTest
    @ValueSource(strings = {"F16", "BF16"})
    void everyValueOfSixteenBitsIsExact(String type) throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(2 * 65536).order(ByteOrder.LITTLE_ENDIAN);
        for (int bits = 0; bits < 65536; bits++) {
            bytes.putShort((short) bits);
        }
        String header = "{\"x\":" + Tensors.entry(type, new int[] {65536}, 0, 2 * 65536) + "}";
        NumericArray read = SafeTensors.read(Tensors.safe(folder.resolve("x.safetensors"), header, bytes.array())).get("x");
        int mantissa = type.equals("F16") ? 10 : 7;
        for (int bits = 0; bits < 65536; bits++) {
            assertEquals(value(bits, mantissa), read.at(bits), "bits " + Integer.toHexString(bits));
        }
    }

    /** (-1)^s 2^(e - bias) (1 + m / 2^mantissa), of IEEE 754; exponent 0 is subnormal, all ones are infinite or no number. */
    private static double value(int bits, int mantissa) {
        int exponents = 15 - mantissa;
        int bias = (1 << exponents - 1) - 1;
        double sign = bits >> 15 == 1 ? -1 : 1;
        int e = bits >> mantissa & (1 << exponents) - 1;
        double m = (bits & (1 << mantissa) - 1) / (double) (1 << mantissa);
        if (e == (1 << exponents) - 1) {
            return m == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
        }
        return e == 0 ? sign * m * Math.pow(2, 1 - bias) : sign * (1 + m) * Math.pow(2, e - bias);
    }

    @Test
    void integersTruthValuesAndFloat64AreConverted() throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(8 + 4 + 2 + 1 + 1 + 2 + 8 + 4).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(-(1L << 53)).putInt(-7).putShort((short) -9).put((byte) -1).put((byte) 200).putShort((short) 65535).putDouble(Math.PI)
                .putInt(-1);
        String header = "{\"a\":" + Tensors.entry("I64", new int[] {}, 0, 8) + ",\"b\":" + Tensors.entry("I32", new int[] {1}, 8, 12) + ",\"c\":"
                + Tensors.entry("I16", new int[] {1}, 12, 14) + ",\"d\":" + Tensors.entry("I8", new int[] {1}, 14, 15) + ",\"e\":"
                + Tensors.entry("U8", new int[] {1}, 15, 16) + ",\"f\":" + Tensors.entry("U16", new int[] {1}, 16, 18) + ",\"g\":"
                + Tensors.entry("F64", new int[] {1}, 18, 26) + ",\"h\":" + Tensors.entry("U32", new int[] {1}, 26, 30) + "}   ";
        Map<String, NumericArray> read = SafeTensors.read(Tensors.safe(folder.resolve("x.safetensors"), header, bytes.array()));
        double[] values = read.values().stream().mapToDouble(tensor -> tensor.at(0)).toArray();
        assertArrayEquals(new double[] {-Math.pow(2, 53), -7, -9, -1, 200, 65535, Math.PI, 4294967295.0}, values);
        assertEquals(0, read.get("a").rank());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "{\"x\":{\"dtype\":\"F8_E4M3\",\"shape\":[8],\"data_offsets\":[0,8]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647],\"data_offsets\":[0,8]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,9223372036854775807]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"more\":1}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1e400],\"data_offsets\":[0,8]}}",
        "{\"x\":[1,2]}", "[1,2]", "{\"x\"", "{}x", "null", "{\"x\":{\"dtype\":\"F32\",\"shape\":\"two\",\"data_offsets\":[0,8]}}", "{}"})
    void aHeaderThatDoesNotFitIsRefused(String header) throws IOException {
        Path file = Tensors.safe(folder.resolve("x.safetensors"), header, new byte[8]);
        DataException refusal = assertThrows(DataException.class, () -> SafeTensors.read(file));
        assertTrue(refusal.getMessage().contains("x.safetensors") && refusal.getMessage().lines().count() == 1, refusal.getMessage());
    }

    @Test
    void aFileThatIsNoneIsRefused() throws IOException {
        Path file = folder.resolve("x.safetensors");
        assertThrows(DataException.class, () -> SafeTensors.read(file));
        assertThrows(DataException.class, () -> SafeTensors.read(folder));
        for (byte[] content : List.of(new byte[0], new byte[9], new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, '{', '}'},
                new byte[] {-1, -1, -1, -1, 0, 0, 0, 0, '{', '}'})) {
            Files.write(file, content);
            assertThrows(DataException.class, () -> SafeTensors.read(file), Arrays.toString(content));
        }
    }

    /** Whatever is cut off or changed: the file is read, or refused by a DataException. */
    @ParameterizedTest
    @ValueSource(strings = {"x.safetensors", "x.npz"})
    void damagedFilesAreReadOrRefused(String name) throws Exception {
        Map<String, NumericArray> tensors = Tensors.random(2, "0.weight 3 4", "0.bias 3", "2.weight 2 3");
        Path file = folder.resolve(name);
        if (name.endsWith("npz")) {
            Npz.write(file, tensors);
        } else {
            Tensors.safe(file, tensors);
        }
        byte[] whole = Files.readAllBytes(file);
        RandomStream stream = RandomStream.of(3, 0, "damage");
        int refused = 0;
        for (int trial = 0; trial < 3000; trial++) {
            byte[] damaged = trial % 3 == 0 ? Arrays.copyOf(whole, stream.below(whole.length)) : whole.clone();
            for (int flip = 0; flip < trial % 4 && damaged.length > 0; flip++) {
                // headers lie at the beginning
                int at = stream.below(trial % 2 == 0 ? damaged.length : Math.min(damaged.length, 200));
                damaged[at] ^= (byte) (1 << stream.below(8));
            }
            Files.write(file, damaged);
            try {
                NetworkFiles.read(file);
            } catch (DataException e) {
                refused++;
            } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
                fail("trial " + trial, e);
            }
        }
        assertTrue(refused > 1500, refused + " refused");
    }
}

package org.paramscope.estimators.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.paramscope.data.NumericArray;
import org.paramscope.engine.random.RandomStream;

/** State dicts for tests, and their files. */
final class Tensors {

    private Tensors() {
    }

    /** Random values that a float32 holds exactly; shapes are written as in {@code "0.weight 5 3"}. */
    static Map<String, NumericArray> random(long seed, String... tensors) {
        Map<String, NumericArray> all = new LinkedHashMap<>();
        RandomStream stream = RandomStream.of(seed, 0, "tensors");
        for (String tensor : tensors) {
            String[] words = tensor.split(" ");
            int[] shape = Arrays.stream(words).skip(1).mapToInt(Integer::parseInt).toArray();
            double[] values = new double[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
            Arrays.setAll(values, i -> (float) stream.gaussian());
            all.put(words[0], NumericArray.owned(values, shape.length == 0 ? new int[] {1} : shape).reshape(shape));
        }
        return all;
    }

    /** A .safetensors file of float32 values, as the reference implementation writes it. */
    static Path safe(Path file, Map<String, NumericArray> tensors) throws IOException {
        int bytes = 4 * tensors.values().stream().mapToInt(NumericArray::length).sum();
        ByteBuffer values = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        StringBuilder header = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
        tensors.forEach((name, tensor) -> {
            int begin = values.position();
            for (int i = 0; i < tensor.length(); i++) {
                values.putFloat((float) tensor.at(i));
            }
            header.append(",\"").append(name).append("\":").append(entry("F32", tensor.shape(), begin, values.position()));
        });
        return safe(file, header.append("}").toString(), values.array());
    }

    static String entry(String type, int[] shape, long begin, long end) {
        return "{\"dtype\":\"" + type + "\",\"shape\":[" + Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(","))
                + "],\"data_offsets\":[" + begin + "," + end + "]}";
    }

    /** A .safetensors file with any header and any bytes after it. */
    static Path safe(Path file, String header, byte[] values) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer whole = ByteBuffer.allocate(8 + text.length + values.length).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, whole.putLong(text.length).put(text).put(values).array());
        return file;
    }
}

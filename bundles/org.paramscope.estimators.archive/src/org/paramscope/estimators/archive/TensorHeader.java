package org.paramscope.estimators.archive;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.paramscope.data.DataException;

/**
 * What the header of a .safetensors file says of one tensor.
 *
 * @param begin first byte of its values, counted from the end of the header
 * @param end   the byte after the last
 */
record TensorHeader(String name, SafeTensors.Type type, int[] shape, long begin, long end) {

    /** Name of the entry that holds free text instead of a tensor. */
    private static final String METADATA = "__metadata__";
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    /** Number of values. */
    long count() {
        return (end - begin) / type.bytes();
    }

    /**
     * The tensors of a header in the order of their values, which fill the rest of the file without gaps.
     *
     * @param bytes of the file after the header
     */
    static List<TensorHeader> read(Path file, String json, long bytes) throws DataException {
        List<TensorHeader> tensors = new ArrayList<>();
        Set<String> names = new HashSet<>();
        String at = "header";
        try (JsonReader reader = new JsonReader(new StringReader(json))) {
            reader.beginObject();
            while (reader.hasNext()) {
                at = reader.nextName();
                if (!names.add(at)) {
                    throw new DataException(file.toString(), at, "occurs twice in the header");
                }
                if (at.equals(METADATA)) {
                    reader.skipValue();
                } else {
                    tensors.add(tensor(file, at, reader));
                }
            }
            reader.endObject();
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new DataException(file.toString(), "header", "goes on after its end");
            }
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            throw new DataException(file.toString(), at, "is no header of a .safetensors file: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
        }
        tensors.sort(Comparator.comparingLong(TensorHeader::begin).thenComparingLong(TensorHeader::end));
        long next = 0;
        for (TensorHeader tensor : tensors) {
            if (tensor.begin() != next) {
                throw new DataException(file.toString(), tensor.name(), "begins at byte " + tensor.begin() + " of the values: " + next
                        + " is the end of what lies before it");
            }
            next = tensor.end();
        }
        if (next != bytes) {
            throw new DataException(file.toString(), "", "holds " + bytes + " bytes of values; its header says " + next);
        }
        return tensors;
    }

    private static TensorHeader tensor(Path file, String name, JsonReader reader) throws IOException, DataException {
        String type = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        reader.beginObject();
        while (reader.hasNext()) {
            String key = reader.nextName();
            switch (key) {
                case "dtype" -> type = reader.nextString();
                case "shape" -> shape = numbers(reader);
                case "data_offsets" -> offsets = numbers(reader);
                default -> throw new DataException(file.toString(), name, "has the unknown entry '" + key
                        + "'; dtype, shape and data_offsets are allowed");
            }
        }
        reader.endObject();
        if (type == null || shape == null || offsets == null || offsets.size() != 2 || offsets.get(0) < 0 || offsets.get(1) < offsets.get(0)) {
            throw new DataException(file.toString(), name, "has the type " + type + ", the shape " + shape + " and the offsets " + offsets
                    + ": a type, lengths, and two offsets in ascending order are needed");
        }
        return checked(file, name, type, shape, offsets);
    }

    private static List<Long> numbers(JsonReader reader) throws IOException {
        List<Long> numbers = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            numbers.add(reader.nextLong());
        }
        reader.endArray();
        return numbers;
    }

    private static TensorHeader checked(Path file, String name, String typeName, List<Long> shape, List<Long> offsets) throws DataException {
        SafeTensors.Type type = Arrays.stream(SafeTensors.Type.values()).filter(t -> t.name().equals(typeName)).findFirst()
                .orElse(null);
        if (type == null) {
            throw new DataException(file.toString(), name, "has the type " + typeName + ": " + SafeTensors.Type.allowed() + " are allowed");
        }
        long count = 1;
        for (long length : shape) {
            if (length < 0 || length > LARGEST || (count *= length) > LARGEST) {
                throw new DataException(file.toString(), name, "has the shape " + shape + ": at most " + LARGEST + " values are allowed");
            }
        }
        if (offsets.get(1) - offsets.get(0) != count * type.bytes()) {
            throw new DataException(file.toString(), name, "has the shape " + shape + " and the type " + type + ", which take "
                    + count * type.bytes() + " bytes, but offsets " + offsets);
        }
        return new TensorHeader(name, type, shape.stream().mapToInt(Long::intValue).toArray(), offsets.get(0), offsets.get(1));
    }
}

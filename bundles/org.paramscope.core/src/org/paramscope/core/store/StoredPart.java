package org.paramscope.core.store;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.paramscope.data.AtomicFile;
import org.paramscope.data.DataException;
import org.paramscope.data.Npz;
import org.paramscope.data.NumericArray;
import org.paramscope.study.WriteFailure;

/**
 * One value in two files: {@code <name>.npz} with its arrays, if any, and {@code <name>.json} with the rest, the arrays'
 * shapes and units, and the key that it was computed for. The JSON is written last: where it is, the part is whole.
 */
final class StoredPart {

    private static final int FORMAT = 1;

    private final Path arrays;
    private final Path description;

    StoredPart(Path folder, String name) {
        this.arrays = folder.resolve(name + ".npz");
        this.description = folder.resolve(name + ".json");
    }

    /** Writes the value; afterwards both files are there, or neither is new. */
    void write(Object value, String key, Map<String, String> units) throws StoreException {
        Map<String, NumericArray> collected = new LinkedHashMap<>();
        JsonElement tree = ValueForm.write(value, value.getClass(), collected);
        JsonObject root = new JsonObject();
        root.addProperty("format", FORMAT);
        root.addProperty("key", key);
        root.add("arrays", described(collected, units));
        root.add("value", tree);
        byte[] text = new GsonBuilder().serializeNulls().setPrettyPrinting().disableHtmlEscaping().create().toJson(root)
                .getBytes(StandardCharsets.UTF_8);
        long size = collected.values().stream().mapToLong(a -> 8L * a.length()).sum() + text.length;
        try {
            Files.deleteIfExists(description);
            if (collected.isEmpty()) {
                Files.deleteIfExists(arrays);
            } else {
                Npz.write(arrays, collected);
            }
            AtomicFile.write(description, out -> out.write(text));
        } catch (IOException e) {
            throw new StoreException(arrays, "cannot be written: " + WriteFailure.explain(arrays, size, e), e);
        }
    }

    /** The value, when it is there, whole, and was computed for the key; an empty key accepts any. */
    <T> Optional<T> read(Class<T> type, String key) throws StoreException {
        if (!Files.exists(description)) {
            return Optional.empty();
        }
        try (Reader reader = Files.newBufferedReader(description)) {
            JsonObject root = JsonParser.parseReader(reader).getAsJsonObject();
            if (root.get("format").getAsInt() > FORMAT) {
                throw new StoreException(description, "was written by format " + root.get("format")
                        + "; this Paramscope reads up to " + FORMAT, null);
            }
            if (!key.isEmpty() && !root.get("key").getAsString().equals(key)) {
                return Optional.empty();
            }
            boolean none = root.getAsJsonObject("arrays").isEmpty();
            return Optional.of(ValueForm.read(root.get("value"), type, none ? Map.of() : Npz.read(arrays)));
        } catch (IOException | DataException | RuntimeException e) {
            throw new StoreException(description, "is damaged: " + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
                    + "; run the study again", e);
        }
    }

    private static JsonObject described(Map<String, NumericArray> arrays, Map<String, String> units) {
        JsonObject all = new JsonObject();
        arrays.forEach((name, array) -> {
            JsonObject one = new JsonObject();
            JsonArray shape = new JsonArray();
            for (int length : array.shape()) {
                shape.add(length);
            }
            one.add("shape", shape);
            one.addProperty("type", "float64");
            units.forEach((pattern, unit) -> {
                if (name.equals(pattern) || name.startsWith(pattern + ".") || name.endsWith("." + pattern)) {
                    one.addProperty("unit", unit);
                }
            });
            if (!one.has("unit")) {
                one.addProperty("unit", "1");
            }
            all.add(name, one);
        });
        return all;
    }
}

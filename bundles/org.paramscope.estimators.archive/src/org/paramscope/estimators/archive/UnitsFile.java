package org.paramscope.estimators.archive;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.paramscope.data.DataException;

/** The file that says which tensors make the layers of units of an archive, what follows on them, and who reads them. */
final class UnitsFile {

    /** Its name beside the networks, where no other is given. */
    static final String NAME = "units.json";

    private static final long LONGEST = 10_000_000;

    private final Path file;

    private UnitsFile(Path file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @throws DataException when it cannot be read, or is no such file; names the layer and what is allowed
     */
    static List<LayerDescription> read(Path file) throws DataException {
        return new UnitsFile(file).layers();
    }

    private List<LayerDescription> layers() throws DataException {
        JsonObject root = object(parsed(), "the file", Set.of("layers"));
        List<LayerDescription> layers = new ArrayList<>();
        for (JsonElement each : list(root.get("layers"), "layers")) {
            layers.add(layer(each, "layer " + layers.size()));
        }
        return layers;
    }

    private JsonElement parsed() throws DataException {
        try {
            if (Files.size(file) > LONGEST) {
                throw refusal("", "has " + Files.size(file) + " bytes: at most " + LONGEST + " are allowed");
            }
            return JsonParser.parseString(Files.readString(file));
        } catch (IOException e) {
            throw new DataException(file.toString(), "", "cannot be read: " + e.getMessage(), e);
        } catch (JsonParseException e) {
            throw new DataException(file.toString(), "", "is no JSON: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
        }
    }

    private LayerDescription layer(JsonElement tree, String place) throws DataException {
        JsonObject layer = object(tree, place, Set.of("name", "rows", "recurrent", "activation", "readers"));
        String name = text(layer.get("name"), place + ", name");
        String at = "layer '" + name + "'";
        if (layer.has("rows") == layer.has("recurrent")) {
            throw refusal(at, "either rows or recurrent is needed");
        }
        List<String> rows = new ArrayList<>();
        if (layer.has("rows")) {
            for (JsonElement row : list(layer.get("rows"), at + ", rows")) {
                rows.add(text(row, at + ", rows"));
            }
        }
        List<LayerDescription.Reader> readers = new ArrayList<>();
        for (JsonElement reader : list(layer.get("readers"), at + ", readers")) {
            readers.add(reader(reader, at + ", readers"));
        }
        String recurrent = layer.has("recurrent") ? text(layer.get("recurrent"), at + ", recurrent") : "";
        return new LayerDescription(name, rows, recurrent, nonlinearity(layer.get("activation"), at + ", activation"), readers);
    }

    private LayerDescription.Reader reader(JsonElement tree, String place) throws DataException {
        if (!tree.isJsonObject()) {
            return new LayerDescription.Reader(text(tree, place), 0, 0);
        }
        JsonObject reader = object(tree, place, Set.of("tensor", "from", "positions"));
        int from = reader.has("from") ? number(reader.get("from"), place + ", from", 0) : 0;
        int positions = reader.has("positions") ? number(reader.get("positions"), place + ", positions", 1) : reader.has("from") ? 1 : 0;
        return new LayerDescription.Reader(text(reader.get("tensor"), place + ", tensor"), from, positions);
    }

    private Nonlinearity nonlinearity(JsonElement tree, String place) throws DataException {
        if (tree == null) {
            return Nonlinearity.OTHER;
        }
        String name = text(tree, place);
        return Arrays.stream(Nonlinearity.values()).filter(n -> word(n).equals(name.toLowerCase(Locale.ROOT))).findFirst()
                .orElseThrow(() -> refusal(place, "is '" + name + "': " + Arrays.stream(Nonlinearity.values()).map(UnitsFile::word)
                        .collect(Collectors.joining(", ")) + " are allowed"));
    }

    private static String word(Nonlinearity nonlinearity) {
        return nonlinearity.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private JsonObject object(JsonElement tree, String place, Set<String> allowed) throws DataException {
        if (tree == null || !tree.isJsonObject()) {
            throw refusal(place, "an object is needed, with " + String.join(", ", allowed.stream().sorted().toList()));
        }
        for (String key : tree.getAsJsonObject().keySet()) {
            if (!allowed.contains(key)) {
                throw refusal(place, "has the unknown entry '" + key + "'; " + String.join(", ", allowed.stream().sorted().toList()) + " are allowed");
            }
        }
        return tree.getAsJsonObject();
    }

    private JsonArray list(JsonElement tree, String place) throws DataException {
        if (tree == null || !tree.isJsonArray()) {
            throw refusal(place, "a list is needed");
        }
        return tree.getAsJsonArray();
    }

    private String text(JsonElement tree, String place) throws DataException {
        if (tree == null || !tree.isJsonPrimitive() || !tree.getAsJsonPrimitive().isString() || tree.getAsString().isBlank()) {
            throw refusal(place, "a text is needed");
        }
        return tree.getAsString();
    }

    private int number(JsonElement tree, String place, int least) throws DataException {
        if (tree.isJsonPrimitive() && tree.getAsJsonPrimitive().isNumber()) {
            double value = tree.getAsDouble();
            if (value == Math.rint(value) && value >= least && value <= Integer.MAX_VALUE) {
                return (int) value;
            }
        }
        throw refusal(place, "is " + tree + ": a whole number of at least " + least + " is allowed");
    }

    private DataException refusal(String place, String what) {
        return new DataException(file.toString(), place, what);
    }
}

package org.paramscope.engine.internal.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.paramscope.data.SampleShape;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.Model;
import org.paramscope.engine.graph.Block;
import org.paramscope.engine.graph.Loss;

/** Models as JSON: their parts, checked again when they are read. */
public final class ModelJson {

    private static final int VERSION = 3;

    private ModelJson() { }

    /** The text. */
    public static String write(Model model) {
        JsonObject text = new JsonObject();
        text.addProperty("version", VERSION);
        text.add("shape", RecordJson.write(model.shape()));
        text.add("loss", RecordJson.write(model.loss()));
        text.addProperty("complexity", model.complexity());
        text.add("blocks", RecordJson.write(model.blocks()));
        JsonObject heads = new JsonObject();
        model.heads().forEach(heads::addProperty);
        text.add("heads", heads);
        JsonArray fixed = new JsonArray();
        model.fixed().forEach(fixed::add);
        text.add("fixed", fixed);
        return text.toString();
    }

    /** The model; a {@link ShapeException} says what is wrong with the text. */
    public static Model read(String json) {
        try {
            JsonObject text = JsonParser.parseString(json).getAsJsonObject();
            if (!text.has("version") || text.get("version").getAsInt() != VERSION) {
                throw new ShapeException("no model of version " + VERSION + " in the JSON text");
            }
            List<Block> blocks = new ArrayList<>();
            for (JsonElement block : text.getAsJsonArray("blocks")) {
                Block read = (Block) RecordJson.read(block, Block.class);
                if (read.sources().stream().anyMatch(source -> source < 0 || source >= blocks.size())) {
                    throw new ShapeException("block '" + read.name() + "' at position " + blocks.size() + " reads the positions "
                            + read.sources());
                }
                blocks.add(read);
            }
            Map<String, Integer> heads = new LinkedHashMap<>();
            text.getAsJsonObject("heads").entrySet().forEach(head -> heads.put(head.getKey(), head.getValue().getAsInt()));
            Model model = Model.of((SampleShape) RecordJson.read(text.get("shape"), SampleShape.class), blocks, heads,
                    (Loss) RecordJson.read(text.get("loss"), Loss.class));
            boolean[] kept = new boolean[model.parameters()];
            Arrays.fill(kept, true);
            text.getAsJsonArray("fixed").forEach(i -> kept[i.getAsInt()] = false);
            return model.withMask(kept).withComplexity(text.get("complexity").getAsInt());
        } catch (ShapeException e) {
            throw e;
        } catch (JsonParseException | IllegalStateException | NullPointerException | UnsupportedOperationException
                | IllegalArgumentException | IndexOutOfBoundsException | ClassCastException e) {
            throw new ShapeException("the JSON text is no model: " + e.getMessage());
        }
    }
}

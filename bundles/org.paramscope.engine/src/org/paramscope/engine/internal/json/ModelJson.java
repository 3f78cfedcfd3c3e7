package org.paramscope.engine.internal.json;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.paramscope.data.SampleShape;
import org.paramscope.data.ShapeException;
import org.paramscope.engine.Model;
import org.paramscope.engine.graph.Activation;
import org.paramscope.engine.graph.Block;
import org.paramscope.engine.graph.Graph;
import org.paramscope.engine.graph.Loss;
import org.paramscope.engine.graph.Node;

/** Models as JSON. Reading builds the graph anew, so that every check of {@link Graph} applies. */
public final class ModelJson {

    private static final int VERSION = 1;
    private static final Gson GSON = new GsonBuilder().create();

    private static final class ModelText {
        int version;
        int length;
        int channels;
        int past;
        int targets;
        String loss;
        int complexity;
        List<BlockText> blocks;
        Map<String, Integer> heads;
    }

    private static final class BlockText {
        String type;
        String name;
        Integer width;
        List<Integer> sources;
        Integer transposeOf;
        Boolean bias;
        String activation;
        List<Integer> indices;
    }

    private ModelJson() { }

    /** The text. */
    public static String write(Model model) {
        ModelText text = new ModelText();
        text.version = VERSION;
        text.length = model.shape().length();
        text.channels = model.shape().channels();
        text.past = model.shape().past();
        text.targets = model.shape().targets();
        text.loss = model.loss().name();
        text.complexity = model.complexity();
        text.blocks = model.blocks().stream().map(ModelJson::text).toList();
        text.heads = new LinkedHashMap<>(model.heads());
        return GSON.toJson(text);
    }

    private static BlockText text(Block block) {
        BlockText text = new BlockText();
        text.name = block.name();
        switch (block) {
            case Block.Input input -> text.type = "input";
            case Block.Past past -> text.type = "past";
            case Block.Select select -> {
                text.type = "select";
                text.sources = select.sources();
                text.indices = select.indices();
            }
            case Block.Affine affine -> {
                text.type = "affine";
                text.sources = List.of(affine.source());
                text.width = affine.width();
                text.transposeOf = affine.transposeOf().orElse(null);
                text.bias = affine.bias();
                text.activation = affine.activation().name();
            }
        }
        return text;
    }

    /** The model; a {@link ShapeException} says what is wrong with the text. */
    public static Model read(String json) {
        try {
            ModelText text = GSON.fromJson(json, ModelText.class);
            if (text == null || text.version != VERSION || text.blocks == null || text.heads == null) {
                throw new ShapeException("no model of version " + VERSION + " in the JSON text");
            }
            Graph graph = new Graph(new SampleShape(text.length, text.channels, text.past, text.targets));
            List<Node> nodes = new ArrayList<>();
            for (BlockText block : text.blocks) {
                nodes.add(node(graph, block, nodes));
            }
            text.heads.forEach((name, position) -> graph.head(name, nodes.get(position)));
            return graph.model(Loss.valueOf(text.loss)).withComplexity(text.complexity);
        } catch (JsonParseException | NullPointerException | IndexOutOfBoundsException e) {
            throw new ShapeException("the JSON text is no model: " + e.getMessage());
        } catch (ShapeException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new ShapeException("the JSON text is no model: " + e.getMessage());
        }
    }

    private static Node node(Graph graph, BlockText block, List<Node> nodes) {
        return switch (block.type) {
            case "input" -> graph.input();
            case "past" -> graph.past();
            case "select" -> graph.select(block.name, block.indices.stream().mapToInt(Integer::intValue).toArray(),
                    block.sources.stream().map(nodes::get).toArray(Node[]::new));
            case "affine" -> affine(graph, block, nodes);
            default -> throw new ShapeException("block '" + block.name + "' is of the unknown type '" + block.type + "'");
        };
    }

    private static Node affine(Graph graph, BlockText block, List<Node> nodes) {
        Node source = nodes.get(block.sources.getFirst());
        Activation activation = Activation.valueOf(block.activation);
        if (block.transposeOf != null) {
            return graph.transposed(block.name, source, nodes.get(block.transposeOf).name(), block.bias, activation);
        }
        return block.bias ? graph.dense(block.name, source, block.width, activation)
                : graph.linear(block.name, source, block.width);
    }
}

package org.paramscope.core.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.paramscope.data.NumericArray;
import org.paramscope.engine.Model;
import org.paramscope.engine.ParameterDistribution;
import org.paramscope.engine.ParameterLayout;
import org.paramscope.engine.UnitLayer;

/** The written form of a parameter distribution: its own named arrays, and its model or, without one, its layout. */
final class DistributionForm {

    record Structure(ParameterLayout layout, List<UnitLayer> units) {
    }

    private DistributionForm() {
    }

    static JsonObject write(ParameterDistribution distribution, String path, Map<String, NumericArray> arrays) {
        JsonObject names = new JsonObject();
        distribution.arrays().forEach((name, array) -> {
            String member = path.isEmpty() ? name : path + "." + name;
            arrays.put(member, array);
            names.addProperty(name, member);
        });
        JsonObject tree = new JsonObject();
        tree.add("arrays", names);
        if (distribution.model().isPresent()) {
            tree.add("model", JsonParser.parseString(distribution.model().get().toJson()));
        } else {
            tree.add("structure", ValueForm.write(new Structure(distribution.layout(), distribution.units()),
                    Structure.class, arrays));
        }
        return tree;
    }

    static ParameterDistribution read(JsonObject tree, String path, Map<String, NumericArray> arrays) {
        Map<String, NumericArray> own = new LinkedHashMap<>();
        tree.getAsJsonObject("arrays").asMap().forEach((name, member) -> {
            NumericArray array = arrays.get(member.getAsString());
            if (array == null) {
                throw new IllegalArgumentException(path + ": the array '" + member.getAsString() + "' is missing");
            }
            own.put(name, array);
        });
        if (tree.has("model")) {
            return ParameterDistribution.fromArrays(own, Model.fromJson(tree.get("model").toString()));
        }
        Structure structure = ValueForm.read(tree.get("structure"), Structure.class, arrays);
        return ParameterDistribution.fromArrays(own, structure.layout(), structure.units(), Optional.empty());
    }
}
